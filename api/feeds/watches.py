"""Watch lists over HTTP: an account, a person, a role or a level that somebody watches."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Path, Query, Request, Response
from msgspec import UNSET, Meta, UnsetType
from pydantic import Field
from typing_extensions import TypedDict

from domain.errors import InvalidRequest
from domain.facts import ShortText, SubjectId
from projections.moments import moment_of
from projections.names import Names
from projections.snapshots import snapshot
from projections.tenants import Tenant
from projections.watch_list import KINDS, SUBJECTS, Kind, Watch, add_watch, refuse_unknown, remove_watch, watches_of

from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.instants import instant_text
from ..http.parameters import SUBJECT
from ..http.site import Site

router = APIRouter(prefix="/v1/watches", tags=["watches"])

Reader = Annotated[Caller, requires("read")]
Writer = Annotated[Caller, requires("write")]
WatchId = Annotated[str, Path(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$", description="The id of a watch.")]
By = Annotated[str | None, Query(pattern=SUBJECT, description="Only what this colleague, or this key, watches.")]


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """What to watch, one of these: an account, a person or a role by id; a level by a number or a word for levels.

    `by` is the colleague who watches, the key that asks if left out; the id is made if left out.
    """

    account: SubjectId | UnsetType = UNSET
    person: SubjectId | UnsetType = UNSET
    role: SubjectId | UnsetType = UNSET
    level: ShortText | int | UnsetType = UNSET
    by: SubjectId | None = None
    note: Annotated[str, Meta(min_length=1, max_length=2_000)] | None = None
    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$")] | None = None


class Shown(TypedDict):
    """A watch. `name`: what is watched is called today; `note` is null too where somebody was erased."""

    id: str
    kind: Kind
    subject: Annotated[str, Field(description="The id of what is watched; of a level the number or word.")]
    name: str | None
    by: str
    by_name: Annotated[str | None, Field(description="Null for a key.")]
    note: str | None
    created_at: str


class Watches(TypedDict):
    watches: list[Shown]


@router.get("", response_model=Watches)
def list_watches(request: Request, caller: Reader, by: By = None) -> Response:
    """What is watched, by whom, in the order it was asked for."""
    tenant = _tenant(request, caller)
    return _answer(200, {"watches": told(tenant, [one for one in watches_of(tenant) if by in (None, one.by)])})


@router.post("", status_code=201, response_model=Shown, openapi_extra=takes(schema_of(Wanted)))
def watch(request: Request, caller: Writer, body: Body) -> Response:
    """Watch an account, a person, a role or a level. The same again by the same changes the note.

    Feeds that keep only what is watched (`options.keep`) make nominations of nothing else.
    """
    tenant, wanted = _tenant(request, caller), decoded(body, Wanted)
    return _answer(201, told(tenant, [watched_by(tenant, wanted, caller.recorder)])[0])


@router.delete("/{id}", response_model=Shown)
def unwatch(request: Request, caller: Writer, id: WatchId) -> Response:
    """Watch it no more. Nominations that were kept because of it stay."""
    tenant = _tenant(request, caller)
    return _answer(200, told(tenant, [remove_watch(tenant, id)])[0])


def watched_by(tenant: Tenant, wanted: Wanted, recorder: str) -> Watch:
    """Keep a watch. Raises InvalidRequest, UnknownSubject."""
    named = {kind: value for kind in KINDS if (value := getattr(wanted, kind)) is not UNSET}
    if len(named) != 1:
        raise InvalidRequest(f"expected one of {', '.join(KINDS)}", field=KINDS[0])
    if wanted.by is not None:
        refuse_unknown(tenant, "person", wanted.by, "by")
    ((kind, subject),) = named.items()
    return add_watch(tenant, Watch(wanted.id or "", kind, str(subject), wanted.by or recorder, wanted.note))


def told(tenant: Tenant, watches: list[Watch]) -> list[dict[str, Any]]:
    """As they are answered, with the names of today."""
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        names = Names(at)
        names.learn_all({(SUBJECTS[one.kind], one.subject) for one in watches if one.kind in SUBJECTS})
        names.learn("person", {one.by for one in watches})
        return [_shown(names, one) for one in watches]


def _shown(names: Names, one: Watch) -> dict[str, Any]:
    name = names.of(SUBJECTS[one.kind], one.subject) if one.kind in SUBJECTS else one.subject
    said = {"name": name, "by": one.by, "by_name": names.of("person", one.by), "note": one.note}
    return {"id": one.id, "kind": one.kind, "subject": one.subject, **said, "created_at": instant_text(one.created_at)}


def _tenant(request: Request, caller: Caller) -> Tenant:
    site: Site = request.app.state.site
    return site.tenants.of(caller.workspace)


def _answer(status: int, body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
