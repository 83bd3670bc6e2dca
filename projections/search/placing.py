"""Where hits belong on a day: their roles, units and organizations, whether they are there, who covers them."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.search.words import KINDS

from ..columns import Indexes
from .finding import At, Hits
from .grouped import in_order
from .index import CLOSED, OPEN, SearchIndex, Timed

CURRENT, FORMER, LATER, NEVER = range(4)
# Units lie within units; one that lies within itself is left after so many steps.
_DEEPEST = 50


class Pairs(NamedTuple):
    """What belongs to hits: the index of each hit, a number, and the day of which it is told."""

    hits: Indexes
    numbers: NDArray[np.int32]
    days: NDArray[np.int32]

    def where(self, chosen: NDArray[np.bool_]) -> Pairs:
        return Pairs(self.hits[chosen], self.numbers[chosen], self.days[chosen])


def together(*some: Pairs) -> Pairs:
    return Pairs(*(np.concatenate(parts) for parts in zip(*some, strict=True)))


class Places:
    """Of hits, at one moment. Somebody who holds nothing is where they were last, or else will be first."""

    def __init__(self, index: SearchIndex, hits: Hits, at: At) -> None:
        self.index, self.hits, self.at = index, hits, at

    @cached_property
    def people(self) -> Indexes:
        return self.hits.of("person")

    @cached_property
    def _stays(self) -> tuple[Indexes, NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Of people, every tenure known: (hit, role, first day, day after the last)."""
        tenures = self.index.tenures
        which, rows = tenures.known(self.at.position, self.hits.homes[self.people], self.index.by_person)
        return self.people[which], tenures["home"][rows], tenures["valid_from"][rows], tenures["valid_to"][rows]

    @cached_property
    def held(self) -> Pairs:
        """The roles that people hold that day."""
        hits, roles, start, stop = self._stays
        now = (start <= self.at.day) & (self.at.day < stop)
        return Pairs(hits[now], roles[now], np.full(now.sum(), self.at.day, np.int32))

    @cached_property
    def before(self) -> Pairs:
        """The roles that people held before, each with its last day; what went on at once in the role is no end."""
        hits, roles, start, stop = self._stays
        posts = hits * (len(self.index.ids["role"]) + 1) + roles
        past = np.flatnonzero(stop <= self.at.day)
        which, others = in_order(posts).places_of(posts[past])
        ends = stop[past][which]
        going_on = (start[others] <= ends) & (ends < stop[others])
        over = np.ones(len(past), bool)
        over[which[going_on]] = False
        past = past[over]
        return Pairs(hits[past], roles[past], stop[past] - 1)

    @cached_property
    def _seats_of_people(self) -> Pairs:
        """What they hold; or what they held last; or what they will hold first."""
        hits, roles, start, _ = self._stays
        ahead = start > self.at.day
        later = Pairs(hits[ahead], roles[ahead], start[ahead])
        holding, been = self._any(self.held.hits), self._any(self.before.hits)
        last = self.before.where(~holding[self.before.hits] & (self.before.days == self.left[self.before.hits]))
        first = np.full(len(self.hits), np.iinfo(np.int32).max, np.int32)
        np.minimum.at(first, later.hits, later.days)
        soon = later.where(~(holding | been)[later.hits] & (later.days == first[later.hits]))
        return together(self.held, last, soon)

    @cached_property
    def left(self) -> NDArray[np.int32]:
        """Of people, the last day on which they held what they held before; 0: nothing."""
        last = np.zeros(len(self.hits), np.int32)
        np.maximum.at(last, self.before.hits, self.before.days)
        return last

    def _any(self, hits: Indexes) -> NDArray[np.bool_]:
        found = np.zeros(len(self.hits), bool)
        found[hits] = True
        return found

    @cached_property
    def seats(self) -> Pairs:
        """The roles that hits are, or have."""
        posts = self.hits.of("role")
        own = Pairs(posts, self.hits.homes[posts], np.full(len(posts), self.at.day, np.int32))
        return together(self._seats_of_people, own)

    @cached_property
    def seat_rows(self) -> Indexes:
        return self._rows(self.index.roles, self.seats)

    def _rows(self, timed: Timed, pairs: Pairs) -> Indexes:
        return timed.on(pairs.days, self.at.position, pairs.numbers)

    @cached_property
    def units(self) -> Pairs:
        """The units that hits are, or lie in, not those above them."""
        posts = self.seats._replace(numbers=self.index.roles.value("unit", self.seat_rows))
        inside = [posts, self._itself("unit"), self._of_sales("unit")]
        return _some(together(*inside))

    @cached_property
    def organizations(self) -> Pairs:
        """Those that hits are, or belong to: that of the unit comes before a role's own."""
        return _some(together(self._owners(self.seats, self.seat_rows), self._itself("organization"),
                              self._of_sales("organization"), self._of_units))  # fmt: skip

    @cached_property
    def formerly(self) -> Pairs:
        """Organizations in which people held a role before."""
        return _some(self._owners(self.before, self._rows(self.index.roles, self.before)))

    def _owners(self, seats: Pairs, rows: Indexes) -> Pairs:
        """Of a role that is still to come, as of the day on which it does: its unit may be to come as well."""
        unit, own, since = (self.index.roles.value(name, rows) for name in ("unit", "organization", "valid_from"))
        inside = Pairs(seats.hits, unit, np.maximum(seats.days, since))
        above = self.index.units.value("organization", self._rows(self.index.units, inside))
        return seats._replace(numbers=np.where(above < 0, own, above))

    def _itself(self, kind: str) -> Pairs:
        found = np.flatnonzero(self.hits.kinds == KINDS.index(kind))
        return Pairs(found, self.hits.homes[found], np.full(len(found), self.at.day, np.int32))

    def _of_sales(self, name: str) -> Pairs:
        sales = self._itself("opportunity")
        return sales._replace(numbers=self.index.opportunities.value(name, self._rows(self.index.opportunities, sales)))

    @property
    def _of_units(self) -> Pairs:
        found = self._itself("unit")
        return found._replace(numbers=self.index.units.value("organization", self._rows(self.index.units, found)))

    @cached_property
    def status(self) -> NDArray[np.int8]:
        """Whether hits are there that day: as what exists, or as who holds a role."""
        found = np.full(len(self.hits), NEVER, np.int8)
        for state, hits in ((LATER, self._seats_of_people.hits), (FORMER, self.before.hits), (CURRENT, self.held.hits)):
            found[hits] = state
        for kind, timed in self.index.timed.items():
            own = self._itself(kind)
            found[own.hits] = _state(self._lives(timed, own))
        return found

    def _lives(self, timed: Timed, pairs: Pairs) -> NDArray[np.int32]:
        rows = self._rows(timed, pairs)
        lives = timed.value("life", rows)
        begun = timed.value("valid_from", rows) <= self.at.day
        return np.where(begun, lives, -1)

    @cached_property
    def accounts(self) -> NDArray[np.bool_]:
        """Whether each organization that hits belong to was an account of ours that day."""
        return self._accounts(self.organizations)

    def _accounts(self, pairs: Pairs) -> NDArray[np.bool_]:
        today = pairs._replace(days=np.full(len(pairs.days), self.at.day, np.int32))
        opened: NDArray[np.bool_] = self._lives(self.index.accounts, today) == OPEN
        return opened

    @cached_property
    def at_account(self) -> NDArray[np.bool_]:
        """Whether hits are there, or were last."""
        return self._any(self.organizations.hits[self.accounts])

    @cached_property
    def at_account_today(self) -> NDArray[np.bool_]:
        return self._any(self.organizations.hits[self.accounts & self._there(self.organizations)])

    @cached_property
    def ours(self) -> NDArray[np.bool_]:
        """Colleagues, and what belongs to an organization that is us."""
        colleagues = self._itself("person")
        flags = self.index.people.value("ours", self._rows(self.index.people, colleagues))
        found = self._any(colleagues.hits[flags == 1])
        belonging = self.organizations.where(self._ourselves[self.organizations.numbers] & ~self.accounts)
        found[belonging.hits[self.hits.kinds[belonging.hits] != KINDS.index("person")]] = True
        return found

    @cached_property
    def _ourselves(self) -> NDArray[np.bool_]:
        """By number, organizations that are said to be us, or in which a colleague ever held a role."""
        index, position = self.index, self.at.position
        people, tenures, roles = index.people.columns, index.tenures.columns, index.roles.columns
        colleagues = people["home"][people.known(position) & (people["ours"] == 1)]
        posts = tenures["home"][index.tenures.known(position, np.unique(colleagues), index.by_person)[1]]
        _, rows = index.roles.known(position, np.unique(posts))
        bodies = index.organizations.columns
        said = bodies["home"][bodies.known(position) & (bodies["ourselves"] == 1)]
        found = np.zeros(len(index.ids["organization"]) + 1, bool)
        found[roles["organization"][rows]] = True
        found[said] = True
        found[-1] = False
        return found

    @cached_property
    def countries(self) -> Pairs:
        """Somebody's own, else those of the organizations that hits are or belong to."""
        people, bodies = self._itself("person"), self.organizations
        own = _some(people._replace(numbers=self.index.people.value("country", self._rows(self.index.people, people))))
        others = bodies.where(~self._any(own.hits)[bodies.hits])
        theirs = self.index.organizations.value("country", self._rows(self.index.organizations, others))
        return together(own, _some(others._replace(numbers=theirs)))

    @cached_property
    def vacant(self) -> NDArray[np.bool_]:
        """Of roles: that nobody holds them that day."""
        posts = self._itself("role")
        tenures = self.index.tenures
        which, rows = tenures.known(self.at.position, posts.numbers)
        held = (tenures["valid_from"][rows] <= self.at.day) & (self.at.day < tenures["valid_to"][rows])
        empty = self._any(posts.hits)
        empty[posts.hits[which[held]]] = False
        return empty

    @cached_property
    def coverage(self) -> Pairs:
        """Colleagues who cover hits that day: themselves, a unit around them, or their organization."""
        there = self.units.where(self._there(self.units))
        reached = {"other": self._itself("person"), "unit": self._upwards(there),
                   "organization": self.organizations.where(self._there(self.organizations))}  # fmt: skip
        return together(*(self._covering(name, pairs) for name, pairs in reached.items()))

    def _there(self, pairs: Pairs) -> NDArray[np.bool_]:
        """What people only had, or will have, does not make anybody cover them."""
        passing: NDArray[np.bool_] = pairs.days == self.at.day
        return passing

    def _upwards(self, units: Pairs) -> Pairs:
        """With the units above them."""
        level, found = units, [units]
        for _ in range(_DEEPEST):
            rows = self._rows(self.index.units, level)
            level = _some(level._replace(numbers=self.index.units.value("parent", rows)))
            if not len(level.hits):
                break
            found.append(level)
        return together(*found)

    def _covering(self, name: str, pairs: Pairs) -> Pairs:
        coverage = self.index.coverage
        which, rows = coverage.known(self.at.position, pairs.numbers, self.index.covering[name])
        now = (coverage["valid_from"][rows] <= self.at.day) & (self.at.day < coverage["valid_to"][rows])
        found = pairs.hits[which[now]]
        return Pairs(found, coverage["person"][rows[now]], np.full(len(found), self.at.day, np.int32))


def _some(pairs: Pairs) -> Pairs:
    return pairs.where(pairs.numbers >= 0)


def _state(lives: NDArray[np.int32]) -> NDArray[np.int8]:
    return np.select([lives == OPEN, lives == CLOSED], [CURRENT, FORMER], LATER).astype(np.int8)
