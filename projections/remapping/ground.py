"""The rows that remap proposals of one account follow from, read once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import Any

from sqlalchemy import Table, or_

from domain.analysis.picture import Picture
from domain.coverage import home_of
from domain.remaps import Key

from ..actions import actions
from ..attitudes import attitudes
from ..crafted import crafted_jobs
from ..culture import CULTURES
from ..fragments import decode
from ..opportunities import buying_roles, opportunities
from ..organizations import units
from ..people import links
from ..responsibilities import coverage
from ..roles import roles
from ..snapshots import Snapshot
from ..team_roles import team_roles
from ..tenures import powers, tenures

Rows = list[Any]


class Ground:
    """Of an account as its map is at the moment; rows that `hold` are of the day, the others of any."""

    def __init__(self, at: Snapshot, picture: Picture) -> None:
        self.at, self.picture = at, picture
        self.sales = [one for one in picture.opportunities if one.outcome is None]

    @cached_property
    def tenures(self) -> dict[str, Rows]:
        """By role, whoever held it when, in the order in which they came."""
        found: dict[str, Rows] = defaultdict(list)
        for row in self.at.known_rows(tenures.c.home, self.picture.role):
            if row.valid_from < row.valid_to:
                found[row.home].append(row)
        return {
            role: sorted(rows, key=lambda row: (row.begun or row.valid_from, row.place)) for role, rows in found.items()
        }

    @cached_property
    def buying_roles(self) -> Rows:
        """In what is open, those played on any day."""
        return self._known(buying_roles, (one.id for one in self.sales))

    @cached_property
    def sold(self) -> dict[str, Rows]:
        """Every row of what is open, the earliest first."""
        found: dict[str, Rows] = defaultdict(list)
        for row in self._known(opportunities, (one.id for one in self.sales)):
            found[row.home].append(row)
        return {id: sorted(rows, key=lambda row: row.valid_from) for id, rows in found.items()}

    @cached_property
    def units(self) -> dict[str, Rows]:
        """Every row of the units on the map and of those that its roles are in, the earliest first."""
        found: dict[str, Rows] = defaultdict(list)
        ids = {*self.picture.unit, *(role.unit for role in self.picture.roles if role.unit)}
        for row in self._known(units, ids):
            found[row.home].append(row)
        return {id: sorted(rows, key=lambda row: row.valid_from) for id, rows in found.items()}

    @cached_property
    def coverage(self) -> Rows:
        """Of the account, its units and its people, on any day up to this."""
        subjects = [("organization", self.picture.account.id), *(("unit", id) for id in self.picture.unit)]
        subjects += [("person", id) for id in self.picture.theirs]
        return self._past(coverage, (home_of("coverage", one)[1] for one in subjects))

    @cached_property
    def team_roles(self) -> Rows:
        return self._past(team_roles, [self.picture.account.id])

    @cached_property
    def actions(self) -> Rows:
        mine = self.at.known(actions) & (actions.c.organization == self.picture.account.id)
        return self.at.rows(actions, mine)

    @cached_property
    def links(self) -> Rows:
        """Between colleagues and whoever holds a role here, up to this day: that they run, and what is said of them."""
        ours, theirs = self.picture.ours, set(self.picture.theirs)
        near = (
            self.at.known(links)
            & (links.c.valid_from <= self.at.day)
            & or_(links.c.person.in_(sorted(ours)), links.c.other.in_(sorted(ours)))
        )
        ends = [(row, {row.person, row.other}) for row in (self.at.rows(links, near) if ours else ())]
        return [row for row, both in ends if both & ours and both & theirs]

    @cached_property
    def places(self) -> dict[str, int]:
        """By id, the place of each fact that began a coverage or a role in the team."""
        ids = {row.begun_by for row in (*self.coverage, *self.team_roles) if row.begun_by}
        return self.at.positions_of_facts(ids)

    @cached_property
    def evidence(self) -> dict[Key, list[int]]:
        """What is said on the day, by what it is about."""
        found: dict[Key, list[int]] = defaultdict(list)
        for key, place in (*self._of_sales(), *self._of_people(), *self._of_structure(), *self._of_ours()):
            found[key].append(place)
        return found

    def _known(self, table: Table, homes: Any) -> Rows:
        return self.at.known_rows(table.c.home, homes)

    def _past(self, table: Table, homes: Any) -> Rows:
        began = self.at.known(table) & (table.c.valid_from <= self.at.day)
        return self.at.rows(table, began, table.c.home, homes)

    def _held(self, table: Table, homes: Any) -> Rows:
        return self.at.holding_rows(table.c.home, homes)

    def _of_sales(self) -> list[tuple[Key, int]]:
        found: list[tuple[Key, int]] = []
        for row in filter(self.at.holds, self.buying_roles):
            found.append((("buying_role", row.home), row.place))
        for row in self._held(attitudes, (one.id for one in self.sales)):
            found += [(("attitude", row.home, row.person), row.place), (("attitude_of", row.person), row.place)]
        for id, rows in self.sold.items():
            for row in filter(self.at.holds, rows):
                found += [(("unit_of", id), decode(row.why)["unit"])] if row.unit else []
        return found

    def _of_people(self) -> list[tuple[Key, int]]:
        found: list[tuple[Key, int]] = []
        for row in self._held(powers, self.picture.role):
            found += [(("power", row.home, row.person), row.place), (("power_of", row.person), row.place)]
        for row in self._held(crafted_jobs, self.picture.role):
            found.append((("crafted", row.home, row.person, row.property), row.place))
        for row in filter(self.at.holds, self.links):
            if row.place:
                found += [(("our_link", end), row.place) for end in (row.person, row.other)]
        return found

    def _of_structure(self) -> list[tuple[Key, int]]:
        found = [
            (("role", role), row.place) for role, rows in self.tenures.items() for row in filter(self.at.holds, rows)
        ]
        for row in self._held(roles, self.picture.role):
            why = decode(row.why or "{}")
            found += [(("role", row.home), why[name]) for name in ("reports_to", "unit") if name in why]
        cultures = CULTURES["unit"]
        return found + [(("culture", row.home), row.place) for row in self._held(cultures, self.picture.unit)]

    def _of_ours(self) -> list[tuple[Key, int]]:
        found: list[tuple[Key, int]] = []
        for row in filter(self.at.holds, self.coverage):
            place = self.places.get(row.begun_by, 0)
            found += [(("coverage", row.person), place), (("coverage", "*"), place)]
        for row in filter(self.at.holds, self.team_roles):
            found.append((("team_role", row.person), self.places.get(row.begun_by, 0)))
        return found
