"""Links as they stand on a day between people of many accounts, with the facts that say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select, tuple_

from domain.analysis.weights import USUAL_STRENGTH
from domain.dates import DAWN
from domain.encounters.parameters import Close

from ..people import links, people
from ..snapshots import Snapshot
from ..ties import link_of

Json = dict[str, Any]
_DAWN = date.fromordinal(DAWN)
_TOLD = ("kind", "directed", "tone", "strength", "since", "possible", "certainty", "probable")


class Bond(NamedTuple):
    """A link that runs; `begun` is the first day on which it, or anything of it, was true as far as that is known;
    `places` are the positions of the facts that rate it."""

    person: str
    other: str
    link: Json
    begun: date | None
    places: tuple[int, ...]

    def across(self, end: str) -> str:
        return self.other if end == self.person else self.person

    def close(self, least: Close) -> bool:
        strength, tone = (self.link.get(name) for name in ("strength", "tone"))
        return (USUAL_STRENGTH if strength is None else strength) >= least.strength and (tone or 0) >= least.tone

    def told(self, facts: Mapping[int, str] | None) -> Json:
        """Its kind, tone and strength; with `facts`, by position, those that say so."""
        own = {name: self.link[name] for name in _TOLD if name in self.link}
        if facts is None:
            return own
        return own | {"why": sorted({facts[place] for place in self.places if place in facts})}


def bonds(at: Snapshot, condition: ColumnElement[bool]) -> list[Bond]:
    """Between two people: what was merged is no link."""
    known = at.rows(links, at.known(links) & (links.c.person != links.c.other) & condition)
    return _bonds(at, known)


def bonds_of(at: Snapshot, ids: Iterable[str]) -> list[Bond]:
    """Of these people, each once."""
    wanted, apart = set(ids), at.known(links) & (links.c.person != links.c.other)
    one = at.rows(links, apart, links.c.person, wanted)
    return _bonds(
        at, [*one, *(row for row in at.rows(links, apart, links.c.other, wanted) if row.person not in wanted)]
    )


def bonds_across(at: Snapshot, ids: Iterable[str]) -> list[Bond]:
    """Of these people with anybody else: what they have among themselves is mostly far more, and is not read whole."""
    wanted, running = set(ids), at.holding(links) & links.c.assessor.is_(None)
    ends = [
        (row.person, row.other)
        for column in (links.c.person, links.c.other)
        for row in at.rows(links, running, column, wanted, only=("person", "other"))
    ]
    across = [pair for pair in ends if (pair[0] in wanted) != (pair[1] in wanted)]
    return _bonds(at, at.rows(links, at.known(links), tuple_(links.c.person, links.c.other), across))


def with_ours(at: Snapshot) -> ColumnElement[bool]:
    """Of links with a colleague at either end."""
    ours = select(people.c.home).where(at.holding(people), people.c.ours)
    return links.c.person.in_(ours) | links.c.other.in_(ours)


def _bonds(at: Snapshot, rows: Iterable[Any]) -> list[Bond]:
    ties = defaultdict(list)
    for row in rows:
        ties[row.person, row.other, row.kind, row.directed].append(row)
    found = (
        (tie, link_of([row for row in some if at.holds(row)]), some) for tie, some in sorted(ties.items(), key=_tie)
    )
    return [_bond(at, link, some) for _, link, some in found if link is not None]


def _tie(one: tuple[Any, Any]) -> tuple[str, ...]:
    return tuple(map(str, one[0]))


def _bond(at: Snapshot, link: Json, rows: list[Any]) -> Bond:
    ratings = tuple(row.place for row in rows if row.assessor is not None and at.holds(row))
    return Bond(link["person"], link["other"], link, _begun(rows), ratings)


def _begun(rows: list[Any]) -> date | None:
    """The day on which it was made, or else first rated."""
    made = min((row.valid_from for row in rows if row.assessor is None), default=_DAWN)
    if made > _DAWN:
        return made
    return min((row.said for row in rows if row.said > _DAWN), default=None)
