"""Worked examples of values, assessors and certainty."""

from datetime import date

import pytest

from tests.oracle import organization, person
from tests.oracle.telling import Story


@pytest.fixture
def story() -> Story:
    return Story()


def retitle(story: Story, title: str, effective: str | None) -> str:
    return story.tell("role_restructured", effective, role="cfo", title=title)


def title(story: Story, day: str) -> str:
    return str(story.role(day)["title"])


def test_the_latest_effective_value_holds_whatever_the_order_of_arrival(story: Story) -> None:
    retitle(story, "Treasurer", "2024-03-01")
    retitle(story, "Controller", "2024-02-01")
    assert title(story, "2024-02-29") == "Controller"
    assert title(story, "2024-03-01") == "Treasurer"


def test_on_equal_dates_the_value_recorded_last_holds(story: Story) -> None:
    retitle(story, "Treasurer", "2024-02-01")
    retitle(story, "Controller", "2024-02-01")
    assert title(story, "2024-02-01") == "Controller"


def test_a_corrected_value_keeps_the_place_of_the_original_in_ties(story: Story) -> None:
    first = retitle(story, "Treasurer", "2024-03-01")
    retitle(story, "Controller", "2024-02-01")
    story.correct(first, effective="2024-02-01")
    assert title(story, "2024-03-01") == "Controller"


def test_a_change_with_unknown_date_counts_from_the_day_it_was_recorded(story: Story) -> None:
    story.on("2024-02-10")
    retitle(story, "Treasurer", None)
    assert title(story, "2024-02-09") == "CFO"
    assert title(story, "2024-02-10") == "Treasurer"


def test_an_imprecise_change_counts_from_its_first_day(story: Story) -> None:
    retitle(story, "Treasurer", "2024-02")
    assert title(story, "2024-02-01") == "Treasurer"


def test_a_second_definition_with_unknown_date_counts_from_before_everything(story: Story) -> None:
    story.tell("role_defined", None, role="cfo", organization="acme", title="Bursar")
    retitle(story, "Treasurer", "2024-02-01")
    assert title(story, "1950-01-01") == "Bursar"
    assert title(story, "2024-02-01") == "Treasurer"


def test_a_change_announced_for_the_future_waits_for_its_day(story: Story) -> None:
    retitle(story, "Treasurer", "2030-01-01")
    assert title(story, "2029-12-31") == "CFO"
    assert title(story, "2030-01-01") == "Treasurer"


def test_a_name_before_its_first_date_is_the_first_known_name(story: Story) -> None:
    story.tell("person_introduced", "2024-03-01", person="dee", name="Dee")
    story.tell("person_described", "2024-02-01", person="dee", name="Dee Maiden")
    story.took("dee", "2024-01-10")
    assert story.holder("2024-01-15")["name"] == "Dee Maiden"
    assert story.holder("2024-03-01")["name"] == "Dee"


def test_other_values_hold_nothing_before_their_first_date(story: Story) -> None:
    story.tell("person_described", "2024-03-01", person="ann", country="FR")
    assert "country" not in person(story.facts, "ann", date(2024, 2, 29), story.position)
    assert person(story.facts, "ann", date(2024, 3, 1), story.position)["country"] == "FR"


def test_null_clears_and_an_omitted_field_is_not_stated(story: Story) -> None:
    story.tell("role_restructured", "2024-02-01", role="cfo", reports_to="ceo", function="finance")
    story.tell("role_restructured", "2024-03-01", role="cfo", function=None)
    role = story.role("2024-03-01")
    assert role["reports_to"] == "ceo"
    assert "function" not in role


def test_each_key_of_attributes_is_a_value_of_its_own(story: Story) -> None:
    story.tell("role_restructured", "2024-02-01", role="cfo", attributes={"floor": 3, "car": "yes"})
    story.tell("role_restructured", "2024-03-01", role="cfo", attributes={"car": None, "badge": "red"})
    assert story.role("2024-03-01")["attributes"] == {"badge": "red", "floor": 3}


