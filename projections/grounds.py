"""Of values as they stand: since when each holds, and which fact says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select

from domain.facts import Fact
from domain.log.keys import KeyRing
from domain.log.reading import read_families
from domain.log.tables import facts
from domain.standing import Family, Recorded

from .fragments import decode
from .snapshots import Snapshot

Json = dict[str, Any]


def grounds(at: Snapshot, keys: KeyRing, why: str | None, shown: Iterable[str]) -> dict[str, Json]:
    """By name of a value that is `shown`, from a row's `why`: `since`, as it was given, and the `fact` that says so."""
    wanted = frozenset(shown)
    places: Mapping[str, int] = {name: place for name, place in decode(why or "{}").items() if name in wanted}
    said = standing_at(at, keys, places.values())
    found = {name: said[place] for name, place in sorted(places.items()) if place in said}
    return {name: {"since": fact.effective, "fact": fact.id} for name, fact in found.items()}


def standing_at(at: Snapshot, keys: KeyRing, places: Iterable[int]) -> dict[int, Fact]:
    """The facts at these positions as they stand, corrected or not."""
    wanted = sorted(set(places))
    query = select(facts.c.root).where(facts.c.workspace == at.workspace, facts.c.position.in_(wanted))
    roots = set(at.connection.scalars(query)) if wanted else set()
    members: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(at.connection, keys, roots, at.position):
        members[recorded.root].append(recorded)
    said = (one for family in members.values() for one in Family(family).says)
    return {one.place: one.fact for one in said if one.place in wanted}
