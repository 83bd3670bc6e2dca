"""Turns the log, fact by fact, into intervals that open and close: the code that follows and rebuilds alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from domain.amendments import PersonErased, ValueErased
from domain.facts import Fact
from domain.standing import Family, Recorded, Standing

from .intervals import Row, View
from .views import BY_HOME, RUMORS, views_for

Subject = tuple[str, str]


class Sink(Protocol):
    """Where intervals go."""

    def opened(self, view: View, home: str, row: Row, position: int) -> None: ...

    def closed(self, view: View, home: str, row: Row, position: int) -> None: ...


class Library(Protocol):
    """Where the past is read from when it is not in memory."""

    def families(self, roots: Iterable[int]) -> dict[int, Family]: ...

    def roots_about(self, homes: Iterable[Subject]) -> dict[Subject, list[int]]: ...


@dataclass
class Home:
    """One subject: what stands there, by place, and the rows that are open now."""

    standings: dict[int, Standing] = field(default_factory=dict)
    rows: dict[View, frozenset[Row]] = field(default_factory=dict)

    def resolved(self, view: View) -> frozenset[Row]:
        wanted = (
            standing
            for _place, standing in sorted(self.standings.items())
            if (standing.fact.certainty == "rumored") == view.rumored and isinstance(standing.fact, view.types)
        )
        return frozenset(view.resolve(list(wanted)))


class Engine:
    """What the views know at one position. Without a library it must see every fact from the first."""

    def __init__(self, sink: Sink, library: Library | None = None, position: int = 0) -> None:
        self.sink = sink
        self.library = library
        self.position = position
        self.complete = position == 0
        self.families: dict[int, Family] = {}
        self.homes: dict[Subject, Home] = {}

    def expect(self, batch: Iterable[Recorded]) -> None:
        """Read what a batch will need, in few queries."""
        if self.complete or self.library is None:
            return
        batch = list(batch)
        roots = {one.root for one in batch if one.root <= self.position} - self.families.keys()
        self.families |= self.library.families(roots)
        touched = [home for one in batch for home in self._homes_near(one)]
        self._load(home for home in dict.fromkeys(touched) if home not in self.homes)

    def apply(self, recorded: Recorded) -> None:
        """Count the next fact of the log."""
        family = self.families.setdefault(recorded.root, Family())
        before = {standing.place: standing for standing in family.says}
        family.join(recorded)
        after = {standing.place: standing for standing in family.says}
        changed: dict[Subject, list[Fact]] = {}
        for place in before.keys() | after.keys():
            old, new = before.get(place), after.get(place)
            if old != new:
                self._move(place, old, new, changed)
        for home, facts in changed.items():
            self._resolve(home, facts, recorded.position)
        self.position = recorded.position

    def _move(self, place: int, old: Standing | None, new: Standing | None, changed: dict[Subject, list[Fact]]) -> None:
        if old is not None:
            self._home(old.home).standings.pop(place, None)
            changed.setdefault(old.home, []).append(old.fact)
        if new is not None:
            self._home(new.home).standings[place] = new
            changed.setdefault(new.home, []).append(new.fact)

    def _resolve(self, subject: Subject, facts: list[Fact], position: int) -> None:
        home = self._home(subject)
        for view in dict.fromkeys(view for fact in facts for view in views_for(subject[0], fact)):
            old, new = home.rows.get(view, frozenset()), home.resolved(view)
            for row in old - new:
                self.sink.closed(view, subject[1], row, position)
            for row in new - old:
                self.sink.opened(view, subject[1], row, position)
            home.rows[view] = new

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
        return homes if recorded.root != recorded.position else [*homes, recorded.fact.home]

    def _load(self, subjects: Iterable[Subject]) -> None:
        """Bring homes into memory as they stood at the engine's position, without opening anything anew."""
        assert self.library is not None
        about = self.library.roots_about(subjects)
        missing = {root for roots in about.values() for root in roots if root <= self.position} - self.families.keys()
        self.families |= self.library.families(missing)
        for subject, roots in about.items():
            home = self.homes[subject] = Home()
            for root in roots:
                said = self.families[root].says if root in self.families else []
                home.standings.update({standing.place: standing for standing in said if standing.home == subject})
            kinds = (*BY_HOME[subject[0]], RUMORS)
            home.rows = {view: rows for view in kinds if (rows := home.resolved(view))}


def erases(recorded: Recorded) -> bool:
    return isinstance(recorded.fact, (PersonErased, ValueErased))


def replay(facts: Iterable[Recorded], subject: Subject, sink: Sink) -> None:
    """The whole history of one home from the facts of its families, in order; other homes they touch are left alone."""
    engine = Engine(_Only(subject, sink))
    for recorded in facts:
        engine.apply(recorded)


@dataclass
class _Only:
    """Lets through the rows of one home."""

    subject: Subject
    sink: Sink

    def opened(self, view: View, home: str, row: Row, position: int) -> None:
        if self._ours(view, home, row):
            self.sink.opened(view, home, row, position)

    def closed(self, view: View, home: str, row: Row, position: int) -> None:
        if self._ours(view, home, row):
            self.sink.closed(view, home, row, position)

    def _ours(self, view: View, home: str, row: Row) -> bool:
        kind = row.values[0] if view is RUMORS else view.home
        return (kind, home) == self.subject


Progress = Callable[[int, int], None]
