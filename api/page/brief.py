"""The handover brief of an account, to read and to print."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from domain.dates import resolve_as_of
from projections.analysis.briefs import action_told
from projections.analysis.handover import handover
from projections.analysis.namesakes import told_apart

from ..accounts.handover import Since
from ..http.parameters import AccountId
from ..http.reading import Read
from .account import account_page
from .answers import page_router
from .sections import told_of

MOST_CHANGES = 100

router = page_router()


@router.get("/accounts/{id}/handover")
def brief(request: Request, read: Read, id: AccountId, since: Since = "-90d") -> Response:
    day = resolve_as_of(since, read.moment.as_of)
    found = handover(read.tenant, id, read.moment, day, restricted=read.caller.restricted)
    shown: dict[str, Any] = {
        "brief": found,
        "sections": told_of(told_apart(read.tenant, [id], read.moment, found["analysis"])),
        "questions": found["analysis"].get("completeness", {}).get("questions", []),
        "actions": [(action_told(one), one["facts"]) for one in found["actions"]],
        "most": MOST_CHANGES,
    }
    return account_page(request, read, id, "handover", "account_handover.html", **shown)
