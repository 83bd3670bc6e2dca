"""Our side over HTTP: the team at an account, what is to be done there, and who met whom."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.actions import SOON_DAYS, STATES, State
from projections.action_reads import account_actions as actions_at
from projections.interaction_reads import account_interactions as interactions_at
from projections.interaction_reads import person_interactions as interactions_with
from projections.meetings import USUAL_DAYS
from projections.teams import account_team as team_at

from ..http.paging import next_page, started
from ..http.parameters import AccountId, Cursor, Limit, PersonId, Scope
from ..http.reading import ReadWhy
from . import our_shapes as shapes

router = APIRouter(prefix="/v1", tags=["our side"])

_MOST_DAYS = 36_600
InState = Annotated[list[State] | None, Query(description="Only actions in this state; may be given several times.")]
Soon = Annotated[int, Query(ge=0, le=_MOST_DAYS, description="From so many days before its date on an action is due.")]
Days = Annotated[int, Query(ge=1, le=_MOST_DAYS, description="How many days, up to `as_of`, `count` looks back.")]


@router.get("/accounts/{id}/team", response_model=shapes.Team)
def account_team(read: ReadWhy, id: AccountId, scope: Scope = "account") -> Response:
    """Who of ours plays which role in the team at an account on a day, and to which degree.

    `missing` are the roles of the workspace's vocabulary (`team_role`) that nobody plays. Beside it who covers what,
    and through whom people are addressed, as in the coverage of the account. Without the scope `restricted` what is
    said of how somebody fits is left out.
    """
    asked = {"restricted": read.caller.restricted, "why": read.why, "group": scope == "group"}
    build = partial(team_at, read.tenant, id, read.moment, **asked)
    return read.answer(build, about=("organization", id))


@router.get("/accounts/{id}/actions", response_model=shapes.Actions)
def account_actions(
    read: ReadWhy,
    id: AccountId,
    state: InState = None,
    soon: Soon = SOON_DAYS,
    scope: Scope = "account",
    cursor: Cursor = None,
    limit: Limit = 100,
) -> Response:
    """What is to be done at an account, and what came of it: `overdue` first, then `due`, `open` and `done`.

    An action is `due` from a few days before the first day that its date may mean (`soon`), and `overdue` after the
    last. `blocked` says what keeps it from going on, whatever its state. Of an action about somebody that is done,
    `links` tells what our links to them did: as they were on the day before, as they are now, and what was said of them
    in between; left out without the scope `restricted`. `counts` are of all actions; the next page is asked for with
    the same `state`, `soon` and `scope`.
    """
    after, moment = started(read, cursor)
    states, group = tuple(state or STATES), scope == "group"
    chosen = partial(actions_at, states=states, soon=soon, after=after, limit=limit, group=group)

    def build() -> dict[str, object]:
        found = chosen(read.tenant, id, moment, restricted=read.caller.restricted)
        return {**found, "next": next_page(read, found["actions"], limit, moment, "action")}

    return read.answer(build, moment, about=("organization", id))


@router.get("/accounts/{id}/interactions", response_model=shapes.AccountInteractions)
def account_interactions(
    read: ReadWhy, id: AccountId, days: Days = USUAL_DAYS, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """Who met people of an account, or about its opportunities, up to a day, the last first.

    An old meeting counts for the employer of then: it stays with the account at which somebody worked on that day.
    `people` tells of each of them when they were met last and by whom, and how often in so many days.
    """
    after, moment = started(read, cursor)

    def build() -> dict[str, object]:
        found = interactions_at(read.tenant, id, moment, days, after, limit)
        return {**found, "next": next_page(read, found["interactions"], limit, moment, "interaction")}

    return read.answer(build, moment, about=("organization", id))


@router.get("/people/{id}/interactions", response_model=shapes.PersonInteractions)
def person_interactions(
    read: ReadWhy, id: PersonId, days: Days = USUAL_DAYS, cursor: Cursor = None, limit: Limit = 100
) -> Response:
    """When somebody was met up to a day, the last first, wherever they worked then.

    `last` and `with` are meetings with colleagues of ours; of a colleague, with people who are not.
    """
    after, moment = started(read, cursor)

    def build() -> dict[str, object]:
        found = interactions_with(read.tenant, id, moment, days, after, limit)
        return {**found, "next": next_page(read, found["interactions"], limit, moment, "interaction")}

    return read.answer(build, moment, about=("person", id))
