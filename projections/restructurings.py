"""The view of what became of organizations: mergers, takeovers, demergers, renamings, for each that took part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.dates import FOREVER
from domain.organizations import OrganizationRestructured
from domain.resolution import Run, begin_days, value_day
from domain.standing import Standing

from .intervals import Row, View, as_text, day_column, flag, id_column, interval_table, iso, place_column, text
from .stating import weakest

restructurings = interval_table(
    "restructurings",
    id_column("party", required=True),
    text("kind", required=True),
    text("originals", required=True),
    text("results", required=True),
    text("since"),
    flag("possible"),
    text("certainty", required=True),
    text("told_by", required=True),
    day_column("said"),
    place_column("place"),
    indexes=[("party",)],
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    for one in standings:
        fact = one.fact
        if isinstance(fact, OrganizationRestructured):
            told = (fact.kind, as_text(fact.originals), as_text(fact.results), fact.effective)
            for party in dict.fromkeys((*fact.originals, *fact.results)):
                for start, end, possible in _since(one).parts():
                    sure = (possible, weakest(one), fact.id, iso(value_day(one)), one.place)
                    yield Row(f"{fact.id}|{party}", start, end, (party, *told, *sure))


def _since(one: Standing) -> Run:
    """From its day on for good; a change with unknown date counts from the day it was recorded."""
    first, sure = begin_days(one) if one.fact.effective is not None else (one.day, one.day)
    return Run(one, None, first, sure, FOREVER, FOREVER)


RESTRUCTURINGS = View(restructurings, "organization", (OrganizationRestructured,), resolve)
