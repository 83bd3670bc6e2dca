"""The form of an edit: with what is so now, or with what was typed and why that was not recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fastapi import Request, Response

from domain.errors import StaleExpectation
from domain.forms import new_fact_id
from projections.moments import moment_of

from ...http.problems import STATUS
from ...http.reading import Reading
from ..rendering import asks_for_part, page
from .beside import contained, holders_until, leaving, reporting_to
from .choices import Choice, Offered
from .edits import Asked, Edit
from .typed import Typed, about_of, called, subjects_of

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


_FOLDED = ("when", "undated", "certainty", "by")
_SAID = ("effective", "source", "kind", *_FOLDED)
ACCEPTED = Refusal(200)
STALE = STATUS[StaleExpectation.kind]


def form(
    request: Request, read: Reading, account: str, edit: Edit, typed: Typed, refused: Refusal = ACCEPTED
) -> Response:
    """A part of a page where a script asks, else a page."""
    offered = Offered(read, account)
    begun = {"effective": _day(read), **typed} if refused is not ACCEPTED else _begun(read, offered, edit, typed)
    names = offered.names([("organization", account), *subjects_of(edit, account, typed)])
    shown: Json = {
        "edit": edit,
        "account": {"id": account, "name": names[account]},
        "about": _about(edit, typed, names),
        "controls": [_control(offered, asked, begun, refused) for asked in edit.asked],
        "colleagues": offered.colleagues() if edit.assessed else [],
        "typed": dict.fromkeys(_SAID, "") | begun | _repeatable(read, typed, refused),
        "refused": refused,
        "more": _more(begun, refused),
        "dragged": _dragged(edit, typed),
        "moves": _moves(offered, edit, typed),
        "today": read.tenant.ledger.today(),
        "moment": read.moment,
    }
    template = "edit_form.html" if asks_for_part(request) else "edit.html"
    return page(request, template, status=refused.status, **shown, **_along(read, account, edit, begun, refused))


def _begun(read: Reading, offered: Offered, edit: Edit, typed: Typed) -> dict[str, str]:
    """What the address says counts before what is so now: somebody was dragged there."""
    left = {leaving(typed["leaves"], typed.get("person", "")): "yes"} if "leaves" in typed else {}
    return {"effective": _day(read), **offered.current(edit, typed), **left, **typed}


def _day(read: Reading) -> str:
    """The day that the page shows, unless it is as known then: what is recorded now would not show there."""
    known_then = read.clocks.known_at is not None or read.clocks.position is not None
    return (read.tenant.ledger.today() if known_then else read.moment.as_of).isoformat()


def _about(edit: Edit, typed: Typed, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(field, id, what it is called); of a word of a vocabulary the word."""
    given = about_of(edit, "", typed)
    return [(name, id, names.get(id, id.replace("_", " "))) for name, id in given.items()]


def _control(offered: Offered, asked: Asked, typed: Typed, refused: Refusal) -> Control:
    choices, looked_for = offered.choices(asked, typed), typed.get(called(asked.name), "")
    return Control(asked, typed.get(asked.name, ""), choices, refused.errors.get(asked.name), looked_for)


def _along(read: Reading, account: str, edit: Edit, typed: Typed, refused: Refusal) -> Json:
    """Who holds a post until somebody is seated or it is closed; what reports to a role that is closed, or is in a
    unit."""
    if edit.name == "unit-close":
        return {"holders": [], "reports": contained(read, account, typed)}
    if edit.name not in ("seat", "close"):
        return {"holders": [], "reports": []}
    reports = reporting_to(read, account, typed) if edit.name == "close" else []
    return {"holders": holders_until(read, typed, chosen=refused is not ACCEPTED), "reports": reports}


def _dragged(edit: Edit, typed: Typed) -> bool:
    """Whether the address says all that is asked for: a box was dragged onto another."""
    return "fact" not in typed and ("leaves" in typed or (edit.name == "reporting" and "reports_to" in typed))


def _moves(offered: Offered, edit: Edit, typed: Typed) -> Json | None:
    """Whoever drags a box onto another may mean its holders: from where to where these would move."""
    if edit.name != "reporting" or not _dragged(edit, typed):
        return None
    by_id = {role["id"]: role for role in offered.map["roles"]}
    role, onto = (by_id.get(typed.get(name, "")) for name in ("role", "reports_to"))
    return {"from": role, "to": onto} if role and onto else None


def _more(typed: Typed, refused: Refusal) -> bool:
    """Whether what is folded away says something."""
    said = [name for name in _FOLDED if typed.get(name) and typed[name] != "confirmed"]
    return bool(said) or not refused.errors.keys().isdisjoint(_FOLDED)


def _repeatable(read: Reading, typed: Typed, refused: Refusal) -> dict[str, str]:
    """Sent twice it is recorded once, and nothing that was not seen is passed over."""
    return {"fact": typed.get("fact") or new_fact_id(), "seen": _seen(read, typed, refused)}


def _seen(read: Reading, typed: Typed, refused: Refusal) -> str:
    """The position of the page where it was begun; who was told what happened meanwhile has seen that."""
    if refused.status == STALE:
        return str(moment_of(read.tenant.ledger).position)
    return typed.get("seen") or str(read.moment.position)
