"""Musical chairs: how roles were passed on, at all accounts or one, as a picture and as a table that says the same."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from domain.chains import WINDOW_DAYS
from projections.key_moment_reads import days_of

from ..accounts.moves import Account, ChainsSince, Until, chains_answer
from ..http.reading import Read
from ..pictures.timelines import chains_picture
from .answers import page_router
from .rendering import page
from .subject import name_of

# As many as the picture has, too.
MOST_CHAINS = 20
_BEFORE = "-365d"

router = page_router()
router.add_api_route("/moves/chains.svg", chains_picture("svg"))


@router.get("/moves/chains")
def chains(
    request: Request, read: Read, account: Account = None, since: ChainsSince = None, until: Until = None
) -> Response:
    """Of the last year where no days are asked for."""
    days = days_of(since or _BEFORE, until, read.moment.as_of, read.tenant.ledger.today())
    first, last = (day.isoformat() for day in days)
    found = chains_answer(read, account, first, last, WINDOW_DAYS, None, MOST_CHAINS)
    if account is not None:
        read.noted("organization", account)
    named = account and name_of(read, "organization", account)
    asked: dict[str, Any] = {"account": account, "since": first, "until": last}
    return page(request, "chains.html", found=found, asked=asked, named=named, moment=read.moment)
