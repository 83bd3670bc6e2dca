"""API keys over HTTP: made, listed, revoked by administrators of the workspace."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Request, Response

from domain.dates import resolve_known_at
from domain.errors import InvalidRequest
from domain.log.api_keys import ApiKey, create_key, keys_of
from domain.log.api_keys import revoke_key as end_key

from .. import shapes
from ..http.access import Caller, requires
from ..http.bodies import Body, decoded, schema_of, takes
from ..http.instants import instant_text, microseconds
from ..http.parameters import KeyId
from ..http.site import Site

router = APIRouter(prefix="/v1/keys", tags=["keys"])

Admin = Annotated[Caller, requires("admin")]


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A key to be made. The label says what it is for and names nobody; it lasts a year unless said otherwise."""

    scopes: Annotated[list[Literal["read", "write", "restricted", "admin"]], msgspec.Meta(min_length=1, max_length=4)]
    label: Annotated[str, msgspec.Meta(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]*$")] | None = None
    expires_at: Annotated[str, msgspec.Meta(max_length=40)] | None = None


@router.get("", response_model=shapes.Keys)
def list_keys(request: Request, caller: Admin) -> Response:
    """Every key of the workspace, revoked ones too; never what they are."""
    site: Site = request.app.state.site
    return _answer(200, {"keys": [key_json(key) for key in keys_of(site.store, caller.workspace)]})


@router.post("", status_code=201, response_model=shapes.NewKey, openapi_extra=takes(schema_of(Wanted)))
def make_key(request: Request, caller: Admin, body: Body) -> Response:
    """Make a key. Its text is shown this once and kept nowhere."""
    site: Site = request.app.state.site
    wanted, now = decoded(body, Wanted), site.access.clock()
    until = _expiry(wanted, now)
    key, text = create_key(site.store, caller.workspace, wanted.scopes, now=now, label=wanted.label, expires_at=until)
    return _answer(201, key_json(key) | {"key": text})


@router.delete("/{id}", response_model=shapes.Key)
def revoke_key(request: Request, caller: Admin, id: KeyId) -> Response:
    """Revoke a key: in this process at once, in others within seconds."""
    site: Site = request.app.state.site
    key = end_key(site.store, caller.workspace, id, site.access.clock())
    site.access.forget(id)
    return _answer(200, key_json(key))


def key_json(key: ApiKey) -> dict[str, Any]:
    instants = {name: getattr(key, name) for name in ("created_at", "expires_at", "revoked_at")}
    said = {name: None if instant is None else instant_text(instant) for name, instant in instants.items()}
    return {"id": key.id, "scopes": sorted(key.scopes), "label": key.label, **said}


def _expiry(wanted: Wanted, now: int) -> int | None:
    if wanted.expires_at is None:
        return None
    try:
        instant = microseconds(resolve_known_at(wanted.expires_at))
    except InvalidRequest as refused:
        raise InvalidRequest(refused.detail, field="expires_at") from None
    if instant <= now:
        raise InvalidRequest("a key must expire in the future", field="expires_at")
    return instant


def _answer(status: int, body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
