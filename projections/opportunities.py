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
from domain.resolution import Said, runs, stays, value_day, within_stays
from domain.standing import Standing

from .intervals import Row, View, as_text, flag, id_column, interval_table, of_types, place_column, text
from .stating import details, life_of, lived_segments, named_segments, since, stated, until, weakest

COLUMNS = ("organization", "name", "unit", "stage")

opportunities = interval_table(
    "opportunities",
    id_column("organization"),
    text("name"),
    id_column("unit"),
    text("stage"),
    text("life"),
    text("since"),
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
    place_column("place"),
    indexes=[("person",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    life = life_of(standings, OpportunityOpened, OpportunityClosed)
    said = stated(of_types(standings, OpportunityOpened, OpportunityChanged), CHANGEABLE)
    said += stated(of_types(standings, OpportunityClosed), ("outcome", "reason"))
    for start, end, segment, state, run in lived_segments(named_segments(said), life):
        own = tuple(segment.values.get(name) for name in COLUMNS)
        rest = as_text(_told(details(segment.values, COLUMNS), state))
        yield Row("", start, end, (*own, state, since(run), rest, as_text(segment.places)))


def _told(rest: dict[str, object], state: str | None) -> dict[str, object]:
    """An outcome belongs to a closed opportunity only: reopening takes it back."""
    return rest if state == "closed" else {name: value for name, value in rest.items() if name not in ("outcome", "reason")}


def resolve_buying_roles(standings: Sequence[Standing]) -> Iterable[Row]:
    begins, ends = defaultdict(list), defaultdict(list)
    for one in standings:
        kept = begins if isinstance(one.fact, BuyingRoleAssigned) else ends
        kept[one.fact.person, one.fact.buying_role].append(one)  # type: ignore[attr-defined]
    for (person, buying_role), begun in begins.items():
        running = [run for run in runs(begun, ends[person, buying_role]) if run.begin]
        weights = within_stays([Said(run.start, run.begin.place, run.begin.fact.stated("weight")) for run in running if run.begin], stays(running))
        for run in running:
            for start, end, possible in run.parts():
                weight = next((segment.values.get("weight") for segment in weights if segment.start <= start < segment.end), None)
                own = (person, buying_role, as_text(weight), since(run), until(run), possible, weakest(run.begin, run.end))
                yield Row(run.begin.fact.id, start, end, (*own, run.begin.place))  # type: ignore[union-attr]


OPPORTUNITIES = View(opportunities, "opportunity", (OpportunityOpened, OpportunityChanged, OpportunityClosed), resolve)
BUYING_ROLES = View(buying_roles, "opportunity", (BuyingRoleAssigned, BuyingRoleEnded), resolve_buying_roles)
