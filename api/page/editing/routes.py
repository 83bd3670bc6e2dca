"""Edits over HTTP: the form, and what it records."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Query, Request, Response

from domain.errors import InvalidRequest, Refused, StaleExpectation
from domain.language import say
from domain.log.ledger import Terms
from domain.search.words import written
from projections.moments import moment_of
from projections.role_reads import role as role_read
from projections.said import said_at

from ...facts.facts import record
from ...http.access import Caller, requires
from ...http.bodies import Body
from ...http.parameters import SUBJECT, AccountId, After
from ...http.problems import STATUS
from ...http.reading import Read, Reading, Subject
from ..acting import acted, fields_of
from ..answers import page_router
from ..rendering import asks_for_part, page
from .beside import beside, holders_until, left_for
from .choices import Offered, found_people
from .done import done
from .edits import Edit, edit_called
from .forms import STALE, Refusal, form
from .typed import Typed, errors_of, expected_of, fact_of, newcomers, position_in

Json = dict[str, Any]

router = page_router()
Writer = Annotated[Caller, requires("write")]
EditName = Annotated[str, Path(max_length=40)]
_Id = Annotated[str | None, Query(pattern=SUBJECT)]
_Name = Annotated[str | None, Query(max_length=500)]


async def given(
    role: _Id = None,
    person: _Id = None,
    other: _Id = None,
    opportunity: _Id = None,
    reports_to: _Id = None,
    unit: _Id = None,
    kind: _Name = None,
    buying_role: _Name = None,
    leaves: _Id = None,
    seen: After = 0,
) -> dict[str, str]:
    """What an edit is about, and what its form begins with."""
    found = {
        "role": role, "person": person, "other": other, "opportunity": opportunity, "reports_to": reports_to,
        "unit": unit, "kind": kind, "buying_role": buying_role, "leaves": leaves, "seen": str(seen or ""),
    }  # fmt: skip
    return {name: value for name, value in found.items() if value}


Given = Annotated[dict[str, str], Depends(given)]
RoleAsked = Annotated[str, Query(pattern=SUBJECT)]


@router.get("/accounts/{id}/edit")
def what_to_edit(
    request: Request, read: Read, caller: Writer, id: AccountId, role: _Id = None, unit: _Id = None
) -> Response:
    """What may be edited of a role or a unit, as a list."""
    if (role is None) == (unit is None):
        raise InvalidRequest(say("name a role or a unit"), field="role")
    of: Subject = ("role", role) if role else ("unit", unit or "")
    names = Offered(read, id).names([("organization", id), of])
    shown: Json = {"role": role_read(read.tenant, role, read.moment, caller.restricted) if role else None}
    shown |= {
        "unit": {"id": unit} if unit else None,
        "called": names[of[1]],
        "account_id": id,
        "account_name": names[id],
    }
    template = "edit_list.html" if asks_for_part(request) else "edits.html"
    return page(request, template, **shown, moment=read.moment)


@router.get("/accounts/{id}/edit/{name}/people")
def people(
    request: Request,
    read: Read,
    caller: Writer,
    id: AccountId,
    name: EditName,
    person_called: _Name = None,
    other_called: _Name = None,
    mentions_called: _Name = None,
) -> Response:
    """A part of a form: who is called like that, to be chosen from."""
    asked = next(one for one in edit_called(name).asked if one.kind == "person")
    sought = (person_called or other_called or mentions_called or "").strip()
    found = found_people(read, id, sought) if written(sought) else []
    return page(request, "edit_people.html", asked=asked, value="", choices=found, looked_for=sought, typed={})


@router.get("/accounts/{id}/edit/seat/holders")
def holders(
    request: Request,
    read: Read,
    caller: Writer,
    id: AccountId,
    role: RoleAsked,
    effective: _Name = None,
    when: _Name = None,
    undated: _Name = None,
) -> Response:
    """A part of a form: who holds the role until the day that was typed."""
    typed = {"role": role, "effective": effective or "", "when": when or "", "undated": undated or ""}
    return page(request, "edit_holders.html", holders=holders_until(read, typed, chosen=False), refused=None)


@router.get("/accounts/{id}/edit/{name}")
def ask(request: Request, read: Read, caller: Writer, id: AccountId, name: EditName, given: Given) -> Response:
    return form(request, read, id, _allowed(name, caller), given)


@router.post("/accounts/{id}/edit/{name}")
def fact(request: Request, read: Read, caller: Writer, id: AccountId, name: EditName, body: Body) -> Response:
    """Recorded if everything is as the writer saw it; else the form again, with what was typed."""
    edit, typed = _allowed(name, caller), dict(fields_of(body))
    seen = position_in(typed, moment_of(read.tenant.ledger).position)

    def do() -> list[Json]:
        facts = _facts(read, id, edit, typed)
        terms = Terms(by=caller.recorder, expected=expected_of(edit, facts, seen))
        receipts: list[Json] = record(read.site, caller, facts, terms)["facts"]
        return receipts

    return acted(
        request,
        read,
        do,
        lambda receipts: done(request, read, id, receipts),
        lambda problem: form(request, read, id, edit, typed, _refusal(read, edit, typed, problem)),
    )


def _facts(read: Reading, account: str, edit: Edit, typed: Typed) -> list[Json]:
    """The fact, after whom it introduces, before what goes with it. Raises InvalidFact naming the field."""
    fact = fact_of(edit, account, typed, Offered(read, account).current(edit, typed))
    introduced = newcomers(edit, typed, fact)
    posts = left_for(read, typed, fact["person"]) if edit.name == "seat" else []
    fact |= {"leaves": posts} if posts else {}
    return [*introduced, fact, *beside(read, account, edit, typed, fact)]


def _allowed(name: str, caller: Caller) -> Edit:
    """Raises NotFound or ScopeMissing."""
    edit = edit_called(name)
    caller.require(["restricted"] if edit.restricted else [])
    return edit


def _refusal(read: Reading, edit: Edit, typed: Typed, problem: Refused) -> Refusal:
    if not isinstance(problem, StaleExpectation):
        return Refusal(STATUS[problem.kind], errors_of(problem, edit, typed))
    since, now = {one["position"] for one in problem.extra["since"]}, moment_of(read.tenant.ledger)
    said = said_at(read.tenant, now, since, restricted=read.caller.restricted)
    return Refusal(STALE, meanwhile=said, withheld=len(since) - len(said))
