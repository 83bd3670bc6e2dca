"""What this process wrote itself reaches its timelines without reading anything, whatever it was about."""

from functools import partial
from random import Random
from typing import Any

import pytest

from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.fields import fields_of
from projections.moments import moment_of
from projections.tenants import Tenant, Tenants
from tests.generator import ACCOUNTS, random_batches
from tests.projections.test_refreshing import afresh, reads
from tests.projections.told import taking_turns
from tests.projections.worlds import World

# Where those work who hold no role on a map is asked when people are shown.
SHOWN = fields_of("account,units,roles,links,opportunities")
BY = Terms(by="tester")
DATED = {"effective": "2020-01-01"}
LATER = {"effective": "2021-01-01"}

FOUNDING: list[dict[str, Any]] = [
    *({"type": "organization_registered", "organization": id, "name": id} for id in ("acme", "other")),
    {"type": "account_opened", "organization": "acme"},
    {"type": "unit_defined", "unit": "sales", "organization": "acme", "name": "Sales", **DATED},
    *(
        {"type": "role_defined", "role": role, "organization": "acme", "title": role, **DATED}
        for role in ("ceo", "cfo")
    ),
    {"type": "role_defined", "role": "away", "organization": "other", "title": "Away", **DATED},
    *({"type": "person_introduced", "person": person, "name": person} for person in ("ann", "bob", "far")),
    {"type": "person_took_role", "person": "ann", "role": "ceo", **DATED},
    {"type": "person_took_role", "person": "bob", "role": "cfo", **DATED},
    {"type": "opportunity_opened", "opportunity": "deal", "organization": "acme", "name": "Deal", **DATED},
]
TOLD: list[dict[str, Any]] = [
    {"type": "organization_described", "organization": "acme", "name": "Acme Ltd", **LATER},
    {"type": "account_assessed", "organization": "acme", "potential": "high", **LATER},
    {"type": "unit_restructured", "unit": "sales", "name": "Selling", **LATER},
    {"type": "role_restructured", "role": "cfo", "title": "Finance", "reports_to": "ceo", "unit": "sales", **LATER},
    {"type": "role_closed", "role": "cfo", **LATER},
    {"type": "person_left_role", "person": "bob", "role": "cfo", **LATER},
    {"type": "person_took_role", "person": "ann", "role": "cfo", **LATER},
    {"type": "power_assessed", "person": "bob", "role": "cfo", "power": 7, "by": "ann", **LATER},
    {"type": "job_crafted", "person": "bob", "role": "cfo", "criteria": "Price", "by": "ann", **LATER},
    {"type": "person_described", "person": "ann", "name": "Ann Roe", **LATER},
    {"type": "link_rated", "person": "ann", "other": "bob", "kind": "personal", "tone": 1, "by": "ann", **LATER},
    {"type": "opportunity_changed", "opportunity": "deal", "name": "Big Deal", **LATER},
    {"type": "buying_role_assigned", "opportunity": "deal", "person": "bob", "buying_role": "decider", **LATER},
    {"type": "role_restructured", "role": "away", "title": "Farther", **LATER},
    {"type": "person_took_role", "person": "far", "role": "away", **LATER},
]
READ_AGAIN: list[dict[str, Any]] = [
    {"type": "role_defined", "role": "new", "organization": "acme", "title": "New", **LATER},
    {"type": "role_restructured", "role": "away", "organization": "acme", **LATER},
    {"type": "role_restructured", "role": "cfo", "reports_to": "away", **LATER},
    {"type": "person_took_role", "person": "far", "role": "cfo", **LATER},
    {"type": "unit_defined", "unit": "more", "organization": "acme", "name": "More", **LATER},
    {"type": "person_left_role", "person": "bob", "role": "cfo", "certainty": "rumored", **LATER},
]


def in_memory(tenants: Tenants) -> Tenant:
    tenant = tenants.make("selling")
    tenant.record(FOUNDING, BY)
    shown(tenant)
    return tenant


def shown(tenant: Tenant) -> bytes:
    return account_map(tenant, "acme", moment_of(tenant.ledger), restricted=True)


def at_hand(tenant: Tenant, account: str) -> bool:
    """Whether it is shown without reading."""
    with tenant.timelines.at_hand(account, moment_of(tenant.ledger), SHOWN) as scene:
        return scene is not None


@pytest.mark.parametrize("fact", TOLD, ids=lambda fact: f"{fact['type']} {fact.get('role', '')}")
def test_a_fact_recorded_here_is_on_the_map_without_reading(tenants: Tenants, fact: dict[str, Any]) -> None:
    tenant = in_memory(tenants)
    tenant.record([fact], BY)
    assert at_hand(tenant, "acme")
    assert shown(tenant) == shown(afresh(tenant))


@pytest.mark.parametrize("fact", READ_AGAIN, ids=lambda fact: f"{fact['type']} {fact.get('role', '')}")
def test_what_a_fact_brings_to_the_account_is_read(tenants: Tenants, fact: dict[str, Any]) -> None:
    tenant = in_memory(tenants)
    tenant.record([fact], BY)
    assert not at_hand(tenant, "acme")
    assert shown(tenant) == shown(afresh(tenant))


def test_what_another_process_wrote_between_is_not_passed_over(tenants: Tenants) -> None:
    here = in_memory(tenants)
    there = afresh(here)
    for number, writer in enumerate((here, there, here, here, there, there, here)):
        writer.record([{"type": "role_restructured", "role": "cfo", "title": f"T{number}"}], BY)
        if number % 3 != 1:
            assert f'"T{number}"'.encode() in shown(here)
            assert shown(here) == shown(afresh(here)) == shown(there)


@taking_turns(range(520, 524))
def test_what_is_followed_here_or_elsewhere_gives_the_same_maps(tenants: Tenants, seed: int) -> None:
    """Of two processes either may follow; both answer as one with nothing in memory."""
    world, random = World(tenants.make("selling")), Random(seed)
    processes = [world.tenant, afresh(world.tenant)]
    stepped = 0
    for recorded_at, batch in random_batches(seed, steps=60):
        world.tell(recorded_at, batch)
        here = random.choice(processes)
        here.catch_up()
        stepped += sum(map(partial(at_hand, here), ACCOUNTS))
        for account, moment in reads(world, random, 1):
            answers = {account_map(one, account, moment, restricted=True) for one in (*processes, afresh(world.tenant))}
            assert len(answers) == 1
    assert stepped > 20
