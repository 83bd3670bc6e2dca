"""What a merger, a renaming, a demerger, a unit that moves, and a leaver look like afterwards."""

from typing import Any

import pytest

from domain.analysis.parameters import Parameters
from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.analysis.selling import opportunity_analysis
from projections.careers import career
from projections.diffs import diff
from projections.fragments import decode
from projections.tenants import Tenants
from tests.projections.told import Story, clause

Json = dict[str, Any]


@pytest.fixture
def story(tenants: Tenants) -> Story:
    """Beta is an account too; Ann is CFO of Acme, where Finance exists and a sale about it is open."""
    found = Story(tenants.make("w"))
    for organization in ("beta", "rival", "partner", "we"):
        found.tell("organization_registered", organization=organization, name=organization.title())
    found.tell("account_opened", organization="beta")
    found.tell("unit_defined", None, unit="finance", organization="acme", name="Finance")
    found.tell("role_restructured", "2020-01-01", role="cfo", unit="finance")
    found.took("ann", "2020-01-01")
    found.tell("opportunity_opened", "2023-01-01", opportunity="o", organization="acme", name="Sale", unit="finance")
    found.tell("buying_role_assigned", "2023-01-01", person="ann", opportunity="o", buying_role="decider")
    return found


def shown(story: Story, account: str, day: str) -> Json:
    answer: Json = decode(account_map(story.tenant, account, story.at(day), restricted=True))
    return answer


def found(story: Story, account: str, day: str, kind: str) -> list[Json]:
    return [one for one in shown(story, account, day)["findings"] if one["kind"] == kind]


def test_company_merged_both_maps_say_so_and_what_was_left_behind_is_counted(story: Story) -> None:
    merged = story.tell(
        "organization_restructured", "2024-05-01", originals=["acme"], results=["beta"], kind="takeover"
    )
    said = {"kind": "takeover", "originals": ["acme"], "results": ["beta"], "since": "2024-05-01", "fact": merged}
    assert [shown(story, account, "2024-06-01")["account"]["restructured"] for account in ("acme", "beta")] == [
        [said]
    ] * 2
    assert "restructured" not in shown(story, "acme", "2024-04-30")["account"]
    left = {"kind": "left_behind", "organization": "acme", "into": ["beta"], "units": 1, "roles": 2, "opportunities": 1}
    assert found(story, "acme", "2024-06-01", "left_behind") == [left]
    assert found(story, "beta", "2024-06-01", "left_behind") == []
    (change,) = diff(story.tenant, "beta", story.at("2024-04-01"), story.at("2024-06-01"), True)
    assert (change["kind"], change["facts"]) == ("restructuring", [merged])
    assert clause(change) == "Acme became Beta by takeover on 2024-05-01."


def test_company_renamed_is_one_company_with_another_name(story: Story) -> None:
    story.tell("organization_restructured", "2024-05-01", originals=["acme"], results=["acme"], kind="renaming")
    story.tell("organization_described", "2024-05-01", organization="acme", name="Acme Group")
    assert [shown(story, "acme", day)["account"]["name"] for day in ("2024-04-30", "2024-05-01")] == [
        "Acme",
        "Acme Group",
    ]
    assert found(story, "acme", "2024-06-01", "left_behind") == []
    assert sentences(story, "acme") == [
        "Acme is called Acme Group.",
        "Acme Group was renamed on 2024-05-01.",
    ]


def sentences(story: Story, account: str) -> list[str]:
    return [clause(one) for one in diff(story.tenant, account, story.at("2024-04-01"), story.at("2024-06-01"), True)]


def test_company_demerged_goes_on_beside_what_it_gave_away(story: Story) -> None:
    story.tell("organization_restructured", "2024-05-01", originals=["acme"], results=["acme", "beta"], kind="demerger")
    assert shown(story, "beta", "2024-06-01")["account"]["restructured"][0]["originals"] == ["acme"]
    assert found(story, "acme", "2024-06-01", "left_behind") == []
    assert (
        sentences(story, "acme") == sentences(story, "beta") == ["Acme became Acme and Beta by demerger on 2024-05-01."]
    )


