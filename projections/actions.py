"""The view of actions: what they are for, by whom and until when, and what was observed once they were done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Column, Date

from domain.actions import CHANGED, ActionChanged, ActionDone, ActionPlanned
from domain.resolution import Said, end_days, lives, runs, segments
from domain.standing import Standing

from .intervals import Row, View, as_text, existence_columns, id_column, interval_table, iso, of_types, text
from .stating import Lived, details, existing, lived_segments, probable_places, stated, unsure

COLUMNS = ("organization", "opportunity", "person", "owner", "due", "done")
# What only an action has that is done.
_OF_DONE = ("done", "observed")

actions = interval_table(
    "actions",
    id_column("organization"),
    id_column("opportunity"),
    id_column("person"),
    id_column("owner"),
    text("due"),
    text("done"),
    Column("ended", Date),
    *existence_columns(),
    text("details"),
    text("probable"),
    text("why"),
    indexes=[("organization",), ("opportunity",), ("person",), ("owner",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    done = {one.place: one for one in of_types(standings, ActionDone)}
    found = runs(of_types(standings, ActionPlanned), done.values())
    said = stated(of_types(standings, ActionPlanned, ActionChanged), CHANGED)
    said += map(_observed, done.values())
    probables = probable_places(standings)
    for piece in map(_told, lived_segments(segments(said), existing(lives(found), found))):
        if piece.existence.state is not None:
            own = (*map(piece.values.get, COLUMNS), _ended(piece, done))
            told = (as_text(details(piece.values, COLUMNS)), unsure(piece, probables), as_text(piece.places))
            yield Row("", piece.start, piece.end, (*own, *piece.existence, *told))


def _observed(one: Standing) -> Said:
    """It counts from the day the action is done for sure."""
    values = {"observed": None, **one.fact.stated("observed"), "done": one.fact.effective}
    return Said(end_days(one)[1], one.place, values)


def _told(piece: Lived) -> Lived:
    """An action that is planned anew is not done."""
    if piece.existence.state == "closed":
        return piece
    return piece._replace(values={name: value for name, value in piece.values.items() if name not in _OF_DONE})


def _ended(piece: Lived, done: Mapping[int, Standing]) -> str | None:
    """The day from which it is done for sure."""
    return iso(end_days(done[piece.places["done"]])[1]) if piece.existence.state == "closed" else None


ACTIONS = View(actions, "action", (ActionPlanned, ActionChanged, ActionDone), resolve)
