"""What is only rumored: it decides nothing and is listed apart, from the day heard or its own date if earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.dates import FOREVER
from domain.facts import Fact
from domain.forms import as_json
from domain.resolution import span
from domain.standing import Standing

from .intervals import Row, View, as_text, interval_table, text

rumors = interval_table("rumors", text("subject_kind", required=True), text("fact", required=True))


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    for one in standings:
        kind = one.home[0]
        dates = span(one)
        yield Row(
            one.fact.id, min(dates.first, one.day) if dates else one.day, FOREVER, (kind, as_text(as_json(one.fact)))
        )


RUMORS = View(rumors, "*", (Fact,), resolve, rumored=True)
