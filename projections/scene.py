"""What a timeline shows at one moment: which roles are there, who holds them, who else is near."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Table

from domain.lazy import lazy

from .columns import NOTHING, Indexes
from .opportunities import buying_roles, opportunities
from .organizations import accounts, organizations, units
from .people import links, people
from .roles import roles
from .tenures import tenures
from .timeline import Moment, Timeline


class Scene:
    """Row numbers of a timeline's columns, found once and only where asked for."""

    def __init__(self, timeline: Timeline, moment: Moment) -> None:
        self.timeline = timeline
        self.day, self.position = moment.day, moment.position
        self.words = timeline.vocabulary
        self.found: dict[bool, list[dict[str, Any]]] = {}
        self.kept: dict[str, Any] = {}
        self._opinions: dict[Table, dict[tuple[int, int], list[int]]] = {}

    def at(self, table: Table) -> Indexes:
        return self.timeline[table].at(self.day, self.position)

    def text(self, table: Table, name: str, row: int) -> Any:
        """The value behind a number, at a row."""
        columns = self.timeline[table]
        return columns.encoders[name].value(int(columns[name][row]))  # type: ignore[attr-defined]

    def number(self, table: Table, name: str, row: int) -> int:
        return int(self.timeline[table][name][row])

    @lazy
    def account(self) -> int:
        """The account's number among organizations; -1 when nothing names it."""
        return self.words.organizations.numbers.get(self.timeline.account, NOTHING)

    @lazy
    def open(self) -> int:
        return self.words.words.numbers.get("open", -2)

    @lazy
    def organization_row(self) -> int | None:
        rows = self.at(organizations)
        return int(rows[0]) if len(rows) else None

    @lazy
    def account_row(self) -> int | None:
        rows = self.at(accounts)
        return int(rows[0]) if len(rows) else None

    @lazy
    def unit_rows(self) -> Indexes:
        """Rows of the units that exist and belong to the account."""
        rows, columns = self.at(units), self.timeline[units]
        shown: Indexes = rows[(columns["organization"][rows] == self.account) & (columns["life"][rows] == self.open)]
        return shown

    @lazy
    def _organization_of_unit(self) -> NDArray[np.int32]:
        """By unit number; the last place stands for no unit."""
        rows, columns = self.at(units), self.timeline[units]
        found = np.full(len(self.words.units) + 1, NOTHING, np.int32)
        found[columns["home"][rows]] = columns["organization"][rows]
        return found

    @lazy
    def _role_rows_here(self) -> Indexes:
        """Rows of all roles, existing or closed, whose organization that day is the account."""
        rows, columns = self.at(roles), self.timeline[roles]
        organization = columns["organization"][rows]
        if self.timeline[units].size:
            by_unit = self._organization_of_unit[columns["unit"][rows]]
            organization = np.where(by_unit != NOTHING, by_unit, organization)
        here: Indexes = rows[organization == self.account]
        return here

    @lazy
    def role_rows(self) -> Indexes:
        """Rows of the roles on the map, in the order of their ids."""
        rows, columns = self._role_rows_here, self.timeline[roles]
        rows = rows[columns["life"][rows] == self.open]
        ranked: Indexes = rows[np.argsort(self.timeline.rank_of_roles[columns["home"][rows]], kind="stable")]
        return ranked

    @lazy
    def role_numbers(self) -> NDArray[np.int32]:
        numbers: NDArray[np.int32] = self.timeline[roles]["home"][self.role_rows]
        return numbers

    @lazy
    def on_map(self) -> NDArray[np.bool_]:
        """By role number: whether the role is on the map."""
        there = np.zeros(len(self.words.roles) + 1, np.bool_)
        there[self.role_numbers] = True
        there[NOTHING] = False
        return there

    @lazy
    def closed_roles(self) -> NDArray[np.int32]:
        rows, columns = self.at(roles), self.timeline[roles]
        closed = self.words.words.numbers.get("closed", -2)
        numbers: NDArray[np.int32] = columns["home"][rows[columns["life"][rows] == closed]]
        return numbers

    @lazy
    def tenure_rows(self) -> Indexes:
        """Rows of tenures that run in the roles on the map, one entry a person and role: that begun last."""
        rows = self.at(tenures)
        rows = rows[self.on_map[self.timeline[tenures]["home"][rows]]]
        home = self.timeline[tenures]["home"][rows]
        several = np.bincount(home, minlength=len(self.words.roles))[home] > 1
        return rows if not several.any() else np.concatenate([rows[~several], self._begun_last(rows[several])])

    def _begun_last(self, rows: Indexes) -> Indexes:
        columns = self.timeline[tenures]
        order = np.lexsort(
            (columns["place"][rows], columns["begun"][rows], columns["person"][rows], columns["home"][rows])
        )
        rows = rows[order]
        home, person = columns["home"][rows], columns["person"][rows]
        last = np.ones(len(rows), np.bool_)
        last[:-1] = (home[1:] != home[:-1]) | (person[1:] != person[:-1])
        rows = rows[last]
        return rows[np.lexsort((columns["place"][rows], columns["begun"][rows], columns["home"][rows]))]

    @lazy
    def holders(self) -> tuple[NDArray[np.int32], Indexes]:
        """How many holders each role has, by number; and the rows, grouped by role in the order begun."""
        home = self.timeline[tenures]["home"][self.tenure_rows]
        return np.bincount(home, minlength=len(self.words.roles)).astype(np.int32), self.tenure_rows

    def opinions(self, table: Table) -> dict[tuple[int, int], list[int]]:
        """By home and person: rows of what each assessor says now, the latest last."""
        if table not in self._opinions:
            columns, found = self.timeline[table], self._opinions.setdefault(table, {})
            rows = self.at(table)
            rows = rows[np.lexsort((columns["place"][rows], columns["said"][rows]))]
            about = zip(columns["home"][rows].tolist(), columns["person"][rows].tolist(), strict=True)
            for key, row in zip(about, rows.tolist(), strict=True):
                found.setdefault(key, []).append(row)
        return self._opinions[table]

    @lazy
    def held(self) -> set[tuple[int, int]]:
        """(role, person) of everybody who holds a role on the map, by number."""
        return self._pairs(tenures, self.tenure_rows)

    @lazy
    def center(self) -> set[tuple[int, int]]:
        """(opportunity, person) of everybody in a buying center on the map, by number."""
        return self._pairs(buying_roles, self.buying_rows)

    def _pairs(self, table: Table, rows: Indexes) -> set[tuple[int, int]]:
        columns = self.timeline[table]
        return set(zip(columns["home"][rows].tolist(), columns["person"][rows].tolist(), strict=True))

    @lazy
    def subjects_on_map(self) -> frozenset[tuple[str, str]]:
        """(kind, id) of the account and of the units, roles, opportunities and people on its map."""
        listed = ((units, self.unit_rows), (roles, self.role_rows), (opportunities, self.opportunity_rows))
        kinds = {units: "unit", roles: "role", opportunities: "opportunity"}
        found = {(kinds[table], str(self.text(table, "home", row))) for table, rows in listed for row in rows.tolist()}
        near = np.flatnonzero(self.near[:-1]).tolist()
        return frozenset(found | {("person", self.words.people.values[number]) for number in near}).union(
            [("organization", self.timeline.account)]
        )

    @lazy
    def opportunity_rows(self) -> Indexes:
        rows, columns = self.at(opportunities), self.timeline[opportunities]
        shown: Indexes = rows[(columns["organization"][rows] == self.account) & (columns["life"][rows] != NOTHING)]
        return shown

    @lazy
    def buying_rows(self) -> Indexes:
        rows, columns = self.at(buying_roles), self.timeline[buying_roles]
        sold = self.timeline[opportunities]["home"][self.opportunity_rows]
        return rows[np.isin(columns["home"][rows], sold)]

    @lazy
    def holding(self) -> NDArray[np.bool_]:
        """By person number: who holds a role on the map."""
        there = np.zeros(len(self.words.people) + 1, np.bool_)
        there[self.timeline[tenures]["person"][self.tenure_rows]] = True
        there[NOTHING] = False
        return there

    @lazy
    def near(self) -> NDArray[np.bool_]:
        """By person number: who holds a role on the map or a buying role in one of its opportunities."""
        there = self.holding.copy()
        there[self.timeline[buying_roles]["person"][self.buying_rows]] = True
        there[NOTHING] = False
        return there

    @lazy
    def people_rows(self) -> NDArray[np.int32]:
        """By person number: the row that says who they are that day, or -1."""
        rows = self.at(people)
        found = np.full(len(self.words.people) + 1, NOTHING, np.int32)
        found[self.timeline[people]["home"][rows]] = rows
        return found

    @lazy
    def ours(self) -> NDArray[np.bool_]:
        """By person number: whether somebody is a colleague."""
        known = self.people_rows
        flags: NDArray[np.bool_] = (
            (known != NOTHING) & (self.timeline[people]["ours"][known] == 1)
            if self.timeline[people].size
            else known != known
        )
        return flags

    @lazy
    def shown_links(self) -> Indexes:
        """Rows of links of those who hold a role on the map, and else among those near, ours included."""
        columns, rows = self.timeline[links], self.at(links)
        one, other = columns["person"][rows], columns["other"][rows]
        near, ours, held = self.near, self.ours, self.holding[one] | self.holding[other]
        shown: Indexes = rows[held | (near[one] & (near[other] | ours[other])) | (near[other] & ours[one])]
        return shown

    @lazy
    def link_rows(self) -> dict[int, list[int]]:
        """Links on the map: by the row that says the link runs, rows of what each assessor says, the latest last."""
        columns, rows = self.timeline[links], self.shown_links
        rows = rows[np.lexsort((columns["place"][rows], columns["said"][rows]))]
        ties = zip(*(columns[name][rows].tolist() for name in ("person", "other", "kind", "directed")), strict=True)
        running, found = dict[tuple[int, ...], int](), dict[tuple[int, ...], list[int]]()
        for tie, assessor, row in zip(ties, columns["assessor"][rows].tolist(), rows.tolist(), strict=True):
            said = found.setdefault(tie, [])
            if assessor == NOTHING and tie not in running:
                running[tie] = row
            else:
                said.append(row)
        return {running[tie]: said for tie, said in found.items() if tie in running}

    def belongs(self, role: int) -> bool:
        """Whether a role that does not exist that day is, or was first known as, the account's."""
        columns = self.timeline[roles]
        rows = np.flatnonzero((columns["home"] == role) & columns.known(self.position))
        if not len(rows):
            return False
        day = max(self.day, int(columns["valid_from"][rows].min()))
        return any(self._ours_between(row, day, day + 1) for row in self._overlapping(roles, role, day, day + 1))

    def held_before(self, person: int) -> bool:
        """Whether somebody held a role on this map on an earlier day."""
        columns = self.timeline[tenures]
        past = (columns["person"] == person) & (columns["valid_from"] <= self.day) & columns.known(self.position)
        rows = np.flatnonzero(past & (columns["valid_from"] < columns["valid_to"])).tolist()
        return any(self._shown_between(int(columns["home"][row]), *self._past(tenures, row)) for row in rows)

    def _past(self, table: Table, row: int) -> tuple[int, int]:
        columns = self.timeline[table]
        return int(columns["valid_from"][row]), min(int(columns["valid_to"][row]), self.day + 1)

    def _shown_between(self, role: int, start: int, end: int) -> bool:
        """Whether a role was on this map on one of these days."""
        for row in self._overlapping(roles, role, start, end):
            if self.number(roles, "life", row) == self.open:
                first, last = self._past(roles, row)
                if self._ours_between(row, max(start, first), min(end, last)):
                    return True
        return False

    def _ours_between(self, row: int, start: int, end: int) -> bool:
        """Whether a role, as its row says, belonged to the account on one of these days, by its unit or by itself."""
        unit, own = self.number(roles, "unit", row), self.number(roles, "organization", row) == self.account
        rows = [] if unit == NOTHING else self._overlapping(units, unit, start, end)
        said = [one for one in rows if self.number(units, "organization", one) != NOTHING]
        if any(self.number(units, "organization", one) == self.account for one in said):
            return True
        covered = sum(
            min(end, self.number(units, "valid_to", one)) - max(start, self.number(units, "valid_from", one))
            for one in said
        )
        return own and covered < end - start

    def _overlapping(self, table: Table, home: int, start: int, end: int) -> list[int]:
        columns = self.timeline[table]
        rows = (columns["home"] == home) & columns.known(self.position)
        rows &= (columns["valid_from"] < end) & (columns["valid_to"] > start)
        return np.flatnonzero(rows).tolist()
