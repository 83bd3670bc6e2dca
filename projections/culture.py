"""The views of the cultures of organizations and of units: what each assessor says of either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Table

from domain.culture import CultureAssessed
from domain.resolution import Said, segments, value_day
from domain.standing import Standing

from .intervals import Row, View, as_text, day_column, id_column, interval_table, iso, place_column, text
from .stating import weakest

PROPERTIES = ("mix", "national")


def _table(name: str) -> Table:
    return interval_table(
        name,
        id_column("assessor", required=True),
        text("property", required=True),
        text("value"),
        text("certainty", required=True),
        day_column("said"),
        place_column("place"),
    )


organization_cultures = _table("organization_cultures")
unit_cultures = _table("unit_cultures")
# By the kind of what has a culture.
CULTURES: dict[str, Table] = {"organization": organization_cultures, "unit": unit_cultures}


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """Each assessor's word on each property: on each another may have the last one. Taken back, it is without value."""
    stated = defaultdict(list)
    for one in standings:
        assessor = one.fact.by if isinstance(one.fact.by, str) else one.by  # type: ignore[attr-defined]
        for name, value in one.fact.stated(*PROPERTIES).items():
            stated[assessor, name].append(Said(value_day(one), one.place, {name: value, "one": one}))
    for (assessor, name), said in stated.items():
        for segment in segments(said):
            one = segment.values["one"]
            told = (as_text(segment.values[name]), weakest(one), iso(value_day(one)), one.place)
            yield Row(f"{assessor}|{name}", segment.start, segment.end, (assessor, name, *told))


CULTURE: tuple[View, ...] = tuple(View(table, kind, (CultureAssessed,), resolve) for kind, table in CULTURES.items())
