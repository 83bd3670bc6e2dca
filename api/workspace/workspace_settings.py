"""The settings of a workspace over HTTP: read and changed by its administrators."""

from __future__ import annotations

from typing import Annotated

import msgspec
from fastapi import APIRouter, Request, Response

from domain.log.settings import change_settings as changed
from domain.log.settings import settings_of
from domain.settings import ChangedSettings, Settings
from projections.tenants import Tenant

from ..feeds import incoming_shapes as shapes
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.site import Site

router = APIRouter(prefix="/v1/settings", tags=["settings"])

Admin = Annotated[Caller, requires("admin")]


@router.get("", response_model=shapes.Settings)
def workspace_settings(request: Request, caller: Admin) -> Response:
    """When a match is sure, whether feeds may accept by themselves, where the workspace's days begin, how fast what is
    known fades."""
    return _answer(settings_of(_tenant(request, caller).ledger))


@router.patch("", response_model=shapes.Settings, openapi_extra=takes(schema_of(ChangedSettings)))
def change_settings(request: Request, caller: Admin, body: Body) -> Response:
    """Change what is named; `null` brings back the default. It holds for whatever comes in from now on.

    Another time zone moves the day that is today: here at once, in other serving processes within some seconds, for
    the jobs within half a minute. Of `half_lives` (in days, by what was said) those not named stay; they keep their
    past: what is read as known earlier fades as was set by then.
    """
    return _answer(changed(_tenant(request, caller).ledger, decoded(body, ChangedSettings)))


def _tenant(request: Request, caller: Caller) -> Tenant:
    site: Site = request.app.state.site
    return site.tenants.of(caller.workspace)


def _answer(settings: Settings) -> Response:
    return Response(msgspec.json.encode(settings), 200, {"Cache-Control": "no-store"}, "application/json")
