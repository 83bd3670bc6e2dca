"""The views of who held which role, in pieces sure or only possible, and of the power people had in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Float

from domain.facts import Fact
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


def runs_of(standings: Sequence[Standing]) -> list[Run]:
    """The runs of one person in the role; closing the role ends them all, and is never an end without beginning."""
    begins = [one for one in standings if isinstance(one.fact, PersonTookRole)]
    if len(begins) == len(standings):
        return runs(begins, ())
    found = runs(begins, of_types(standings, PersonLeftRole, RoleClosed))
    return [run for run in found if run.begin or (run.end and not isinstance(run.end.fact, RoleClosed))]


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    """Of one person, and of the closings of the role."""
    return [
        Row(run.begin.fact.id if run.begin else _stray(run), start, end, _values(run, possible))
        for run in runs_of(standings)
        for start, end, possible in run.parts() or [(run.start, run.start, False)]
    ]


def _stray(run: Run) -> str:
    """By which an end is told of what nobody knew to have begun: its fact may have begun something in another role."""
    end = _told_by(run)
    return f"{end.fact.id}:{end.home[1]}" if end.aside else end.fact.id


def _told_by(run: Run) -> Standing:
    return run.begin or run.end  # type: ignore[return-value]


def _values(run: Run, possible: bool) -> tuple[object, ...]:
    sure = (possible, weakest(run.begin), iso(run.start), run.begin.place if run.begin else 0)
    if run.end is None:
        return (*_begun(run), None, None, *sure, None, odd(run))
    return (*_begun(run), until(run), _reason(run.end.fact), *sure, run.end.fact.id, odd(run))


def _begun(run: Run) -> tuple[object, ...]:
    """Whose it is, and what began it: as what, how much of it, since when."""
    fact = _told_by(run).fact
    if not isinstance(fact, PersonTookRole):
        return (person_of(_told_by(run)), None, None, None, None)
    return (fact.person, fact.id, fact.tenure_kind, fact.share if isinstance(fact.share, float) else None, since(run))


def _reason(left: Fact) -> str | None:
    reason = left.reason if isinstance(left, PersonLeftRole) else None
    return reason if isinstance(reason, str) else None


def resolve_power(standings: Sequence[Standing]) -> Iterable[Row]:
    """Of one person, and of the closings of the role."""
    assessed = of_types(standings, PowerAssessed)
    return _powers(assessed, stays(runs_of(standings))) if assessed else ()


def _powers(assessed: list[Standing], held: list[tuple[int, int]]) -> Iterable[Row]:
    stated = defaultdict(list)
    for one in assessed:
        fact = one.fact
        if isinstance(fact, PowerAssessed) and isinstance(fact.power, (int, float)):
            assessor = fact.by if isinstance(fact.by, str) else one.by
            stated[fact.person, assessor].append(Said(value_day(one), one.place, {"power": fact.power, "one": one}))
    for (person, assessor), said in stated.items():
        for segment in within_stays(said, held):
            one = segment.values["one"]
            values = (person, assessor, as_text(one.fact.power), as_text(one.fact.stated("sources").get("sources")))
            order = (weakest(one), iso(value_day(one)), one.place)
            yield Row(f"{person}|{assessor}", segment.start, segment.end, (*values, *order))


def person_of(one: Standing) -> str | None:
    """By whom the facts of a role are parted; the closing of the role concerns everybody."""
    return getattr(one.fact, "person", None)


TENURES = View(tenures, "role", TYPES, resolve, part=person_of)
POWERS = View(powers, "role", (PowerAssessed,), resolve_power, part=person_of, within=TENURES)
