"""Alerts over HTTP: listed and looked at, acknowledged, put off, handed to somebody, commented; digests of a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Annotated, Any, TypeVar

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from projections import alert_acts, alert_reads
from projections.alert_acts import Acknowledging, Assigning, Commenting, Snoozing
from projections.alert_reads import Wanted
from projections.digests import digest
from projections.key_moment_reads import withheld_here
from projections.moments import Moment
from projections.rule_settings import rules_on
from projections.tenants import Tenant

from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, SUBJECT, AlertId, Cursor, Limit
from ..http.reading import Clocks, Reading, ReadWhy, ReadWhyNow, stamp
from ..http.site import Site
from . import alert_shapes as shapes

router = APIRouter(prefix="/v1/alerts", tags=["alerts"])

Acting = Annotated[Caller, requires("read", "write")]
Asked = TypeVar("Asked")
_DAY = "a date, `today`, `-7d` and the like"

State = Annotated[shapes.State | None, Query(description="Only alerts in this state.")]
Account = Annotated[str | None, Query(pattern=SUBJECT, description="Only alerts about this account.")]
OfRule = Annotated[str | None, Query(pattern=SUBJECT, description="Only alerts of this rule.")]
Person = Annotated[str | None, Query(pattern=SUBJECT, description="Only alerts about this person.")]
AssignedTo = Annotated[str | None, Query(pattern=SUBJECT, description="Only alerts this colleague looks after.")]
AtLeast = Annotated[shapes.Severity | None, Query(description="Only alerts as severe as this, or more.")]
Since = Annotated[str | None, Query(max_length=40, description=f"Only alerts raised on this day or later: {_DAY}.")]


class Place(msgspec.Struct, array_like=True):
    """Where the list goes on: after which alert, at the moment that its first page was of."""

    after: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


async def wanted(
    state: State = None,
    account: Account = None,
    rule: OfRule = None,
    person: Person = None,
    assigned: AssignedTo = None,
    severity: AtLeast = None,
    since: Since = None,
) -> tuple[Wanted, str | None]:
    return Wanted(state, account, rule, person, assigned, severity), since


Selecting = Annotated[tuple[Wanted, str | None], Depends(wanted)]


@router.get("", response_model=shapes.Alerts)
def list_alerts(read: ReadWhy, selecting: Selecting, cursor: Cursor = None, limit: Limit = 100) -> Response:
    """Alerts in the order in which they were first raised, as known at the moment; `next` goes on at the same.

    One key moment gives one alert. `revised` names what we learned otherwise since, and asks anew where somebody had
    acknowledged it; what is `retracted` was not so after all. Without the scope `restricted`, alerts that rest on
    links, attitudes or opinions are left out.
    """
    after, moment = _start(read, cursor)
    build = partial(_page, read, moment, resolved(read, selecting), after, limit)
    return answered(read, build, moment, ("alerts", "*"))


@router.get("/digest", response_model=shapes.Digest)
def alert_digest(
    read: ReadWhyNow,
    person: Annotated[str, Query(pattern=SUBJECT, description="The colleague whose digest it is.")],
    day: Annotated[str | None, Query(max_length=40, description=f"The day, today if left out: {_DAY}.")] = None,
) -> Response:
    """What a colleague should hear of a day: alerts raised, due, changed or retracted on it, as data, text and HTML.

    Theirs is what is assigned to them, what they cover, and what nobody covers. A past day is told as it was known when
    it ended.
    """
    on = _day(read, "day", day)
    return answered(read, partial(_digest, read, person, on), read.moment, ("alerts", "*"))


@router.get("/{id}", response_model=shapes.AlertWithHistory)
def one_alert(read: ReadWhy, id: AlertId) -> Response:
    """An alert with what it does to us, and its history: who did what with it, and when."""
    build = partial(alert_reads.one, read.tenant, id, read.moment, restricted=read.caller.restricted)
    return answered(read, build, read.moment, ("alert", id))


@router.post(
    "/{id}/acknowledge",
    status_code=201,
    response_model=shapes.Acted,
    openapi_extra=takes(schema_of(Acknowledging), required=False),
)
def acknowledge_alert(request: Request, caller: Acting, id: AlertId, body: Body) -> Response:
    """Say that it was seen to. 409 (`out-of-turn`) where somebody did before, or it was retracted."""
    return _acted(request, caller, id, alert_acts.acknowledge, decoded(body or b"{}", Acknowledging))


@router.post("/{id}/snooze", status_code=201, response_model=shapes.Acted, openapi_extra=takes(schema_of(Snoozing)))
def snooze_alert(request: Request, caller: Acting, id: AlertId, body: Body) -> Response:
    """Put it off: on the day `until` (a date, `tomorrow`, `+7d`), at the workspace's midnight, it is open again."""
    return _acted(request, caller, id, alert_acts.snooze, decoded(body, Snoozing))


