"""Nominations on the page: those that wait for somebody, and each beside whom and what it may mean, to be decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from fastapi import Query, Request, Response

from domain.acceptance import Choice
from domain.errors import Refused
from domain.unsure import SENTENCES
from projections import nomination_reads, reviews
from projections.accepting import OPEN
from projections.candidates import described
from projections.moments import Moment
from projections.nominations import STATES
from projections.reviews import Doubt

from ..feeds.nominations import Deciding
from ..http.bodies import Body
from ..http.parameters import LARGEST, NominationId
from ..http.reading import Read, Reading
from .acting import Form, acted_there, form_of, said_as
from .answers import page_router
from .bench import Found, Looked, bench
from .fact import behind
from .rendering import page

Json = dict[str, Any]
Decision = Literal["accept", "reject", "undo"]
MOST_NOMINATIONS = 50
WAITING: Final = "waiting"

router = page_router()
State = Literal["waiting", "new", "matched", "accepted", "rejected", "withdrawn"]
Before = Annotated[int | None, Query(ge=1, le=LARGEST)]


@router.get("/nominations")
def nominations(request: Request, read: Read, state: State = WAITING, before: Before = None) -> Response:
    states = OPEN if state == WAITING else (state,)
    found = nomination_reads.latest(read.tenant, read.moment, states, before, MOST_NOMINATIONS)
    counts = nomination_reads.counted(read.tenant, read.moment)
    best = {one["id"]: one["candidates"][0] for one in found if one.get("candidates")}
    names = described(read.tenant, read.moment, {(one["kind"], one["id"]) for one in best.values()})
    shown: Json = {
        "nominations": found,
        "counts": {WAITING: sum(counts[one] for one in OPEN), **{one: counts[one] for one in STATES}},
        "state": state,
        "best": {id: one | names[one["kind"], one["id"]] for id, one in best.items()},
        "earlier": found[-1]["place"] if len(found) == MOST_NOMINATIONS else None,
    }
    return page(request, "nominations.html", **shown, moment=read.moment)


@router.get("/nominations/{id}")
def nomination(request: Request, read: Read, id: NominationId, looked: Looked) -> Response:
    return page(request, "nomination.html", **_shown(read, id, read.moment, looked), moment=read.moment)


@router.post("/nominations/{id}/{decision}")
def decide(
    request: Request, read: Read, caller: Deciding, id: NominationId, decision: Decision, body: Body
) -> Response:
    """Answers with the nomination as it is then, or where scripts do not run with the page it was on."""
    form = form_of(body)

    def do() -> None:
        _DECISIONS[decision](read, id, form)
        read.site.streams.ring(caller.workspace)

    return acted_there(request, read, form, do, lambda refused: _part(request, read, id, decision, refused))


def _part(request: Request, read: Reading, id: str, decision: str, refused: Refused | None) -> Response:
    shown = _shown(read, id, read.at(read.clocks), Found())
    return page(request, "nomination_part.html", **shown, done=None if refused else decision, refused=refused)


def _shown(read: Reading, id: str, moment: Moment, looked: Found) -> Json:
    found = nomination_reads.one(read.tenant, id, moment)
    became = behind(read, found.get("facts", []), moment)
    beside: Json = {"bench": bench(read, found, looked), "looked": looked}
    return {"nomination": found, **beside, "behind": became, "sentences": SENTENCES}


def _accept(read: Reading, id: str, form: Form) -> None:
    choice = said_as(_chosen(form), Choice)
    reviews.accept(read.tenant, id, choice, read.caller.recorder)


def _reject(read: Reading, id: str, form: Form) -> None:
    reviews.reject(read.tenant, id, _doubt(form), read.caller.recorder)


def _undo(read: Reading, id: str, form: Form) -> None:
    reviews.undo(read.tenant, id, _doubt(form), read.caller.recorder)


def _doubt(form: Form) -> Doubt:
    return said_as({"reason": form.get("reason"), "keep_corrected": "keep_corrected" in form}, Doubt)


def _chosen(form: Form) -> Json:
    """What is said of the choice; a box says that no day is known, one that names are not to be learned."""
    said: Json = {name: form[name] for name in Choice.__struct_fields__ if name in form}
    undated = {"effective": None} if "undated" in form else {}
    return {**said, **undated, "learn": "learn" in form}


_DECISIONS: dict[Decision, Callable[[Reading, str, Form], None]] = {
    "accept": _accept,
    "reject": _reject,
    "undo": _undo,
}
