"""Turns the log, fact by fact, into intervals that open and close: the code that follows and rebuilds alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from domain.amendments import AMENDMENTS, PersonErased, ValueErased
from domain.merging import Merging
from domain.sameness import Sameness, Turned, merges
from domain.standing import Family, Recorded, Standing

from .homes import Home, Part
from .intervals import Row, View
from .merged import told_of
from .naming import Naming
from .visits import Visits, begun_in

Subject = tuple[str, str]
Shifting = Callable[[Home, str, Standing], list[Part]]
Differing = Iterable[tuple[Standing | None, Standing | None]]
_FEW = 8
_MAY_MERGE: tuple[type, ...] = (Merging, *AMENDMENTS)


class Sink(Protocol):
    """Where intervals go."""

    def opened(self, view: View, home: str, row: Row, position: int) -> None: ...

    def closed(self, view: View, home: str, row: Row, position: int) -> None: ...


class Library(Protocol):
    """Where the past is read from when it is not in memory."""

    def families(self, roots: Iterable[int]) -> dict[int, Family]: ...

    def roots_about(self, homes: Iterable[Subject]) -> dict[Subject, list[int]]: ...

    def root_of(self, fact: str) -> int | None: ...

    def sameness(self) -> Sameness: ...


def _differing(before: list[Standing], after: list[Standing]) -> Differing:
    """What stood and what stands, by place, where that is not the same."""
    if not before:
        return [(None, new) for new in after]
    old, new = ({one.place: one for one in some} for some in (before, after))
    return [(old.get(place), new.get(place)) for place in old.keys() | new.keys() if old.get(place) != new.get(place)]


def _without(others: tuple[Row, ...], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows that are not among others. Mostly few: these are compared faster than they are hashed."""
    kept = others if len(others) < _FEW else frozenset(others)
    return tuple([row for row in rows if row not in kept])


