"""An account: the frame with its tabs, and its posts as a table."""

from __future__ import annotations

from typing import Any

import msgspec
from fastapi import Request, Response

from projections.account_maps import account_map

from ..http.parameters import AccountId
from ..http.reading import Read, Reading
from .answers import page_router
from .rendering import page
from .views import TABS

Json = dict[str, Any]

# Beyond so many posts one looks for a unit first.
MOST_AT_ONCE = 150

router = page_router()


def account_page(request: Request, read: Reading, id: str, tab: str, template: str, **shown: Any) -> Response:
    """One tab of an account; the frame names the account as it was called that day."""
    body = account_map(read.tenant, id, read.moment, fields="account", restricted=False)
    account = msgspec.json.decode(body)["account"]
    read.noted("organization", id)
    frame = {"account": account, "tabs": TABS, "tab": tab, "restricted": read.caller.restricted}
    return page(request, template, **frame, **shown, moment=read.moment)


@router.get("/accounts/{id}/roles")
def roles(request: Request, read: Read, id: AccountId) -> Response:
    body = account_map(read.tenant, id, read.moment, fields="units,roles", restricted=read.caller.restricted)
    drawn = msgspec.json.decode(body)
    titles = {role["id"]: role["title"] for role in drawn["roles"]}
    shown = {"titles": titles, "groups": _by_unit(drawn), "folded": len(titles) > MOST_AT_ONCE}
    return account_page(request, read, id, "roles", "account_roles.html", **shown)


def _by_unit(drawn: Json) -> list[tuple[Json | None, list[Json]]]:
    """Units in the order of the map, then what belongs to none if anything does; each with its posts."""
    units = {unit["id"]: unit for unit in drawn["units"]}
    groups: dict[str | None, list[Json]] = {id: [] for id in units}
    for role in drawn["roles"]:
        groups.setdefault(role.get("unit"), []).append(role)
    return [(units.get(id or ""), roles) for id, roles in groups.items() if roles or id in units]
