"""The view of roles: title, place in the organization, whether the role exists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.resolution import segments
from domain.roles import RESTRUCTURABLE, RoleClosed, RoleDefined, RoleRestructured
from domain.standing import Standing

from .intervals import BOUNDS, Row, View, as_text, existence_columns, id_column, interval_table, of_types, text
from .stating import details, life_of, lived_segments, probable_places, stated, unsure

COLUMNS = ("organization", "unit", "title", "reports_to")

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
    life = life_of(standings, RoleDefined, RoleClosed)
    said = stated(of_types(standings, RoleDefined, RoleRestructured), RESTRUCTURABLE)
    probables = probable_places(standings)
    for piece in lived_segments(segments(said), life):
        if piece.existence.state is not None or piece.values:
            own = tuple(map(piece.values.get, COLUMNS))
            rest = as_text(details(piece.values, COLUMNS))
            yield Row(
                "",
                piece.start,
                piece.end,
                (*own, *piece.existence, rest, unsure(piece, probables), as_text(piece.places)),
            )


ROLES = View(roles, "role", (RoleDefined, RoleRestructured, RoleClosed), resolve)
