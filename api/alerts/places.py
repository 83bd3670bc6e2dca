"""What webhooks and mail subscriptions have in common over HTTP and on the command line."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast
from urllib.parse import urlsplit

import msgspec
from fastapi import Query, Request, Response
from msgspec import UNSET, Meta, UnsetType

from domain.facts import SUBJECT_PATTERN
from domain.key_moments.found import Severity
from domain.language import Spoken
from jobs.outputs import queue
from jobs.outputs.events import EVENT_TYPES
from jobs.outputs.policy import Outlet, Wants
from jobs.outputs.queue import STATES, Delivery
from projections.tenants import Tenant

from ..http.access import Caller, requires
from ..http.instants import instant_text
from ..http.site import Site

Admin = Annotated[Caller, requires("admin")]
OwnId = Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,15}$(?!\n)")]
Description = Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x1f]*$")]
Subject = Annotated[str, Meta(pattern=SUBJECT_PATTERN)]
Type = Annotated[str, Meta(description=f"One of {', '.join(EVENT_TYPES)}.", max_length=40)]
Some = Annotated[list[Type], Meta(max_length=20)]
Subjects = Annotated[list[Subject], Meta(max_length=500)]
State = Literal["active", "paused"]
DeliveryState = Annotated[
    Literal["waiting", "delivered", "dead", "held", "dropped"] | None, Query(description="Only those in this state.")
]
_WANTS = tuple(Wants.__struct_fields__)


class WantedPlace(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is said of any place that alerts are sent to when it is made."""

    id: OwnId | None = None
    description: Description = ""
    types: Some = []
    rules: Subjects = []
    accounts: Subjects = []
    severity: Severity | None = None
    language: Spoken = "en"
    restricted: bool = False


class ChangedPlace(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """What is said of any such place when it is changed; what is not named stays."""

    description: Description | UnsetType = UNSET
    types: Some | UnsetType = UNSET
    rules: Subjects | UnsetType = UNSET
    accounts: Subjects | UnsetType = UNSET
    severity: Severity | UnsetType | None = UNSET
    language: Spoken | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    state: State | UnsetType = UNSET


class Replay(msgspec.Struct, forbid_unknown_fields=True):
    """One delivery, whatever became of it; left out: all that are dead or held. The ids stay the same."""

    delivery: Annotated[str, Meta(pattern=r"^msg_[0-9a-f]{32}$(?!\n)")] | None = None


def wanted(said: Any) -> Wants:
    """What of a body says which alerts are sent; a field of its own each."""
    return rewanted(said, Wants())


def rewanted(said: Any, before: Wants) -> Wants:
    """The same where what is left out stays as it was, and null or an empty list asks for nothing in particular."""
    values = {name: value for name in _WANTS if (value := getattr(said, name)) is not UNSET}
    lists = {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return msgspec.structs.replace(before, **values | lists)


def stated(said: msgspec.Struct, *names: str) -> dict[str, Any]:
    """The fields of these names that a body states."""
    return {name: value for name in names if (value := getattr(said, name)) is not UNSET}


def place_json(outlet: Outlet, counted: dict[str, int]) -> dict[str, Any]:
    wants = {name: getattr(outlet.wants, name) for name in _WANTS}
    plain = {name: getattr(outlet, name) for name in ("id", "description", "restricted", "state", "reason")}
    counts = {state: counted.get(state, 0) for state in STATES}
    return {**plain, **wants, "deliveries": counts, "created_at": instant_text(outlet.created_at)}


def webhook_json(outlet: Outlet, counted: dict[str, int]) -> dict[str, Any]:
    former = None if outlet.former_until is None else instant_text(outlet.former_until)
    shown = {"kind": outlet.kind, "url": shown_url(outlet), "names": outlet.names, "former_secret_until": former}
    return place_json(outlet, counted) | shown


def shown_url(outlet: Outlet) -> str:
    parts = urlsplit(outlet.address)
    return f"{parts.scheme}://{parts.netloc}/…" if outlet.kind == "chat" else outlet.address


def mail_json(outlet: Outlet, counted: dict[str, int]) -> dict[str, Any]:
    shown = {"to": outlet.address, "person": outlet.person, "digest_at": outlet.digest_at}
    return place_json(outlet, counted) | shown


def delivery_json(one: Delivery) -> dict[str, Any]:
    plain = ("id", "type", "fact", "state", "attempts", "status", "problem")
    waits = instant_text(one.next_at) if one.state == "waiting" else None
    tried = None if one.tried_at is None else instant_text(one.tried_at)
    instants = {"next_attempt": waits, "last_attempt": tried, "created_at": instant_text(one.created_at)}
    position = {} if one.fact is None else {"position": one.place}
    return {name: getattr(one, name) for name in plain} | position | instants


def counts_of(tenant: Tenant) -> dict[str, dict[str, int]]:
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        return queue.counts(connection, tenant.workspace.id)


def tenant_of(request: Request, caller: Caller) -> Tenant:
    return site_of(request).tenants.of(caller.workspace)


def site_of(request: Request) -> Site:
    return cast("Site", request.app.state.site)


def answer(status: int, body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
