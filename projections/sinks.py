"""Where the engine's intervals go: into the tables of a build, or into memory to be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, delete

from domain.dates import FOREVER
from domain.log.batches import Into
from domain.log.writing import Many, insert_rows, run_many

from .intervals import OPEN, Row, View, iso
from .rumors import RUMORS, rumors
from .views import BY_HOME

Written = tuple[Any, ...]
Interval = tuple[str, Row, int, int]
Intervals = dict[View, list[Interval]]
Key = tuple[str, str, int]


class Changes(NamedTuple):
    """What a batch ended, by view as (home, row, known_to), and what it began, as (home, row, known_from, known_to)."""

    ended: dict[View, list[tuple[str, Row, int]]]
    begun: dict[View, list[tuple[str, Row, int, int]]]


# Facts; whoever is further behind reads everything anew.
MOST_TOLD = 400


class Step(NamedTuple):
    """One committed move of a build's position, with everything it changed in the rows and whom its facts concern."""

    build: int
    after: int
    position: int
    subjects: frozenset[tuple[str, str]]
    changes: Changes


class History:
    """Intervals with both ends known so far, by view; what opened here and is still open waits for its end."""

    def __init__(self) -> None:
        self.done: dict[View, list[Interval]] = defaultdict(list)
        self.open: dict[View, dict[Key, tuple[Row, int]]] = defaultdict(dict)

    def opened(self, view: View, home: str, row: Row, position: int) -> None:
        self.open[view][home, row.item, row.valid_from] = (row, position)

    def closed(self, view: View, home: str, row: Row, position: int) -> None:
        kept = self.open[view].pop((home, row.item, row.valid_from), None)
        if kept is None:
            self.earlier(view, home, row, position)
        elif kept[1] < position:
            self.done[view].append((home, row, kept[1], position))

    def earlier(self, view: View, home: str, row: Row, position: int) -> None:
        raise AssertionError(f"{view.name}: {home} closes {row}, which never opened")

    def intervals(self, view: View) -> Iterable[Interval]:
        yield from self.done[view]
        for (home, _item, _start), (row, since) in self.open[view].items():
            yield home, row, since, OPEN


class TableSink(History):
    """Collects what a batch of facts changes in the tables of one build, and writes it in bulk."""

    def __init__(self, workspace: int, build: int) -> None:
        super().__init__()
        self.workspace = workspace
        self.build = build
        self.endings: dict[View, list[tuple[str, Row, int]]] = defaultdict(list)

    def earlier(self, view: View, home: str, row: Row, position: int) -> None:
        self.endings[view].append((home, row, position))

    def changes(self) -> Changes:
        """What is waiting to be written."""
        begun = {view: list(self.intervals(view)) for view in {**self.done, **self.open}}
        return Changes(dict(self.endings), begun)

    def flush(self, connection: Connection) -> None:
        """Write everything. What is written while it is open costs an update once it ends."""
        for ending in self.taken_endings(connection.dialect.name):
            run_many(connection, *ending)
        self.insert(connection, self.taken_done())
        self.insert(connection, self.taken_open())

    def taken_endings(self, dialect: str) -> list[Many]:
        """How what was written earlier ends; to be written before anything that begins under the same key."""
        taken, self.endings = self.endings, defaultdict(list)
        return [
            Many(_ending(view.table, dialect), [self._ended(*ending) for ending in endings])
            for view, endings in taken.items()
        ]

    def taken_done(self) -> Intervals:
        """What will not change any more, to be written by `insert`."""
        taken, self.done = self.done, defaultdict(list)
        return taken

    def taken_open(self, most: int | None = None) -> Intervals:
        """What has not ended, at most so many rows of a view, to be written by `insert`; nothing: there is no more."""
        taken: Intervals = {}
        for view, waiting in self.open.items():
            some = list(islice(waiting.items(), most))
            for key, _row in some:
                del waiting[key]
            if some:
                taken[view] = [(key[0], row, since, OPEN) for key, (row, since) in some]
        return taken

    def insert(self, connection: Connection, taken: Intervals) -> None:
        for table, rows, _ in self.rows(taken):
            insert_rows(connection, table, rows)

    def rows(self, taken: Intervals) -> list[Into]:
        return [Into(view.table, self._written(intervals)) for view, intervals in taken.items() if intervals]

    def _ended(self, home: str, row: Row, position: int) -> Written:
        return (position, self.workspace, self.build, home, row.item, iso(row.valid_from))

    def _written(self, intervals: list[Interval]) -> list[Written]:
        workspace, build = self.workspace, self.build
        return [
            (workspace, build, home, item, since, iso(start), until, iso(end), *values)
            for home, (item, start, end, values), since, until in intervals
        ]


class EarlySink(TableSink):
    """Gives away what ends on a day before the log is at its end: a stretch of the past is seldom amended later.

    Where it is, the row is found again and ended; those who write must keep the order in which they are given things.
    """

    def __init__(self, workspace: int, build: int) -> None:
        super().__init__(workspace, build)
        self.settled: dict[View, dict[Key, tuple[Row, int]]] = defaultdict(dict)

    def opened(self, view: View, home: str, row: Row, position: int) -> None:
        waiting = self.open if row.valid_to == FOREVER else self.settled
        waiting[view][home, row.item, row.valid_from] = (row, position)

    def closed(self, view: View, home: str, row: Row, position: int) -> None:
        kept = self.settled[view].pop((home, row.item, row.valid_from), None) if row.valid_to < FOREVER else None
        if kept is None:
            super().closed(view, home, row, position)
        elif kept[1] < position:
            self.done[view].append((home, row, kept[1], position))

    def taken_done(self) -> Intervals:
        taken = super().taken_done()
        for view, waiting in self.settled.items():
            taken[view] += [(key[0], row, since, OPEN) for key, (row, since) in waiting.items()]
            waiting.clear()
        return taken


@lru_cache(maxsize=64)
def _ending(table: Table, dialect: str) -> str:
    mark = "?" if dialect == "sqlite" else "%s"
    where = " AND ".join(f"{name} = {mark}" for name in ("workspace", "build", "home", "item", "valid_from"))
    return f"UPDATE {table.name} SET known_to = {mark} WHERE {where} AND known_to = {OPEN}"  # noqa: S608  our own names


def remove_home(connection: Connection, workspace: int, build: int, subject: tuple[str, str]) -> None:
    """All rows of one home, in every view."""
    for view in (*BY_HOME[subject[0]], RUMORS):
        table = view.table
        where = [table.c.workspace == workspace, table.c.build == build, table.c.home == subject[1]]
        if view is RUMORS:
            where.append(rumors.c.subject_kind == subject[0])
        connection.execute(delete(table).where(*where))
