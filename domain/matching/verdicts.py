"""What may be accepted by itself: a pure verdict over an announcement, what it may mean and what is known.

Nothing is guessed. Whoever is named must be sure by the thresholds, which a name alone never is; the role is one of the
organization named, called so; a day is said; and who departs is known to hold it. Whatever of this is missing is said,
as far as one can tell it without the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.acceptance import CREATE, Choice
from domain.dates import FOREVER, Span, span_of
from domain.unsure import Unsure, UnsureKind

from .announcements import Announcement, Kind, Match, Matched, Outcome, Shortfall, Thresholds, short_of
from .likeness import Shares, likeness
from .names import parse
from .phrases import organization_words, title_words
from .posts import holders_on
from .registry import MONTH, Registry, Tenure
from .text import fold

INTRODUCED: tuple[Kind, ...] = ("person", "organization", "role")
_SHORT: dict[tuple[Kind, Shortfall | None], UnsureKind] = {
    ("person", None): "person_unknown",
    ("person", "name_alone"): "person_name_alone",
    ("person", "below"): "person_below",
    ("person", "tied"): "person_tied",
    ("organization", None): "organization_unknown",
    ("organization", "below"): "organization_below",
    ("organization", "tied"): "organization_tied",
}


@dataclass(frozen=True)
class Rules:
    """From when on something is sure, and which kinds of subjects nobody knows yet are introduced.

    `reviewed`: why a person decides on all of it, however sure it is.
    """

    thresholds: Thresholds
    introduces: frozenset[Kind] = frozenset()
    reviewed: UnsureKind | None = None


@dataclass(frozen=True)
class Verdict:
    """`choice`: what is accepted; without it a person decides, because of what is `unsure`."""

    outcome: Outcome
    unsure: tuple[Unsure, ...] = ()
    choice: Choice | None = None


class _Missing(Exception):
    """Ends a verdict: the rule that is not met."""

    def __init__(self, kind: UnsureKind, least: float | None = None) -> None:
        self.unsure = Unsure(kind=kind, least=least)


def verdict(registry: Registry, said: Mapping[str, Any], asked: Announcement, found: Match, rules: Rules) -> Verdict:
    """`said`: the fields of the report; `asked`: the same as it was matched."""
    case = _Case(registry, said, asked, found, rules)
    choice, unsure = case.decided()
    if choice is not None:
        return Verdict("accepted", choice=choice)
    unmatched = found.person is None or found.person.outcome == "unmatched"
    return Verdict("unmatched" if unmatched else "review", unsure)


@dataclass(frozen=True)
class _Case:
    registry: Registry
    said: Mapping[str, Any]
    asked: Announcement
    found: Match
    rules: Rules

    def decided(self) -> tuple[Choice | None, tuple[Unsure, ...]]:
        """What is accepted, or everything that keeps it from being so."""
        always = () if self.rules.reviewed is None else (Unsure(kind=self.rules.reviewed),)
        try:
            choice = self.choice()
        except _Missing as last:
            each = map(self._missing, self._parts())
            return None, (*always, *(tuple(one for one in each if one is not None) or (last.unsure,)))
        return (None if always else choice), always

    def choice(self) -> Choice:
        """Raises _Missing."""
        days = self._days()
        if self.asked.departs:
            return self._departure(days)
        organization = self._organization()
        person = self._person()
        role = self._role(organization, person, days)
        if role == CREATE:
            return Choice(person=person, role=role, organization=organization, learn=False)
        self._refuse_namesake(person, role, days)
        ended, left = self._predecessor(person, role, days), self._left(person, role, days)
        return Choice(person=person, role=role, predecessor=ended, leaves=left, learn=False)

    def _parts(self) -> Iterator[Callable[[], object]]:
        """What can be told without the rest."""
        yield self._days
        if self.asked.organization:
            yield self._organization
        if self.asked.person:
            yield self._person

    def _missing(self, part: Callable[[], object]) -> Unsure | None:
        """What this part lacks by itself."""
        try:
            part()
        except _Missing as missing:
            return missing.unsure
        return None

    def _days(self) -> Span:
        """Raises _Missing."""
        if self.said["kind"] == "unknown":
            raise _Missing("unread")
        if self.said.get("source", {}).get("kind") == "inference":
            raise _Missing("inferred")
        if not (self.asked.person and self.asked.role and self.asked.organization):
            raise _Missing("incomplete")
        if any(map(str.isdigit, self.asked.person)):
            raise _Missing("number_for_name")
        if self.said.get("starts") is None:
            raise _Missing("no_day")
        try:
            return span_of(self.said["starts"])
        except ValueError:
            raise _Missing("no_day") from None

    def _organization(self) -> str:
        """Raises _Missing."""
        part, asked = self.found.organization or Matched("unmatched"), self.asked.organization or ""
        known = {one.id: self.registry.organizations[one.id].names for one in part.candidates}
        same = [id for id, names in known.items() if asked in names]
        if len(same) == 1:
            return same[0]
        if part.outcome == "accepted" and part.best is not None:
            return part.best.id
        words = organization_words(asked)
        called_so = any(words == organization_words(name) for names in known.values() for name in names)
        if called_so or "organization" not in self.rules.introduces:
            raise self._not_sure("organization", part)
        return CREATE

    def _person(self) -> str:
        """Raises _Missing. Nobody is introduced in order to leave."""
        part = self.found.person or Matched("unmatched")
        if part.outcome == "accepted" and part.best is not None:
            return part.best.id
        if part.outcome == "review" or self.asked.departs or "person" not in self.rules.introduces:
            raise self._not_sure("person", part)
        return CREATE

    def _new_role(self) -> str:
        """Raises _Missing."""
        if "role" not in self.rules.introduces:
            raise _Missing("role_unknown")
        return CREATE

    def _not_sure(self, kind: Kind, part: Matched) -> _Missing:
        thresholds = self.rules.thresholds
        lacks = short_of(part.candidates, thresholds) if part.outcome == "review" else None
        needed = {"below": thresholds.accept, "tied": thresholds.lead}
        return _Missing(_SHORT[kind, lacks], needed.get(lacks or ""))

    def _role(self, organization: str, person: str, days: Span) -> str:
        if organization == CREATE:
            return self._new_role()
        called_so = self._called_so(organization)
        if len(called_so) > 1:
            return self._freest(called_so, person, days)
        return called_so[0] if called_so else self._new_role()

    def _called_so(self, organization: str) -> list[str]:
        """Roles of the organization with this title, else the one whose title is as good as the same."""
        title, roles = self.asked.role or "", self.registry.roles_of.get(organization, {})
        if same := self._of_title(roles, title):
            return same
        numbers = {self.registry.number_of(id): id for id in roles}
        like = self.registry.titles.like(title_words(title), among=numbers)
        best = sorted(like.items(), key=lambda one: -one[1])[:2]
        near = [numbers[number] for number, share in best if share >= self.rules.thresholds.accept]
        if len(near) > 1 and best[0][1] - best[1][1] < self.rules.thresholds.lead:
            raise _Missing("roles_alike")
        return near[:1]

    def _of_title(self, roles: Iterable[str], title: str) -> list[str]:
        """Those written just so, else those of the same words."""
        words, called = title_words(title), self.registry.titles.is_called
        same = sorted(id for id in roles if called(self.registry.number_of(id), words))
        return [id for id in same if title in self.registry.roles[id].titles] or same

    def _freest(self, roles: Iterable[str], person: str, days: Span) -> str:
        """Of roles called alike in one organization nobody can tell which is meant: one that is free, the last left."""
        others = [role for role in roles if not self._running(person, [role], days.first + 1)]
        return min(others or roles, key=lambda role: (*self._vacant_since(role, days.first), role))

    def _refuse_namesake(self, person: str, role: str, days: Span) -> None:
        """Who has just left a role seldom comes to it: spelled otherwise, it may be a successor of that name."""
        known = self.registry.people.get(person)
        if known is None or fold(self.asked.person or "") in map(fold, known.names):
            return
        if any(one.role == role and 0 <= days.first - one.stop <= MONTH for one in known.tenures):
            raise _Missing("namesake")

    def _vacant_since(self, role: str, day: int) -> tuple[int, int]:
        """How many hold it that day, and for how many days nobody has."""
        people = (self.registry.people[id] for id in self.registry.holders.get(role, ()))
        ends = [one.stop for person in people for one in person.tenures if one.role == role and one.stop <= day]
        return len(holders_on(self.registry, role, day)), day - max(ends, default=0)

    def _running(self, person: str, roles: Iterable[str], day: int) -> list[Tenure]:
        """What somebody holds of these roles on the day before, the first begun first."""
        known = self.registry.people.get(person)
        wanted = set(roles)
        held = [one for one in known.tenures if one.role in wanted and one.covers(day - 1)] if known else []
        return sorted(held, key=lambda one: one.start)

    def _departure(self, days: Span) -> Choice:
        """Raises _Missing."""
        person, organization = self._person(), self._organization()
        roles = self._called_so(organization) if organization != CREATE else []
        held = self._running(person, roles, days.first) or self._begun_within(person, roles, days)
        if not held:
            raise _Missing("not_holder")
        held = [one for one in held if one.stop > days.last] or held  # the others have their end already
        several = any(one.start - held[0].start > MONTH or one.role != held[0].role for one in held)
        return Choice(person=person, role=held[0].role, took=held[0].took if several else None, learn=False)

    def _begun_within(self, person: str, roles: Iterable[str], days: Span) -> list[Tenure]:
        """What an end ends where nothing ran before it."""
        known = self.registry.people[person].tenures
        return [one for one in known if one.role in roles and days.first <= one.start <= days.last]

    def _left(self, person: str, role: str, days: Span) -> str | None:
        """The role that who is promoted is said to have had, if they hold it until that day."""
        if self.said["kind"] != "promoted" or not self.asked.previous_role or person == CREATE:
            return None
        held = {one.role for one in self.registry.people[person].tenures if one.role != role}
        before = self._of_title(held, self.asked.previous_role)
        running = self._running(person, before, days.first)
        return running[0].role if len(running) == 1 else None

    def _predecessor(self, person: str, role: str, days: Span) -> str | None:
        """Who held it the day before, if it is they who are named."""
        if not self.asked.predecessor:
            return None
        asked, index = parse(self.asked.predecessor), self.registry.names
        shares = Shares(index.share, index.share_of_initial)
        held = [id for id in holders_on(self.registry, role, days.first - 1) if id != person]
        named = [id for id in held if any(likeness(asked, one, shares).whole for one in self.registry.parsed[id])]
        return named[0] if len(named) == 1 else None


def counted(registry: Registry, choice: Choice, chosen: tuple[str, str], days: Span, took: str | None) -> None:
    """Let a registry know what a choice leads to; `chosen` are the person and the role, `took` the new beginning."""
    person, role = chosen
    if took is None:
        _end(registry, person, role, days, choice.took)
        return
    _end(registry, person, choice.leaves, days)
    _end(registry, choice.predecessor, role, days)
    known = registry.people[person]
    registry.put_tenures(person, (*known.tenures, Tenure(role, days.first, FOREVER, took)))


def _end(registry: Registry, person: str | None, role: str | None, days: Span, took: str | None = None) -> None:
    if person is None or role is None:
        return
    stop = days.first if days.exact else days.last + 1
    tenures = registry.people[person].tenures
    registry.put_tenures(person, tuple(_ended(one, role, days, stop, took) for one in tenures))


def _ended(one: Tenure, role: str, days: Span, stop: int, took: str | None) -> Tenure:
    meant = one.took == took if took is not None else one.role == role and one.covers(days.first - 1)
    return Tenure(one.role, one.start, min(stop, one.stop), one.took) if meant else one
