"""The views of organizations, accounts, relations between organizations, and units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from domain.organizations import (
    DESCRIPTION,
    AccountAssessed,
    AccountClosed,
    AccountOpened,
    OrganizationClosed,
    OrganizationDescribed,
    OrganizationRegistered,
    OrganizationsRelated,
    OrganizationsUnrelated,
    UnitClosed,
    UnitDefined,
    UnitRestructured,
)
from domain.resolution import lives, runs, segments
from domain.standing import Standing

from .intervals import Row, View, as_text, existence_columns, flag, id_column, in_key, interval_table, of_types, text
from .periods import running
from .stating import (
    details,
    existing_by,
    lived_segments,
    named_segments,
    probable_places,
    stated,
    unsure,
)

organizations = interval_table(
    "organizations", text("name"), *existence_columns(), text("details"), text("probable"), text("why")
)
accounts = interval_table("accounts", *existence_columns(), text("details"), text("probable"), text("why"))
relations = interval_table(
    "relations",
    id_column("other", required=True),
    text("relation", required=True),
    text("since"),
    text("until"),
    flag("possible"),
    text("certainty", required=True),
    text("begun_by"),
    text("ended_by"),
    indexes=[("other",)],
)
units = interval_table(
    "units",
    id_column("organization"),
    text("name"),
    id_column("parent"),
    *existence_columns(),
    text("probable"),
    text("why"),
    indexes=[("organization",)],
)

Kept = defaultdict[tuple[str, str], list[Standing]]

REGISTERED = (*DESCRIPTION, "identifiers", "kind", "domain")
UNIT = ("organization", "name", "parent")


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    life = existing_by(standings, OrganizationRegistered, OrganizationClosed)
    said = named_segments(stated(of_types(standings, OrganizationRegistered, OrganizationDescribed), REGISTERED))
    probables = probable_places(standings)
    for piece in lived_segments(said, life):
        rest = as_text(details(piece.values, ("name",)))
        own = (piece.values.get("name"), *piece.existence, rest, unsure(piece, probables), as_text(piece.places))
        yield Row("", piece.start, piece.end, own)


def resolve_accounts(standings: Sequence[Standing]) -> Iterable[Row]:
    life = existing_by(standings, AccountOpened, AccountClosed)
    said = segments(stated(of_types(standings, AccountAssessed), ("potential", "revenue", "goals")))
    probables = probable_places(standings)
    for piece in lived_segments(said, life):
        if piece.existence.state is not None:
            told = (as_text(details(piece.values, ())), unsure(piece, probables), as_text(piece.places))
            yield Row("", piece.start, piece.end, (*piece.existence, *told))


def resolve_relations(standings: Sequence[Standing]) -> Iterable[Row]:
    begins: Kept = defaultdict(list)
    ends: Kept = defaultdict(list)
    for one in standings:
        kept = begins if isinstance(one.fact, OrganizationsRelated) else ends
        kept[one.fact.other, one.fact.relation].append(one)  # type: ignore[attr-defined]
    for (other, relation), begun in begins.items():
        for life in lives(runs(begun, ends[other, relation])):
            for start, end in pairwise(sorted(life.bounds())):
                yield Row(f"{other}|{in_key(relation)}", start, end, (other, relation, *running(life, start)))


def resolve_units(standings: Sequence[Standing]) -> Iterable[Row]:
    life = existing_by(standings, UnitDefined, UnitClosed)
    said = named_segments(stated(of_types(standings, UnitDefined, UnitRestructured), UNIT))
    probables = probable_places(standings)
    for piece in lived_segments(said, life):
        own = tuple(map(piece.values.get, UNIT))
        told = (unsure(piece, probables), as_text(piece.places))
        yield Row("", piece.start, piece.end, (*own, *piece.existence, *told))


ORGANIZATIONS = View(
    organizations, "organization", (OrganizationRegistered, OrganizationDescribed, OrganizationClosed), resolve
)
ACCOUNTS = View(accounts, "organization", (AccountOpened, AccountClosed, AccountAssessed), resolve_accounts)
RELATIONS = View(relations, "organization", (OrganizationsRelated, OrganizationsUnrelated), resolve_relations)
UNITS = View(units, "unit", (UnitDefined, UnitRestructured, UnitClosed), resolve_units)
