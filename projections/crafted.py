"""The view of crafted jobs: what holders make of their posts, a row for each property and who says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from domain.resolution import Said, stays, value_day, within_stays
from domain.roles import CRAFTED, JobCrafted
from domain.standing import Standing

from .intervals import Row, View, as_text, day_column, id_column, interval_table, iso, of_types, place_column, text
from .stating import weakest
from .tenures import TENURES, person_of, runs_of

crafted_jobs = interval_table(
    "crafted_jobs",
    id_column("person", required=True),
    id_column("assessor", required=True),
    text("property", required=True),
    text("value", required=True),
    text("certainty", required=True),
    day_column("said"),
    place_column("place"),
    indexes=[("person",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """Of one person, and of the closings of the role."""
    told = of_types(standings, JobCrafted)
    return _rows(told, stays(runs_of(standings))) if told else ()


def _rows(told: list[Standing], held: list[tuple[int, int]]) -> Iterable[Row]:
    for (person, assessor, name), said in _said(told).items():
        for segment in within_stays(said, held):
            value, one = as_text(segment.values[name]), segment.values["one"]
            if value is not None:
                own = (person, assessor, name, value, weakest(one), iso(value_day(one)), one.place)
                yield Row(f"{person}|{assessor}|{name}", segment.start, segment.end, own)


def _said(told: list[Standing]) -> dict[tuple[str, str, str], list[Said]]:
    """Each assessor's word on each property: on each another may have the last one."""
    said = defaultdict(list)
    for one in told:
        fact: JobCrafted = one.fact  # type: ignore[assignment]
        assessor = fact.by if isinstance(fact.by, str) else one.by
        for name, value in fact.stated(*CRAFTED).items():
            said[fact.person, assessor, name].append(Said(value_day(one), one.place, {name: value, "one": one}))
    return said


CRAFTED_JOBS = View(crafted_jobs, "role", (JobCrafted,), resolve, part=person_of, within=TENURES)
