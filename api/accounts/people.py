"""People over HTTP: who somebody is on a day, their career, their links, everything held on them, and their erasure."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Request, Response

from domain.errors import NotFound, UnknownSubject
from domain.facts import Reference
from domain.log.ledger import Terms
from projections import careers, dealings, exports

from .. import shapes
from ..facts.facts import recorded
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.parameters import PersonId, Why
from ..http.reading import Read, Reading, ReadNow, ReadWhy, stamp

router = APIRouter(prefix="/v1/people", tags=["people"])


@router.get("/{id}", response_model=shapes.Person)
def one_person(read: Read, id: PersonId, why: Why = False) -> Response:
    """A person on a day: what is said of them, the roles they hold, and who of ours covers them.

    Where there are any: `covered_by` (the closest first: by name, through their units, through their organizations),
    `contact_rules` (through whom to address them), `met` (when last, by whom, how often in 90 days) and `actions` about
    them; of a colleague `covers`, `contact_for`, `team_roles` and `own_actions`, and `met` says whom they met. A record
    that was merged answers as the one that is kept, which names it in `merged`. With `why` also the facts that state
    what is said of the person, and the dates since which it holds (`stated_since`), by field.
    """
    build = partial(dealings.person, read.tenant, id, read.moment, read.caller.restricted, why)
    return read.answer(build, about=("person", id))


@router.get("/{id}/career", response_model=shapes.Career)
def person_career(read: ReadWhy, id: PersonId) -> Response:
    """Tenures and moves in order, each stay with what the holder made of the role (`crafted`), told as of its end."""
    build = partial(careers.career, read.tenant, id, read.moment, read.caller.restricted, why=read.why)
    return read.answer(build, about=("person", id))


@router.get("/{id}/links", response_model=shapes.PersonLinks)
def person_links(read: ReadWhy, id: PersonId) -> Response:
    """Informal ties of a person on a day; withheld as a whole without the scope `restricted`."""
    return read.answer(lambda: _links(read, id), withholds=True, about=("person", id))


@router.get("/{id}/export", response_model=shapes.Object)
def person_export(read: ReadNow, caller: Annotated[Caller, requires("restricted")], id: PersonId) -> Response:
    """Everything held on one person."""
    return read.answer(lambda: exports.person_export(read.tenant, id), about=("person", id))


class Erasure(msgspec.Struct, forbid_unknown_fields=True):
    """Why: a reference that names nobody."""

    request: Reference | None = None


@router.post(
    "/{id}/erase",
    status_code=201,
    response_model=shapes.Receipts,
    openapi_extra=takes(schema_of(Erasure), required=False),
)
def erase_person(request: Request, caller: Annotated[Caller, requires("admin")], id: PersonId, body: Body) -> Response:
    """Make everything personal about somebody unreadable, everywhere and for good. Structure and dates stay.

    Every record that is merged with theirs is erased too, each by a fact of its own.
    """
    erasure = decoded(body, Erasure) if body else Erasure()
    why = {"request": erasure.request} if erasure.request else {}
    site = request.app.state.site
    records = exports.records_now(site.tenants.of(caller.workspace), id)
    facts = [{"type": "person_erased", "person": record, **why} for record in records]
    try:
        return recorded(site, caller, facts, Terms(by=caller.recorder))
    except UnknownSubject:
        raise NotFound(f"no person {id} in this workspace") from None


def _links(read: Reading, id: str) -> dict[str, Any]:
    found = careers.links(read.tenant, id, read.moment, why=read.why)
    return stamp(read.moment) | {"person": id, "links": found if read.caller.restricted else []}
