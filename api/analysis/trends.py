"""Series over HTTP: how a value, or a figure of an account, came to be what it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Response

from domain.analysis.series import Every
from domain.dates import resolve_as_of
from projections import value_series
from projections.analysis.account_series import PROPERTIES, Wanted, account_series, wanted_of
from projections.statements import half_lives_of
from projections.value_series import Asked, AsKnown, Property

from ..http.access import Caller, requires
from ..http.parameters import SUBJECT, AccountId, OpportunityId, PersonId, Scope
from ..http.reading import Build, Read, Reading, ReadWhy
from . import trend_shapes as shapes

router = APIRouter(prefix="/v1", tags=["trends"])

Restricted = Annotated[Caller, requires("restricted")]
Since = Annotated[str, Query(max_length=40, description="The first day of the series: a date, `-2y` …")]
Known = Annotated[
    AsKnown,
    Query(description="`now`: every point as it is known at the moment asked for; `then`: at the end of its day."),
]
Steps = Annotated[Every, Query(description="At which days: whenever something changed, or at calendar ends.")]
Ends = Annotated[Literal["month", "quarter", "year"], Query(description="At the ends of these.")]
By = Annotated[str | None, Query(pattern=SUBJECT, description="Only what this assessor says.")]
OfProperty = Annotated[Property | None, Query(description="Only this.")]
Other = Annotated[str | None, Query(pattern=SUBJECT, description="Of links, only those with this person.")]
OfRole = Annotated[str | None, Query(pattern=SUBJECT, description="Of power, only that in this role.")]
OfSale = Annotated[str | None, Query(pattern=SUBJECT, description="Of attitudes, only that to this opportunity.")]
Figure = Annotated[
    str | None,
    Query(max_length=1_000, description=f"Only these, with commas between; all if left out: {', '.join(PROPERTIES)}."),
]


def of_values(
    read: Read, since: Since = "-2y", every: Steps = "change", as_known: Known = "now", by: By = None
) -> Asked:
    """What every series of a value is asked with."""
    return Asked(_since(read, since), every, as_known, by)


Values = Annotated[Asked, Depends(of_values)]


@router.get("/people/{id}/trend", response_model=shapes.PersonTrend)
def person_trend(
    read: ReadWhy,
    caller: Restricted,
    id: PersonId,
    values: Values,
    property: OfProperty = None,
    other: Other = None,
    role: OfRole = None,
    opportunity: OfSale = None,
) -> Response:
    """Somebody's power in each role, attitude to each opportunity, and links (tone, strength, desired strength and the
    gap to it) as series: each value with who said it, when, by which facts, what is left of its certainty, and where
    it is heading."""
    asked = replace(values, property=property, other=other, role=role, opportunity=opportunity)
    return _answer(read, partial(value_series.person_series, read.tenant, id, read.moment, asked), ("person", id))


@router.get("/opportunities/{id}/trend", response_model=shapes.OpportunityTrend)
def opportunity_trend(read: ReadWhy, caller: Restricted, id: OpportunityId, values: Values) -> Response:
    """Where everybody stands on an opportunity, as series."""
    build = partial(value_series.opportunity_series, read.tenant, id, read.moment, values)
    return _answer(read, build, ("opportunity", id))


@router.get("/accounts/{id}/trend", response_model=shapes.AccountTrend)
def account_trend(
    read: ReadWhy,
    caller: Restricted,
    id: AccountId,
    since: Since = "-1y",
    every: Ends = "quarter",
    as_known: Known = "now",
    property: Figure = None,
    scope: Scope = "account",
) -> Response:
    """An account's figures at calendar ends: the share of influence that our links cover, how many people there are and
    we know, and of each element of completeness the share known and how much of it was certain."""
    asked = Wanted(_since(read, since), every, as_known, wanted_of(property), read.why, scope == "group")
    return _answer(read, partial(account_series, read.tenant, id, read.moment, asked), ("organization", id))


def _since(read: Reading, text: str) -> date:
    return resolve_as_of(text, read.moment.as_of, field="since")


def _answer(read: Reading, build: Build, about: tuple[str, str]) -> Response:
    return read.answer(build, about=about, settings=half_lives_of(read.tenant, read.moment))
