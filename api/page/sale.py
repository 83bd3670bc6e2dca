"""An opportunity on a day: the buying center, who is needed, what to beware of; and those of an account as a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import msgspec
from fastapi import Request, Response

from domain.analysis.approach_told import blanks
from domain.analysis.parameters import Parameters
from domain.analysis.reaching import upward_told
from projections.account_maps import account_map
from projections.analysis.briefs import action_told
from projections.analysis.selling import opportunity_analysis
from projections.statements import half_lives_of

from ..http.parameters import AccountId, OpportunityId
from ..http.reading import Read, Reading
from ..pictures.pictured import buying_center_svg
from .account import account_page
from .answers import page_router
from .rendering import page
from .scales import scales

Json = dict[str, Any]

router = page_router()
# The picture of /v1, in the language of the page.
router.add_api_route("/opportunities/{id}/buying-center.svg", buying_center_svg)


@router.get("/accounts/{id}/opportunities")
def opportunities(request: Request, read: Read, id: AccountId) -> Response:
    body = account_map(read.tenant, id, read.moment, fields="opportunities", restricted=read.caller.restricted)
    sales = msgspec.json.decode(body)["opportunities"]
    return account_page(request, read, id, "opportunities", "account_opportunities.html", sales=sales)


@router.get("/opportunities/{id}")
def opportunity(request: Request, read: Read, id: OpportunityId) -> Response:
    restricted, sale = read.caller.restricted, analyzed(read, id)
    shown: dict[str, Any] = {"sale": sale, "told": _told(sale) if restricted else {}, "names": names_of(read, sale)}
    shown["scales"] = scales(read)
    return page(request, "opportunity.html", **shown, moment=read.moment)


def analyzed(read: Reading, id: str) -> Json:
    """With the facts behind each value."""
    asked = {"restricted": read.caller.restricted, "why": True}
    build = partial(opportunity_analysis, read.tenant, id, read.moment, Parameters(), **asked)
    found: Json = read.kept(build, settings=half_lives_of(read.tenant, read.moment))
    read.noted("opportunity", id)
    return found


def _told(sale: Json) -> Json:
    """What is said of it in sentences."""
    return {
        "approach": [one["sentence"] for one in sale["approach"]],
        "blanks": blanks(sale["approach"]),
        "upward": upward_told(sale["upward"]),
        "actions": [action_told(one) for one in sale["actions"] if one["state"] != "done"],
    }


def names_of(read: Reading, sale: Json) -> dict[str, str | None]:
    """Of everybody on the account's map on the day that is analyzed, colleagues too."""
    if sale["organization"] is None:
        return {}
    then = replace(read.moment, as_of=date.fromisoformat(sale["analyzed_on"]))
    body = account_map(read.tenant, sale["organization"], then, fields="people", restricted=read.caller.restricted)
    return {one["id"]: one["name"] for one in msgspec.json.decode(body)["people"]}
