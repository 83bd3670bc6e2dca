"""The rules of key moments over HTTP: listed, set by administrators, and replayed over a past period."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Request, Response
from msgspec import Meta

from domain.key_moments.parameters import checked
from projections import rule_settings
from projections.key_moment_reads import replayed
from projections.moments import moment_of
from projections.moves import days_asked
from projections.tenants import Tenant

from . import key_moment_shapes as shapes
from .access import Caller, requires
from .bodies import Body, decoded, schema_of, takes

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
    """From `since` through `until` (today if left out), with these parameters, or else those of the workspace."""

    since: Day
    until: Day | None = None
    parameters: Parameters | None = None


@router.get("", response_model=shapes.Rules)
def list_rules(request: Request, caller: Reader) -> Response:
    """Every rule of key moments: what it looks for, whether it is on, its parameters with defaults and bounds."""
    return _answer({"rules": rule_settings.rules_of(_tenant(request, caller))})


@router.put("/{id}", response_model=shapes.Rule, openapi_extra=takes(schema_of(Setting)))
def set_rule(request: Request, caller: Admin, id: RuleId, body: Body) -> Response:
    """Switch a rule on or off, or give it other parameters. It counts at once, for every day that is asked about."""
    wanted = decoded(body, Setting)
    return _answer(rule_settings.set_rule(_tenant(request, caller), id, wanted.on, wanted.parameters))


@router.post("/{id}/replay", response_model=shapes.Replayed, openapi_extra=takes(schema_of(Period)))
def replay_rule(request: Request, caller: Admin, id: RuleId, body: Body) -> Response:
    """Which alerts a rule would have raised over a past period, and when, by what was known then; records nothing.

    Each moment comes once, on the day it was learned: a move learned three months late appears then. What was known
    before the period is left out. Days are those of UTC.
    """
    tenant, period = _tenant(request, caller), decoded(body, Period)
    moment = moment_of(tenant.ledger)
    first, last = days_asked(period.since, period.until, moment.as_of, moment.as_of)
    given = rule_settings.parameters_of(tenant, id) if period.parameters is None else period.parameters
    alerts = replayed(tenant, id, moment, (first or last, last), given)
    said = {"rule": id, "since": (first or last).isoformat(), "until": last.isoformat(), "position": moment.position}
    parameters = checked(rule_settings.rule(id).parameters, given)
    rest = {"parameters": parameters, "alerts": alerts[:_MOST], "left_out": max(0, len(alerts) - _MOST)}
    return _answer(said | rest)


def _tenant(request: Request, caller: Caller) -> Tenant:
    tenant: Tenant = request.app.state.site.tenants.of(caller.workspace)
    return tenant


def _answer(body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), 200, {"Cache-Control": "no-store"}, "application/json")
