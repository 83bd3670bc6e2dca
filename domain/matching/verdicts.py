"""What may be accepted by itself: a pure verdict over an announcement, what it may mean and what is known.

Nothing is guessed. Whoever is named must be sure by the thresholds, which a name alone never is; the role is one of the
organization named, called so; a day is said; and who departs is known to hold it. Whatever of this is missing is said,
as far as one can tell it without the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Any

from domain.acceptance import CREATE, Choice
from domain.dates import Span, span_of
from domain.unsure import Unsure, UnsureKind

from .announcements import Announcement, Kind, Match, Matched, Outcome, Shortfall, Thresholds, short_of
from .likeness import Likening, Shares
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
class Left:
    """That somebody who is sure left a role, which they are not known to have held, on a day (ordinal)."""

    person: str
    role: str
    day: int


@dataclass(frozen=True)
class Verdict:
    """`choice`: what is accepted; without it a person decides, because of what is `unsure`.

    `left`: what a departure tells all the same, where only its beginning is missing.
    """

    outcome: Outcome
    unsure: tuple[Unsure, ...] = ()
    choice: Choice | None = None
    left: Left | None = None


class _Missing(Exception):
    """Ends a verdict: the rule that is not met."""

    def __init__(self, kind: UnsureKind, least: float | None = None, left: Left | None = None) -> None:
        self.unsure, self.left = Unsure(kind=kind, least=least), left


def verdict(registry: Registry, said: Mapping[str, Any], asked: Announcement, found: Match, rules: Rules) -> Verdict:
    """`said`: the fields of the report; `asked`: the same as it was matched."""
    case = _Case(registry, said, asked, found, rules)
    always = () if rules.reviewed is None else (Unsure(kind=rules.reviewed),)
    unmatched = found.person is None or found.person.outcome == "unmatched"
    open_as: Outcome = "unmatched" if unmatched else "review"
    try:
        choice = case.choice()
    except _Missing as missing:
        return Verdict(open_as, (*always, *(case.missing() or (missing.unsure,))), left=missing.left)
    return Verdict(open_as, always) if always else Verdict("accepted", choice=choice)


def ends(
    registry: Registry, said: Mapping[str, Any], asked: Announcement, chosen: tuple[str, str], rules: Rules
) -> tuple[str | None, str | None]:
    """Who leaves the role that was accepted, and which role the person leaves for it, as far as that is known by now.

    `chosen` are the person and the role.
    """
    case, days = _Case(registry, said, asked, Match(), rules), span_of(said["starts"])
    return case.predecessor(*chosen, days), case.left(*chosen, days)


def just_ended(registry: Registry, person: str, roles: Collection[str], days: Span) -> Tenure | None:
    """Of a departure that ends nothing by its days: the stay that had ended within a month before them.

    Two who tell of one departure seldom agree on the day. None where its beginning is not known as a fact.
    """
    held = [one for one in registry.people[person].tenures if one.role in roles]
    if any(one.covers(days.first - 1) or days.first <= one.start <= days.last for one in held):
        return None
    near = [one for one in held if one.took is not None and 0 < days.first - one.stop <= MONTH]
    return max(near, key=lambda one: one.stop, default=None)


@dataclass(frozen=True)
class _Case:
    registry: Registry
    said: Mapping[str, Any]
    asked: Announcement
    found: Match
    rules: Rules

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
        ended, left = self.predecessor(person, role, days), self.left(person, role, days)
        return Choice(person=person, role=role, predecessor=ended, leaves=left, learn=False)

    def missing(self) -> tuple[Unsure, ...]:
        """What each part lacks by itself."""
        return tuple(self._lacking())

    def _lacking(self) -> Iterator[Unsure]:
        parts = {self._days: True, self._organization: self.asked.organization, self._person: self.asked.person}
        for part, stated in parts.items():
            try:
                part() if stated else None
            except _Missing as missing:
                yield missing.unsure

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
        there = [id for id in called_so if days.first < self.registry.roles[id].stop]
        if called_so and not there:
            raise _Missing("role_closed")
        if len(there) > 1:
            return self._freest(there, person, days)
        return there[0] if there else self._new_role()

    def _called_so(self, organization: str) -> list[str]:
        """Roles of the organization with this title, else the one whose title is as good as the same."""
        title = self.asked.role or ""
        if same := self._of_title(self.registry.roles_of.get(organization, {}).keys(), title):
            return same
        like = self.registry.titles.like(title_words(title), within=organization)
        best = sorted(like.items(), key=lambda one: -one[1])[:2]
        near = [id for id, share in best if share >= self.rules.thresholds.accept]
        if len(near) > 1 and best[0][1] - best[1][1] < self.rules.thresholds.lead:
            raise _Missing("roles_alike")
        return near[:1]

    def _of_title(self, roles: Set[str], title: str) -> list[str]:
        """Those written just so, else those of the same words."""
        same = sorted(roles & self.registry.titles.exactly(title_words(title)))
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
        if not held and (ended := just_ended(self.registry, person, roles, days)) is not None:
            return Choice(person=person, role=ended.role, took=ended.took, learn=False)
        if not held:
            raise _Missing("not_holder", left=Left(person, roles[0], days.first) if len(roles) == 1 else None)
        held = [one for one in held if one.stop > days.last] or held  # the others have their end already
        return Choice(person=person, role=held[0].role, learn=False)

    def _begun_within(self, person: str, roles: Iterable[str], days: Span) -> list[Tenure]:
        """What an end ends where nothing ran before it."""
        known = self.registry.people[person].tenures
        return [one for one in known if one.role in roles and days.first <= one.start <= days.last]

    def left(self, person: str, role: str, days: Span) -> str | None:
        """The role that who is promoted is said to have had, if they hold it until that day."""
        if self.said["kind"] != "promoted" or not self.asked.previous_role or person == CREATE:
            return None
        held = {one.role for one in self.registry.people[person].tenures if one.role != role}
        before = self._of_title(held, self.asked.previous_role)
        running = self._running(person, before, days.first)
        return running[0].role if len(running) == 1 else None

    def predecessor(self, person: str, role: str, days: Span) -> str | None:
        """Who held it the day before, if it is they who are named."""
        if not self.asked.predecessor:
            return None
        index, parsed = self.registry.names, self.registry.parsed
        named_so = Likening(parse(self.asked.predecessor), Shares(index.share, index.share_of_initial))
        held = [id for id in holders_on(self.registry, role, days.first - 1) if id != person]
        named = [id for id in held if any(named_so.to(one).whole for one in parsed[id])]
        return named[0] if len(named) == 1 else None
