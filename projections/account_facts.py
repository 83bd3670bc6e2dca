"""Which facts are an account's: about every subject that ever belonged to it, whenever that was known.

Kept beside the account's timeline as two arrays of what pages are cut from: the journal in the order of the log, and
the events in the order of the days from which they count. Only facts about subjects that are new or changed are read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, and_, literal, or_, select

from domain.alerts import AlertRaised
from domain.dates import DAWN
from domain.facts import REGISTRY
from domain.interactions import InteractionRecorded
from domain.log.ledger import Ledger
from domain.log.tables import facts, subject_facts
from domain.sameness import Sameness

from .actions import actions
from .belonging import Subjects, subjects_of
from .happenings import EVENT, Happening, happenings
from .shelf import Shelf
from .timeline import Timeline

_CHUNK = 500
_KEPT = "facts"
_LINKING = ("link_rated", "link_ended")
_ROW = (facts.c.position, facts.c.root, facts.c.type, facts.c.effective, facts.c.recorded_at)
_LISTED = np.dtype([("position", np.uint32), ("root", np.uint32), ("type", np.uint8), ("restricted", np.bool_)])

Table = NDArray[np.void]


class AccountFacts(NamedTuple):
    """An account's facts up to a position; never changed, so that it may be read while the next is made."""

    position: int = -1
    listed: Table = np.empty(0, _LISTED)
    events: Table = np.empty(0, EVENT)

    def after(
        self, position: int, limit: int, type: str | None, roots: Iterable[int] | None, *, restricted: bool
    ) -> list[int]:
        """Positions of the next facts, of one type and of some families where these are asked for."""
        found = self.listed[np.searchsorted(self.listed["position"], position, "right") :]
        found = found if restricted else found[~found["restricted"]]
        found = found if type is None else found[found["type"] == _codes()[type]]
        found = found if roots is None else found[np.isin(found["root"], list(roots))]
        positions: list[int] = found["position"][:limit].tolist()
        return positions

    def happened(
        self,
        day: int,
        known: int,
        after: int,
        limit: int,
        type: str | None = None,
        roots: Iterable[int] | None = None,
        *,
        restricted: bool,
        last_first: bool = False,
    ) -> list[Happening]:
        """The next events by a day, as known at a position, of one type and of some families where these are asked for;
        `after` is the position of the last one seen."""
        events = self._standing(day, known, restricted)
        events = events if type is None else events[self._types(events) == _codes()[type]]
        events = events if roots is None else events[np.isin(events["root"], list(roots))]
        events = events[::-1] if last_first else events
        seen = np.flatnonzero(events["position"] == after)
        start = int(seen[0]) + 1 if len(seen) else 0
        return [Happening(*one) for one in events[["day", "position", "root"]][start : start + limit].tolist()]

    def on(self, day: int, known: int, limit: int, *, restricted: bool) -> list[Happening]:
        """The first events of one day, as known at a position; alerts are news of what happened and no events."""
        events = self._of_day(day, known, restricted)
        events = events[~self._told_of(events, _alerting())]
        return [Happening(*one) for one in events[["day", "position", "root"]][:limit].tolist()]

    def news(self, after: int, upto: int, *, restricted: bool) -> list[int]:
        """Positions after one, up to another, of what was recorded of the account itself; alerts are no news of it."""
        start, stop = np.searchsorted(self.listed["position"], [after, upto], "right")
        listed = self.listed[start:stop]
        listed = listed if restricted else listed[~listed["restricted"]]
        positions: list[int] = listed["position"][~self._told_of(listed, _alerting(), "root")].tolist()
        return positions

    def alerts_on(self, day: int, known: int, *, restricted: bool) -> int:
        """How many alerts were raised on one day, as known at a position."""
        return int(self._told_of(self._of_day(day, known, restricted), frozenset({AlertRaised.type})).sum())

    def types(self, day: int, known: int, *, restricted: bool) -> dict[str, int]:
        """How many events of each type there are by a day, as known at a position."""
        counted = np.bincount(self._types(self._standing(day, known, restricted)), minlength=len(_codes()))
        return {type: int(counted[code]) for type, code in _codes().items() if counted[code]}

    def _of_day(self, day: int, known: int, restricted: bool) -> Table:
        start, stop = (int(np.searchsorted(self.events["day"], day, side)) for side in ("left", "right"))
        return self._known(self.events[start:stop], known, restricted)

    def _told_of(self, events: Table, types: Collection[str], by: str = "position") -> NDArray[np.bool_]:
        """Whether each is of one of the types, or amends such a one where its `root` is looked at."""
        return np.isin(self._types(events, by), [_codes()[type] for type in types])

    def _standing(self, day: int, known: int, restricted: bool) -> Table:
        return self._known(self.events[: np.searchsorted(self.events["day"], day, "right")], known, restricted)

    def _known(self, events: Table, known: int, restricted: bool) -> Table:
        events = events[(events["known_from"] <= known) & (events["known_to"] > known)]
        return events if restricted else events[~events["restricted"]]

    def _types(self, events: Table, by: str = "position") -> NDArray[np.uint8]:
        """The codes of their types."""
        types: NDArray[np.uint8] = self.listed["type"][np.searchsorted(self.listed["position"], events[by])]
        return types

    def days(self, known: int, *, restricted: bool) -> list[int]:
        """Ordinals of the days from which events count, each once, ascending; not what was always so, nor alerts."""
        events = self._known(self.events, known, restricted)
        events = events[(events["day"] > DAWN) & ~self._told_of(events, _alerting())]
        found: list[int] = np.unique(events["day"]).tolist()
        return found