@router.post("/{id}/assign", status_code=201, response_model=shapes.Acted, openapi_extra=takes(schema_of(Assigning)))
def assign_alert(request: Request, caller: Acting, id: AlertId, body: Body) -> Response:
    """Hand it to a colleague, who has it in their digest from now on; `null`: to nobody in particular."""
    return _acted(request, caller, id, alert_acts.assign, decoded(body, Assigning))


@router.post("/{id}/comment", status_code=201, response_model=shapes.Acted, openapi_extra=takes(schema_of(Commenting)))
def comment_alert(request: Request, caller: Acting, id: AlertId, body: Body) -> Response:
    """Add a text. It is sealed under the keys of whom the alert is about and of everybody in `mentions`."""
    return _acted(request, caller, id, alert_acts.comment, decoded(body, Commenting))


def answered(read: Reading, build: Callable[[], dict[str, Any]], moment: Moment, about: tuple[str, str]) -> Response:
    """With what is withheld; reasons depend on which rules are on."""

    def built() -> dict[str, Any]:
        return {**build(), **({} if read.caller.restricted else {"withheld": withheld_here()})}

    return read.answer(built, moment, about=about, settings=rules_on(read.tenant, moment))


def resolved(read: Reading, selecting: tuple[Wanted, str | None]) -> Wanted:
    """Raises InvalidRequest for `since`."""
    asked, since = selecting
    return asked if since is None else asked._replace(since=_day(read, "since", since))


def _day(read: Reading, name: str, text: str | None) -> date:
    try:
        return resolve_as_of(text, read.tenant.ledger.today())
    except InvalidRequest as refused:
        refused.field = name
        raise


def _start(read: Reading, cursor: str | None) -> tuple[int, Moment]:
    if cursor is None:
        return 0, read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return place.after, read.at(Clocks(place.as_of.isoformat(), None, place.position))


def _page(read: Reading, moment: Moment, asked: Wanted, after: int, limit: int) -> dict[str, Any]:
    found = alert_reads.listed(read.tenant, moment, asked, after, limit, restricted=read.caller.restricted)
    more = Place(found[-1]["place"], moment.as_of, moment.position) if len(found) == limit else None
    following = None if more is None else cursor_to(read.site.store.epoch, more)
    return stamp(moment) | {"alerts": found, "next": following}


def _digest(read: Reading, person: str, day: date) -> dict[str, Any]:
    found: dict[str, Any] = msgspec.to_builtins(digest(read.tenant, person, day, restricted=read.caller.restricted))
    return found


def _acted(request: Request, caller: Caller, id: str, act: Callable[..., dict[str, Any]], asked: Any) -> Response:
    site: Site = request.app.state.site
    tenant: Tenant = site.tenants.of(caller.workspace)
    answer = act(tenant, id, asked, caller.recorder, restricted=caller.restricted)
    site.streams.ring(caller.workspace)
    return Response(msgspec.json.encode(answer), 201, media_type="application/json")
