"""Alerts raised as the jobs raise them, in the story of the examples."""

from typing import Any

from jobs.alerting.looking import Policy, look
from projections.tenants import Tenant

from .conftest import OURS, World

Json = dict[str, Any]
STARTED_AT = 0


def looked(world: World) -> int:
    """How many facts a look records."""
    tenant: Tenant = world.tenants.make(OURS)
    return look(tenant, Policy(36_500), STARTED_AT, tenant.ledger.store.writing)


def a_departure(world: World, effective: str = "2026-06-30") -> str:
    """The id of the fact by which the decider leaves, with whom a colleague has a link."""
    client = world.told().client()
    client.post("/v1/facts", json=[
        {"type": "buying_role_assigned", "person": "p-7k2m", "opportunity": "o-1", "buying_role": "champion",
         "effective": "2026-03-01"},
        {"type": "link_rated", "person": "p-7k2m", "other": "p-2c8d", "tone": 1, "strength": 5,
         "effective": "2026-03-01"},
    ]).raise_for_status()  # fmt: skip
    looked(world)
    left = {"type": "person_left_role", "person": "p-7k2m", "role": "r-cfo", "effective": effective}
    answer = client.post("/v1/facts", json=left)
    answer.raise_for_status()
    looked(world)
    return str(answer.json()["facts"][0]["id"])


def rules(answer: Json) -> set[str]:
    return {one["rule"] for one in answer["alerts"]}
