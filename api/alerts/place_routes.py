"""The routes that places of every kind have alike: what was sent there, sent again, and a trial."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from fastapi import APIRouter, Request, Response

from jobs.outputs import pinging, queue
from jobs.outputs.policy import Outlet
from projections.tenants import Tenant

from ..http.bodies import Body, decoded, schema_of, takes
from ..http.parameters import Limit, PlaceId
from . import outgoing_shapes as shapes
from .places import Admin, DeliveryState, Replay, answer, delivery_json, tenant_of

# A place by its id; raises NotFound.
Find = Callable[[Tenant, str], Outlet]


class Told(NamedTuple):
    """What the description calls a route, and what it says of it."""

    name: str
    description: str


def route_deliveries(router: APIRouter, told: Told, find: Find) -> None:
    """What was sent to a place or waits to be."""

    @router.get("/{id}/deliveries", response_model=shapes.Deliveries, **told._asdict())
    def deliveries(
        request: Request, caller: Admin, id: PlaceId, state: DeliveryState = None, limit: Limit = 100
    ) -> Response:
        tenant = tenant_of(request, caller)
        find(tenant, id)
        found = queue.deliveries_of(tenant.ledger, id, [state] if state else [], limit)
        return answer(200, {"deliveries": [delivery_json(one) for one in found]})


def route_replay(router: APIRouter, told: Told, find: Find) -> None:
    """Sent again: one delivery, or all that are dead or held."""
    takes_one = takes(schema_of(Replay))

    @router.post("/{id}/replay", response_model=shapes.Replayed, openapi_extra=takes_one, **told._asdict())
    def replay(request: Request, caller: Admin, id: PlaceId, body: Body) -> Response:
        tenant = tenant_of(request, caller)
        find(tenant, id)
        return answer(200, {"replayed": queue.replay(tenant.ledger, id, decoded(body, Replay).delivery)})


def route_trial(router: APIRouter, told: Told, find: Find) -> None:
    """An event that says that it is a trial."""

    @router.post("/{id}/test", status_code=202, response_model=shapes.Tested, **told._asdict())
    def trial(request: Request, caller: Admin, id: PlaceId) -> Response:
        tenant = tenant_of(request, caller)
        return answer(202, {"delivery": pinging.ping(tenant.ledger, find(tenant, id))})
