"""What is only rumored: it decides nothing and is listed apart, from the day it was heard or is said to hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.dates import FOREVER
from domain.facts import Fact
from domain.forms import as_json
from domain.resolution import value_day
from domain.standing import Standing

from .intervals import Row, View, as_text, interval_table, text

rumors = interval_table("rumors", text("subject_kind", required=True), text("fact", required=True))


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    for one in standings:
        kind = one.home[0]
        yield Row(one.fact.id, min(value_day(one), one.day), FOREVER, (kind, as_text(as_json(one.fact))))


RUMORS = View(rumors, "*", (Fact,), resolve, rumored=True)
