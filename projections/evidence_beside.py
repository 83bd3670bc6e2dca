"""The facts that changes beside the map come from: of organizations and what they are to each other, of our side.

What we learned comes from the facts that opened and closed the rows of it; what happened, from those that count from a
day between. An interaction that is an account's since we know that somebody worked there then has the facts of that; of
a group, since their employer belongs to it, the facts of that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, or_

from domain.actions import ActionChanged, ActionDone, ActionPlanned
from domain.coverage import ContactRuleEnded, ContactRuleSet, CoverageAssigned, CoverageEnded, about_of
from domain.facts import Fact
from domain.log.keys import KeyRing
from domain.organizations import (
    OrganizationClosed,
    OrganizationDescribed,
    OrganizationRegistered,
    OrganizationsRelated,
    OrganizationsUnrelated,
)
from domain.resolution import begin_days, end_days
from domain.standing import Standing
from domain.teams import TeamRoleEnded, TeamRolePlayed

from .actions import actions
from .interactions import interactions
from .lives import Life, standings_of
from .opportunities import opportunities
from .organizations import organizations, relations, units
from .responsibilities import contact_rules, coverage
from .roles import roles
from .shelf import Shelf
from .sides import Sides, Window
from .stated import by_field
from .states import Change
from .team_roles import team_roles
from .tenures import tenures

TABLES: dict[str, Table] = {
    "organization": organizations,
    "relation": relations,
    "coverage": coverage,
    "contact_rule": contact_rules,
    "team_role": team_roles,
    "action": actions,
    "interaction": interactions,
}
_FACTS: dict[str, tuple[tuple[type[Fact], ...], type[Fact]]] = {
    "organization": ((OrganizationRegistered, OrganizationDescribed), OrganizationClosed),
    "relation": ((OrganizationsRelated,), OrganizationsUnrelated),
    "coverage": ((CoverageAssigned,), CoverageEnded),
    "contact_rule": ((ContactRuleSet,), ContactRuleEnded),
    "team_role": ((TeamRolePlayed,), TeamRoleEnded),
    "action": ((ActionPlanned, ActionChanged), ActionDone),
}
# What only some of the facts of an action or an organization say.
_OF_LIFE: dict[str, tuple[type[Fact], ...]] = {
    "planned": (ActionPlanned, ActionDone),
    "done": (ActionPlanned, ActionDone),
    "closed": (OrganizationRegistered, OrganizationClosed),
}
_OF_WHOM = ("home", "unit", "organization", "known_from", "known_to")
_BY_FIELD = ("organization", "action")
_KEYS = {
    "relation": ("relation",),
    "coverage": ("person", "part"),
    "contact_rule": ("through",),
    "team_role": ("person", "team_role"),
}


class Beside:
    """Of one leg of a difference: two moments that differ on one clock, the earlier first."""

    def __init__(self, window: Window, keys: KeyRing, told: Iterable[Change]) -> None:
        self._before, self._after, self._window = window.before, window.after, window
        self._shelf = Shelf(self._after.connection, keys, self._after.position)
        homes: dict[str, set[str]] = defaultdict(set)
        for change in (change for change in told if change.kind in TABLES):
            homes[change.kind].add(_home(change))
        for kind, ids in homes.items():
            window.learn(TABLES[kind], ids)

    def places(self, change: Change) -> set[int]:
        sides = self._window.sides(TABLES[change.kind], _home(change), lambda row: _concerns(change, row))
        if self._before.position < self._after.position:
            return self._stated(change, sides) or self._learned(sides) or self._worked(change)
        if change.kind == "interaction":
            came_along = change.name is None and sides.before
            return set() if came_along else self._told(sides.after)
        return self._happened(change) or self._standing(change, sides)

    def _standing(self, change: Change, sides: Sides) -> set[int]:
        """What states all of an action or an organization, where none of it counts from a day between."""
        whole = change._replace(name=None, before=None, after={})
        return by_field(whole, sides._replace(before=[])) if change.kind in _BY_FIELD else set()

    def _stated(self, change: Change, sides: Sides) -> set[int]:
        return set(filter(self._window.fresh, by_field(change, sides))) if change.kind in _BY_FIELD else set()

    def _learned(self, sides: Sides) -> set[int]:
        found = [*(row.known_from for row in sides.after), *(row.known_to for row in sides.before)]
        return set(filter(self._window.fresh, found))

    def _happened(self, change: Change) -> set[int]:
        """Facts about just this that begin, change or end something on a day between."""
        first, last = self._before.day.toordinal(), self._after.day.toordinal()
        begins, ends = _FACTS[change.kind]
        found = standings_of(self._after, self._shelf, Life(_about(change)[0], begins, ends), {_about(change)[1]})
        return {
            one.place
            for one in found
            if one.home[1] == _home(change) and _concerns(change, one.fact)
            for day in (end_days(one) if isinstance(one.fact, ends) else begin_days(one))
            if first < day <= last and _says(change, one)
        }

    def _told(self, rows: list[Any]) -> set[int]:
        return set(self._after.positions_of_facts({row.fact for row in rows}).values())

    def _worked(self, change: Change) -> set[int]:
        """What newly says for whom those who met worked on that day, or to whom was sold what they met about."""
        moved = (place for row in self._whose(change) for place in (row.known_from, row.known_to))
        return set(filter(self._window.fresh, moved))

    def _whose(self, change: Change) -> list[Any]:
        """What says whose an interaction is: tenures, posts and units of those who met, and what was sold."""
        if change.kind != "interaction":
            return []
        sides = self._window.sides(interactions, change.home)
        people, sales = ({getattr(row, name) for row in sides.between} for name in ("person", "opportunity"))
        held = self._rows(tenures, tenures.c.person, people)
        posts = self._rows(roles, roles.c.home, {row.home for row in held})
        of_posts = self._rows(units, units.c.home, {row.unit for row in posts if row.unit})
        return [*held, *posts, *of_posts, *self._rows(opportunities, opportunities.c.home, sales - {None})]

    def _rows(self, table: Table, column: Any, ids: set[str]) -> list[Any]:
        """Known at one of the two moments."""
        at = or_(self._before.known(table), self._after.known(table))
        return self._after.rows(table, at, column, ids, only=_OF_WHOM)

    def companions(self, change: Change) -> Iterator[tuple[str, str]]:
        """What came or went with it: (kind, id). An interaction does with those whose it is."""
        yield from _named_beside(change)
        owners: set[str] = {row.organization for row in self._whose(change) if getattr(row, "organization", None)}
        yield from (("subsidiary", owner) for owner in sorted(owners))


def _named_beside(change: Change) -> Iterator[tuple[str, str]]:
    if change.kind in ("coverage", "contact_rule"):
        yield _about(change)
    sides = [side for side in (change.before, change.after) if isinstance(side, dict)]
    yield from (("subsidiary", side["organization"]) for side in sides if "organization" in side)
    ids = change.subject.split("|") if change.kind == "relation" else [_about(change)[1]]
    yield from (("subsidiary", id) for id in ids)


def named_by(change: Change) -> set[tuple[str, str]]:
    """(kind, id) of whom and what the subject and the property of a change name."""
    if change.kind not in _KEYS:
        return set()
    if change.kind == "relation":
        return {("organization", id) for id in change.subject.split("|")}
    return {_about(change), ("person", str(change.name).partition("|")[0])}


def _about(change: Change) -> tuple[str, str]:
    if change.kind in ("coverage", "contact_rule"):
        return about_of(change.subject)
    return ("organization" if change.kind in ("team_role", "relation") else change.kind), _home(change)


def _home(change: Change) -> str:
    """The subject whose history tells it: of a relation, the organization of which another is something."""
    return change.subject.partition("|")[0]


def _concerns(change: Change, said: Any) -> bool:
    """Whether a row, or a fact, is about just what changed."""
    if change.kind == "relation" and said.other != change.subject.partition("|")[2]:
        return False
    return "|".join(getattr(said, name) for name in _KEYS.get(change.kind, ())) in (change.name, "")


def _says(change: Change, one: Standing) -> bool:
    """Of one field of an action or an organization, only what states it."""
    if change.kind not in _BY_FIELD or change.name in (None, "possible", "certainty", "probable"):
        return True
    if change.name in _OF_LIFE:
        return isinstance(one.fact, _OF_LIFE[change.name])
    name = str(change.name).partition(".")[0]
    return name in one.fact.field_names and bool(one.fact.stated(name))
