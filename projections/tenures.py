"""The views of who held which role, in pieces sure or only possible, and of the power people had in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Float

from domain.resolution import Run, Said, runs, stays, value_day, within_stays
from domain.roles import PersonLeftRole, PersonTookRole, PowerAssessed, RoleClosed
from domain.standing import Standing

from .intervals import (
    BOUNDS,
    Row,
    View,
    as_text,
    day_column,
    flag,
    id_column,
    interval_table,
    iso,
    of_types,
    place_column,
    text,
)
from .stating import odd, since, until, weakest

tenures = interval_table(
    "tenures",
    id_column("person", required=True),
    text("took"),
    text("tenure_kind"),
    Column("share", Float),
    text("since"),
    text("until"),
    text("reason"),
    flag("possible"),
    text("certainty", required=True),
    day_column("begun"),
    place_column("place"),
    text("ended_by"),
    text("finding"),
    indexes=[("person",), ("home", *BOUNDS)],
)

powers = interval_table(
    "powers",
    id_column("person", required=True),
    id_column("assessor", required=True),
    text("power"),
    text("sources"),
    text("certainty", required=True),
    day_column("said"),
    place_column("place"),
    indexes=[("person",)],
)

TYPES = (PersonTookRole, PersonLeftRole, RoleClosed)


def runs_of_role(standings: Sequence[Standing]) -> dict[str, list[Run]]:
    """The runs of each person in the role; closing the role ends them all, and is never an end without beginning."""
    closings = of_types(standings, RoleClosed)
    begins, ends = defaultdict(list), defaultdict(list)
    for standing in standings:
        if isinstance(standing.fact, PersonTookRole):
            begins[standing.fact.person].append(standing)
        elif isinstance(standing.fact, PersonLeftRole):
            ends[standing.fact.person].append(standing)
    people = dict.fromkeys((*begins, *ends))
    found = {person: runs(begins[person], [*ends[person], *closings]) for person in people}
    return {person: [run for run in held if run.begin or run.end not in closings] for person, held in found.items()}


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    for person, held in runs_of_role(standings).items():
        for run in held:
            yield from _rows(person, run)


def _rows(person: str, run: Run) -> Iterable[Row]:
    parts = run.parts() or [(run.start, run.start, False)]
    item = (run.begin or run.end).fact.id  # type: ignore[union-attr]
    for start, end, possible in parts:
        yield Row(item, start, end, _values(person, run, possible))


def _values(person: str, run: Run, possible: bool) -> tuple[object, ...]:
    took, left = run.begin, run.end
    fact = took.fact if took and isinstance(took.fact, PersonTookRole) else None
    reason = getattr(left.fact, "reason", None) if left and isinstance(left.fact, PersonLeftRole) else None
    return (
        person,
        fact and fact.id,
        fact and fact.tenure_kind,
        fact.share if fact and isinstance(fact.share, float) else None,
        since(run),
        until(run),
        reason if isinstance(reason, str) else None,
        possible,
        weakest(took),
        iso(run.start),
        took.place if took else 0,
        left.fact.id if left else None,
        odd(run),
    )


def resolve_power(standings: Sequence[Standing]) -> Iterable[Row]:
    assessed = of_types(standings, PowerAssessed)
    held = runs_of_role(standings) if assessed else {}
    stated = defaultdict(list)
    for one in assessed:
        fact = one.fact
        if isinstance(fact, PowerAssessed) and isinstance(fact.power, (int, float)):
            assessor = fact.by if isinstance(fact.by, str) else one.by
            stated[fact.person, assessor].append(Said(value_day(one), one.place, {"power": fact.power, "one": one}))
    for (person, assessor), said in stated.items():
        for segment in within_stays(said, stays(held.get(person, ()))):
            one = segment.values["one"]
            values = (person, assessor, as_text(one.fact.power), as_text(one.fact.stated("sources").get("sources")))
            order = (weakest(one), iso(value_day(one)), one.place)
            yield Row(f"{person}|{assessor}", segment.start, segment.end, (*values, *order))


def _person(one: Standing) -> str | None:
    return getattr(one.fact, "person", None)


TENURES = View(tenures, "role", TYPES, resolve, part=_person)
POWERS = View(powers, "role", (*TYPES, PowerAssessed), resolve_power, part=_person)
