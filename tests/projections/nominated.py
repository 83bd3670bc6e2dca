"""Nominations reported to a story, and what is asked of them."""

from typing import Any

import msgspec

from domain.acceptance import Choice
from domain.log.ledger import Terms
from projections.careers import person as person_read
from projections.journal import journal
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed, one
from projections.reports import announcement, report
from projections.reviews import accept
from projections.succession import holders
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
DAY = "2024-06-30"


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


def accepted(story: Story, id: str, **choice: Any) -> Json:
    return accept(story.tenant, id, msgspec.convert({**CHOICE, **choice}, Choice), "me")


def now(story: Story, fact_type: str, **fields: Any) -> None:
    """By hand, after everything so far."""
    story.tenant.record([{"type": fact_type, **fields}], Terms(by="somebody"))


def holding(story: Story, day: str = DAY, role: str = "cfo", position: int | None = None) -> list[str]:
    found = holders(story.tenant, role, moment_of(story.tenant.ledger, day, position=position))["holders"]
    return [one["person"] for one in found]


def names(story: Story, person: str) -> Any:
    return person_read(story.tenant, person, moment_of(story.tenant.ledger), True)


def facts_at(story: Story, after: int) -> list[Json]:
    return journal(story.tenant, after, restricted=True)
