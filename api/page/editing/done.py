"""What was recorded, in sentences, with the way back: a withdrawal, which can itself be taken back."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request, Response

from domain.errors import InvalidRequest, Refused
from domain.language import say
from domain.log.ledger import MOST_FACTS, Terms
from projections.moments import moment_of
from projections.said import said_at

from ...facts.facts import record
from ...http.access import Caller, requires
from ...http.bodies import Body
from ...http.parameters import AccountId
from ...http.reading import Read, Reading
from ..acting import acted, fields_of
from ..answers import page_router
from ..rendering import asks_for_part, page
from .choices import Offered

Json = dict[str, Any]
MOST_SAID = 6

router = page_router()


@router.post("/accounts/{id}/edit/undo")
def undo(
    request: Request, read: Read, caller: Annotated[Caller, requires("write")], id: AccountId, body: Body
) -> Response:
    """The facts named were never true; the last first."""
    facts = [{"type": "fact_withdrawn", "fact": fact} for fact in reversed(_named(body))]

    def do() -> list[Json]:
        receipts: list[Json] = record(read.site, caller, facts, Terms(by=caller.recorder))["facts"]
        return receipts

    return acted(request, read, do, lambda receipts: done(request, read, id, receipts), _told)


def done(request: Request, read: Reading, account: str, receipts: list[Json]) -> Response:
    """A message where a script asks; else a page."""
    positions = [one["position"] for one in receipts]
    said = said_at(read.tenant, moment_of(read.tenant.ledger), positions, restricted=read.caller.restricted)
    part = asks_for_part(request)
    template = "edit_done.html" if part else "edited.html"
    told: Json = {
        "account": {"id": account, "name": Offered(read, account).names([("organization", account)])[account]},
        "said": said[:MOST_SAID],
        "more": len(said) - len(said[:MOST_SAID]),
        "facts": [one["id"] for one in receipts],
    }
    shown = page(request, template, **told)
    if part:
        shown.headers.update({"HX-Retarget": "#recorded", "HX-Reswap": "innerHTML"})
    return shown


def _told(problem: Refused) -> Response:
    raise problem


def _named(body: bytes) -> list[str]:
    """Raises InvalidRequest."""
    named = [id for name, id in fields_of(body) if name == "fact"]
    if not 0 < len(named) <= MOST_FACTS:
        raise InvalidRequest(
            say("expected the facts to be taken back, at most {most:,}", most=MOST_FACTS), field="fact"
        )
    return named
