"""Decisions on nominations: what they write, what undoing them takes back, and who of two is first."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import combinations
from typing import Any

import msgspec
import pytest

from domain.acceptance import Choice
from domain.errors import InvalidRequest, OutOfTurn, PersonErased, UnknownSubject
from domain.log.ledger import Terms
from projections.careers import career
from projections.careers import person as person_read
from projections.journal import journal
from projections.moments import moment_of
from projections.reviews import Doubt, accept, reject, undo, withdraw
from projections.succession import holders
from tests.projections.nominated import CHOICE, JANE, asked, head, outcomes, queue, reported
from tests.projections.tables import rows_of
from tests.projections.told import Story

Json = dict[str, Any]
DAY = "2024-06-30"


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


def test_undoing_takes_back_everything_and_the_past_still_tells(story: Story) -> None:
    id = reported(story)
    start = rows_of(story.tenant)
    person = accepted(story, id)["nomination"]["person"]
    then = head(story.tenant)
    told = undo(story.tenant, id, Doubt(reason="another Jane"), "me")
    assert (told["nomination"]["state"], "person" in told["nomination"]) == ("new", False)
    assert holding(story) == []
    assert holding(story, position=then) == [person]
    assert asked(story.tenant, id, position=then)["state"] == "accepted"
    assert queue(story.tenant, state="new") == [id]
    assert still_open(rows_of(story.tenant)) == still_open(start)
    assert story.tenant.verify().differing == []


def still_open(rows: dict[str, Any]) -> Any:
    """What holds now, whenever it was learned; of nominations the state alone."""
    return {name: len([row for row in found if row[5] == 2**32 - 1]) for name, found in rows.items()}


def test_withdrawing_takes_back_what_it_became_and_can_be_undone(story: Story) -> None:
    id = reported(story)
    accepted(story, id)
    told = withdraw(story.tenant, id, Doubt(reason="the wire retracts"), "feed:wire")
    assert (told["nomination"]["state"], told["nomination"]["reason"]) == ("withdrawn", "the wire retracts")
    assert holding(story) == []
    assert undo(story.tenant, id, Doubt(), "me")["nomination"]["state"] == "new"
    assert holding(story) == []
    accepted(story, id)
    assert len(holding(story)) == 1


def test_rejecting_can_be_undone(story: Story) -> None:
    id = reported(story)
    assert reject(story.tenant, id, Doubt(reason="old news"), "me")["nomination"]["reason"] == "old news"
    assert undo(story.tenant, id, Doubt(), "me")["nomination"]["state"] == "new"
    with pytest.raises(OutOfTurn, match="nothing was decided"):
        undo(story.tenant, id, Doubt(), "me")


def test_what_was_withdrawn_by_hand_is_not_withdrawn_again(story: Story) -> None:
    id = reported(story)
    took = accepted(story, id, person="ann", learn=False)["nomination"]["facts"][0]
    now(story, "fact_withdrawn", fact=took)
    before = head(story.tenant)
    told = undo(story.tenant, id, Doubt(), "me")
    assert told["already_withdrawn"] == [took]
    assert [fact["type"] for fact in facts_at(story, before)] == ["fact_withdrawn"]
    assert holding(story) == []


def test_what_was_corrected_by_hand_goes_or_stays_and_is_named(story: Story) -> None:
    first, second = reported(story), reported(story, entry="8")
    for id, doubt in ((first, Doubt()), (second, Doubt(keep_corrected=True))):
        took = accepted(story, id, person="ann", learn=False)["nomination"]["facts"][0]
        now(story, "fact_corrected", fact=took, replacement={"effective": "2024-03-02"})
        told = undo(story.tenant, id, doubt, "me")
        expected = {"kept": [{"fact": took, "because": "it was corrected by hand"}]} if doubt.keep_corrected else {}
        assert {name: told[name] for name in ("kept",) if name in told} == expected
        assert told.get("corrected") == (None if doubt.keep_corrected else [took])
        assert holding(story) == (["ann"] if doubt.keep_corrected else [])


def test_somebody_whom_other_facts_need_stays_introduced(story: Story) -> None:
    id = reported(story)
    nomination = accepted(story, id)["nomination"]
    now(story, "power_assessed", person=nomination["person"], role="ceo", power=3)
    told = undo(story.tenant, id, Doubt(), "me")
    introduced = nomination["facts"][0]
    assert told["kept"] == [{"fact": introduced, "because": "other facts name what it introduced"}]
    assert names(story, nomination["person"])["name"] == "Jane Roe"
    assert holding(story) == []


def test_after_a_revision_what_it_became_stands_until_it_is_decided_anew(story: Story) -> None:
    id = reported(story)
    first = accepted(story, id)["nomination"]
    outcomes(story, {**JANE, "starts": "2024-04-01"})
    review = asked(story.tenant, id)
    assert (review["state"], review["revised"], review["facts"]) == ("new", ["starts"], first["facts"])
    assert holding(story) == [first["person"]]
    before = head(story.tenant)
    second = accepted(story, id, person=first["person"])["nomination"]
    assert [fact["type"] for fact in facts_at(story, before)] == [
        "fact_corrected", "fact_withdrawn", "nomination_accepted",
    ]  # fmt: skip
    assert second["facts"] == [first["facts"][1], first["facts"][0]]
    assert "revised" not in second
    (stay,) = holders(story.tenant, "cfo", moment_of(story.tenant.ledger, DAY))["holders"]
    assert (stay["since"], stay["person"]) == ("2024-04-01", first["person"])
    undo(story.tenant, id, Doubt(), "me")
    assert holding(story) == []


def test_another_choice_after_a_revision_takes_the_first_one_back(story: Story) -> None:
    id = reported(story)
    accepted(story, id, person="ann", learn=False)
    outcomes(story, {**JANE, "person_name": "Bob"})
    accepted(story, id, person="bob", learn=False)
    assert holding(story) == ["bob"]
    outcomes(story, {**JANE, "person_name": "Cy"})
    assert reject(story.tenant, id, Doubt(), "me")["nomination"]["state"] == "rejected"
    assert holding(story) == []


def test_who_looked_at_another_version_is_told(story: Story) -> None:
    id = reported(story)
    seen = asked(story.tenant, id)["report"]
    outcomes(story, {**JANE, "starts": "2024-04-01"})
    with pytest.raises(OutOfTurn, match="revised since"):
        accepted(story, id, report=seen)


def test_whoever_comes_second_is_told_what_happened(story: Story) -> None:
    id = reported(story)
    told = accepted(story, id, person="ann")
    for decide in (accepted, lambda story, id: reject(story.tenant, id, Doubt(), "me")):
        with pytest.raises(OutOfTurn, match="accepted already") as refused:
            decide(story, id)
        extra = refused.value.extra
        assert (extra["state"], extra["facts"]) == ("accepted", told["nomination"]["facts"])
        assert extra["decision"]["recorded_by"] == "me"
        assert extra["decision"]["id"] == told["nomination"]["decision"]


def test_of_many_who_decide_at_once_one_is_first(story: Story) -> None:
    ids = [reported(story, entry=str(number)) for number in range(4)]

    def decide(id: str, by: str) -> str:
        try:
            if by == "rejecting":
                return str(reject(story.tenant, id, Doubt(), by)["nomination"]["state"])
            return str(accept(story.tenant, id, Choice(person="ann", role=by, learn=False), by)["nomination"]["state"])
        except OutOfTurn as late:
            return f"after {late.extra['decision']['recorded_by']}"

    for id in ids:
        with ThreadPoolExecutor(3) as pool:
            found = list(pool.map(lambda by, id=id: decide(id, by), ("cfo", "ceo", "rejecting")))
        history = asked(story.tenant, id)["history"]
        assert len(history) == 2
        assert found.count(f"after {history[-1]['recorded_by']}") == 2
    assert story.tenant.verify().differing == []


def test_once_accepted_it_is_in_the_journals_of_the_person_and_of_the_account(story: Story) -> None:
    id = reported(story)
    assert not nominated(journal(story.tenant, account="acme", restricted=True))
    person = accepted(story, id)["nomination"]["person"]
    for asked_for in ({"person": person}, {"account": "acme"}):
        assert nominated(journal(story.tenant, **asked_for, restricted=True)) == [
            "nomination_reported", "nomination_accepted",
        ]  # fmt: skip
    outcomes(story, {**JANE, "excerpt": "More"})
    assert len(nominated(journal(story.tenant, account="acme", restricted=True))) == 3


def nominated(facts: list[Json]) -> list[str]:
    return [fact["type"] for fact in facts if fact["type"].startswith("nomination")]


def test_erasing_whom_it_was_accepted_for_makes_it_unreadable_and_it_stays_so(story: Story) -> None:
    id = reported(story, predecessor_name="Ann")
    person = accepted(story, id, predecessor="ann")["nomination"]["person"]
    undo(story.tenant, id, Doubt(), "me")
    now(story, "person_erased", person=person)
    told = asked(story.tenant, id)
    assert told["erased"]
    assert not [name for name in ("person_name", "excerpt", "entry", "predecessor_name", "role_title") if name in told]
    assert told["source"] == {"kind": "feed"}
    assert outcomes(story, JANE)[0].outcome == "erased"
    with pytest.raises(PersonErased):
        accepted(story, id, person="ann", learn=False)
    assert story.tenant.verify().differing == []


def test_it_goes_with_the_predecessor_too(story: Story) -> None:
    id = reported(story, predecessor_name="Ann")
    accepted(story, id, predecessor="ann")
    now(story, "person_erased", person="ann")
    assert "person_name" not in asked(story.tenant, id)


@pytest.mark.parametrize("steps", [*combinations(("accept", "revise", "undo", "withdraw", "reject"), 3)])
def test_whatever_is_decided_in_turn_ends_with_the_facts_that_its_state_says(
    story: Story, steps: tuple[str, ...]
) -> None:
    id = reported(story)
    for number, step in enumerate((*steps, *reversed(steps))):
        with suppress(OutOfTurn):
            act(story, id, step, number)
        told = asked(story.tenant, id)
        stands = told["state"] == "accepted" or bool(told.get("revised"))
        assert holding(story) == (["ann"] if stands else [])
        assert ("facts" in told) == stands
    assert story.tenant.verify().differing == []


def act(story: Story, id: str, step: str, number: int) -> None:
    if step == "accept":
        accepted(story, id, person="ann")
    elif step == "revise":
        outcomes(story, {**JANE, "starts": f"2024-03-0{number + 1}"})
    else:
        {"undo": undo, "withdraw": withdraw, "reject": reject}[step](story.tenant, id, Doubt(), "me")
