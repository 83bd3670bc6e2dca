"""Links of colleagues to people at accounts that came to an end while both stayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from domain.dates import DAWN, FOREVER
from domain.key_moments.found import Tie
from domain.key_moments.scenes import Parting

from ..people import links
from ..snapshots import Snapshot
from .known import Known
from .scope import Scope, wanted

_ENDS = ("person", "other", "kind", "directed")


def partings(known: Known, scope: Scope) -> Iterator[Parting]:
    for rows, day in _ended(known, scope):
        first = rows[0]
        for ours, other in ((first.person, first.other), (first.other, first.person)):
            if wanted(scope.people, other) and _between(known, ours, other, day):
                yield from _partings(known, scope, Tie(ours, other, first.kind), rows, day)


def _ended(known: Known, scope: Scope) -> list[tuple[list[Any], int]]:
    """The pieces of each link that ended within the scope, up to that day, and the day."""
    at = known.at
    ended = _of_people(at, scope) if scope.people is not None else _of_all(at, scope)
    people = {end for row in ended for end in (row.person, row.other)}
    known.contacts.learn(people)
    known.posts.learn_people(people)
    pieces = defaultdict(list)
    for row in at.known_rows(links.c.home, {row.home for row in ended}):
        if row.assessor is None:
            pieces[tuple(getattr(row, name) for name in _ENDS)].append(row)
    return [one for some in pieces.values() for one in _ends(sorted(some, key=lambda row: row.valid_from), scope)]


def _of_all(at: Snapshot, scope: Scope) -> list[Any]:
    days = (date.fromordinal(max(scope.first, DAWN)), date.fromordinal(scope.last))
    return at.rows(links, at.known(links) & links.c.assessor.is_(None) & links.c.valid_to.between(*days))


def _of_people(at: Snapshot, scope: Scope) -> list[Any]:
    rows = (row for end in (links.c.person, links.c.other) for row in at.known_rows(end, scope.people or ()))
    return [row for row in rows if row.assessor is None and scope.covers(row.valid_to.toordinal())]


def _ends(pieces: list[Any], scope: Scope) -> Iterator[tuple[list[Any], int]]:
    starts = {row.valid_from for row in pieces}
    for place, row in enumerate(pieces):
        day = row.valid_to.toordinal()
        if scope.covers(day) and day != FOREVER and row.valid_to not in starts:
            yield pieces[: place + 1], day


def _between(known: Known, ours: str, other: str, day: int) -> bool:
    return known.contacts.is_ours(ours, day) and not known.contacts.is_ours(other, day)


def _partings(known: Known, scope: Scope, tie: Tie, rows: list[Any], day: int) -> Iterator[Parting]:
    """At each account where they hold a post. A link that ends again is told apart by how often it had ended."""
    before = {row.valid_to for row in rows} - {row.valid_from for row in rows}
    rated = next((one for one in known.contacts.ties(tie.other, day - 1) if one[:3] == tie[:3]), tie)
    for account in sorted(known.posts.organizations_of(tie.other, day)):
        known.sales.learn([account])
        if wanted(scope.accounts, account) and known.sales.concerns(account, day):
            yield Parting(
                account=account,
                day=day,
                starts=date.fromordinal(day).isoformat(),
                call=known.call(day),
                business=known.sales.business(account),
                began=() if len(before) == 1 else (str(len(before)),),
                tie=rated,
                alone=not known.contacts.ties(tie.other, day),
            )
