"""What was recorded, in sentences, with the way back: a withdrawal, which can itself be taken back."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs

import msgspec
from fastapi import Request, Response

from domain.errors import InvalidRequest
from domain.log.ledger import Terms
from projections.moments import moment_of
from projections.said import said_at

from ...facts.facts import record
from ...http.access import Caller, requires
from ...http.bodies import Body
from ...http.parameters import AccountId
from ...http.reading import Read, Reading
from ..answers import page_router
from ..rendering import asks_for_part, page
from .choices import Offered

Json = dict[str, Any]
MOST_TAKEN_BACK = 20

router = page_router()


@router.post("/accounts/{id}/edit/undo")
def undo(
    request: Request, read: Read, caller: Annotated[Caller, requires("write")], id: AccountId, body: Body
) -> Response:
    """The facts named were never true; the last first."""
    facts = [{"type": "fact_withdrawn", "fact": fact} for fact in reversed(_named(body))]
    return done(request, read, id, record(read.site, caller, facts, Terms(by=caller.recorder))["facts"])


def done(request: Request, read: Reading, account: str, receipts: list[Json]) -> Response:
    """A message where a script asks, which is told that something changed; else a page."""
    positions = [one["position"] for one in receipts]
    said = said_at(read.tenant, moment_of(read.tenant.ledger), positions, restricted=read.caller.restricted)
    part = asks_for_part(request)
    template = "edit_done.html" if part else "edited.html"
    called = Offered(read, account).names([("organization", account)])[account]
    facts = [one["id"] for one in receipts]
    shown = page(request, template, account={"id": account, "name": called}, said=said, facts=facts)
    if part:
        told = msgspec.json.encode({"recorded": {"position": max(positions)}}).decode()
        shown.headers.update({"HX-Retarget": "#recorded", "HX-Reswap": "innerHTML", "HX-Trigger": told})
    return shown


def _named(body: bytes) -> list[str]:
    """Raises InvalidRequest."""
    try:
        named = parse_qs(body.decode(), max_num_fields=MOST_TAKEN_BACK).get("fact", [])
    except ValueError:
        raise InvalidRequest(f"expected at most {MOST_TAKEN_BACK} facts", field="fact") from None
    if not named:
        raise InvalidRequest("expected the fact to be taken back", field="fact")
    return named
