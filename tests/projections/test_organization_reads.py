"""One organization on a day: what the oracle says of it, its network both ways, whether it is us, and why."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.errors import NotFound
from projections.moments import Moment
from projections.organization_reads import organization
from projections.tenants import Tenants
from tests.generator import SUBJECTS
from tests.oracle import organization as oracle_organization
from tests.oracle.account import ASSESSED
from tests.oracle.culture import own_culture
from tests.oracle.restructuring import restructured
from tests.oracle.standing import known_at
from tests.oracle.subjects import relations
from tests.projections.told import Story, moments, random_world, taking_turns

Json = dict[str, Any]


@taking_turns(range(2_300, 2_304))
def test_it_is_what_the_oracle_says(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=60)
    for _account, at in moments(world, seed, 8):
        for id in SUBJECTS["organization"]:
            assert [*differing(organization(world.tenant, id, at), world.facts, id, at)] == []


LIES = {
    "organizations_related": "network",
    "organization_described": "values",
    "account_closed": "status",
    "culture_assessed": "culture",
}


def test_an_oracle_that_was_not_told_of_something_would_be_found_out(tenants: Tenants) -> None:
    """The control: each time all facts of one type are kept from it."""
    world = random_world(tenants, 2_300, steps=60)
    reads = [
        (organization(world.tenant, id, at), id, at)
        for _, at in moments(world, 2_300, 8)
        for id in SUBJECTS["organization"]
    ]
    for kept, part in LIES.items():
        believed = [fact for fact in world.facts if fact["type"] != kept]
        assert part in {name for read, id, at in reads for name in differing(read, believed, id, at)}


def differing(read: Json, facts: list[Json], id: str, at: Moment) -> Iterator[str]:
    """In what the oracle says something else."""
    known, day = known_at(facts, at.position), at.as_of.toordinal()
    wanted = oracle_organization(facts, id, at.as_of, at.position)
    account = read["account"]
    own = own_culture(known, ("organization", read["id"]), day)
    sides = {
        "values": ((read["id"], flat(read)), (wanted["id"], said(wanted, account is not None))),
        "status": (
            (read["status"] == "open", bool(account and account["status"] == "open")),
            (wanted["exists"], wanted["account"]),
        ),
        "network": (told(read["relations"], "organization"), told(wanted["relations"], "other")),
        "inverse": (told(read["relation_of"], "organization"), told(inverse(known, read["id"], day), "other")),
        "restructurings": (
            [one["fact"] for one in read["restructurings"]],
            [one["fact"] for one in restructured(known, read["id"], day)],
        ),
        "culture": ({name: read[name] for name in ("culture", "culture_assessed") if name in read}, own),
    }
    yield from (name for name, (one, other) in sides.items() if one != other)


def flat(read: Json) -> Json:
    """Values as the oracle gives them."""
    stated = {**read["description"], **(read["account"] or {"assessment": {}})["assessment"]}
    attributes = {key: one["value"] for key, one in stated.pop("attributes", {}).items()}
    return {name: one["value"] for name, one in stated.items()} | ({"attributes": attributes} if attributes else {})


def said(wanted: Json, account: bool) -> Json:
    """How we see what never was an account is told by nobody."""
    left_out = ("id", "exists", "account", "relations", "probable", *(() if account else ASSESSED))
    return {name: value for name, value in wanted.items() if name not in left_out and value is not None}


def inverse(known: Any, id: str, day: int) -> list[Json]:
    return [
        {**one, "other": home}
        for home in {fact["organization"] for fact in known.of("organizations_related")}
        for one in relations(known, home, day)
        if one["other"] == id
    ]


def told(found: list[Json], other: str) -> list[tuple[Any, ...]]:
    names = (other, "relation", "since", "possible", "certainty")
    return sorted(tuple(str(one.get(name)) for name in names) for one in found)


@pytest.fixture
def story(tenants: Tenants) -> Story:
    found = Story(tenants.make("w"))
    found.tell("organization_registered", organization="bolt", name="Bolt")
    found.tell("organization_registered", organization="us", name="Us", kind="ourselves")
    return found


def test_each_value_is_told_since_when_and_by_which_fact(story: Story) -> None:
    first = story.tell("organization_described", "2023", organization="acme", size=500, attributes={"fleet": 12})
    wrong = story.tell("organization_described", "2024-02-01", organization="acme", objectives="growth")
    story.tell("fact_corrected", fact=wrong, replacement={"effective": "2024-01"})
    read = organization(story.tenant, "acme", story.at("2024-06-01"), why=True)["description"]
    assert read["size"] == {"value": 500, "since": "2023", "why": [first]}
    assert read["attributes"] == {"fleet": {"value": 12, "since": "2023", "why": [first]}}
    assert read["objectives"] == {"value": "growth", "since": "2024-01", "why": [wrong]}


def test_the_network_is_told_both_ways_and_who_of_it_is_us(story: Story) -> None:
    story.tell("organizations_related", "2023-05", organization="acme", other="bolt", relation="supplier")
    story.tell("organizations_related", "2024-01-01", organization="acme", other="us", relation="supplier")
    story.tell("organizations_unrelated", "2024-09-01", organization="acme", other="bolt", relation="supplier")
    read = organization(story.tenant, "acme", story.at("2024-06-01"))
    shown = [(one["name"], one["relation"], one["since"], one.get("ours")) for one in read["relations"]]
    assert shown == [("Bolt", "supplier", "2023-05", None), ("Us", "supplier", "2024-01-01", True)]
    assert read["relations"][0]["until"] == "2024-09-01"
    (of,) = organization(story.tenant, "bolt", story.at("2024-06-01"))["relation_of"]
    assert (of["organization"], of["relation"]) == ("acme", "supplier")
    assert organization(story.tenant, "bolt", story.at("2024-09-01"))["relation_of"] == []


def test_where_our_colleagues_work_is_us_and_what_we_sell_to_is_not(story: Story) -> None:
    story.tell("role_defined", None, role="rep", organization="bolt", title="Representative")
    story.took("cy", "2024-01-01", role="rep")
    story.took("cy", "2024-01-01", role="cfo")
    day = story.at("2024-06-01")
    assert [organization(story.tenant, id, day)["ours"] for id in ("us", "bolt", "acme")] == [True, True, False]


def test_nobody_knows_of_what_was_never_named(story: Story) -> None:
    with pytest.raises(NotFound):
        organization(story.tenant, "nobody", story.at("2024-06-01"))
