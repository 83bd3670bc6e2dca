"""Webhooks over HTTP: places of other programs that alerts are sent to, and what became of each delivery."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Request, Response
from msgspec import UNSET, Meta, UnsetType

from domain.key_moments.found import Severity
from domain.language import Spoken
from jobs.outputs import registry
from jobs.outputs.policy import Outlet
from projections.tenants import Tenant

from ..http.bodies import Body, decoded, schema_of, takes
from ..http.parameters import PlaceId
from . import outgoing_shapes as shapes
from .place_routes import Told, route_deliveries, route_replay, route_trial
from .places import (
    Admin,
    Description,
    OwnId,
    Some,
    State,
    Subjects,
    answer,
    counts_of,
    rewanted,
    site_of,
    stated,
    tenant_of,
    wanted,
    webhook_json,
)

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"])

Url = Annotated[str, Meta(min_length=1, max_length=2_000, description="https://…")]


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A place to be connected. A `chat` is sent `{"text": …}` without a signature, as incoming webhooks take it."""

    url: Url
    kind: Literal["webhook", "chat"] = "webhook"
    id: OwnId | None = None
    description: Description = ""
    types: Some = []
    rules: Subjects = []
    accounts: Subjects = []
    severity: Severity | None = None
    language: Spoken = "en"
    names: bool = False
    restricted: bool = False


class Changed(msgspec.Struct, forbid_unknown_fields=True):
    """What is named is changed. One that is paused misses nothing: what is recorded meanwhile waits for it."""

    url: Url | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    types: Some | UnsetType = UNSET
    rules: Subjects | UnsetType = UNSET
    accounts: Subjects | UnsetType = UNSET
    severity: Severity | UnsetType | None = UNSET
    language: Spoken | UnsetType = UNSET
    names: bool | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    state: State | UnsetType = UNSET


@router.get("", response_model=shapes.Webhooks)
def list_webhooks(request: Request, caller: Admin) -> Response:
    """Every webhook of the workspace, and how many deliveries wait, arrived or died."""
    tenant = tenant_of(request, caller)
    places, counted = registry.outlets_of(tenant.ledger), counts_of(tenant)
    found = [webhook_json(one, counted.get(one.id, {})) for one in places if one.kind != "mail"]
    return answer(200, {"webhooks": found})


@router.post("", status_code=201, response_model=shapes.NewWebhook, openapi_extra=takes(schema_of(Wanted)))
def connect_webhook(request: Request, caller: Admin, body: Body) -> Response:
    """Connect a webhook: it is sent what is recorded from now on. Its secret is shown this once."""
    tenant, said = tenant_of(request, caller), decoded(body, Wanted)
    values = stated(said, "id", "description", "names", "restricted") | {"address": said.url, "wants": wanted(said)}
    made = registry.create(tenant, said.kind, values, site_of(request).outputs)
    return answer(201, webhook_json(made, {}) | {"secret": made.secret})


def _webhook(tenant: Tenant, id: str) -> Outlet:
    """Raises NotFound."""
    return registry.outlet(tenant.ledger, id, "webhook", "chat")


route_deliveries(
    router,
    Told(
        "webhook_deliveries",
        "What was sent there or waits to be, the newest first: how often it was tried, and when it is next.",
    ),
    _webhook,
)
route_replay(
    router,
    Told("replay_webhook", "Send one delivery again, or all that are dead or held; under the ids they had."),
    _webhook,
)
route_trial(
    router,
    Told(
        "try_webhook", "Send `test.ping` there as soon as the relay looks; what came of it stands among the deliveries."
    ),
    _webhook,
)


@router.post("/{id}/rotate", response_model=shapes.NewWebhook)
def rotate_secret(request: Request, caller: Admin, id: PlaceId) -> Response:
    """A new secret, shown this once. For a day the one before it signs as well, so that nothing is refused."""
    tenant = tenant_of(request, caller)
    made = registry.rotate(tenant.ledger, id)
    return answer(200, _shown(tenant, made) | {"secret": made.secret})


@router.get("/{id}", response_model=shapes.Webhook)
def one_webhook(request: Request, caller: Admin, id: PlaceId) -> Response:
    """One webhook: what it is sent, and how it stands."""
    tenant = tenant_of(request, caller)
    return answer(200, _shown(tenant, _webhook(tenant, id)))


@router.patch("/{id}", response_model=shapes.Webhook, openapi_extra=takes(schema_of(Changed)))
def change_webhook(request: Request, caller: Admin, id: PlaceId, body: Body) -> Response:
    """Change a webhook, pause it, or let it go on; `state` active also begins anew with one that is gone."""
    tenant, said = tenant_of(request, caller), decoded(body, Changed)
    values = stated(said, "description", "names", "restricted", "state")
    values |= {"wants": rewanted(said, _webhook(tenant, id).wants)}
    values |= {} if said.url is UNSET else {"address": said.url}
    return answer(200, _shown(tenant, registry.change(tenant, id, values, site_of(request).outputs, "webhook", "chat")))


@router.delete("/{id}", response_model=shapes.Webhook)
def remove_webhook(request: Request, caller: Admin, id: PlaceId) -> Response:
    """Remove a webhook with what still waits for it."""
    tenant = tenant_of(request, caller)
    shown = _shown(tenant, _webhook(tenant, id))
    registry.remove(tenant.ledger, id, "webhook", "chat")
    return answer(200, shown)


def _shown(tenant: Tenant, outlet: Outlet) -> dict[str, Any]:
    return webhook_json(outlet, counts_of(tenant).get(outlet.id, {}))
