"""The plan of an account, over HTTP."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.analysis.parameters import parameters_of
from domain.errors import InvalidRequest
from projections.analysis.plan import plan as plan_of
from projections.analysis.plan import planned_at
from projections.moments import Moment

from ..http.parameters import AccountId, Scope
from ..http.reading import Reading, ReadWhy
from . import plan_answers as shapes
from .analysis import Parameters

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Since = Annotated[
    str, Query(max_length=40, description="The day whose plans are held against what is: a date, `-90d` …")
]
KnownThen = Annotated[
    str | None,
    Query(
        max_length=40,
        description="Plans as they were known then: an instant, or a date, which means the end of that day UTC; the "
        "end of the day `since` if left out.",
    ),
]


@router.get("/{id}/plan", response_model=shapes.Plan)
def account_plan(
    read: ReadWhy,
    id: AccountId,
    since: Since = "-90d",
    known_then: KnownThen = None,
    parameters: Parameters = None,
    scope: Scope = "account",
) -> Response:
    """What an account could be against what it is, and what is to be done, each with the facts behind it.

    Potential, revenue and goals; sums by currency; how far we have come by unit and by level; what links could grow to;
    our team and what it lacks; whom to meet; actions that are not done. `against` holds what stood planned on the day
    `since`, as it was known then, against what is: desired strengths, actions, goals, closing dates and values, a
    sentence and the facts for each difference. `text` is all of it in Markdown. Without the scope `restricted` what
    follows from links and attitudes is left out. With `scope=group` it is the plan of the organization with all below
    it that day; potential, revenue, goals and the team are those of the organization asked for.
    """
    then, given = _then(read, since, known_then), parameters_of(parameters)
    asked = {"restricted": read.caller.restricted, "group": scope == "group"}
    build = partial(plan_of, read.tenant, id, read.moment, then, given, **asked)
    return read.answer(build, read.moment, then, about=("organization", id), keep=True)


def _then(read: Reading, since: str, known_then: str | None) -> Moment:
    """Raises InvalidRequest naming the parameter as it is called here."""
    try:
        return planned_at(read.tenant, read.moment, since, known_then)
    except InvalidRequest as refused:
        refused.field = {"as_of": "since", "known_at": "known_then"}.get(refused.field or "", refused.field)
        raise
