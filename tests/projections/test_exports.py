"""What is held on one person: every fact that names them, and of each what can be read and is not only others'."""

from typing import Any

import pytest

from domain.acceptance import Choice
from domain.errors import NotFound
from projections.exports import person_export
from projections.reviews import accept
from projections.tenants import Tenants
from tests.projections.nominated import JANE, reported
from tests.projections.test_journal import everything, ids
from tests.projections.told import Story, random_world

Json = dict[str, Any]


@pytest.mark.parametrize("seed", range(720, 722))
def test_an_export_holds_every_fact_of_the_persons_journal(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for person in ("p-1", "c-1"):
        assert ids(person_export(world.tenant, person)["facts"]) == ids(everything(world.tenant, person=person))


def told(story: Story, person: str) -> dict[str, Json]:
    return {fact["id"]: fact for fact in person_export(story.tenant, person)["facts"]}


def test_values_career_and_both_dates_are_there_with_opinions_and_mentions(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    said = story.tell("person_described", "2024-02-01", person="ann", opinions="Likes us")
    note = story.tell("note_added", about={"organization": "acme"}, text="Ann may leave", mentions=["ann"])
    answer = person_export(story.tenant, "ann")
    facts = {fact["id"]: fact for fact in answer["facts"]}
    assert (answer["person"]["name"], answer["person"]["opinions"]) == ("Ann", "Likes us")
    assert [stay["tenures"][0]["took"] for stay in answer["career"]] == [took]
    assert facts[said]["opinions"] == "Likes us"
    assert (facts[took]["effective"], facts[took]["recorded_at"][:10]) == ("2024-02-01", "2024-01-01")
    assert facts[note]["text"] == "Ann may leave"


def test_what_somebody_thinks_of_others_is_the_others(story: Story) -> None:
    story.took("ann", "2024-02-01")
    power = story.tell("power_assessed", "2024-02-01", person="ann", role="cfo", power=7, by="cy")
    fixed = story.tell("fact_corrected", fact=power, replacement={"power": 8, "effective": "2024-03-01"})
    of_cy, of_ann = told(story, "cy"), told(story, "ann")
    assert ("power" not in of_cy[power], of_cy[power]["of_others"]) == (True, ["power"])
    assert (of_cy[fixed]["replacement"], of_cy[fixed]["of_others"]) == ({"effective": "2024-03-01"}, ["power"])
    assert (of_ann[power]["power"], of_ann[fixed]["replacement"]["power"]) == (7, 8)


def test_a_link_is_of_both_its_ends(story: Story) -> None:
    link = story.tell("link_rated", person="ann", other="bob", tone=-1, how="Met at school", by="cy")
    assert [told(story, person)[link].get("tone") for person in ("ann", "bob", "cy")] == [-1, -1, None]


def test_of_somebody_erased_only_structure_and_dates_are_left(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    said = story.tell("person_described", "2024-02-01", person="ann", priorities="Cost")
    story.tell("person_erased", person="ann")
    facts = told(story, "ann")
    assert facts[took]["effective"] == "2024-02-01"
    assert facts[said]["erased"] == ["priorities"]
    assert "Ann" not in repr(person_export(story.tenant, "ann"))
    assert "Cost" not in repr(facts)


def test_an_export_is_told_as_it_was_known(story: Story) -> None:
    moment = story.at("2024-06-01")
    story.took("ann", "2024-02-01")
    assert person_export(story.tenant, "ann", moment)["career"] == []


def test_nobody_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        person_export(story.tenant, "nobody")


def test_what_was_announced_is_theirs_for_whom_it_was_accepted(story: Story) -> None:
    id = reported(story)
    accept(story.tenant, id, Choice(person="ann", role="cfo"), "me")
    facts = person_export(story.tenant, "ann")["facts"]
    (report,) = [fact for fact in facts if fact["type"] == "nomination_reported"]
    assert (report["person_name"], report["excerpt"]) == (JANE["person_name"], JANE["excerpt"])
    assert "of_others" not in report
    assert not [fact for fact in person_export(story.tenant, "bob")["facts"] if "nomination" in fact]
