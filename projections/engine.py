"""Turns the log, fact by fact, into intervals that open and close: the code that follows and rebuilds alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from domain.amendments import AMENDMENTS, PersonErased, ValueErased
from domain.merging import Merging
from domain.sameness import Sameness, Turned, merges
from domain.standing import Family, Recorded, Standing

from .intervals import Row, View
from .merged import told_of
from .naming import Naming
from .views import views_for
from .visits import Visits, begun_in

Subject = tuple[str, str]
Part = tuple[View, str | None]
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


@dataclass
class Home:
    """One subject: what stands there, by view and part and place, and the rows that are open now."""

    standings: dict[Part, dict[int, Standing]] = field(default_factory=lambda: defaultdict(dict))
    rows: dict[Part, tuple[Row, ...]] = field(default_factory=dict)

    def put(self, kind: str, standing: Standing) -> list[Part]:
        """The parts that what stands now concerns."""
        parts = _parts(kind, standing)
        for part in parts:
            self.standings[part][standing.place] = standing
        return parts

    def take(self, kind: str, standing: Standing) -> list[Part]:
        parts = _parts(kind, standing)
        for part in parts:
            self.standings[part].pop(standing.place, None)
        return parts

    def spread(self, parts: Iterable[Part]) -> list[Part]:
        """The parts to resolve anew: what concerns every part of a view touches them all."""
        found: dict[Part, None] = {}
        for view, part in parts:
            if part is None and view.part is not None:
                found.update(dict.fromkeys(one for one in self.standings if one[0] is view and one[1] is not None))
            else:
                found[view, part] = None
        return list(found)

    def resolved(self, part: Part) -> tuple[Row, ...]:
        wanted = self.standings.get(part, {})
        if part[1] is not None and (part[0], None) in self.standings:
            wanted = wanted | self.standings[part[0], None]
        return tuple(part[0].resolve([wanted[place] for place in sorted(wanted)])) if wanted else ()


def _parts(kind: str, standing: Standing) -> list[Part]:
    return [(view, view.part(standing) if view.part else None) for view in views_for(kind, standing.fact)]


def _differing(before: list[Standing], after: list[Standing]) -> Differing:
    """What stood and what stands, by place, where that is not the same."""
    if not before:
        return [(None, new) for new in after]
    old, new = ({one.place: one for one in some} for some in (before, after))
    return [(old.get(place), new.get(place)) for place in old.keys() | new.keys() if old.get(place) != new.get(place)]


def _without(others: tuple[Row, ...], rows: tuple[Row, ...]) -> list[Row]:
    """Rows that are not among others. Mostly few: these are compared faster than they are hashed."""
    kept = others if len(others) < _FEW else frozenset(others)
    return [row for row in rows if row not in kept]


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
        changed: dict[Subject, list[Part]] = {}
        for old, new in self._to_move(recorded, family, before, changed):
            self._move(old, new, changed)
        self._joined = (0, [])
        self._move_visitors(recorded, family, changed)
        for subject, parts in changed.items():
            self._resolve(subject, parts, recorded.position)
        self.position = recorded.position

    def _move_visitors(self, recorded: Recorded, family: Family, changed: dict[Subject, list[Part]]) -> None:
        """What names from elsewhere what has just been amended moves along."""
        for root in self.visits.of(recorded, family):
            visitor = self.families[root]
            before = visitor.says
            self.visits.look(root, visitor, self._root_of, self._said)
            self._naming.note(root, visitor)
            for old, new in _differing(before, visitor.says):
                self._move(old, new, changed)

    def _to_move(
        self, recorded: Recorded, family: Family, before: list[Standing], changed: dict[Subject, list[Part]]
    ) -> Differing:
        differing = _differing(before, family.says)
        if isinstance(recorded.fact, _MAY_MERGE) and merges(family):
            return self._turn(recorded, list(differing), changed)
        return differing

    def _turn(self, recorded: Recorded, differing: Differing, changed: dict[Subject, list[Part]]) -> Differing:
        """Records are one now, or two again: what names them moves. What is left to move of the merges themselves."""
        turned, position = self.same.count(differing), recorded.position
        moving = [said for root in self._roots_naming(turned, recorded) for said in self._said(root)]
        moving = [said for said in moving if not turned.keys().isdisjoint(said.fact.named)]
        self._load_missing(self.same.known_as(said, turned).home for said in moving)
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
            old = self.same.known_as(old)
            changed.setdefault(old.home, []).extend(self._home(old.home).take(old.home[0], old))
        if new is not None:
            new = self.same.known_as(new)
            changed.setdefault(new.home, []).extend(self._home(new.home).put(new.home[0], new))

    def _resolve(self, subject: Subject, parts: list[Part], position: int) -> None:
        """Everything ends before anything begins: a row that moves from part to part is found by the same key."""
        home, begun = self._home(subject), list[tuple[View, Row]]()
        for part in home.spread(parts):
            old, new = home.rows.get(part, ()), home.resolved(part)
            for row in _without(new, old):
                self.sink.closed(part[0], subject[1], row, position)
            begun += [(part[0], row) for row in _without(old, new)]
            home.rows[part] = new
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
        homes = [standing.home for standing in family.says] if family else []
        homes += [recorded.fact.home] if recorded.root == recorded.position else []
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
        for root in roots:
            for standing in map(self.same.known_as, self._said(root)):
                if standing.home == subject:
                    parts += home.put(subject[0], standing)
        home.rows = {part: home.resolved(part) for part in home.spread(parts)}
        return home


def erases(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, (PersonErased, ValueErased))
