"""What a feed left open, matched anew: by what is known now, and by the rules that hold for the feed now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import structs

from domain.acceptance import CREATE, Choice
from domain.matching.registry import Registry
from domain.matching.verdicts import Rules
from domain.unsure import UnsureKind

from .accepting import Again, accept_again
from .clerk import Clerk, Reported
from .nomination_reads import said_in
from .reports import Outcome
from .tenants import Tenant

Json = dict[str, Any]
_SAID = ("kind", "person_name", "role_title", "organization_name", "starts")
_MEANT = ("person", "role", "organization")


@dataclass(frozen=True)
class Rematched:
    """How many were looked at, those that became facts, and of how many others it is said anew whom they may mean or
    why they wait. `reviewed`: why nothing is accepted, however sure it is."""

    looked_at: int
    accepted: list[Json]
    told_anew: int
    reviewed: UnsureKind | None = None

    @property
    def open(self) -> int:
        return self.looked_at - len(self.accepted)


def rematched(tenant: Tenant, feed: str, rules: Rules, accepting: Mapping[str, Rules]) -> Rematched:
    """What is sure now is accepted, and so on as long as anything is; then what follows of it for other feeds.

    `accepting`: the feeds that may accept by themselves. What anybody has touched is left alone.
    """
    again = Again(tenant, {feed: rules}, renewing=True)
    before = again.waiting()
    ids, rows, sure = {row.home for row in before}, before, set[str]()
    while found := again.sure_of(rows, (), {row.home for row in rows}):
        sure |= found
        rows = [row for row in again.waiting() if row.home in ids]
    accept_again(tenant, [Outcome(id, "reported") for id in sorted(sure)], accepting)
    return _told(before, again.rows_of(ids), rules)


def _told(before: list[Any], now: Iterable[Any], rules: Rules) -> Rematched:
    by_id = {row.home: row for row in now}
    accepted = [by_id[row.home] for row in before if by_id[row.home].state == "accepted"]
    others = [(row, by_id[row.home]) for row in before if by_id[row.home].state != "accepted"]
    told_anew = sum((old.candidates, old.unsure) != (new.candidates, new.unsure) for old, new in others)
    return Rematched(len(before), [_accepted(row, row) for row in accepted], told_anew, rules.reviewed)


def rehearsed(tenant: Tenant, feed: str, rules: Rules) -> Rematched:
    """The same without recording anything: each supposes those that would be accepted before it."""
    again = Again(tenant, {feed: rules}, renewing=True)
    rows = again.waiting()
    return _Trial(again, rules, again.days_only(rows)).of(rows)


@dataclass(frozen=True)
class _Trial:
    again: Again
    rules: Rules
    days: Mapping[str, Choice | None]

    def of(self, rows: list[Any]) -> Rematched:
        with self.again.registry() as (registry, _):
            with registry.supposing():
                clerk, accepted, left = Clerk(registry, self.rules), dict[str, Choice](), rows
                while found := self._sure(clerk, left):
                    accepted |= found
                    left = [row for row in left if row.home not in accepted]
                told_anew = sum(self._is_otherwise(clerk, row) for row in left)
            told = [_accepted(row, _of_now(accepted[row.home], registry)) for row in rows if row.home in accepted]
        return Rematched(len(rows), told, told_anew, self.rules.reviewed)

    def _sure(self, clerk: Clerk, rows: list[Any]) -> dict[str, Choice]:
        found: dict[str, Choice] = {}
        for row in rows:
            self._take(clerk, row, self._choice(clerk, row), found)
        others = [row for row in rows if row.home not in found]
        for row, choice in self.again.in_pairs(clerk.registry, others):
            self._take(clerk, row, choice, found)
        return found

    def _choice(self, clerk: Clerk, row: Any) -> Choice | None:
        if row.home in self.days:
            return self.days[row.home]
        return self.again.looked(clerk.registry, row).verdict.choice

    def _take(self, clerk: Clerk, row: Any, choice: Choice | None, found: dict[str, Choice]) -> None:
        if choice is None:
            return
        if row.home not in self.days:
            clerk.accept(Reported(row.home, row.report, said_in(row)), choice)
        found[row.home] = choice

    def _is_otherwise(self, clerk: Clerk, row: Any) -> bool:
        """Of what was accepted once and revised since nothing is said anew."""
        looked = self.again.looked(clerk.registry, row)
        return row.home not in self.days and self.again.otherwise(row, looked) is not None


def _of_now(choice: Choice, registry: Registry) -> Choice:
    """With the role's organization. Whoever would be made by one of those before is nobody yet."""
    known: tuple[Mapping[str, Any], ...] = (registry.people, registry.roles, registry.organizations)
    named = {name: id for name in _MEANT if (id := getattr(choice, name)) is not None}
    new = {name: CREATE for name, id in named.items() if not any(id in some for some in known)}
    if choice.role in registry.roles and (owner := registry.organization_of(choice.role)) is not None:
        new["organization"] = owner
    return structs.replace(choice, **new)


def _accepted(row: Any, meant: Any) -> Json:
    """What it says, and whom and what it means: `create` where that would be made."""
    said, named = said_in(row), {name: getattr(meant, name) for name in _MEANT}
    told = {name: said[name] for name in _SAID if said.get(name) is not None}
    return {"nomination": row.home, **told, **{name: value for name, value in named.items() if value is not None}}
