"""The careers that moves are derived from: who held which post when, with whose it was and how high it stood."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from domain.dates import DAWN, FOREVER, Span, span_of
from domain.levels import level_of
from domain.moves import TOLERATED_DAYS, Move, Seat, Spell, moves_of, swapped

from .names import Names
from .snapshots import Snapshot
from .stays import Stay, Tenure, a_while_before, known_tenures, lately_held, stays_of
from .tenures import tenures
from .words import Words

_NEVER = date.fromordinal(FOREVER)


class Career(NamedTuple):
    stays: list[Stay]
    moves: list[Move]


class Careers:
    """The spells and moves of people, each read once, and the stays that they were made of."""

    def __init__(self, at: Snapshot, tolerated: int = TOLERATED_DAYS) -> None:
        self.at = at
        self.tolerated = tolerated
        self.names = Names(at)
        self.words = Words(at)
        self.stays: dict[str, Stay] = {}
        self._moves: dict[str, list[Move]] = {}

    def moves_of(self, people: Iterable[str]) -> list[Move]:
        """Every move of these people that is known, whenever it was."""
        asked = list(dict.fromkeys(people))
        if unknown := [person for person in asked if person not in self._moves]:
            self._learn(unknown)
        return [move for person in asked for move in self._moves[person]]

    def with_partners(self, moves: Iterable[Move]) -> list[Move]:
        """These moves, with who took the post that somebody left for theirs."""
        found = list(moves)
        others = self.moves_of(self._who_may_have_swapped(found))
        every = {move.id: move for move in (*others, *found)}
        marked = {move.id: move for move in swapped(list(every.values()), self.tolerated)}
        return [marked[move.id] for move in found]

    def learn_names(self, moves: Iterable[Move]) -> None:
        """Of everybody whom these moves name."""
        self.names.learn("person", {person for move in moves for person in (move.person, *move.swapped_with)})

    def _learn(self, people: list[str]) -> None:
        for person, career in self._found(people).items():
            self._take(person, career)

    def _take(self, person: str, career: Career) -> None:
        self.stays.update((stay.first.row.item, stay) for stay in career.stays)
        self._moves[person] = career.moves

    def _found(self, people: list[str]) -> dict[str, Career]:
        found = stays_of(self._tenures_of(people))
        told = [stay for stay in found if stay.first.held or stay.first.took is None]
        self.names.learn_seats({stay.first.role for stay in told})
        stays = defaultdict(list)
        for stay in told:
            stays[stay.first.person].append(stay)
        return {person: Career(stays[person], self._moves_of(stays[person])) for person in people}

    def _tenures_of(self, people: list[str]) -> list[Tenure]:
        return known_tenures(self.at, tenures.c.person, people)

    def _moves_of(self, stays: Iterable[Stay]) -> list[Move]:
        return moves_of(map(self._spell, stays), self.tolerated)

    def _spell(self, stay: Stay) -> Spell:
        first, last = stay.first, stay.last
        began = first.took is not None
        return Spell(
            id=first.row.item,
            person=first.person,
            begin=_dated(first.row.since, first.start, unknown=DAWN) if began else None,
            end=None if last.stop == _NEVER else _dated(last.row.until, last.stop),
            entered=self._seat(first.role, first.start),
            vacated=self._seat(first.role, day_before_end(last), last.stop),
            last=first.row.item,
            interim=began and first.row.tenure_kind in ("interim", "acting"),
        )

    def _seat(self, role: str, day: date, ranked: date | None = None) -> Seat:
        """As it was on a day; its level by the ranks of the day it was left on, which those of the next are of too."""
        names = self.names
        ranks = self.words.ranks_of_levels(ranked or day)
        level = level_of(names.level_of(role, day), names.of("role", role, day), ranks)
        return Seat(role, names.organization_of(role, day), level)

    def _who_may_have_swapped(self, moves: list[Move]) -> set[str]:
        """Others who held both the post that a move left and the one that it took."""
        steps = [(move.person, move.took.role, {spell.role for spell in move.left}) for move in moves if move.took]
        held = self._holders({role for _, took, left in steps if left for role in (took, *left)})
        return {
            other
            for person, took, left in steps
            for other in held[took] & set().union(*(held[role] for role in left))
            if other != person
        }

    def _holders(self, roles: Iterable[str]) -> Mapping[str, set[str]]:
        """Everybody who ever held these."""
        found = defaultdict(set)
        for row in self.at.known_rows(tenures.c.home, roles, only=("home", "person")):
            found[row.home].add(row.person)
        return found


class LateCareers(Careers):
    """Careers as far as moves on a day or later come from them: what these took and left, and when.

    Of which kinds they are also depends on what was long before.
    """

    def __init__(self, at: Snapshot, since: date) -> None:
        super().__init__(at)
        self._first = a_while_before(since, self.tolerated)

    def _tenures_of(self, people: list[str]) -> list[Tenure]:
        """All of those who have imprecise dates: what began in 2023 may follow what ended long before this day."""
        found = lately_held(self.at, tenures.c.person, people, self._first)
        vague = {one.person for one in found if _is_vague(one)}
        exact = [one for one in found if one.person not in vague]
        return exact + known_tenures(self.at, tenures.c.person, vague)


def _is_vague(tenure: Tenure) -> bool:
    return not all(span_of(told).exact for told in (tenure.row.since, tenure.row.until) if told is not None)


def day_before_end(tenure: Tenure) -> date:
    """The last day on which it was held; the latest of all days where no end is known."""
    return tenure.stop - timedelta(days=1) if tenure.held else tenure.start


def _dated(told: str | None, counted: date, unknown: int | None = None) -> Span:
    """The days that a date may mean; an unknown one is the day from which it counts."""
    if told is not None:
        return span_of(told)
    day = counted.toordinal() if unknown is None else unknown
    return Span(day, day)
