"""What was decided of a nomination is taken back, decided anew, or decided by two at once."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import combinations
from typing import Any

import pytest

from domain.acceptance import Choice
from domain.errors import OutOfTurn, PersonErased
from projections.journal import journal
from projections.moments import moment_of
from projections.reviews import Doubt, accept, reject, undo, withdraw
from projections.succession import holders
from tests.projections.nominated import (
    DAY,
    JANE,
    accepted,
    asked,
    facts_at,
    head,
    holding,
    names,
    now,
    outcomes,
    queue,
    reported,
)
from tests.projections.tables import rows_of
from tests.projections.told import Story

Json = dict[str, Any]


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
        assert agrees(story, id)
    assert story.tenant.verify().differing == []


def agrees(story: Story, id: str) -> bool:
    """Whether what stands is what the state of the nomination says."""
    told = asked(story.tenant, id)
    stands = told["state"] == "accepted" or bool(told.get("revised"))
    return holding(story) == (["ann"] if stands else []) and ("facts" in told) == stands


def test_what_stands_without_its_nomination_is_noticed(story: Story) -> None:
    id = reported(story)
    took = accepted(story, id, person="ann", learn=False)["nomination"]["facts"][0]
    assert agrees(story, id)
    now(story, "fact_withdrawn", fact=took)
    assert not agrees(story, id)


def act(story: Story, id: str, step: str, number: int) -> None:
    if step == "accept":
        accepted(story, id, person="ann")
    elif step == "revise":
        outcomes(story, {**JANE, "starts": f"2024-03-0{number + 1}"})
    else:
        {"undo": undo, "withdraw": withdraw, "reject": reject}[step](story.tenant, id, Doubt(), "me")
