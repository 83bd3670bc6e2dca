"""What a fact took the place of, and what took its place, as known now.

Three things count: facts that name each other (corrections, withdrawals, erasures, ends that say what they end); the
value that held before or after, for each value the fact states, or the one that holds in its stead on its own day;
and the beginnings that an end ends. What an end of a role, a unit or a relation ends is told by their facts' dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from msgspec import UNSET

from domain.facts import Fact
from domain.log.keys import KeyRing
from domain.log.reading import read_families
from domain.nominations import Deciding
from domain.resolution import value_day
from domain.standing import Family, Recorded, Standing, named_fact

from .account_maps import RESTRICTED_FIELDS
from .fragments import decode
from .intervals import View
from .shelf import Shelf
from .snapshots import Snapshot
from .views import views_for

Neighbors = tuple[list[str], list[str]]
Held = tuple[View, list[Any]]


class Spell(NamedTuple):
    """On the days since <= day < to holds what the fact at a place states."""

    since: date
    to: date
    place: int


def superseding(at: Snapshot, keys: KeyRing, recorded: Recorded, *, restricted: bool) -> Neighbors:
    """(ids of the facts superseded, ids of those that supersede)"""
    family = Family(read_families(at.connection, keys, [recorded.root]))
    before, after = _naming(family, recorded)
    same = Shelf(at.connection, keys, at.position).sameness()
    standing = next((same.known_as(said) for said in family.says if said.place == recorded.position), None)
    if standing is not None and standing.fact.certainty != "rumored":
        held = [(view, _rows(at, view, each)) for each in standing.everywhere for view in _views(each)]
        ended, ending = _ends(held, recorded.fact.id)
        earlier, later = _values(at, held, standing, restricted)
        before, after = [*before, *ended, *earlier], [*after, *ending, *later]
    return list(dict.fromkeys(before)), list(dict.fromkeys(after))


def _views(standing: Standing) -> list[View]:
    return [view for view in views_for(standing.home[0], standing.fact) if not view.rumored]


def _naming(family: Family, recorded: Recorded) -> Neighbors:
    named, id = _taking_place_of(recorded.fact), recorded.fact.id
    naming = [member.fact.id for member in family.members.values() if _taking_place_of(member.fact) == id]
    return ([] if named is None else [named]), naming


def _taking_place_of(fact: Fact) -> str | None:
    """What is decided on goes on saying what it said."""
    return None if isinstance(fact, Deciding) else named_fact(fact)


def _rows(at: Snapshot, view: View, standing: Standing) -> list[Any]:
    table = view.table
    rows = at.rows(table, at.known(table) & (table.c.home == standing.home[1]))
    return sorted(rows, key=lambda row: (row.valid_from, row.valid_to))


def _ends(held: list[Held], id: str) -> Neighbors:
    """Beginnings that the fact ended, and the ends that ended it."""
    rows = [row for view, rows in held if "ended_by" in view.table.c for row in rows if row.ended_by is not None]
    both = [(begun, row.ended_by) for row in rows if (begun := _begun(row)) not in (None, row.ended_by)]
    return [begun for begun, ended in both if ended == id], [ended for begun, ended in both if begun == id]


def _begun(row: Any) -> str | None:
    """The fact that began what a row tells of, if any did: its item, where each beginning is told by itself."""
    names = (name for name in ("begun_by", "took", "item") if hasattr(row, name))
    begun: str | None = getattr(row, next(names))
    return begun


def _values(at: Snapshot, held: list[Held], standing: Standing, restricted: bool) -> Neighbors:
    """Neighbors of every value that the fact states."""
    day = date.fromordinal(value_day(standing))
    lines = [line for view, rows in held for line in _lines(view, rows, standing, restricted)]
    found = [neighbors(line, standing.place, day) for line in lines]
    ids = at.ids_of_facts(place for sides in found for side in sides for place in side)
    earlier, later = ([ids[place] for sides in found for place in sides[side]] for side in (0, 1))
    return earlier, later


def _lines(view: View, rows: list[Any], standing: Standing, restricted: bool) -> Iterator[list[Spell]]:
    """Over time, the facts that one value comes from: of a subject, or of what one assessor says."""
    if "why" in view.table.c:
        told = [(row, decode(row.why or "{}")) for row in rows]
        for name in sorted(_stated(standing.fact)):
            if restricted or name not in RESTRICTED_FIELDS:
                yield [Spell(row.valid_from, row.valid_to, places[name]) for row, places in told if name in places]
    elif "assessor" in view.table.c:
        for item in sorted({row.item for row in rows if row.place == standing.place}):
            yield [Spell(row.valid_from, row.valid_to, row.place) for row in rows if row.item == item]


def neighbors(line: list[Spell], place: int, day: date) -> tuple[list[int], list[int]]:
    """The places of the values before and after a place; where its value never held, after is what holds on its day."""
    mine = [index for index, spell in enumerate(line) if spell.place == place]
    if not mine:
        return [], [spell.place for spell in line if spell.since <= day < spell.to]
    first, last = mine[0], mine[-1]
    before = [line[first - 1].place] if first and line[first - 1].to == line[first].since else []
    after = [line[last + 1].place] if line[last + 1 :] and line[last + 1].since == line[last].to else []
    return before, after


def _stated(fact: Fact) -> set[str]:
    """Names of the values a fact states, as the views name them."""
    names = {name for name in fact.tags if getattr(fact, name) is not UNSET and name != fact.subject}
    attributes = getattr(fact, "attributes", UNSET)
    return names if attributes is UNSET else names | {f"attributes.{key}" for key in attributes}
