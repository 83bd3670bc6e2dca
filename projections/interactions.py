"""The view of interactions: one row for each of the people who met, from the day of the meeting on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.dates import FOREVER
from domain.interactions import InteractionRecorded
from domain.resolution import begin_days
from domain.standing import Standing

from .intervals import Row, View, day_column, flag, id_column, interval_table, iso, text
from .stating import weakest

interactions = interval_table(
    "interactions",
    id_column("person", required=True),
    text("channel", required=True),
    id_column("opportunity"),
    text("topic"),
    text("day"),
    day_column("counted"),
    flag("possible"),
    text("certainty", required=True),
    text("fact", required=True),
    indexes=[("person", "counted"), ("opportunity", "counted")],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """The fact recorded last says who met and when; what it omits is as it was said before."""
    *_, last = standings
    said = {name: value for one in standings for name, value in one.fact.stated("opportunity", "topic").items()}
    first, sure = begin_days(last)
    told = (last.fact.channel, said.get("opportunity"), said.get("topic"), last.fact.effective, iso(first))  # type: ignore[attr-defined]
    for person in dict.fromkeys(last.fact.people):  # type: ignore[attr-defined]
        for start, end, possible in ((first, sure, True), (sure, FOREVER, False)):
            if start < end:
                yield Row(person, start, end, (person, *told, possible, weakest(last), last.fact.id))


INTERACTIONS = View(interactions, "interaction", (InteractionRecorded,), resolve)