def facts_of(ledger: Ledger, timeline: Timeline) -> AccountFacts:
    """Those that the timeline counts; whoever asks holds the timeline's lock."""
    kept: AccountFacts = timeline.fragments.get(_KEPT, AccountFacts())
    if kept.position == timeline.position:
        return kept
    with ledger.store.reading(timeline.workspace) as connection:
        same = Shelf(connection, ledger.keys, timeline.position).sameness()
        merged = [id for _, id in same.records(("organization", timeline.account)) if id != timeline.account]
        subjects = _with_records(_joining(subjects_of(timeline), _of_merged(connection, timeline, merged)), same)
        subjects["action"] = _actions(connection, timeline, [timeline.account, *merged])
        missing = {kind: ids - timeline.counted[kind] for kind, ids in subjects.items()}
        rows = _rows(connection, timeline, missing)
        events = happenings(connection, ledger.keys, rows, timeline.position)
    timeline.fragments[_KEPT] = kept = _grown(kept, timeline.position, rows, events)
    timeline.counted.update(subjects)
    return kept


def _of_merged(connection: Connection, timeline: Timeline, merged: Iterable[str]) -> Subjects:
    """What ever belonged to records that were merged into the account, and perhaps no more when they were."""
    found: Subjects = {}
    for id in merged:
        own = Timeline(timeline.workspace, timeline.build, id, timeline.position).fill(connection)
        found = _joining(subjects_of(own), found)
    return found


def _joining(some: Subjects, others: Subjects) -> Subjects:
    return {kind: ids | others.get(kind, set()) for kind, ids in some.items()}


def _actions(connection: Connection, timeline: Timeline, organizations: Iterable[str]) -> set[str]:
    """Ids of those that ever were of one of these."""
    mine = (actions.c.workspace == timeline.workspace, actions.c.build == timeline.build)
    own = select(actions.c.home).distinct().where(*mine, actions.c.organization.in_(organizations))
    return set(connection.scalars(own))


def _with_records(subjects: Subjects, same: Sameness) -> Subjects:
    """With the ids of the records that answer as these."""
    if not same:
        return subjects
    return {kind: {one for id in ids for _, one in same.records((kind, id))} for kind, ids in subjects.items()}


def _grown(kept: AccountFacts, position: int, rows: Sequence[Any], events: list[tuple[Any, ...]]) -> AccountFacts:
    """With the families of these rows as they are now."""
    hidden = {position for position, root, type, *_ in rows if position == root and type in _restricted()}
    codes, roots = _codes(), np.array(sorted({root for _, root, *_ in rows}), np.uint32)
    listed = [(position, root, codes[type], root in hidden) for position, root, type, *_ in rows]
    told = [(*one, one[2] in hidden) for one in events]
    return AccountFacts(
        position,
        _joined(kept.listed, roots, listed, "position"),
        _joined(kept.events, roots, told, "position", "day"),
    )


def _joined(kept: Table, roots: NDArray[np.uint32], fresh: list[tuple[Any, ...]], *order: str) -> Table:
    """In an order of which the last column is the first to count."""
    found = np.concatenate([kept[~np.isin(kept["root"], roots)], np.array(fresh, kept.dtype)])
    return found[np.lexsort([found[name] for name in order])]


def _rows(connection: Connection, timeline: Timeline, subjects: Subjects) -> list[Any]:
    """All members of the families about these subjects, each once."""
    found: dict[int, Any] = {}
    for kind, ids in subjects.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _CHUNK):
            some = ordered[start : start + _CHUNK]
            first = connection.execute(_about(timeline, kind, some, facts.c.position)).all()
            roots = {root for _, root, *_ in first}
            joined = connection.execute(_about(timeline, kind, some, facts.c.root)).all()
            found.update((row[0], row) for row in (*first, *(row for row in joined if row[1] in roots)))
    return list(found.values())


def _about(timeline: Timeline, kind: str, ids: list[str], column: Any) -> Any:
    """Families about these subjects: of each its first fact, found by `position`, or those that join it, by `root`.

    Of people only what is guarded by them, and whom they met: not their links, nor tenures, which are about roles, here
    or elsewhere.
    """
    same = and_(subject_facts.c.workspace == facts.c.workspace, subject_facts.c.root == column)
    mine = [facts.c.workspace == timeline.workspace, facts.c.position <= timeline.position]
    if column is facts.c.root:
        mine.append(facts.c.root != facts.c.position)
    elif kind == "person":
        guarded = and_(facts.c.stream == literal("person:") + subject_facts.c.subject, facts.c.type.not_in(_LINKING))
        mine.append(or_(guarded, facts.c.type == InteractionRecorded.type))
    about = (subject_facts.c.kind == kind, subject_facts.c.subject.in_(ids))
    return select(*_ROW).join(subject_facts, same).where(*mine, *about)


@cache
def _codes() -> dict[str, int]:
    return {type: code for code, type in enumerate(sorted(REGISTRY))}


@cache
def _alerting() -> frozenset[str]:
    return frozenset(cls.type for cls in REGISTRY.values() if cls.subject == "alert")


@cache
def _restricted() -> frozenset[str]:
    return frozenset(cls.type for cls in REGISTRY.values() if cls.restricted)
