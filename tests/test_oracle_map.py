"""Worked examples of what stands on an account's map, and of its findings."""

from datetime import date
from typing import Any

import pytest

from tests.oracle import opportunity
from tests.oracle.telling import Story


@pytest.fixture
def story() -> Story:
    return Story()


def roles(story: Story, day: str, account: str = "acme") -> list[str]:
    return [role["id"] for role in story.map(day, account=account)["roles"]]


def test_the_map_of_an_account_without_anything_names_it_and_its_vacant_roles(story: Story) -> None:
    vacancies = [{"kind": "vacant", "role": role, "since": None} for role in ("ceo", "cfo")]
    answer = story.map("2024-02-01")
    assert answer["account"] == {"id": "acme", "name": "Acme", "status": "open"}
    assert answer["findings"] == vacancies
    assert all(answer[part] == [] for part in ("units", "people", "links", "opportunities", "rumors"))


def test_a_unit_that_moves_takes_its_roles_to_the_other_account(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("unit_defined", unit="finance", organization="acme", name="Finance")
    story.tell("role_restructured", "2024-02-01", role="cfo", unit="finance")
    story.tell("unit_restructured", "2024-03-01", unit="finance", organization="bank")
    assert roles(story, "2024-02-29") == ["ceo", "cfo"]
    assert (roles(story, "2024-03-01"), roles(story, "2024-03-01", "bank")) == (["ceo"], ["cfo"])
    assert [unit["id"] for unit in story.map("2024-03-01", account="bank")["units"]] == ["finance"]


def test_a_role_is_on_the_map_from_its_definition(story: Story) -> None:
    story.tell("role_defined", "2024-03-01", role="cto", organization="acme", title="CTO")
    assert "cto" not in roles(story, "2024-02-29")
    assert "cto" in roles(story, "2024-03-01")


def test_a_vacancy_says_since_when_the_last_holder_is_gone(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03")
    story.took("bob", "2024-06-01")
    assert {"kind": "vacant", "role": "cfo", "since": "2024-04-01"} in story.findings("2024-05-01", "vacant")


def test_more_permanent_holders_than_heads_are_a_finding(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.took("bob", "2024-02-01")
    story.tell("role_restructured", "2024-03-01", role="cfo", headcount=2)
    assert story.findings("2024-02-01", "several_permanent_holders") == [
        {"kind": "several_permanent_holders", "role": "cfo", "people": ["ann", "bob"]}
    ]
    assert story.findings("2024-03-01", "several_permanent_holders") == []


def report(story: Story, role: str, reports_to: str) -> None:
    story.tell("role_restructured", "2024-02-01", role=role, reports_to=reports_to)


def test_roles_that_report_in_a_ring_are_one_finding(story: Story) -> None:
    report(story, "cfo", "ceo")
    report(story, "ceo", "cfo")
    assert story.findings("2024-02-01", "reporting_cycle") == [{"kind": "reporting_cycle", "roles": ["ceo", "cfo"]}]


def test_a_role_that_reports_to_itself_is_no_ring(story: Story) -> None:
    report(story, "cfo", "cfo")
    assert story.findings("2024-02-01", "self_report") == [{"kind": "self_report", "role": "cfo"}]
    assert story.findings("2024-02-01", "reporting_cycle") == []


def test_a_parent_that_was_closed_is_told_from_one_that_is_elsewhere(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("role_defined", None, role="banker", organization="bank", title="Banker")
    report(story, "cfo", "banker")
    assert story.findings("2024-02-01", "parent_absent")[0]["reports_to"] == "banker"
    story.tell("role_closed", "2024-03-01", role="banker")
    assert story.findings("2024-03-01", "parent_closed")[0]["role"] == "cfo"


def rate(story: Story, person: str, other: str, effective: str | None, **fields: Any) -> str:
    return story.tell("link_rated", effective, person=person, other=other, **fields)


def links(story: Story, day: str) -> list[tuple[str, str, str]]:
    return [(link["person"], link["other"], link["kind"]) for link in story.map(day)["links"]]


def test_links_join_a_holder_of_a_role_with_anybody_who_is_on_the_map_by_that(story: Story) -> None:
    """Also with people of other organizations; two of them have theirs elsewhere."""
    story.tell("person_introduced", person="dee", name="Dee")
    story.took("bob", "2024-02-01", "ceo")
    for other in ("cy", "dee"):
        rate(story, "bob", other, "2024-02-01", kind="advice", tone=1)
    rate(story, "ann", "dee", "2024-02-01", kind="advice", tone=1)
    assert links(story, "2024-02-01") == [("bob", "cy", "advice"), ("bob", "dee", "advice")]
    assert [each["id"] for each in story.map("2024-02-01")["people"]] == ["bob", "cy", "dee"]


def test_a_link_is_the_same_from_both_ends_unless_directed(story: Story) -> None:
    story.took("ann", "2024-02-01")
    rate(story, "ann", "cy", "2024-02-01", tone=1)
    rate(story, "cy", "ann", "2024-03-01", strength=5)
    rate(story, "cy", "ann", "2024-03-01", tone=-1, directed=True)
    both, directed = story.map("2024-03-01")["links"]
    assert (both["tone"], both["strength"], both["since"]) == (1, 5, "2024-02-01")
    assert (directed["person"], directed["tone"], directed["directed"]) == ("cy", -1, True)


def test_an_end_without_kind_ends_all_kinds_but_not_the_other_direction(story: Story) -> None:
    story.took("ann", "2024-02-01")
    rate(story, "cy", "ann", "2024-02-01", kind="advice", tone=1)
    rate(story, "cy", "ann", "2024-02-01", kind="friendship", tone=1, directed=True)
    story.tell("link_ended", "2024-03-01", person="ann", other="cy")
    assert links(story, "2024-03-01") == [("cy", "ann", "friendship")]
    story.tell("link_ended", "2024-04-01", person="cy", other="ann", kind="friendship")
    assert links(story, "2024-04-01") == []


def test_a_link_that_begins_again_starts_blank(story: Story) -> None:
    story.took("ann", "2024-02-01")
    rate(story, "ann", "cy", "2024-02-01", tone=2)
    story.tell("link_ended", "2024-03-01", person="ann", other="cy")
    rate(story, "ann", "cy", "2024-03-01", strength=3)
    (link,) = story.map("2024-03-01")["links"]
    assert "tone" not in link
    assert link["strength"] == 3


def test_a_cleared_rating_leaves_the_other_assessors_view(story: Story) -> None:
    story.took("ann", "2024-02-01")
    rate(story, "ann", "cy", "2024-02-01", tone=2, by="cy")
    rate(story, "ann", "cy", "2024-02-02", tone=-1, by="bob")
    assert story.map("2024-02-02")["links"][0]["tone"] == -1
    assert story.findings("2024-02-02", "disagreement")[0]["property"] == "tone"
    rate(story, "ann", "cy", "2024-02-03", tone=None, by="bob")
    assert story.map("2024-02-03")["links"][0]["tone"] == 2


@pytest.fixture
def sale(story: Story) -> Story:
    story.tell("opportunity_opened", "2024-02-01", opportunity="o-1", organization="acme", name="Ledger")
    return story


def assign(story: Story, effective: str | None, **fields: Any) -> str:
    return story.tell(
        "buying_role_assigned", effective, person="ann", opportunity="o-1", buying_role="decider", **fields
    )


def test_an_opportunity_is_listed_from_its_opening_and_stays_with_its_outcome(sale: Story) -> None:
    sale.tell("opportunity_closed", "2024-03-01", opportunity="o-1", outcome="won")
    assert sale.map("2024-01-31")["opportunities"] == []
    (before,) = sale.map("2024-02-29")["opportunities"]
    (after,) = sale.map("2024-03-01")["opportunities"]
    assert "outcome" not in before
    assert (after["name"], after["outcome"]) == ("Ledger", "won")


def test_a_reopened_opportunity_has_no_outcome(sale: Story) -> None:
    sale.tell("opportunity_closed", "2024-03-01", opportunity="o-1", outcome="lost")
    sale.tell("opportunity_opened", "2024-04-01", opportunity="o-1", organization="acme", name="Ledger")
    found = opportunity(sale.facts, "o-1", date(2024, 4, 1), sale.position)
    assert found == {
        "id": "o-1",
        "name": "Ledger",
        "organization": "acme",
        "since": "2024-04-01",
        "buying_center": [],
    }


def test_a_weight_is_of_the_buying_role_it_was_stated_in(sale: Story) -> None:
    assign(sale, "2024-02-01", weight=5)
    assign(sale, "2024-02-10")
    role = {"person": "ann", "opportunity": "o-1", "buying_role": "decider"}
    sale.tell("buying_role_ended", "2024-03-01", **role)
    assign(sale, "2024-03-01")
    (before,) = sale.map("2024-02-29")["opportunities"][0]["buying_center"]
    (after,) = sale.map("2024-03-01")["opportunities"][0]["buying_center"]
    assert (before["weight"], before["since"]) == (5, "2024-02-01")
    assert "weight" not in after


def test_attitudes_are_of_one_opportunity_and_outlive_the_buying_role(sale: Story) -> None:
    sale.tell("attitude_changed", "2024-02-01", person="ann", opportunity="o-1", attitude=-1, by="cy")
    assign(sale, "2024-03-01")
    (member,) = sale.map("2024-03-01")["opportunities"][0]["buying_center"]
    assert (member["attitude"], member["attitude_by"]) == (-1, "cy")


def test_a_buying_role_of_somebody_who_left_the_account_is_a_finding(sale: Story) -> None:
    sale.took("ann", "2024-02-01")
    assign(sale, "2024-02-01")
    sale.left("ann", "2024-03-01")
    assert sale.findings("2024-02-29", "buying_role_of_leaver") == []
    finding = {"kind": "buying_role_of_leaver", "person": "ann", "opportunity": "o-1", "buying_role": "decider"}
    assert sale.findings("2024-03-01", "buying_role_of_leaver") == [finding]


def test_a_buying_role_of_somebody_who_never_held_a_role_here_is_none(sale: Story) -> None:
    assign(sale, "2024-02-01")
    sale.took("ann", "2024-06-01")
    assert sale.findings("2024-03-01", "buying_role_of_leaver") == []


def test_a_tenure_before_the_role_began_is_outside_its_life(story: Story) -> None:
    story.tell("role_defined", "2024-03-01", role="cto", organization="acme", title="CTO")
    story.took("ann", "2024-02-01", "cto")
    assert len(story.findings("2024-02-15", "outside_role_life")) == 1
    assert story.findings("2024-03-01", "outside_role_life") == []