def test_two_companies_that_merged_are_not_two_records_of_one(story: Story) -> None:
    story.tell("organization_restructured", "2024-05-01", originals=["acme"], results=["beta"], kind="merger")
    assert shown(story, "acme", "2024-06-01")["account"]["id"] == "acme"
    assert {role["id"] for role in shown(story, "acme", "2024-06-01")["roles"]} == {"ceo", "cfo"}


def test_unit_moved_to_another_company_takes_its_roles_along_and_the_sale_follows_when_told(story: Story) -> None:
    moved = story.tell("unit_restructured", "2024-05-01", unit="finance", organization="beta")
    assert [role["id"] for role in shown(story, "beta", "2024-06-01")["roles"]] == ["cfo"]
    assert [role["id"] for role in shown(story, "acme", "2024-06-01")["roles"]] == ["ceo"]
    asked = {"kind": "unit_moved", "opportunity": "o", "unit": "finance", "organization": "beta"}
    assert found(story, "acme", "2024-06-01", "unit_moved") == [asked]
    assert found(story, "acme", "2024-04-30", "unit_moved") == []
    analyzed = opportunity_analysis(story.tenant, "o", story.at("2024-06-01"), Parameters(), restricted=True)
    assert asked in analyzed["findings"]
    assert analyzed["cautions"][0]["sentence"] == (
        "Finance, which this is about, belongs to Beta now: record it as a sale to Beta, "
        "or name the unit here that it is about."
    )
    gone = diff(story.tenant, "acme", story.at("2024-04-01"), story.at("2024-06-01"), True)
    assert {fact for one in gone for fact in one["facts"]} == {moved}
    story.tell("opportunity_changed", "2024-05-01", opportunity="o", organization="beta")
    assert found(story, "acme", "2024-06-01", "unit_moved") == []
    sale = shown(story, "beta", "2024-06-01")["opportunities"][0]
    assert (sale["id"], sale["buying_center"][0]["person"]) == ("o", "ann")


@pytest.mark.parametrize(("place", "name"), [("rival", "Rival"), ("partner", "Partner"), ("we", "We")])
def test_leaver_goes_to_a_competitor_a_supplier_or_to_us(story: Story, place: str, name: str) -> None:
    story.tell("organizations_related", None, organization="acme", other="rival", relation="competitor")
    story.tell("organizations_related", None, organization="acme", other="partner", relation="supplier")
    story.tell("role_defined", None, role="new", organization=place, title="Director")
    story.left("ann", "2024-05-01")
    took = story.took("ann", "2024-05-01", role="new")
    *_, move = career(story.tenant, "ann", story.at("2024-06-01"))["moves"]
    assert (move["took"]["organization_name"], move["took"]["took"]) == (name, took)
    (shown_as,) = (one for one in shown(story, "acme", "2024-06-01")["people"] if one["id"] == "ann")
    assert (shown_as["external"], shown_as["of"]) == (True, [place])
    assert "Ann left as CFO on 2024-05-01." in sentences(story, "acme")
    assert "Ann became Director on 2024-05-01." in sentences(story, place)
    assert "Ann does no longer have a role here." in sentences(story, "acme")
    leaver = {"kind": "buying_role_of_leaver", "person": "ann", "opportunity": "o", "buying_role": "decider"}
    assert found(story, "acme", "2024-06-01", "buying_role_of_leaver") == [leaver]
    assert found(story, "acme", "2024-04-30", "buying_role_of_leaver") == []


def test_an_announced_merger_that_is_withdrawn_was_never_to_be(story: Story) -> None:
    merger = story.tell("organization_restructured", "2030-01", originals=["acme"], results=["beta"], kind="merger")
    assert shown(story, "acme", "2030-01-10")["account"]["restructured"][0]["possible"]
    announced = story.at("2030-01-10")
    story.tenant.record([{"type": "fact_withdrawn", "fact": merger, "reason": "called off"}], Terms(by="me"))
    assert "restructured" not in shown(story, "acme", "2031-01-01")["account"]
    told = diff(story.tenant, "acme", announced, story.at("2030-01-10"), True)
    assert [clause(one) for one in told] == ["We learned that Acme did not become Beta by merger."]
