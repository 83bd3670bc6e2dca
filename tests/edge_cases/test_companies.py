"""What a merger, a renaming, a demerger, a unit that moves, and a leaver look like afterwards."""

from typing import Any

import pytest

from .conftest import Case, Json

OPEN = {"opportunity": "sale", "organization": "acme", "name": "Renewal", "unit": "finance"}
LEFT = {"organization": "acme", "into": ["bolt"], "units": 2, "roles": 2, "opportunities": 1}


def restructured(case: Case, kind: str, results: list[str]) -> str:
    return case.fact("organization_restructured", "2024-05-01", originals=["acme"], results=results, kind=kind)


def account(case: Case, account: str, as_of: str = "2024-06-01", **asked: Any) -> Json:
    found: Json = case.map(as_of, account, **asked)["account"]
    return found


def around(case: Case, account: str = "acme", *kinds: str) -> list[str]:
    return case.sentences("2024-04-01", "2024-06-01", account, *kinds)


def roles(case: Case, account: str, as_of: str = "2024-06-01") -> list[str]:
    return [role["id"] for role in case.map(as_of, account)["roles"]]


@pytest.fixture
def sold(case: Case) -> Case:
    """Ann is CFO, in Finance, about which there is a sale in which she decides."""
    case.took("ann", "cfo", "2020-01-01")
    case.fact("opportunity_opened", "2023-01-01", **OPEN)
    case.fact("buying_role_assigned", "2023-01-01", person="ann", opportunity="sale", buying_role="decider")
    case.fact("attitude_changed", "2023-01-01", person="ann", opportunity="sale", attitude=1)
    return case


def test_company_merged_both_maps_say_so_and_what_was_left_behind_is_counted(sold: Case) -> None:
    merged = restructured(sold, "takeover", ["bolt"])
    said = {"kind": "takeover", "originals": ["acme"], "results": ["bolt"], "since": "2024-05-01", "fact": merged}
    assert [account(sold, one)["restructured"] for one in ("acme", "bolt")] == [[said], [said]]
    assert "restructured" not in account(sold, "acme", "2024-04-30")
    assert sold.findings("left_behind", "2024-06-01") == [LEFT]
    assert around(sold, "bolt") == around(sold, "acme") == ["Acme became Bolt by takeover on 2024-05-01."]
    sold.tell({"type": "fact_withdrawn", "fact": merged, "reason": "Called off"})
    assert "restructured" not in account(sold, "acme")
    assert sold.findings("left_behind", "2024-06-01") == []


def test_company_renamed_is_one_company_with_another_name(sold: Case) -> None:
    restructured(sold, "renaming", ["acme"])
    sold.fact("organization_described", "2024-05-01", organization="acme", name="Acme Group")
    names = [account(sold, "acme", day)["name"] for day in ("2024-04-30", "2024-05-01")]
    assert (names, sold.findings("left_behind", "2024-06-01")) == (["Acme", "Acme Group"], [])
    assert around(sold) == ["Acme is called Acme Group.", "Acme Group was renamed on 2024-05-01."]
    assert roles(sold, "acme") == ["ceo", "cfo"]


def test_company_demerged_goes_on_beside_what_it_gave_away(sold: Case) -> None:
    restructured(sold, "demerger", ["acme", "bolt"])
    assert account(sold, "bolt")["restructured"][0]["originals"] == ["acme"]
    assert sold.findings("left_behind", "2024-06-01") == []
    assert around(sold) == around(sold, "bolt") == ["Acme became Acme and Bolt by demerger on 2024-05-01."]


def test_two_companies_that_merged_are_not_two_records_of_one(sold: Case) -> None:
    restructured(sold, "merger", ["bolt"])
    assert (account(sold, "acme")["id"], roles(sold, "acme"), roles(sold, "bolt")) == (
        "acme",
        ["ceo", "cfo"],
        ["buyer"],
    )
    parted = sold.map("2024-06-01", "bolt")
    sold.tell({"type": "organization_records_merged", "kept": "bolt", "duplicate": "acme"})
    assert (account(sold, "acme")["id"], roles(sold, "acme")) == ("bolt", ["buyer", "ceo", "cfo"])
    assert sold.map("2024-06-01", "bolt", position=parted["position"]) == parted


