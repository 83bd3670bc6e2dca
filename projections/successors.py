"""The view of what became of closed roles: those that the closing named as successors. Nobody moves to them by it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from domain.dates import FOREVER
from domain.resolution import Life, lives, runs
from domain.roles import RoleClosed, RoleDefined
from domain.standing import Standing

from .intervals import Row, View, id_column, interval_table, of_types, place_column, text
from .stating import weakest

successors = interval_table(
    "successors",
    id_column("successor", required=True),
    text("since"),
    text("certainty", required=True),
    place_column("place"),
    indexes=[("successor",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """From the day on which the role is gone, for as long as it is not there again."""
    closings = of_types(standings, RoleClosed)
    if not any(_named(one) for one in closings):
        return
    found = lives(runs(of_types(standings, RoleDefined), closings))
    for life, again in zip_longest(found, found[1:]):
        for closing in _closing(life):
            for successor in _named(closing):
                said = (successor, closing.fact.effective, weakest(closing), closing.place)
                yield Row(successor, life.stop, again.start if again else FOREVER, said)


def _closing(life: Life) -> list[Standing]:
    """What ended it; nothing while it goes on. Of several the one recorded first."""
    ends = [run.end for run in life.runs if run.end is not None and run.stop == life.stop]
    return sorted(ends, key=lambda end: end.place)[:1]


def _named(closing: Standing) -> tuple[str, ...]:
    return tuple(dict.fromkeys(getattr(closing.fact, "successors", None) or ()))


SUCCESSORS = View(successors, "role", (RoleDefined, RoleClosed), resolve)
