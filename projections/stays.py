"""Tenures and the stays they form, whole: from the rows that are known of them to what careers and successions show."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import Column, ColumnElement, select, tuple_

from domain.dates import DAWN
from domain.moves import TOLERATED_DAYS

from .snapshots import Snapshot
from .tenures import tenures

Json = dict[str, Any]
_CHUNK = 500
_SINCE = attrgetter("valid_from")
# What nobody asks of a tenure that is known: days take longest to read, and of a large account there are many.
_UNASKED = {"workspace", "build", "known_from", "known_to", "begun"}
_ASKED = tuple(column.name for column in tenures.columns if column.name not in _UNASKED)


class Tenure(NamedTuple):
    """One beginning with the end that ends it; or an end of what nobody knew to have begun (`took` is nothing).

    It holds on the days start <= day < stop; `row` says the rest. `possible`: on the day asked for it may hold or not.
    """

    person: str
    role: str
    took: str | None
    start: date
    stop: date
    possible: bool
    row: Any

    @property
    def begun(self) -> tuple[date, int, str]:
        return self.start, self.row.place, self.row.item

    @property
    def held(self) -> bool:
        return self.start < self.stop

    def covers(self, day: date) -> bool:
        return self.start <= day < self.stop


class Stay(NamedTuple):
    """Tenures of one person in one role that share days, in the order they began."""

    tenures: tuple[Tenure, ...]

    @property
    def first(self) -> Tenure:
        return self.tenures[0]

    @property
    def last(self) -> Tenure:
        """The tenure that ends the stay."""
        return max(self.tenures, key=lambda tenure: (tenure.stop, tenure.begun))

    def day_seen_from(self, day: date) -> date:
        """The day asked for where the stay covers it, else its day nearest to that."""
        start, stop = self.first.start, self.last.stop
        return start if stop <= start else max(start, min(stop - timedelta(days=1), day))


def read_tenures(
    at: Snapshot, condition: ColumnElement[bool], column: Any = None, ids: Iterable[str] = ()
) -> list[Tenure]:
    """Every tenure known that meets a condition, on whatever days; with a column, of those with one of these ids."""
    return _whole(at.rows(tenures, at.known(tenures) & condition, column, ids, _ASKED), at.day)


def known_tenures(at: Snapshot, column: Column[Any], ids: Iterable[str]) -> list[Tenure]:
    """Those with one of these ids in a column, on whatever days."""
    return _whole(at.known_rows(column, ids, _ASKED), at.day)


def lately_held(at: Snapshot, column: Column[Any], ids: Iterable[str], since: date) -> list[Tenure]:
    """The same of whoever held a post on a day or later: all that they ever held of that post, so that stays are whole.

    Of posts that many have held most of it is long ago, and reading takes as long as there are rows.
    """
    ordered, found = sorted(set(ids)), list[Any]()
    for start in range(0, len(ordered), _CHUNK):
        some = column.in_(ordered[start : start + _CHUNK])
        later = select(tenures.c.home, tenures.c.person).where(at.known(tenures), some, tenures.c.valid_to >= since)
        those = tuple_(tenures.c.home, tenures.c.person).in_(later)
        found += at.rows(tenures, at.known(tenures) & some & those, only=_ASKED)
    return _whole(found, at.day)


def a_while_before(day: date, days: int = TOLERATED_DAYS) -> date:
    """A day early enough for whatever was left for what begins on a day."""
    return date.fromordinal(max(day.toordinal() - days, DAWN))


def _whole(rows: Iterable[Any], day: date) -> list[Tenure]:
    pieces = defaultdict(list)
    for row in rows:
        pieces[row.home, row.item].append(row)
    return sorted((_tenure(some, day) for some in pieces.values()), key=lambda tenure: tenure.begun)


def _tenure(pieces: list[Any], day: date) -> Tenure:
    ordered = sorted(pieces, key=_SINCE)
    row, stop = ordered[0], ordered[-1].valid_to
    possible = any(piece.possible for piece in ordered if piece.valid_from <= day < piece.valid_to)
    return Tenure(row.person, row.home, row.took, row.valid_from, stop, possible, row)


def stays_of(found: Iterable[Tenure]) -> list[Stay]:
    """Stays in the order they began; what was held on no day stands alone."""
    by_post = defaultdict(list)
    for tenure in sorted(found, key=lambda tenure: tenure.begun):
        by_post[tenure.person, tenure.role, tenure.held].append(tenure)
    stays = [stay for (*_post, held), line in by_post.items() for stay in _joined(line, held)]
    return sorted(stays, key=lambda stay: stay.first.begun)


def _joined(line: list[Tenure], held: bool) -> Iterable[Stay]:
    joined: list[list[Tenure]] = []
    for tenure in line:
        if held and joined and tenure.start < max(earlier.stop for earlier in joined[-1]):
            joined[-1].append(tenure)
        else:
            joined.append([tenure])
    return [Stay(tuple(one)) for one in joined]


def stay_json(stay: Stay, day: date) -> Json:
    """Since the first of its tenures until the last of them ends; interim made permanent is one stay of both kinds."""
    known = [tenure for tenure in stay.tenures if tenure.took is not None]
    running = [tenure for tenure in known if tenure.covers(day)]
    return {
        "since": stay.first.row.since,
        **_end(stay.last),
        "tenure_kinds": list(dict.fromkeys(tenure.row.tenure_kind for tenure in known)),
        "tenures": [tenure_json(tenure) for tenure in known],
        **({"possible": True} if running and all(tenure.possible for tenure in running) else {}),
        **({"certainty": "probable"} if all(_probable(tenure) for tenure in stay.tenures) else {}),
        **({"finding": stay.first.row.finding} if not stay.first.held and stay.first.row.finding else {}),
    }


def tenure_json(tenure: Tenure) -> Json:
    row = tenure.row
    return {
        "took": tenure.took,
        "since": row.since,
        **_end(tenure),
        "tenure_kind": row.tenure_kind,
        **({"share": row.share} if row.share is not None else {}),
        **({"possible": True} if tenure.possible else {}),
        **({"certainty": "probable"} if _probable(tenure) else {}),
        **({"finding": row.finding} if row.finding else {}),
    }


def _end(tenure: Tenure) -> Json:
    """`left` names the fact that ended it: a departure, or the closing of the role."""
    return {"until": tenure.row.until, "left": tenure.row.ended_by, "reason": tenure.row.reason}


def _probable(tenure: Tenure) -> bool:
    return bool(tenure.row.certainty == "probable")
