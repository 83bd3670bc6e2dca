"""The journal by account, person and type; and what a fact superseded."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from domain.errors import NotFound
from projections.account_maps import account_map
from projections.fragments import decode
from projections.journal import journal, one
from projections.tenants import Tenant, Tenants
from tests.generator import ACCOUNTS, SUBJECTS
from tests.oracle.merging import MERGES
from tests.oracle.standing import known_at
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
RESTRICTED = {"link_rated", "link_ended", "power_assessed", "job_crafted", "attitude_changed"}
RESTRICTED |= {"alert_raised", "alert_revised", "alert_commented"}


def ids(facts: list[Json]) -> list[str]:
    return [fact["id"] for fact in facts]


def everything(tenant: Tenant, **asked: Any) -> list[Json]:
    """Read in small pages."""
    found: list[Json] = []
    while page := journal(tenant, found[-1]["position"] if found else 0, 17, **({"restricted": True} | asked)):
        found += page
    return found


@pytest.mark.parametrize("seed", range(660, 662))
def test_pages_give_every_fact_once_in_the_order_of_the_log(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    found = everything(world.tenant)
    assert [fact["position"] for fact in found] == list(range(1, len(world.facts) + 1))
    assert ids(found) == ids(world.facts)
    for fact, told in zip(found, world.facts, strict=True):
        dateless = "fact" in told or told["type"] in MERGES
        content = {name: value for name, value in told.items() if (name, dateless) != ("effective", True)}
        assert json.loads(json.dumps({name: fact[name] for name in content})) == content


@pytest.mark.parametrize("seed", range(663, 665))
def test_a_persons_facts_are_those_that_name_them_with_what_amends_those(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    found = everything(world.tenant, person="p-1")
    kept = known_at(world.facts, len(world.facts)).kept
    records = {id for id in SUBJECTS["person"] if kept.get(("person", id), id) == kept.get(("person", "p-1"), "p-1")}
    named = ("person", "other", "by", "owner")
    people = [({fact.get(name) for name in named} | set(fact.get("people", ())), fact["id"]) for fact in world.facts]
    naming = {id for those, id in people if records & those}
    assert naming <= set(ids(found))
    rest = [fact for fact in found if fact["id"] not in naming]
    assert {fact["type"] for fact in rest} <= {
        "fact_corrected",
        "fact_withdrawn",
        "note_added",
        *CORRECTABLE,
        *NOMINATED,
        *MERGES,
    }
    assert all(any(family_names(world.facts, fact, id) for id in records) for fact in rest)


# Facts about a nomination: a candidate is named within, and whom it was accepted for is named by its acceptance.
NOMINATED = {f"nomination_{word}" for word in ("reported", "matched", "accepted", "rejected", "withdrawn")}
# Facts of other people that a correction made this person's.
CORRECTABLE = RESTRICTED | {"person_took_role", "person_left_role", "buying_role_assigned", "buying_role_ended"}


def named_by(fact: Json) -> str | None:
    return fact.get("fact") or fact.get("took") or fact.get("report")


def family_names(facts: list[Json], fact: Json, person: str) -> bool:
    """Whether the fact belongs to a family that names somebody anywhere."""
    by_id = {one["id"]: one for one in facts}
    root = fact
    while named := named_by(root):
        root = by_id[named]
    family, grown = {root["id"]}, True
    while grown:
        joining = {one["id"] for one in facts if named_by(one) in family} - family
        family, grown = family | joining, bool(joining)
    return any(f"'{person}'" in repr(by_id[id]) for id in family)


# In the last a post is another's before its company is merged.
@pytest.mark.parametrize("seed", [666, 60_015])
def test_what_an_accounts_map_is_made_of_is_in_its_journal(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    kept = {account: set(ids(everything(world.tenant, account=account))) for account in ACCOUNTS}
    for account, moment in moments(world, seed, 8):
        answer = decode(account_map(world.tenant, account, moment, restricted=True))
        took = {holder["took"] for role in answer["roles"] for holder in role["holders"]}
        assert took <= kept[account]
        named = {fact["id"] for fact in world.facts if subject_of(fact) in subjects(answer)}
        assert named <= kept[account]


def subject_of(fact: Json) -> tuple[str, str]:
    kind = fact["type"].split("_")[0]
    return kind, str(fact.get(kind))


def subjects(answer: Json) -> set[tuple[str, str]]:
    """Those whose own facts (role_defined, unit_closed …) the map is made of."""
    sections = {"role": "roles", "unit": "units", "opportunity": "opportunities"}
    return {(kind, entry["id"]) for kind, section in sections.items() for entry in answer[section]}


def test_an_account_has_the_facts_of_what_was_ever_its_own_and_no_others(story: Story) -> None:
    own = story.tell("unit_defined", unit="finance", organization="acme", name="Finance")
    story.tell("organization_registered", organization="bank", name="Bank")
    banker = story.tell("role_defined", None, role="banker", organization="bank", title="Banker")
    took = story.took("ann", "2024-01-01")
    story.took("ann", "2024-01-01", role="banker")
    link = story.tell("link_rated", person="ann", other="cy", tone=1)
    story.tell("link_rated", person="bob", other="cy", tone=1)
    moved = story.tell("unit_restructured", "2024-02-01", unit="finance", organization="bank")
    acme, bank = (ids(everything(story.tenant, account=account)) for account in ("acme", "bank"))
    assert {own, took, link, moved} <= set(acme)
    assert banker not in acme
    assert {own, moved, banker} <= set(bank)
    assert took not in bank
    types = [fact["type"] for fact in everything(story.tenant, account="acme")]
    assert (types.count("link_rated"), types.count("person_introduced")) == (1, 1)


def test_an_account_has_the_facts_of_what_belonged_to_a_record_before_it_was_merged_into_it(story: Story) -> None:
    for organization in ("double", "bank"):
        story.tell("organization_registered", organization=organization, name=organization.title())
    unit = story.tell("unit_defined", unit="finance", organization="double", name="Finance")
    role = story.tell("role_defined", None, role="clerk", organization="bank", title="Clerk", unit="finance")
    person = story.tell("person_introduced", person="dan", name="Dan")
    took = story.took("dan", "2024-01-01", role="clerk")
    said = story.tell("power_assessed", "2024-01-01", person="dan", role="clerk", power=3)
    planned = story.tell("action_planned", action="call", organization="double", objective="Call Dan")
    moved = [story.tell("fact_corrected", fact=id, replacement={"organization": "bank"}) for id in (unit, planned)]
    merged = story.tell("organization_records_merged", kept="acme", duplicate="double")
    found = ids(everything(story.tenant, account="acme"))
    assert {unit, role, person, took, said, planned, *moved, merged} <= set(found)
    assert len(found) == len(set(found))
    story.tell("organization_records_unmerged", kept="acme", duplicate="double")
    assert not {unit, role, took, planned} & set(ids(everything(story.tenant, account="acme")))


def test_a_type_is_listed_alone(story: Story) -> None:
    story.took("ann", "2024-01-01")
    assert {fact["type"] for fact in everything(story.tenant, type="role_defined")} == {"role_defined"}


@pytest.mark.parametrize("seed", range(669, 671))
def test_restricted_facts_and_their_amendments_are_for_those_who_may_see_them(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    seen = everything(world.tenant, restricted=False)
    families = {fact["id"]: fact for fact in world.facts}
    for fact in world.facts:
        root = fact
        while "fact" in root:
            root = families[root["fact"]]
        assert (fact["id"] in ids(seen)) == (root["type"] not in RESTRICTED)


def test_opinions_are_left_out_of_facts_and_of_corrections_of_corrections(story: Story) -> None:
    said = story.tell("person_described", person="ann", opinions="Likes us", priorities="Cost")
    fixed = story.tell("fact_corrected", fact=said, replacement={"opinions": "Likes them", "priorities": "Time"})
    again = story.tell("fact_corrected", fact=fixed, replacement={"replacement": {"opinions": "Neither"}})
    told = {fact["id"]: fact for fact in everything(story.tenant, restricted=False)}
    assert "opinions" not in told[said]
    assert told[fixed]["replacement"] == {"priorities": "Time"}
    assert told[again]["replacement"] == {"replacement": {}}
    assert one(story.tenant, said, restricted=True)["opinions"] == "Likes us"


def test_a_fact_shows_when_it_was_recorded_and_what_was_erased_of_it(story: Story) -> None:
    said = story.on("2024-05-01").tell("person_described", "2024-01-01", person="ann", priorities="Cost")
    story.tell("value_erased", fact=said)
    fact = one(story.tenant, said, restricted=True)
    assert fact["recorded_at"] == "2024-05-01T12:00:00.000000Z"
    assert (fact["effective"], fact["recorded_by"], fact["erased"]) == ("2024-01-01", "me", ["priorities"])
    assert "priorities" not in fact


def test_what_is_not_there_is_not_found(story: Story) -> None:
    link = story.tell("link_rated", person="ann", other="bob", tone=1)
    absent: list[Callable[[], Any]] = [
        lambda: journal(story.tenant, account="none", restricted=True),
        lambda: journal(story.tenant, person="none", restricted=True),
        lambda: one(story.tenant, "01980c2e-8c1f-7d3a-b1b2-6f2d1c0a9e01", restricted=True),
        lambda: one(story.tenant, link, restricted=False),
    ]
    for read in absent:
        with pytest.raises(NotFound):
            read()


def around(story: Story, id: str) -> tuple[list[str], list[str]]:
    fact = one(story.tenant, id, restricted=True)
    return fact["supersedes"], fact["superseded_by"]


def test_a_value_supersedes_the_one_before_in_the_world_not_in_the_log(story: Story) -> None:
    late = story.tell("role_restructured", "2024-05-01", role="cfo", title="Head of Finance")
    middle = story.tell("role_restructured", "2024-03-01", role="cfo", title="Treasurer")
    same_day = story.tell("role_restructured", "2024-03-01", role="cfo", title="Finance Officer")
    assert around(story, late) == ([same_day], [])
    assert around(story, same_day)[1] == [late]
    assert around(story, middle) == ([], [same_day])


def test_only_the_same_field_supersedes(story: Story) -> None:
    headcount = story.tell("role_restructured", "2024-03-01", role="cfo", headcount=2)
    story.tell("role_restructured", "2024-05-01", role="cfo", title="Head of Finance")
    assert around(story, headcount) == ([], [])


def test_facts_that_name_each_other_supersede(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    fixed = story.tell("fact_corrected", fact=took, replacement={"effective": "2024-02-15"})
    left = story.tell("person_left_role", "2024-04-01", person="ann", role="cfo", took=took)
    gone = story.tell("fact_withdrawn", fact=fixed, reason="It was right")
    assert around(story, took) == ([], [fixed, left])
    assert around(story, left) == ([took], [])
    assert around(story, fixed) == ([took], [gone])


def test_an_end_supersedes_the_beginnings_it_ends(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    closed = story.tell("role_closed", "2024-06-01", role="cfo")
    assert around(story, took) == ([], [closed])
    assert around(story, closed) == ([took], [])


def test_an_assessor_supersedes_only_himself(story: Story) -> None:
    story.took("ann", "2024-02-01")
    assessed = [("2024-02-01", "cy", 3), ("2024-03-01", "bob", 5), ("2024-04-01", "cy", 4)]
    first, other, second = (
        story.tell("power_assessed", day, person="ann", role="cfo", power=power, by=by) for day, by, power in assessed
    )
    assert around(story, first) == ([], [second])
    assert around(story, other) == ([], [])


@pytest.mark.parametrize("seed", range(672, 674))
def test_what_a_fact_supersedes_says_so_too(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=25)
    told = {fact["id"]: one(world.tenant, fact["id"], restricted=True) for fact in world.facts}
    for id, fact in told.items():
        assert all(id in told[other]["superseded_by"] for other in fact["supersedes"]), id
        assert id not in fact["superseded_by"]


def test_an_end_of_coverage_says_which_beginning_it_ended(story: Story) -> None:
    covers = {"person": "cy", "organization": "acme", "part": "lead"}
    begun = story.tell("coverage_assigned", "2024-02-01", **covers)
    ended = story.tell("coverage_ended", "2024-06-01", **covers)
    assert around(story, begun) == ([], [ended])
    assert around(story, ended) == ([begun], [])
