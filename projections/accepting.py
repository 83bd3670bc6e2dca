"""Announcements that feeds left open, tried again: when they are revised, or when more is known of the person."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec import structs
from sqlalchemy import select

from domain.acceptance import Choice
from domain.errors import StaleExpectation
from domain.log.ledger import Terms
from domain.matching.names import PersonName
from domain.matching.registry import Registry, Tenure
from domain.matching.verdicts import Rules
from domain.readable import readable
from domain.unsure import Unsure

from .became import parts_of
from .clerk import Looked, look
from .completing import Completing
from .left_to_feeds import DECLINED, LeftToFeeds, beginning_named, departures, ended_by, recorder_of, untouched
from .nomination_reads import read, said_in
from .nominations import nominations
from .open_nominations import (
    TOLD,
    candidates_in,
    families_of,
    in_pairs,
    in_time,
    is_akin,
    name_of,
    place_of,
    whom,
    words_of,
)
from .reports import Outcome, matched
from .reviews import accept
from .snapshots import Snapshot
from .tenants import Tenant

OPEN = ("new", "matched")
# So many of those that are open are looked through, the newest first.
MOST_AGAIN = 2_000
_DAYS = {"starts", "announced", "excerpt"}


def accept_again(tenant: Tenant, outcomes: Sequence[Outcome], accepting: Mapping[str, Rules]) -> None:
    """What may be accepted now of what was told again, and of what was left open of people of whom more is known.

    And so on, as long as something is: nobody is overlooked because of what came first. `accepting`: the feeds that may
    accept by themselves, with their rules. What anybody else has touched is left alone.
    """
    again, completing = Again(tenant, accepting), Completing(tenant, accepting)
    news = again.rows_of(outcome.nomination for outcome in outcomes)
    told = {outcome.nomination for outcome in outcomes if outcome.outcome != "reported"}
    while news:
        accepted = [row for row in news if row.state == "accepted"]
        completing.complete(_ids(accepted, "person"), _ids(accepted, "role"))
        near = again.near(map(name_of, news), {row.home for row in news})
        sure = again.sure_of(near, [*map(name_of, accepted)], told)
        news, told = again.rows_of(sure), set()


def accept_now_of(
    tenant: Tenant, people: Collection[str], places: Collection[str], accepting: Mapping[str, Rules]
) -> None:
    """What may be accepted now of what was left open of these people, organizations and roles; and so on.

    Somebody has told more of them. `places`: ids of organizations and roles.
    """
    again = Again(tenant, accepting)
    called, posts = again.known_of(people)
    Completing(tenant, accepting).complete(people, posts)
    sure = again.sure_of(again.near(called), called) | again.tried(again.within(places))
    accept_again(tenant, [Outcome(id, "reported") for id in sure], accepting)


@dataclass(frozen=True)
class Again(LeftToFeeds):
    """`renewing`: whether whom something may mean is said again, too, where that is otherwise by now."""

    renewing: bool = False

    @property
    def _names(self) -> Collection[str]:
        return nominations.c.keys() if self.renewing else TOLD

    def rows_of(self, ids: Iterable[str]) -> list[Any]:
        with self.now() as at:
            return at.rows(nominations, at.known(nominations), nominations.c.home, ids, self._names)

    def known_of(self, people: Iterable[str]) -> tuple[list[PersonName], set[str]]:
        """What these people are called, and the roles they ever held."""
        with self.registry() as (registry, _):
            known = [registry.people[id] for id in people if id in registry.people]
            called = [name for person in known for name in registry.parsed[person.id]]
            return called, {tenure.role for person in known for tenure in person.tenures}

    def sure_of(self, near: Sequence[Any], called: Collection[PersonName], told: Collection[str] = ()) -> set[str]:
        """Those accepted now of these, which are of people called so, or were told again."""
        sure = self.tried([row for row in near if row.home in told or is_akin(row, called)])
        return sure | self.paired([row for row in near if row.home not in sure])

    def near(self, called: Iterable[PersonName], ids: Collection[str] = ()) -> list[Any]:
        """What is open, of their feed alone, one of these or of people who may be called so; in time."""
        families = families_of(called)
        return self.waiting(lambda row: row.home in ids or not families.isdisjoint(name_of(row).family))

    def within(self, places: Collection[str]) -> list[Any]:
        """The same of organizations that may be called so."""
        with self.registry() as (registry, _):
            ids = {registry.organization_of(id) for id in places}.union(places) & registry.organizations.keys()
            known = [registry.organizations[id] for id in ids if id is not None]
        words = words_of(name for one in known for name in one.names)
        return self.waiting(lambda row: not words.isdisjoint(place_of(row))) if words else []

    def waiting(self, wanted: Callable[[Any], bool] = lambda row: True) -> list[Any]:
        """In time."""
        with self.now() as at:
            ours = self.ours(at) & nominations.c.state.in_(OPEN)
            query = select(*(nominations.c[name] for name in self._names)).where(ours)
            newest = query.order_by(nominations.c.first.desc()).limit(MOST_AGAIN)
            near = [row for row in at.connection.execute(newest) if wanted(row)]
            return sorted(untouched(at, near), key=in_time)

    def tried(self, rows: Sequence[Any]) -> set[str]:
        """Those accepted now; the others say why they are not, where that is something else by now."""
        if not rows:
            return set()
        days = self.days_only(rows)
        return {
            row.home for row in rows if self._accepted(row, days[row.home] if row.home in days else self._sure(row))
        }

    def days_only(self, rows: Iterable[Any]) -> dict[str, Choice | None]:
        """Of those that were accepted once: what they become, where only days are otherwise."""
        with self.now() as at:
            return {row.home: _days_only(self.tenant, at, row) for row in rows if row.acceptance is not None}

    def paired(self, rows: Sequence[Any]) -> set[str]:
        if not any(in_pairs(rows)):
            return set()
        with self.registry() as (registry, _):
            choices = self.in_pairs(registry, rows)
        return {row.home for row, choice in choices if self._accepted(row, choice)}

    def in_pairs(self, registry: Registry, rows: Iterable[Any]) -> list[tuple[Any, Choice | None]]:
        """Arrivals that are sure once departures count which lack nothing but them: each speaks for the other."""
        came, gone = in_pairs(rows)
        with registry.supposing():
            for left in filter(None, (self.looked(registry, row).verdict.left for row in gone)):
                held = Tenure(left.role, left.day - 1, left.day)
                registry.put_tenures(left.person, (*registry.people[left.person].tenures, held))
            return [(row, self.looked(registry, row).verdict.choice) for row in came]

    def _accepted(self, row: Any, choice: Choice | None) -> bool:
        if choice is not None:
            with suppress(*DECLINED):
                accept(self.tenant, row.home, structs.replace(choice, report=row.report), recorder_of(row.feed))
                return True
        return False

    def _sure(self, row: Any) -> Choice | None:
        with self.registry() as (registry, position):
            looked = self.looked(registry, row)
        if looked.verdict.choice is None:
            self._say_why(row, looked, position)
        return looked.verdict.choice

    def looked(self, registry: Registry, row: Any) -> Looked:
        return look(registry, said_in(row), self.accepting[row.feed])

    def _say_why(self, row: Any, looked: Looked, position: int) -> None:
        unsure = self.otherwise(row, looked)
        if unsure is not None:
            terms = Terms(by=recorder_of(row.feed), expected={row.home: position})
            with suppress(StaleExpectation, *DECLINED):
                self.tenant.record([matched(row.home, looked.candidates, unsure)], terms)

    def otherwise(self, row: Any, looked: Looked) -> tuple[Unsure, ...] | None:
        """Why it waits, where something else is to be said of it than was said last."""
        before = msgspec.json.decode(row.unsure or "[]", type=readable(tuple[Unsure, ...]))
        unsure = (*(one for one in before if one.kind == "revised"), *looked.verdict.unsure)
        renewed = self.renewing and whom(looked.candidates) != whom(candidates_in(row))
        return unsure if renewed or unsure != before else None


def _ids(rows: Iterable[Any], name: str) -> set[str]:
    return {getattr(row, name) for row in rows} - {None}


def _days_only(tenant: Tenant, at: Snapshot, row: Any) -> Choice | None:
    """What was accepted once and now has another day stays accepted for whom it was; all else a person decides."""
    if not set(read(row.revised or "[]")) <= _DAYS or said_in(row).get("starts") is None:
        return None
    parts = parts_of(tenant, at, row.home, read(row.facts))
    took = next((beginning_named(fact) for fact in departures(parts, row.person) if fact.role == row.role), None)
    predecessor, leaves = ended_by(parts, row)
    ended = Choice(person=row.person, role=row.role, predecessor=predecessor, leaves=leaves, took=took)
    return structs.replace(ended, learn=False)
