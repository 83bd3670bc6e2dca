"""The views of opportunities and of their buying centers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from domain.opportunities import (
    CHANGEABLE,
    BuyingRoleAssigned,
    BuyingRoleEnded,
    OpportunityChanged,
    OpportunityClosed,
    OpportunityOpened,
)
from domain.resolution import Run, Said, Segment, end_days, lives, runs, stays, within_stays
from domain.standing import Standing

from .intervals import (
    Row,
    View,
    as_text,
    day_column,
    existence_columns,
    flag,
    id_column,
    interval_table,
    iso,
    of_types,
    place_column,
    text,
)
from .stating import details, lived_segments, named_segments, odd, since, stated, until, weakest

Kept = defaultdict[tuple[str, str], list[Standing]]
COLUMNS = ("organization", "name", "unit", "stage")

opportunities = interval_table(
    "opportunities",
    id_column("organization"),
    text("name"),
    id_column("unit"),
    text("stage"),
    *existence_columns(),
    text("details"),
    text("why"),
    indexes=[("organization",)],
)
buying_roles = interval_table(
    "buying_roles",
    id_column("person", required=True),
    text("buying_role", required=True),
    text("weight"),
    text("since"),
    text("until"),
    flag("possible"),
    text("certainty", required=True),
    day_column("begun"),
    place_column("place"),
    text("finding"),
    text("ended_by"),
    indexes=[("person",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    found = runs(of_types(standings, OpportunityOpened), of_types(standings, OpportunityClosed))
    said = stated(of_types(standings, OpportunityOpened, OpportunityChanged), CHANGEABLE)
    said += [_outcome(one) for one in of_types(standings, OpportunityClosed)]
    for piece in lived_segments(named_segments(said), lives(found), found):
        own = tuple(piece.values.get(name) for name in COLUMNS)
        rest = as_text(_told(details(piece.values, COLUMNS), piece.state))
        yield Row("", piece.start, piece.end, (*own, *piece.existence, rest, as_text(piece.places)))


def _outcome(one: Standing) -> Said:
    """An outcome counts from the day the opportunity is closed for sure."""
    return Said(end_days(one)[1], one.place, one.fact.stated("outcome", "reason"))


def _told(rest: dict[str, object], state: str | None) -> dict[str, object]:
    """An outcome belongs to a closed opportunity only: reopening takes it back."""
    return (
        rest
        if state == "closed"
        else {name: value for name, value in rest.items() if name not in ("outcome", "reason")}
    )


def resolve_buying_roles(standings: Sequence[Standing]) -> Iterable[Row]:
    begins: Kept = defaultdict(list)
    ends: Kept = defaultdict(list)
    for one in standings:
        kept = begins if isinstance(one.fact, BuyingRoleAssigned) else ends
        kept[one.fact.person, one.fact.buying_role].append(one)  # type: ignore[attr-defined]
    for key in dict.fromkeys((*begins, *ends)):
        found = runs(begins[key], ends[key])
        weights = _weights([run for run in found if run.begin])
        for run in found:
            for start, end, possible in run.parts() or [(run.start, run.start, False)]:
                weight = next((one.values.get("weight") for one in weights if one.start <= start < one.end), None)
                own = (*key, as_text(weight), since(run), until(run), possible, weakest(run.begin))
                yield Row(_told_by(run), start, end, (*own, iso(run.start), *_origin(run)))


def _weights(running: list[Run]) -> list[Segment]:
    said = [Said(run.start, run.begin.place, run.begin.fact.stated("weight")) for run in running if run.begin]
    return within_stays(said, stays(running))


def _told_by(run: Run) -> str:
    return (run.begin or run.end).fact.id  # type: ignore[union-attr]


def _origin(run: Run) -> tuple[int, str | None, str | None]:
    """(place of the beginning, what is odd about the run, the fact that ended it)"""
    return run.begin.place if run.begin else 0, odd(run), run.end.fact.id if run.end else None


def _person(one: Standing) -> str | None:
    return getattr(one.fact, "person", None)


OPPORTUNITIES = View(opportunities, "opportunity", (OpportunityOpened, OpportunityChanged, OpportunityClosed), resolve)
BUYING_ROLES = View(
    buying_roles, "opportunity", (BuyingRoleAssigned, BuyingRoleEnded), resolve_buying_roles, part=_person
)