class Engine:
    """What the views know at one position. Without a library it must see every fact from the first."""

    def __init__(self, sink: Sink, library: Library | None = None, position: int = 0) -> None:
        self.sink = sink
        self.library = library
        self.position = position
        self.complete = position == 0
        self.families: dict[int, Family] = {}
        self.homes: dict[Subject, Home] = {}
        self.visits = Visits()
        self.same = Sameness() if library is None or self.complete else library.sameness()
        self.turned_at = 0
        self._naming = Naming()
        self._begun: dict[str, int] | None = None
        self._joined: tuple[int, list[Standing]] = (0, [])

    def expect(self, batch: Iterable[Recorded]) -> None:
        """Read what a batch will need, in few queries."""
        if self.complete or self.library is None:
            return
        batch = list(batch)
        self._learn({one.root for one in batch if one.root <= self.position})
        touched = [home for one in batch for home in self._homes_near(one)]
        self._load_missing(touched)

    def apply(self, recorded: Recorded) -> None:
        """Count the next fact of the log."""
        family = self.families.get(recorded.root)
        before = family.says if family else []
        if family is None:
            family = self.families[recorded.root] = Family([recorded])
        else:
            family.join(recorded)
        if self._begun is not None and recorded.root == recorded.position:
            self._begun[recorded.fact.id] = recorded.root
        self.visits.look(recorded.root, family, self._root_of, self._said)
        self._joined = (recorded.root, before)
        self._naming.note(recorded.root, family)
        changed = self._moved(recorded, family, _differing(before, family.says))
        for subject, parts in changed.items():
            self._resolve(subject, parts, recorded.position)
        self.position = recorded.position

    def _moved(self, recorded: Recorded, family: Family, differing: Differing) -> dict[Subject, list[Part]]:
        """The parts that change by what a family says otherwise, by their homes."""
        changed: dict[Subject, list[Part]] = {}
        if isinstance(recorded.fact, _MAY_MERGE) and merges(family):
            differing = self._turn(recorded, list(differing), changed)
        for old, new in differing:
            self._move(old, new, changed)
        self._joined = (0, [])
        if self.visits:
            self._move_visitors(recorded, family, changed)
        return changed

    def _move_visitors(self, recorded: Recorded, family: Family, changed: dict[Subject, list[Part]]) -> None:
        """What names from elsewhere what has just been amended moves along."""
        for root in self.visits.of(recorded, family):
            visitor = self.families[root]
            before = visitor.says
            self.visits.look(root, visitor, self._root_of, self._said)
            self._naming.note(root, visitor)
            for old, new in _differing(before, visitor.says):
                self._move(old, new, changed)

    def _turn(self, recorded: Recorded, differing: Differing, changed: dict[Subject, list[Part]]) -> Differing:
        """Records are one now, or two again: what names them moves. What is left to move of the merges themselves."""
        turned, position = self.same.count(differing), recorded.position
        moving = [said for root in self._roots_naming(turned, recorded) for said in self._said(root)]
        moving = [said for said in moving if not turned.keys().isdisjoint(said.fact.named)]
        self._load_missing(each.home for said in moving for each in self.same.known_as(said, turned).everywhere)
        for old in (*(old for old, _ in differing), *moving):
            self._move(old, None, changed)
        self._tell(turned, position)
        self.same.turn(turned)
        self.turned_at = position
        return [(None, new) for new in (*(new for _, new in differing), *moving)]

    def _tell(self, turned: Turned, position: int) -> None:
        for view, home, row, begins in told_of(self.same, turned):
            if self._counts((view.home, home)):
                (self.sink.opened if begins else self.sink.closed)(view, home, row, position)

    def _counts(self, home: Subject) -> bool:
        """Whether rows of a home are wanted."""
        return True

    def _roots_naming(self, turned: Turned, recorded: Recorded) -> list[int]:
        """Other families that name these records, brought into memory."""
        if self.complete or self.library is None:
            found = self._naming.roots(turned, self.families)
        else:
            about = self.library.roots_about(turned)
            found = {root for roots in about.values() for root in roots if root <= recorded.position}
            self._learn(found)
        return sorted(found - {recorded.root})

    def _root_of(self, fact: str) -> int | None:
        """The family of a beginning."""
        if self.complete or self.library is None:
            self._begun = begun_in(self.families) if self._begun is None else self._begun
            return self._begun.get(fact)
        root = self.library.root_of(fact)
        self._learn([] if root is None else [root])
        return root

    def _learn(self, roots: Iterable[int]) -> None:
        """Bring families into memory, as they were at the engine's position."""
        if self.library is None:
            return
        fresh = self.library.families({root for root in roots if root not in self.families})
        self.families |= fresh
        for root, family in fresh.items():
            self.visits.look(root, family, self._root_of, self._said)

    def clear(self, position: int, library: Library) -> None:
        """Forget everything; what is needed is read again, as it was at a position."""
        self.families.clear()
        self.homes.clear()
        self.visits.clear()
        self._naming = Naming()
        self.position, self.complete, self.library = position, False, library
        self.same = library.sameness()

    def _move(self, old: Standing | None, new: Standing | None, changed: dict[Subject, list[Part]]) -> None:
        if old is not None:
            for one in self.same.known_as(old).everywhere:
                self._shift(Home.take, one, changed)
        if new is not None:
            for one in self.same.known_as(new).everywhere:
                self._shift(Home.put, one, changed)

    def _shift(self, move: Shifting, one: Standing, changed: dict[Subject, list[Part]]) -> None:
        subject = one.home
        parts = move(self._home(subject), subject[0], one)
        if subject in changed:
            changed[subject] += parts
        else:
            changed[subject] = parts

    def _resolve(self, subject: Subject, parts: list[Part], position: int) -> None:
        """Everything ends before anything begins: a row that moves from part to part is found by the same key."""
        home, begun = self._home(subject), list[tuple[View, Row]]()
        for part in home.spread(parts):
            view, old, new = part.view, part.rows, home.resolved(part)
            part.rows = new
            if old:
                for row in _without(new, old):
                    self.sink.closed(view, subject[1], row, position)
                new = _without(old, new)
            begun += [(view, row) for row in new]
        for view, row in begun:
            self.sink.opened(view, subject[1], row, position)

    def _home(self, subject: Subject) -> Home:
        if subject not in self.homes:
            if self.complete or self.library is None:
                self.homes[subject] = Home()
            else:
                self._load([subject])
        return self.homes[subject]

    def _homes_near(self, recorded: Recorded) -> list[Subject]:
        family = self.families.get(recorded.root)
        homes = [each.home for standing in family.says for each in standing.everywhere] if family else []
        if recorded.root == recorded.position:
            homes += [fact.home for fact in (recorded.fact, *recorded.fact.elsewhere)]
        return list(map(self.same.of, homes)) if self.same else homes

    def _load_missing(self, subjects: Iterable[Subject]) -> None:
        if not self.complete:
            self._load(home for home in dict.fromkeys(subjects) if home not in self.homes)

    def _load(self, subjects: Iterable[Subject]) -> None:
        """Bring homes into memory as they stood at the engine's position, without opening anything anew."""
        if self.library is None:
            return
        records = {subject: self.same.records(subject) if self.same else [subject] for subject in subjects}
        about = self.library.roots_about({one for some in records.values() for one in some})
        self._learn({root for roots in about.values() for root in roots if root <= self.position})
        for subject, some in records.items():
            self.homes[subject] = self._home_of(subject, sorted({root for one in some for root in about[one]}))

    def _said(self, root: int) -> list[Standing]:
        """What a family said before the fact being counted: a correction may lead to a home not yet in memory."""
        if root == self._joined[0]:
            return self._joined[1]
        return self.families[root].says if root in self.families else []

    def _home_of(self, subject: Subject, roots: Iterable[int]) -> Home:
        home, parts = Home(), list[Part]()
        for root in dict.fromkeys(roots):
            for said in map(self.same.known_as, self._said(root)):
                for standing in said.everywhere:
                    if standing.home == subject:
                        parts += home.put(subject[0], standing)
        for part in home.spread(parts):
            part.rows = home.resolved(part)
        return home


def erases(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, (PersonErased, ValueErased))
