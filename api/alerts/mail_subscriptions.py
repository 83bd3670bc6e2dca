"""Mail subscriptions over HTTP: who is mailed which alerts at once, or a digest of their day."""

from __future__ import annotations

from typing import Annotated, Any

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
    Subject,
    Subjects,
    answer,
    counts_of,
    mail_json,
    rewanted,
    site_of,
    stated,
    tenant_of,
    wanted,
)

router = APIRouter(prefix="/v1/mail-subscriptions", tags=["mail"])

To = Annotated[str, Meta(min_length=3, max_length=254, description="One mail address.")]
Time = Annotated[
    str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$(?!\n)", description="HH:MM in the workspace's time zone.")
]


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """Who is mailed. With `digest_at` a digest of the day before of the colleague `person`; else each alert at once."""

    to: To
    id: OwnId | None = None
    description: Description = ""
    types: Some = []
    rules: Subjects = []
    accounts: Subjects = []
    severity: Severity | None = None
    language: Spoken = "en"
    restricted: bool = False
    person: Subject | None = None
    digest_at: Time | None = None


class Changed(msgspec.Struct, forbid_unknown_fields=True):
    """What is named is changed. One that is paused misses nothing: what is recorded meanwhile waits for it."""

    to: To | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    types: Some | UnsetType = UNSET
    rules: Subjects | UnsetType = UNSET
    accounts: Subjects | UnsetType = UNSET
    severity: Severity | UnsetType | None = UNSET
    language: Spoken | UnsetType = UNSET
    restricted: bool | UnsetType = UNSET
    person: Subject | UnsetType | None = UNSET
    digest_at: Time | UnsetType | None = UNSET
    state: State | UnsetType = UNSET


@router.get("", response_model=shapes.MailSubscriptions)
def list_mail_subscriptions(request: Request, caller: Admin) -> Response:
    """Who is mailed what, and how many mails wait, were handed over or died."""
    tenant = tenant_of(request, caller)
    places, counted = registry.outlets_of(tenant.ledger), counts_of(tenant)
    found = [mail_json(one, counted.get(one.id, {})) for one in places if one.kind == "mail"]
    return answer(200, {"mail_subscriptions": found})


@router.post("", status_code=201, response_model=shapes.MailSubscription, openapi_extra=takes(schema_of(Wanted)))
def subscribe_by_mail(request: Request, caller: Admin, body: Body) -> Response:
    """Mail somebody what is recorded from now on. Mails wait until a server for them is set."""
    tenant, said = tenant_of(request, caller), decoded(body, Wanted)
    values = stated(said, "id", "description", "restricted", "person", "digest_at")
    values |= {"address": said.to, "wants": wanted(said), "names": True}
    return answer(201, mail_json(registry.create(tenant, "mail", values, site_of(request).outputs), {}))


def _subscription(tenant: Tenant, id: str) -> Outlet:
    """Raises NotFound."""
    return registry.outlet(tenant.ledger, id, "mail")


route_deliveries(
    router, Told("mail_deliveries", "Mails that were handed over or wait to be, the newest first."), _subscription
)
route_replay(
    router,
    Told("replay_mails", "Send one mail again, or all that are dead or held; under the Message-ID they had."),
    _subscription,
)
route_trial(router, Told("try_mail", "Send a mail that says it is a test, as soon as the relay looks."), _subscription)


@router.get("/{id}", response_model=shapes.MailSubscription)
def one_mail_subscription(request: Request, caller: Admin, id: PlaceId) -> Response:
    """One subscription: what it is sent, and how it stands."""
    tenant = tenant_of(request, caller)
    return answer(200, _shown(tenant, _subscription(tenant, id)))


@router.patch("/{id}", response_model=shapes.MailSubscription, openapi_extra=takes(schema_of(Changed)))
def change_mail_subscription(request: Request, caller: Admin, id: PlaceId, body: Body) -> Response:
    """Change a subscription, pause it, or let it go on."""
    tenant, said = tenant_of(request, caller), decoded(body, Changed)
    values = stated(said, "description", "restricted", "person", "digest_at", "state")
    values |= {"wants": rewanted(said, _subscription(tenant, id).wants)}
    values |= {} if said.to is UNSET else {"address": said.to}
    return answer(200, _shown(tenant, registry.change(tenant, id, values, site_of(request).outputs, "mail")))


@router.delete("/{id}", response_model=shapes.MailSubscription)
def end_mail_subscription(request: Request, caller: Admin, id: PlaceId) -> Response:
    """End a subscription; its address is kept no longer."""
    tenant = tenant_of(request, caller)
    shown = _shown(tenant, _subscription(tenant, id))
    registry.remove(tenant.ledger, id, "mail")
    return answer(200, shown)


def _shown(tenant: Tenant, outlet: Outlet) -> dict[str, Any]:
    return mail_json(outlet, counts_of(tenant).get(outlet.id, {}))
