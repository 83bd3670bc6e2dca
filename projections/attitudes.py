"""The view of attitudes: who stands where on an opportunity, in whose eyes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from domain.opportunities import AttitudeChanged
from domain.resolution import Said, segments, value_day
from domain.standing import Standing

from .intervals import Row, View, as_text, day_column, id_column, interval_table, iso, place_column, text
from .stating import weakest

attitudes = interval_table(
    "attitudes",
    id_column("person", required=True),
    id_column("assessor", required=True),
    text("attitude"),
    text("reason"),
    text("certainty", required=True),
    day_column("said"),
    place_column("place"),
    indexes=[("person",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    stated = defaultdict(list)
    for one in standings:
        fact = one.fact
        if isinstance(fact, AttitudeChanged) and isinstance(fact.attitude, int):
            assessor = fact.by if isinstance(fact.by, str) else one.by
            stated[fact.person, assessor].append(Said(value_day(one), one.place, {"one": one}))
    for (person, assessor), said in stated.items():
        for segment in segments(said):
            one = segment.values["one"]
            reason = one.fact.reason if isinstance(one.fact.reason, str) else None
            own = (person, assessor, as_text(one.fact.attitude), reason, weakest(one), iso(value_day(one)), one.place)
            yield Row(f"{person}|{assessor}", segment.start, segment.end, own)


ATTITUDES = View(
    attitudes, "opportunity", (AttitudeChanged,), resolve, part=lambda one: getattr(one.fact, "person", None)
)
