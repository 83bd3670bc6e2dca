"""Facts over HTTP: recording them, and the journal of all that were recorded."""

from __future__ import annotations

from functools import partial
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response

from domain.errors import InvalidRequest
from domain.facts import REGISTRY, SubjectId
from domain.language import say
from domain.log.ledger import Terms
from domain.log.repeats import Idempotency
from domain.schemas import fact_schemas
from projections import journal as journals
from projections.receipts import told

from .. import shapes
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, takes
from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, After, Cursor, FactId, IdempotencyKey, Limit, OfAccount, OfPerson, OfType
from ..http.reading import Reading, ReadNow
from ..http.site import Site

router = APIRouter(prefix="/v1", tags=["facts"])

# These destroy for good what others recorded.
FINAL = ("person_erased", "value_erased")

DryRun = Annotated[bool, Query(description="Check everything and show what would change; record nothing.")]


class Batch(msgspec.Struct, forbid_unknown_fields=True):
    """Facts to be recorded all or nothing, and the position up to which the writer knew each subject."""

    facts: list[Any]
    expected: dict[SubjectId, Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]] = {}


@router.post(
    "/facts",
    status_code=201,
    response_model=shapes.Receipts,
    responses={200: {"description": "What a dry run found.", "model": shapes.Rehearsal}},
    openapi_extra=takes({"$ref": "#/components/schemas/Facts"}),
)
def record_facts(
    request: Request,
    caller: Annotated[Caller, requires("write")],
    body: Body,
    dry_run: DryRun = False,
    idempotency_key: IdempotencyKey = None,
) -> Response:
    """Record one fact, a list, or a batch: all or nothing. Answers once the facts can be read.

    The problem `not-yet-readable` (503) says that they are recorded, and where (`facts`), but cannot be read yet; the
    same ids or the same Idempotency-Key sent again are answered as the first time.
    """
    batch = batch_in(body)
    _refuse_unscoped(caller, batch, dry_run)
    repeated = None if idempotency_key is None else Idempotency(idempotency_key, body)
    terms = Terms(by=caller.recorder, expected=batch.expected, idempotency=repeated)
    site: Site = request.app.state.site
    return tried(site, caller, batch, terms) if dry_run else recorded(site, caller, batch.facts, terms)


@router.get("/facts", response_model=shapes.Journal)
def list_facts(
    read: ReadNow,
    after: After = 0,
    cursor: Cursor = None,
    account: OfAccount = None,
    person: OfPerson = None,
    type: OfType = None,
    limit: Limit = 100,
) -> Response:
    """The journal, oldest first: facts as they were recorded.

    Go on with `next`, or later with `after` and the `position` reached.
    """
    start = after if cursor is None else place_in(cursor, read.site.store.epoch, Place)
    asked = {"account": account, "person": person, "type": known_type(type)}
    about = ("journal", person or account or "*")
    return read.answer(lambda: _page(read, start, limit, asked), withholds=True, about=about)


@router.get("/facts/{id}", response_model=shapes.OneFact)
def one_fact(read: ReadNow, id: FactId) -> Response:
    """A fact as it was recorded, with what it superseded and what superseded it."""
    build = partial(journals.one, read.tenant, str(id), restricted=read.caller.restricted)
    return read.answer(build, about=("fact", str(id)))


@router.get("/fact-types", response_model=shapes.FactTypes)
def fact_types(caller: Annotated[Caller, requires("read")]) -> Response:
    """Every type of fact with the JSON Schema of the form in which it is sent."""
    schemas, shared = fact_schemas()
    listed = [_described(type, schema | {"$defs": shared}) for type, schema in sorted(schemas.items())]
    return Response(msgspec.json.encode({"fact_types": listed}), media_type="application/json")


Place = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


def batch_in(body: bytes) -> Batch:
    """The three forms of a body. Raises InvalidRequest."""
    sent = decoded(body, object)
    if isinstance(sent, dict):
        # A fact may have a field of that name too.
        batch = decoded(body, Batch) if "facts" in sent and "type" not in sent else Batch([sent])
    elif isinstance(sent, list):
        batch = Batch(sent)
    else:
        raise InvalidRequest('expected a fact, a list of facts, or {"facts": [...]}')
    if not batch.facts:
        raise InvalidRequest("expected at least one fact", field="facts")
    return batch


def tried(site: Site, caller: Caller, batch: Batch, terms: Terms) -> Response:
    found = site.tenants.of(caller.workspace).dry_run(batch.facts, terms, restricted=caller.restricted)
    return Response(msgspec.json.encode(found), 200, {"Cache-Control": "no-store"}, "application/json")


def recorded(site: Site, caller: Caller, facts: list[Any], terms: Terms) -> Response:
    return Response(msgspec.json.encode(record(site, caller, facts, terms)), 201, media_type="application/json")


def record(site: Site, caller: Caller, facts: list[Any], terms: Terms) -> dict[str, Any]:
    """Where the facts stand once they can be read; whoever listens is told. Raises Refused."""
    tenant = site.tenants.of(caller.workspace)
    receipts = tenant.record(facts, terms)
    site.streams.ring(caller.workspace)
    return {"facts": told(tenant, facts, receipts), "position": max(receipt.position for receipt in receipts)}


def _refuse_unscoped(caller: Caller, batch: Batch, dry_run: bool) -> None:
    """Erasing needs the scope of those who may erase; a dry run shows what is there. Raises ScopeMissing."""
    if dry_run:
        caller.require(("read",))
    if any(isinstance(fact, dict) and fact.get("type") in FINAL for fact in batch.facts):
        caller.require(("admin",))


def known_type(type: str | None) -> str | None:
    """The type that is asked for. Raises InvalidRequest where there is none called so."""
    if type is not None and type not in REGISTRY:
        raise InvalidRequest(say("no such fact type; GET /v1/fact-types lists them"), field="type")
    return type


def _page(read: Reading, start: int, limit: int, asked: dict[str, str | None]) -> dict[str, Any]:
    found = journals.journal(read.tenant, start, limit, **asked, restricted=read.caller.restricted)
    reached = found[-1]["position"] if found else start
    following = cursor_to(read.site.store.epoch, reached) if len(found) == limit else None
    return {"facts": found, "position": reached, "next": following}


def _described(type: str, schema: dict[str, Any]) -> dict[str, Any]:
    cls = REGISTRY[type]
    return {"type": type, "version": cls.version, "subject": cls.subject, "creates": cls.creates, "schema": schema}
