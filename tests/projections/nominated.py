"""Nominations reported to a story, and what is asked of them."""

from typing import Any

from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reports import announcement, report
from projections.tenants import Tenant
from tests.projections.told import Story

Json = dict[str, Any]
JANE = {
    "feed": "wire",
    "entry": "https://wire.example/7",
    "person_name": "Jane Roe",
    "organization_name": "Acme",
    "role_title": "CFO",
    "kind": "joined",
    "starts": "2024-03-01",
    "excerpt": "Jane Roe joins Acme as CFO on 1 March.",
    "url": "https://wire.example/7.html",
}
CHOICE = {"person": "create", "role": "cfo"}


def reported(story: Story, **values: Any) -> str:
    """The nomination that an entry is."""
    return str(outcomes(story, {**JANE, **values})[0].nomination)


def outcomes(story: Story, *announced: Json) -> Any:
    return report(story.tenant, [announcement(one) for one in announced], "me")[0]


def asked(tenant: Tenant, id: str, known_at: str | None = None, position: int | None = None) -> Json:
    return one(tenant, id, moment_of(tenant.ledger, None, known_at, position))


def queue(tenant: Tenant, **wanted: str) -> list[str]:
    return [found["id"] for found in listed(tenant, moment_of(tenant.ledger), Wanted(**wanted))]


def head(tenant: Tenant) -> int:
    return moment_of(tenant.ledger).position