def test_unit_moved_to_another_company_takes_its_roles_along_and_the_sale_follows_when_told(sold: Case) -> None:
    sold.fact("unit_defined", unit="tax", organization="acme", name="Tax", parent="finance")
    moved = sold.fact("unit_restructured", "2024-05-01", unit="finance", organization="bolt")
    below = [{"unit": "tax", "parent": "finance", "organization": "bolt"}]
    assert [sold.findings("unit_left_behind", day) for day in ("2024-04-30", "2024-06-01")] == [[], below]
    assert [roles(sold, one) for one in ("acme", "bolt")] == [["ceo"], ["buyer", "cfo"]]
    assert [roles(sold, "acme", "2024-04-30"), sold.holding("cfo", "2024-06-01", "bolt")] == [["ceo", "cfo"], ["ann"]]
    asked = {"kind": "unit_moved", "opportunity": "sale", "unit": "finance", "organization": "bolt"}
    assert [{"kind": "unit_moved", **one} for one in sold.findings("unit_moved", "2024-06-01")] == [asked]
    assert sold.findings("unit_moved", "2024-04-30") == []
    analyzed = sold.get("/v1/opportunities/sale/analysis", as_of="2024-06-01")
    assert asked in analyzed["findings"]
    assert analyzed["cautions"][0]["sentence"] == (
        "Finance, which this is about, belongs to Bolt now: record it as a sale to Bolt, "
        "or name the unit here that it is about."
    )
    told = sold.get("/v1/accounts/acme/diff", start="2024-04-01", end="2024-06-01")["changes"]
    assert {fact for one in told for fact in one["facts"]} == {moved}
    sold.fact("opportunity_changed", "2024-05-01", opportunity="sale", organization="bolt")
    assert sold.findings("unit_moved", "2024-06-01") == []
    (sale,) = sold.map("2024-06-01", "bolt")["opportunities"]
    assert (sale["id"], sale["buying_center"][0]["person"]) == ("sale", "ann")
    assert around(sold, "acme", "buying_role", "attitude") == [
        'Ann is no longer on the map as decider in "Renewal".',
        'The attitude of Ann to "Renewal" (1 (rather for)) is no longer on the map.',
    ]
    assert around(sold, "bolt", "buying_role") == ['Ann came onto the map as decider in "Renewal".']


@pytest.mark.parametrize(("place", "name"), [("rival", "Rival"), ("partner", "Partner"), ("we", "We")])
def test_leaver_goes_to_a_competitor_a_supplier_or_to_us(sold: Case, place: str, name: str) -> None:
    for other, relation in (("rival", "competitor"), ("partner", "supplier"), ("we", "supplier")):
        sold.fact("organization_registered", organization=other, name=other.title())
        sold.fact("organizations_related", organization="acme", other=other, relation=relation)
    sold.fact("role_defined", role="new", organization=place, title="Director")
    sold.left("ann", "cfo", "2024-05-01")
    took = sold.took("ann", "new", "2024-05-01")
    *_, move = sold.get("/v1/people/ann/career", as_of="2024-06-01")["moves"]
    assert (move["took"]["organization_name"], move["took"]["took"]) == (name, took)
    (shown,) = (one for one in sold.map("2024-06-01")["people"] if one["id"] == "ann")
    assert (shown["external"], shown["of"]) == (True, [place])
    assert {"Ann left as CFO on 2024-05-01.", "Ann no longer has a role here."} <= set(around(sold))
    assert "Ann became Director on 2024-05-01." in around(sold, place)
    leaver = {"person": "ann", "opportunity": "sale", "buying_role": "decider"}
    assert [sold.findings("buying_role_of_leaver", day) for day in ("2024-04-30", "2024-06-01")] == [[], [leaver]]
