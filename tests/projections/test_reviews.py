"""Decisions on nominations: what they write, what undoing them takes back, and who of two is first."""

from typing import Any

import pytest

from domain.errors import InvalidRequest, UnknownSubject
from projections.careers import career
from projections.moments import moment_of
from projections.succession import holders
from tests.projections.nominated import DAY, JANE, accepted, facts_at, head, holding, names, outcomes, reported
from tests.projections.told import Story

Json = dict[str, Any]


def test_accepting_writes_everything_in_one_batch_that_says_where_it_comes_from(story: Story) -> None:
    id, before = reported(story), head(story.tenant)
    told = accepted(story, id)
    batch = facts_at(story, before)
    assert [fact["type"] for fact in batch] == ["person_introduced", "person_took_role", "nomination_accepted"]
    assert {fact["recorded_at"] for fact in batch} == {batch[0]["recorded_at"]}
    report = told["nomination"]["report"]
    assert {fact["caused_by"] for fact in batch} == {report}
    assert all(fact["source"] == {"kind": "feed", "ref": JANE["url"], "note": None} for fact in batch[:2])
    assert batch[1]["effective"] == JANE["starts"]
    assert list(batch[2]["facts"]) == [fact["id"] for fact in batch[:2]]
    nomination = told["nomination"]
    assert (nomination["state"], nomination["role"], nomination["organization"]) == ("accepted", "cfo", "acme")
    assert holding(story) == [nomination["person"]]
    assert names(story, nomination["person"])["name"] == "Jane Roe"


def test_a_role_and_an_organization_may_be_made_too(story: Story) -> None:
    id = reported(story, organization_name="Bolt AG", role_title="Head of Ice")
    nomination = accepted(story, id, person="ann", role="create", organization="create", learn=False)["nomination"]
    assert holding(story, role=nomination["role"]) == ["ann"]
    (stay,) = career(story.tenant, "ann", moment_of(story.tenant.ledger, DAY))["stays"]
    assert (stay["title"], stay["organization_name"]) == ("Head of Ice", "Bolt AG")


def test_a_decision_teaches_the_names_that_were_not_known(story: Story) -> None:
    id = reported(story, person_name="Anna  ROE", role_title="cfo", organization_name="ACME SA")
    accepted(story, id, person="ann")
    learned = {fact["alias"]: fact for fact in facts_at(story, 0) if fact["type"] == "alias_recorded"}
    assert {alias: fact.get("person") or fact.get("organization") for alias, fact in learned.items()} == {
        "Anna  ROE": "ann", "ACME SA": "acme",
    }  # fmt: skip
    assert names(story, "ann")["aliases"] == ["Anna  ROE"]
    again = reported(story, entry="8", person_name="anna roe", organization_name="acme sa", starts="2024-05")
    before = head(story.tenant)
    accepted(story, again, person="ann", role="ceo", learn=True)
    assert [fact["alias"] for fact in facts_at(story, before) if fact["type"] == "alias_recorded"] == ["CFO"]


def test_a_departure_ends_and_an_arrival_may_end_two(story: Story) -> None:
    took = story.took("ann", "2020")
    story.took("bob", "2021", role="ceo")
    id = reported(story, entry="1", kind="left", person_name="Ann", starts="2024-02-01")
    accepted(story, id, person="ann", took=took, reason="retired")
    id = reported(story, entry="2", kind="promoted", person_name="Bob")
    before = head(story.tenant)
    accepted(story, id, person="bob", leaves="ceo", predecessor="ann")
    told = [
        (fact["type"], fact.get("person"), fact.get("role"), fact.get("reason")) for fact in facts_at(story, before)
    ]
    assert told[:3] == [
        ("person_took_role", "bob", "cfo", None),
        ("person_left_role", "bob", "ceo", "promoted"),
        ("person_left_role", "ann", "cfo", None),
    ]
    assert holding(story, role="ceo") == ["bob"]
    (stay, *_) = holders(story.tenant, "ceo", moment_of(story.tenant.ledger, DAY))["holders"]
    assert stay["until"] == JANE["starts"]


@pytest.mark.parametrize(
    ("announced", "choice", "field"),
    [
        ({"person_name": None}, {}, "person_name"),
        ({"starts": None}, {}, "effective"),
        ({"kind": "unknown"}, {}, "action"),
        ({}, {"role": "create"}, "organization"),
        ({}, {"role": "create", "organization": "acme", "effective": "soon"}, "effective"),
        ({}, {"took": "00000000-0000-4000-8000-000000000001"}, "took"),
        ({"kind": "left"}, {"tenure_kind": "interim"}, "tenure_kind"),
        ({}, {"role": "cto"}, "role"),
        ({}, {"person": "joe"}, "person"),
        ({}, {"organization": "bolt"}, "organization"),
        ({}, {"leaves": "cto"}, "leaves"),
        ({}, {"predecessor": "joe"}, "predecessor"),
    ],
)
def test_what_is_missing_or_does_not_fit_is_named(story: Story, announced: Json, choice: Json, field: str) -> None:
    said = {name: value for name, value in {**JANE, **announced}.items() if value is not None}
    (outcome,) = outcomes(story, said)
    before = head(story.tenant)
    with pytest.raises((InvalidRequest, UnknownSubject, Exception)) as refused:
        accepted(story, outcome.nomination, **choice)
    assert (refused.value.field, refused.value.index) == (field, None)  # type: ignore[attr-defined]
    assert head(story.tenant) == before
