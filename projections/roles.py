"""The view of roles: title, place in the organization, whether the role exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.resolution import segments
from domain.roles import RESTRUCTURABLE, RoleClosed, RoleDefined, RoleRestructured
from domain.standing import Standing

from .intervals import BOUNDS, Row, View, as_text, existence_columns, id_column, interval_table, of_types, text
from .stating import Lived, details, existing_by, lived_segments, probable_places, stated, unsure

COLUMNS = ("organization", "unit", "title", "reports_to")
_COLUMNS = frozenset(COLUMNS)

roles = interval_table(
    "roles",
    id_column("organization"),
    id_column("unit"),
    text("title"),
    id_column("reports_to"),
    *existence_columns(),
    text("details"),
    text("probable"),
    text("why"),
    indexes=[("organization", *BOUNDS), ("unit",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    said = stated(of_types(standings, RoleDefined, RoleRestructured), RESTRUCTURABLE)
    pieces = lived_segments(segments(said), existing_by(standings, RoleDefined, RoleClosed))
    probables = probable_places(standings)
    return [_row(piece, probables) for piece in pieces if piece.values or piece.existence.state is not None]


def _row(piece: Lived, probables: frozenset[int]) -> Row:
    start, end, values, places, existence = piece
    own = tuple(map(values.get, COLUMNS))
    rest = None if _COLUMNS.issuperset(values) else as_text(details(values, COLUMNS))
    return Row("", start, end, (*own, *existence, rest, unsure(piece, probables), as_text(places)))


ROLES = View(roles, "role", (RoleDefined, RoleRestructured, RoleClosed), resolve)
