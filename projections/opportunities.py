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
from .stating import (
    Lived,
    details,
    existing,
    lived_segments,
    named_segments,
    odd,
    probable_places,
    since,
    stated,
    unsure,
    until,
    weakest,
)

Kept = defaultdict[tuple[str, str], list[Standing]]
COLUMNS = ("organization", "name", "unit", "stage")
# What only an opportunity has that is closed.
_OF_CLOSED = ("outcome", "reason")

opportunities = interval_table(
    "opportunities",
    id_column("organization"),
    text("name"),
    id_column("unit"),
    text("stage"),
    *existence_columns(),
    text("details"),
    text("probable"),
    text("why"),
    indexes=[("organization",)],
)
buying_roles = interval_table(
    "buying_roles",
    id_column("person", required=True),
    text("buying_role", required=True),
    text("weight"),
    text("probable"),
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
    probables = probable_places(standings)
    for piece in map(_told, lived_segments(named_segments(said), existing(lives(found), found))):
        own = tuple(map(piece.values.get, COLUMNS))
        told = (as_text(details(piece.values, COLUMNS)), unsure(piece, probables), as_text(piece.places))
        yield Row("", piece.start, piece.end, (*own, *piece.existence, *told))


def _outcome(one: Standing) -> Said:
    """An outcome counts from the day the opportunity is closed for sure, with the reason given for it or none."""
    return Said(end_days(one)[1], one.place, {"reason": None, **one.fact.stated("outcome", "reason")})


def _told(piece: Lived) -> Lived:
    """An outcome belongs to a closed opportunity only: reopening takes it back."""
    if piece.existence.state == "closed":
        return piece
    return piece._replace(values={name: value for name, value in piece.values.items() if name not in _OF_CLOSED})


def resolve_buying_roles(standings: Sequence[Standing]) -> Iterable[Row]:
    begins: Kept = defaultdict(list)
    ends: Kept = defaultdict(list)
    for one in standings:
        kept = begins if isinstance(one.fact, BuyingRoleAssigned) else ends
        kept[one.fact.person, one.fact.buying_role].append(one)  # type: ignore[attr-defined]
    for key in dict.fromkeys((*begins, *ends)):
        found = runs(begins[key], ends[key])
        weights = _weights([run for run in found if run.begin and run.start < run.stop])
        first = {id(run): life.first for life in lives(found) for run in life.runs}
        for run in found:
            began = since(first.get(id(run), run))
            for start, end, possible in _parts(run, weights):
                own = (*key, *_weight(weights, start), began, until(run), possible, weakest(run.begin))
                yield Row(_told_by(run), start, end, (*own, iso(run.start), *_origin(run)))


def _weights(running: list[Run]) -> list[Segment]:
    """A weight is a value of the stay: it holds until another assignment of the stay states one, or none."""
    begun = [(run.start, run.begin) for run in running if run.begin]
    said = [
        Said(start, one.place, {**given, "one": one}) for start, one in begun if (given := one.fact.stated("weight"))
    ]
    return within_stays(said, stays(running))


def _weight(weights: list[Segment], day: int) -> tuple[str | None, str | None]:
    """The weight that holds on a day, and whether only a probable fact says so."""
    values = next((one.values for one in weights if one.start <= day < one.end), {"weight": None})
    unsure = values["weight"] is not None and weakest(values["one"]) == "probable"
    return as_text(values["weight"]), as_text(["weight"] if unsure else None)


def _parts(run: Run, weights: list[Segment]) -> Iterable[tuple[int, int, bool]]:
    """Pieces of a run, cut where another weight begins to hold."""
    for start, end, possible in run.parts() or [(run.start, run.start, False)]:
        cuts = [one.start for one in weights if start < one.start < end]
        yield from ((first, last, possible) for first, last in zip([start, *cuts], [*cuts, end], strict=True))


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