def test_a_probable_fact_decides_and_is_marked(story: Story) -> None:
    story.took("ann", "2024-02-01", certainty="probable")
    story.tell("role_restructured", "2024-02-01", role="cfo", title="Treasurer", certainty="probable")
    assert story.holder("2024-02-01")["certainty"] == "probable"
    assert story.role("2024-02-01")["probable"] == ["title"]


def test_a_rumor_decides_nothing_and_is_listed(story: Story) -> None:
    took = story.took("ann", "2024-02-01", certainty="rumored")
    assert story.holders("2024-02-01") == []
    assert story.map("2023-12-31")["rumors"] == []
    rumor = {"fact": took, "type": "person_took_role", "effective": "2024-02-01"}
    content = {"person": "ann", "role": "cfo", "tenure_kind": "permanent"}
    assert story.map("2024-01-01")["rumors"] == [rumor | content]
    assert "ann" in [each["id"] for each in story.map("2024-02-01")["people"]]


def test_a_fact_corrected_to_a_rumor_decides_nothing_from_then_on(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.correct(took, certainty="rumored")
    assert story.holders("2024-02-01", story.position - 1) == ["ann"]
    assert story.holders("2024-02-01") == []


def test_a_rumored_withdrawal_withdraws_nothing(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    story.tell("fact_withdrawn", fact=took, reason="they say", certainty="rumored")
    assert story.holders("2024-02-01") == ["ann"]


def assess(story: Story, power: int, effective: str | None, by: str = "cy") -> str:
    return story.tell("power_assessed", effective, person="ann", role="cfo", power=power, by=by)


def test_power_is_of_the_stay_and_a_return_starts_blank(story: Story) -> None:
    story.took("ann", "2024-02-01")
    assess(story, 7, "2024-02-10")
    story.left("ann", "2024-03-01")
    story.took("ann", "2024-03-01")
    assert "power" not in story.holder("2024-02-09")
    assert story.holder("2024-02-10")["power"] == 7
    assert "power" not in story.holder("2024-03-01")


def test_interim_made_permanent_keeps_its_power(story: Story) -> None:
    story.took("ann", "2024-02-01", tenure_kind="interim")
    assess(story, 7, "2024-02-10")
    story.took("ann", "2024-03-01")
    assert story.holder("2024-03-01")["power"] == 7


def test_power_assessed_while_not_in_office_is_never_shown(story: Story) -> None:
    assess(story, 7, "2024-01-15")
    story.took("ann", "2024-02-01")
    assert "power" not in story.holder("2024-02-01")


def test_assessors_who_differ_are_all_listed_and_the_latest_is_shown(story: Story) -> None:
    story.took("ann", "2024-02-01")
    assess(story, 7, "2024-02-10")
    assess(story, 3, "2024-02-05", by="bob")
    holder = story.holder("2024-02-10")
    assert (holder["power"], holder["power_by"]) == (7, "cy")
    assert holder["opinions"] == [{"by": "bob", "power": 3}, {"by": "cy", "power": 7}]
    assert story.findings("2024-02-10", "disagreement") == [
        {"kind": "disagreement", "property": "power", "person": "ann", "role": "cfo"}
    ]


def test_assessors_who_agree_are_listed_without_finding(story: Story) -> None:
    story.took("ann", "2024-02-01")
    assess(story, 7, "2024-02-10")
    assess(story, 7, "2024-02-05", by="bob")
    assert len(story.holder("2024-02-10")["opinions"]) == 2
    assert story.findings("2024-02-10", "disagreement") == []


def test_relations_between_organizations_begin_and_end(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    relation = {"organization": "acme", "other": "bank", "relation": "supplier"}
    story.tell("organizations_related", "2024-02-01", **relation)
    story.tell("organizations_unrelated", "2024-03-01", **relation)
    related = organization(story.facts, "acme", date(2024, 2, 1), story.position)["relations"]
    assert related == [{"other": "bank", "relation": "supplier", "since": "2024-02-01"}]
    assert organization(story.facts, "acme", date(2024, 3, 1), story.position)["relations"] == []
