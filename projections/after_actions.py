"""What our links to somebody did after an action about them was done: as they were the day before, and since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from domain.people import SCORES

from .fragments import decode
from .names import Names
from .people import links
from .snapshots import Snapshot
from .ties import link_of

Json = dict[str, Any]
Tie = tuple[str, str, str, bool]
_SHOWN = ("since", *SCORES, "possible", "certainty", "probable")


def links_after(at: Snapshot, rows: Iterable[Any]) -> dict[str, list[Json]]:
    """By action that is done and about somebody: each link between a colleague and them, the owner's first.

    `before` is the link as it was on the day before the action counted as done, `now` as it is on the day asked for
    (null: it did not run), `changes` what was said of it in between, each with its day and its fact.
    """
    done = [row for row in rows if row.ended is not None and row.person is not None]
    found = _rows_by_person(at, {row.person for row in done})
    names = Names(at)
    names.learn("person", {end for some in found.values() for row in some for end in (row.person, row.other)})
    places = {row.place for some in found.values() for row in some if row.place}
    facts = at.ids_of_facts(places)
    return {row.home: list(_Compared(at, row, names, facts).links(found[row.person])) for row in done}


def _rows_by_person(at: Snapshot, people: set[str]) -> dict[str, list[Any]]:
    """Everything known of the links of these people, on whatever day."""
    found: dict[str, list[Any]] = defaultdict(list)
    ordered = sorted(people)
    for column in (links.c.person, links.c.other):
        for row in at.known_rows(column, ordered):
            found[getattr(row, column.name)].append(row)
    return found


class _Compared:
    """The links of one action's person before it was done, and on the day asked for."""

    def __init__(self, at: Snapshot, action: Any, names: Names, facts: dict[int, str]) -> None:
        self.day, self.action, self.names, self.facts = at.day, action, names, facts
        self.before = action.ended - timedelta(days=1) if action.ended > date.min else date.min

    def links(self, rows: list[Any]) -> Iterator[Json]:
        ties: dict[Tie, list[Any]] = defaultdict(list)
        for row in rows:
            if self._colleague(row) is not None:
                ties[row.person, row.other, row.kind, row.directed].append(row)
        for _, some in sorted(ties.items(), key=lambda tie: (not self._owned(tie[1][0]), tie[0])):
            before, now = (_shown(some, day) for day in (self.before, self.day))
            if before is not None or now is not None:
                yield self._told(some, before, now)

    def _told(self, rows: list[Any], before: Json | None, now: Json | None) -> Json:
        first = rows[0]
        colleague = self._colleague(first) or ""
        tie = {"person": first.person, "other": first.other, "kind": first.kind}
        tie |= {"directed": True} if first.directed else {}
        owned = {"owner": True} if self._owned(first) else {}
        who = {"with": colleague, "name": self.names.of("person", colleague)}
        return {**who, **tie, **owned, "before": before, "now": now, "changes": self._changes(rows)}

    def _changes(self, rows: list[Any]) -> list[Json]:
        """What facts said from the day on that the action was done, in order; a row says one property."""
        found: dict[tuple[date, int], Json] = {}
        for row in rows:
            if row.assessor is not None and self.action.ended <= row.said <= self.day and (said := _scores(row)):
                told = {"on": row.said.isoformat(), "by": row.assessor, "fact": self.facts.get(row.place)}
                found.setdefault((row.said, row.place), told).update(said)
        return [found[key] for key in sorted(found)]

    def _colleague(self, row: Any) -> str | None:
        """The end that is not whom the action is about, if that is somebody of ours."""
        end = str(row.other if row.person == self.action.person else row.person)
        return end if end == self.action.owner or self.names.ours(end) else None

    def _owned(self, row: Any) -> bool:
        return self.action.owner is not None and self.action.owner in (row.person, row.other)


def _shown(rows: list[Any], day: date) -> Json | None:
    link = link_of([row for row in rows if row.valid_from <= day < row.valid_to])
    return None if link is None else {name: link[name] for name in _SHOWN if name in link}


def _scores(row: Any) -> Json:
    said = {name: decode(text) for name in ("tone", "strength") if (text := getattr(row, name)) is not None}
    return said | {name: value for name, value in decode(row.details or "{}").items() if name in SCORES}
