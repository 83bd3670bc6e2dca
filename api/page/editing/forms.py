"""The form of an edit: with what is so now, or with what was typed and why that was not recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import Request, Response

from domain.errors import StaleExpectation
from domain.facts import REGISTRY
from domain.forms import new_fact_id
from projections.moments import moment_of

from ...http.problems import STATUS
from ...http.reading import Reading
from ..rendering import asks_for_part, page
from .choices import Choice, Offered
from .edits import Asked, Edit
from .typed import Typed, called

Json = dict[str, Any]


class Control(NamedTuple):
    """A field as it is shown; `looked_for` is the name typed to find somebody."""

    asked: Asked
    value: str
    choices: list[Choice]
    error: str | None
    looked_for: str


class Refusal(NamedTuple):
    """Why nothing was recorded: messages by field (of none: by nothing), and what was recorded meanwhile.

    `withheld`: how much of that the reader may not see.
    """

    status: int
    errors: Mapping[str, str] = {}
    meanwhile: Sequence[Json] = ()
    withheld: int = 0


ACCEPTED = Refusal(200)
STALE = STATUS[StaleExpectation.kind]


def form(
    request: Request, read: Reading, account: str, edit: Edit, typed: Typed, refused: Refusal = ACCEPTED
) -> Response:
    """A part of a page where a script asks, else a page."""
    offered = Offered(read, account)
    begun = {"effective": _day(read), **typed} if refused is not ACCEPTED else _begun(read, offered, edit, typed)
    subjects = _about(edit, account, typed)
    names = offered.names([("organization", account), *subjects])
    shown: Json = {
        "edit": edit,
        "account": {"id": account, "name": names[account]},
        "about": [(name, typed[name], names[typed[name]]) for name in edit.about if name != "organization"],
        "controls": [_control(offered, asked, begun, refused) for asked in edit.asked],
        "typed": begun | {"fact": typed.get("fact") or new_fact_id(), "seen": _seen(read, typed, refused)},
        "refused": refused,
        "today": read.tenant.ledger.today(),
        "moment": read.moment,
    }
    template = "edit_form.html" if asks_for_part(request) else "edit.html"
    return page(request, template, status=refused.status, **shown)


def _begun(read: Reading, offered: Offered, edit: Edit, typed: Typed) -> dict[str, str]:
    """What the address says counts before what is so now: somebody was dragged there."""
    return {"effective": _day(read), **offered.current(edit, typed), **typed}


def _day(read: Reading) -> str:
    """The day that the page shows, unless it is as known then: what is recorded now would not show there."""
    known_then = read.clocks.known_at is not None or read.clocks.position is not None
    return (read.tenant.ledger.today() if known_then else read.moment.as_of).isoformat()


def _about(edit: Edit, account: str, typed: Typed) -> list[tuple[str, str]]:
    refs = REGISTRY[edit.type].refs
    return [(refs[name], typed.get(name, "")) for name in edit.about if name != "organization"]


def _control(offered: Offered, asked: Asked, typed: Typed, refused: Refusal) -> Control:
    choices, looked_for = offered.choices(asked, typed), typed.get(called(asked.name), "")
    return Control(asked, typed.get(asked.name, ""), choices, refused.errors.get(asked.name), looked_for)


def _seen(read: Reading, typed: Typed, refused: Refusal) -> str:
    """The position of the page where it was begun; who was told what happened meanwhile has seen that."""
    if refused.status == STALE:
        return str(moment_of(read.tenant.ledger).position)
    return typed.get("seen") or str(read.moment.position)
