"""The list of accounts counts what each account's map shows, in as many queries for many as for few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from domain.log.ledger import Terms
from projections.accounts import accounts
from projections.careers import career, links, person
from projections.diffs import diff
from projections.exports import person_export
from projections.moments import moment_of
from projections.opportunity_reads import opportunity
from projections.succession import holders
from projections.tenants import Tenant, Tenants
from projections.timeline_of import account_timeline
from projections.why import map_with_why
from tests.oracle import account_map
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]


@pytest.mark.parametrize("seed", range(640, 642))
def test_figures_are_those_of_the_maps(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for id, moment in moments(world, seed, 12):
        listed = {account["id"]: account for account in accounts(world.tenant, moment)}
        if id in listed:
            counted = {name: listed[id][name] for name in FIGURES}
            assert counted == figures(account_map(world.facts, id, moment.as_of, moment.position))


FIGURES = ("roles", "holders", "vacancies", "units", "opportunities")


def figures(answer: Json) -> Json:
    return {
        "roles": len(answer["roles"]),
        "holders": sum(len(role["holders"]) for role in answer["roles"]),
        "vacancies": sum(not role["holders"] for role in answer["roles"]),
        "units": len(answer["units"]),
        "opportunities": sum("outcome" not in sale for sale in answer["opportunities"]),
    }


def test_an_account_is_listed_from_its_opening_and_says_when_it_was_closed(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("account_opened", "2024-02-01", organization="bank")
    story.tell("account_closed", "2024-04-01", organization="bank")
    told = [accounts(story.tenant, story.at(day)) for day in ("2024-01-31", "2024-02-01", "2024-04-01")]
    assert [[(one["id"], one["status"]) for one in listed] for listed in told] == [
        [("acme", "open")],
        [("acme", "open"), ("bank", "open")],
        [("acme", "open"), ("bank", "closed")],
    ]
    assert told[1][1]["name"] == "Bank"


def test_pages_follow_the_order_of_ids_whatever_the_database_sorts_by(tenants: Tenants) -> None:
    tenant = tenants.make("many")
    open_accounts(tenant, ids := ["b", "A", "a", "_", "10", "9", "Z"])
    moment, pages = moment_of(tenant.ledger), list[list[str]]()
    while page := accounts(tenant, moment, pages[-1][-1] if pages else None, 3):
        pages.append([account["id"] for account in page])
    assert [id for page in pages for id in page] == sorted(ids)
    assert [len(page) for page in pages] == [3, 3, 1]


def open_accounts(tenant: Tenant, ids: list[str]) -> None:
    facts: list[Json] = [{"type": "organization_registered", "organization": id, "name": id.upper()} for id in ids]
    facts += [{"type": "account_opened", "organization": id} for id in ids]
    facts += [{"type": "role_defined", "role": f"r-{id}", "organization": id, "title": "Chief"} for id in ids]
    tenant.record(facts, Terms(by="me"))


@contextmanager
def counting(tenant: Tenant) -> Iterator[list[str]]:
    sent: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        sent.append(statement)

    engine = tenant.ledger.store.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_many_accounts_cost_no_more_queries_than_one(tenants: Tenants) -> None:
    tenant = tenants.make("many")
    open_accounts(tenant, [f"a-{number}" for number in range(60)])
    moment, costs = moment_of(tenant.ledger), []
    for limit in (1, 60):
        with counting(tenant) as sent:
            assert len(accounts(tenant, moment, None, limit)) == limit
        costs.append(len(sent))
    assert costs[0] == costs[1]


def test_before_anything_was_known_there_is_nothing_anywhere(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("opportunity_opened", "2024-01-01", opportunity="o-1", organization="acme", name="Sale")
    tenant, nothing = story.tenant, moment_of(story.tenant.ledger, "2024-06-01", position=0)
    assert accounts(tenant, nothing) == []
    assert career(tenant, "ann", nothing)["stays"] == []
    assert person(tenant, "ann", nothing, True)["roles"] == []
    assert links(tenant, "ann", nothing) == []
    assert holders(tenant, "cfo", nothing)["holders"] == []
    assert opportunity(tenant, "o-1", nothing, True)["buying_center"] == []
    assert account_timeline(tenant, "acme", nothing, restricted=True) == []
    assert person_export(tenant, "ann", nothing)["facts"] == []
    assert map_with_why(tenant, "acme", nothing, True)["roles"] == []
    learned = diff(tenant, "acme", nothing, moment_of(tenant.ledger, "2024-06-01"), True)
    assert {change["because"] for change in learned} == {"learned"}
