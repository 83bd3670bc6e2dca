"""What an account would be if some facts were so, over HTTP."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request, Response
from msgspec import Meta

from domain.analysis.parameters import Parameters
from domain.analysis.sections import sections_of
from domain.dates import resolve_as_of
from domain.log.ledger import Terms
from projections.analysis.what_if import Asked, what_if

from ..analysis import analysis_shapes as shapes
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.parameters import AccountId
from ..http.site import Site

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Planning = Annotated[Caller, requires("read", "write")]


class Hypothetical(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """Facts as they would be sent to be recorded, up to 1,000."""

    facts: Annotated[list[dict[str, Any]], Meta(min_length=1, max_length=1_000)]
    as_of: Annotated[str | None, Meta(description="The day compared: the latest that a fact names if left out.")] = None
    sections: Annotated[str | None, Meta(description="Of the analysis; all if left out.")] = None
    parameters: Parameters = Parameters()
    why: Annotated[
        bool, Meta(description="With the facts behind each result, and what those say that are recorded.")
    ] = False


@router.post("/{id}/what-if", response_model=shapes.WhatIf, openapi_extra=takes(schema_of(Hypothetical)))
def account_what_if(request: Request, caller: Planning, id: AccountId, body: Body) -> Response:
    """What an account would be if these facts were so: its map, its analysis before and after, and what changes.

    Nothing is recorded. A fact without a date is true from today, as when it is recorded: as of an earlier day it does
    not hold yet, and is named in `later`. With `why` results name the facts behind them, tried ones by their ids. Like
    a dry run it needs the scopes `write` and `read`; facts are refused as recording would.
    """
    given = decoded(body, Hypothetical)
    site: Site = request.app.state.site
    tenant = site.tenants.of(caller.workspace)
    day = None if given.as_of is None else resolve_as_of(given.as_of, tenant.ledger.today())
    asked = Asked(id, day, sections_of(given.sections), given.parameters, caller.restricted, why=given.why)
    answer = what_if(tenant, asked, given.facts, Terms(by=caller.recorder))
    if caller.restricted:
        site.notes.note(caller, "organization", id)
    return Response(msgspec.json.encode(answer), 200, {"Cache-Control": "no-store"}, "application/json")
