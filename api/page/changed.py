"""What differs between two days of an account: as a picture, and in sentences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fastapi import Request, Response
from markupsafe import Markup

from projections.diffs import diff
from projections.once import told_once

from ..http.parameters import AccountId
from ..http.reading import Clocks, Read
from ..pictures.sheets import embedded
from .account import account_page
from .answers import page_router
from .drawn import leads_of
from .frames import OfFrame, sheet_at
from .panel import panel_of

_BEFORE = "last-quarter-end"

router = page_router()


@router.get("/accounts/{id}/differences")
def differences(request: Request, read: Read, id: AccountId, wanted: OfFrame) -> Response:
    wanted = replace(wanted, since=wanted.since or _BEFORE)
    before = read.at(Clocks(wanted.since, None, read.moment.position))
    # Whichever is asked for first, what happened is told forwards.
    first, last = sorted((before, read.moment), key=lambda one: one.as_of)
    shown: dict[str, Any] = {
        "changes": told_once(diff(read.tenant, id, first, last, read.caller.restricted)),
        "before": before.as_of,
        "ends": [one.as_of.isoformat() for one in (first, last)],
        "picture": Markup(embedded(sheet_at(read, id, wanted, leads_of(request))).decode()),  # noqa: S704 - escaped
        "panel": panel_of(read, id, wanted.box) if wanted.box else None,
        "account_id": id,
        "kept": wanted.kept,
    }
    return account_page(request, read, id, "differences", "account_differences.html", **shown)
