"""The views of aliases: what people, organizations and roles are called besides; a table for each kind of id."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Table

from domain.dates import FOREVER
from domain.nominations import CALLED, AliasRecorded
from domain.resolution import value_day
from domain.standing import Standing

from .intervals import Row, View, in_key, interval_table, place_column, text

person_aliases, organization_aliases, role_aliases = (
    interval_table(f"{kind}_aliases", text("alias", required=True), place_column("place")) for kind in CALLED
)
TABLES: dict[str, Table] = dict(zip(CALLED, (person_aliases, organization_aliases, role_aliases), strict=True))


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """Each spelling once, from the first day that anybody gives for it."""
    said = [(value_day(one), one.place, one.fact.alias) for one in standings if isinstance(one.fact, AliasRecorded)]
    first: dict[str, tuple[int, int]] = {}
    for day, place, alias in sorted(said, key=lambda one: one[:2]):
        if isinstance(alias, str):
            first.setdefault(alias, (day, place))
    for alias, (day, place) in first.items():
        yield Row(in_key(alias), day, FOREVER, (alias, place))


ALIASES = tuple(View(table, kind, (AliasRecorded,), resolve) for kind, table in TABLES.items())
