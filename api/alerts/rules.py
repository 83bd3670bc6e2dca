"""The rules of key moments over HTTP: listed, set by administrators, and replayed over a past period."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response
from msgspec import Meta

from projections import rule_settings
from projections.key_moment_reads import replayed
from projections.moments import moment_of
from projections.moves import days_asked
from projections.replays import ruling
from projections.tenants import Tenant

from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.parameters import KnownAt, Position
from . import key_moment_shapes as shapes

router = APIRouter(prefix="/v1/rules", tags=["key moments"])

RuleId = Annotated[str, Path(pattern=r"^[a-z][a-z_]{0,39}$", description="The id of a rule.")]
Reader = Annotated[Caller, requires("read")]
Admin = Annotated[Caller, requires("admin")]
Parameters = Annotated[
    dict[Annotated[str, Meta(max_length=40)], Any], Meta(description="By name, as `GET /v1/rules` lists them.")
]
Day = Annotated[str, Meta(max_length=40, description="A date, `today`, `-90d` and the like.")]
_MOST = 1_000


class Setting(msgspec.Struct, forbid_unknown_fields=True):
    """What is not given stays; of `parameters`, those that are not named have their defaults again."""

    on: bool | None = None
    parameters: Parameters | None = None


class Period(msgspec.Struct, forbid_unknown_fields=True):
    """From `since` through `until` (today if left out), with these parameters, or else those in force on each day."""

    since: Day
    until: Day | None = None
    parameters: Parameters | None = None


@router.get("", response_model=shapes.Rules)
def list_rules(request: Request, caller: Reader, known_at: KnownAt = None, position: Position = None) -> Response:
    """Every rule of key moments: what it looks for, whether it is on, its parameters with defaults and bounds; as set
    now, or by the moment that is asked for."""
    tenant = _tenant(request, caller)
    moment = moment_of(tenant.ledger, None, known_at, position)
    return _answer({"rules": rule_settings.rules_of(tenant, moment)})


@router.put("/{id}", response_model=shapes.Rule, openapi_extra=takes(schema_of(Setting)))
def set_rule(request: Request, caller: Admin, id: RuleId, body: Body) -> Response:
    """Switch a rule on or off, or give it other parameters. It counts from now on, for every day that is asked about;
    what is asked for as known before is judged by what was set then."""
    wanted = decoded(body, Setting)
    tenant = _tenant(request, caller)
    return _answer(rule_settings.set_rule(tenant, id, wanted.on, wanted.parameters, caller.recorder))


@router.post("/{id}/replay", response_model=shapes.Replayed, openapi_extra=takes(schema_of(Period)))
def replay_rule(request: Request, caller: Admin, id: RuleId, body: Body) -> Response:
    """Which alerts a rule would have raised over a past period, and when, by what was known then; records nothing.

    Each moment comes once, on the day it was learned: a move learned three months late appears then. What was known
    before the period is left out. Days are those of UTC. Without `parameters` each day is judged by those that were in
    force at its end, whether the rule was on or not.
    """
    tenant, period = _tenant(request, caller), decoded(body, Period)
    moment = moment_of(tenant.ledger)
    first, last = days_asked(period.since, period.until, moment.as_of, moment.as_of)
    alerts = replayed(tenant, id, moment, (first or last, last), period.parameters)
    said = {"rule": id, "since": (first or last).isoformat(), "until": last.isoformat(), "position": moment.position}
    rest = {"alerts": alerts[:_MOST], "left_out": max(0, len(alerts) - _MOST)}
    parameters = ruling(tenant, id, period.parameters).on(last)
    return _answer(said | {"parameters": parameters, "in_force": period.parameters is None} | rest)


def _tenant(request: Request, caller: Caller) -> Tenant:
    tenant: Tenant = request.app.state.site.tenants.of(caller.workspace)
    return tenant


def _answer(body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), 200, {"Cache-Control": "no-store"}, "application/json")
