"""The view of who of ours plays which role in the team at an account."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.standing import Standing
from domain.teams import TeamRoleEnded, TeamRolePlayed

from .intervals import Row, View, as_text, id_column, in_key, interval_table, text
from .periods import grouped, pieces, running, running_columns
from .stating import probable_places, unsure

team_roles = interval_table(
    "team_roles",
    id_column("person", required=True),
    text("team_role", required=True),
    text("degree"),
    text("fit"),
    text("probable"),
    *running_columns(),
    indexes=[("person",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    ends, probables = grouped(standings, TeamRoleEnded, "person", "team_role"), probable_places(standings)
    for key, begun in grouped(standings, TeamRolePlayed, "person", "team_role").items():
        person, team_role = key
        for piece in pieces(begun, ends[key], ("degree", "fit")):
            said = piece.said.values
            told = (as_text(said.get("degree")), said.get("fit"), unsure(piece.said, probables))
            own = (*key, *told, *running(piece.life, piece.start))
            yield Row(f"{person}|{in_key(team_role)}", piece.start, piece.end, own)


TEAM_ROLES = View(team_roles, "organization", (TeamRolePlayed, TeamRoleEnded), resolve)
