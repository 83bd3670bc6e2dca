"""What to ask new holders again, from facts at both clocks."""

from typing import Any

import pytest

from domain.errors import InvalidRequest, NotFound
from projections.questionnaires import questionnaires
from projections.succession import holders
from projections.tenants import Tenants
from tests.generator import SUBJECTS
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
ALL = ["priorities", "criteria", "partner_preferences"]


def asked(story: Story, day: str, known: str | None = None, since: str | None = None) -> list[Json]:
    found: list[Json] = questionnaires(story.tenant, "acme", story.at(day, known), since)["questionnaires"]
    return found


def crafted(story: Story, who: str, on: str, role: str = "cfo", **said: Any) -> str:
    return story.tell("job_crafted", on, person=who, role=role, by="cy", **said)


def test_a_new_holder_is_asked_what_the_predecessor_had_answered(story: Story) -> None:
    story.took("ann", "2023-01-01")
    first = crafted(story, "ann", "2023-02-01", criteria="Price", priorities=["Cash"])
    story.left("ann", "2024-03")
    took = story.took("bob", "2024-03-01")
    (form,) = asked(story, "2024-04-01")
    assert (form["person"], form["since"], form["took"], form["open"]) == ("bob", "2024-03-01", took, ALL)
    assert form["predecessor"] == {"person": "ann", "name": "Ann", "role": "cfo", "until": "2024-03"}
    told = {one["property"]: one for one in form["questions"]}
    said = {"value": "Price", "by": "cy", "since": "2023-02-01", "certainty": "confirmed", "fact": first}
    assert (told["criteria"]["answer"], told["criteria"]["predecessor_answer"]) == (None, said)
    assert told["partner_preferences"]["predecessor_answer"] is None
    assert told["criteria"]["question"] == "By what does Bob decide as CFO?"


def test_an_answer_closes_its_question_from_its_day_on_once_it_is_known(story: Story) -> None:
    story.took("bob", "2024-03-01")
    answer = story.on("2024-06-01").tell("job_crafted", "2024-03-15", person="bob", role="cfo", criteria="Trust")
    assert [form["open"] for form in asked(story, "2024-03-14")] == [ALL]
    (form,) = asked(story, "2024-03-15")
    assert form["open"] == ["priorities", "partner_preferences"]
    assert form["questions"][1]["answer"]["fact"] == answer
    assert [form["open"] for form in asked(story, "2024-03-15", "2024-05-31")] == [ALL]


def test_only_those_who_came_lately_are_asked_the_latest_first(story: Story) -> None:
    story.took("ann", "2020-01-01")
    story.took("bob", "2024-03-01", role="ceo")
    assert [form["role"] for form in asked(story, "2024-04-01")] == ["ceo"]
    assert [form["role"] for form in asked(story, "2024-04-01", since="2020-01-01")] == ["ceo", "cfo"]
    assert asked(story, "2024-02-29") == []
    assert asked(story, "2024-04-01", since="2024-03-02") == []


def test_somebody_who_comes_back_is_asked_again(story: Story) -> None:
    story.took("ann", "2024-01-01")
    crafted(story, "ann", "2024-01-10", criteria="Price")
    story.left("ann", "2024-02-01")
    story.took("ann", "2024-04-01")
    (form,) = asked(story, "2024-05-01")
    assert (form["open"], form["predecessor"]) == (ALL, None)


def test_interim_made_permanent_is_one_arrival(story: Story) -> None:
    story.took("ann", "2024-01-01", tenure_kind="interim")
    crafted(story, "ann", "2024-01-10", criteria="Price")
    story.took("ann", "2024-03-01")
    (form,) = asked(story, "2024-04-01")
    assert (form["since"], form["tenure_kinds"]) == ("2024-01-01", ["interim", "permanent"])
    assert "criteria" not in form["open"]


def test_of_a_post_that_stood_empty_for_years_whoever_held_it_then_came_before(story: Story) -> None:
    story.took("ann", "2015-01-01")
    story.left("ann", "2016-01-01")
    story.took("bob", "2017-01-01")
    story.left("bob", "2018-01-01")
    story.took("cy", "2024-03-01")
    (form,) = asked(story, "2024-04-01")
    assert form["predecessor"] == {"person": "bob", "name": "Bob", "role": "cfo", "until": "2018-01-01"}


def test_the_predecessor_in_a_new_post_is_who_held_the_one_it_came_from(story: Story) -> None:
    story.took("ann", "2023-01-01")
    crafted(story, "ann", "2023-02-01", criteria="Price")
    story.tell("role_defined", "2024-03-01", role="cash", organization="acme", title="Treasurer")
    story.tell("role_closed", "2024-03-01", role="cfo", successors=["cash"])
    story.took("bob", "2024-03-01", role="cash")
    (form,) = asked(story, "2024-04-01")
    assert (form["predecessor"]["person"], form["predecessor"]["role"]) == ("ann", "cfo")
    assert form["questions"][1]["predecessor_answer"]["value"] == "Price"


def test_in_a_shared_post_the_predecessor_is_who_left_it(story: Story) -> None:
    story.tell("role_restructured", "2020-01-01", role="cfo", headcount=2)
    story.took("cy", "2022-01-01")
    story.took("ann", "2023-01-01")
    story.left("ann", "2024-03-01")
    story.took("bob", "2024-03-01")
    (form,) = asked(story, "2024-04-01")[:1]
    assert (form["person"], form["predecessor"]["person"]) == ("bob", "ann")


def test_what_cannot_be_asked_is_refused(story: Story) -> None:
    with pytest.raises(NotFound):
        questionnaires(story.tenant, "none", story.at("2024-01-01"), None)
    with pytest.raises(InvalidRequest) as refused:
        questionnaires(story.tenant, "acme", story.at("2024-01-01"), "soon")
    assert refused.value.field == "since"


@pytest.mark.parametrize("seed", [1_760, 1_763, 1_765])
def test_what_is_open_is_what_the_succession_does_not_tell(tenants: Tenants, seed: int) -> None:
    """Of everybody who ever came, against another read of the same facts."""
    world, compared = random_world(tenants, seed, steps=60), 0
    for account, then in moments(world, seed, 8):
        for form in questionnaires(world.tenant, account, then, "0001-01-01")["questionnaires"]:
            assert form["role"] in SUBJECTS["role"]
            stays = holders(world.tenant, form["role"], then, True)["holders"]
            (mine,) = [one for one in stays if form["took"] in [tenure["took"] for tenure in one["tenures"]]]
            known = mine.get("crafted", {})
            assert form["open"] == [name for name in ALL if name not in known]
            for question in form["questions"]:
                told = question["answer"] and (question["answer"]["value"], question["answer"]["by"])
                name = question["property"]
                assert told == ((known[name], known[f"{name}_by"]) if name in known else None)
                compared += told is not None
    assert compared
