"""What is described of the people on a map, in differences: told with its source, in whose eyes they may be seen."""

from itertools import pairwise
from typing import Any

from domain.people import DESCRIBED
from projections.diffs import apply, compared, diff
from projections.tenants import Tenants
from tests import oracle
from tests.projections.told import Story, clause, moments, random_world, taking_turns

Json = dict[str, Any]
SAID: Json = {
    "names": ["A. Roe"],
    "identifiers": {"hr": "7"},
    "emails": ["ann@acme.example"],
    "phones": ["+41 1"],
    "preferences": "Figures first",
    "priorities": "Two plants",
    "pain_points": "Late parts",
    "motivations": "To lead",
    "opinions": "We are dear",
    "drivers": {"ambitions": "The board", "skills": ["Law", "Chess"]},
    "competences": ["Audit", "Tax"],
    "country": "CH",
    "attributes": {"plate": "GE 7"},
}
SENTENCES = {
    "names": "The names of Ann are A. Roe.",
    "identifiers": "The identifiers of Ann are hr 7.",
    "emails": "The emails of Ann are ann@acme.example.",
    "phones": "The phones of Ann are +41 1.",
    "preferences": "The preferences of Ann are Figures first.",
    "priorities": "The priorities of Ann are Two plants.",
    "pain_points": "The pain points of Ann are Late parts.",
    "motivations": "The motivations of Ann are To lead.",
    "opinions": "The opinions of Ann are We are dear.",
    "drivers": "The drivers of Ann are ambitions The board, skills Law and Chess.",
    "competences": "The competences of Ann are Audit and Tax.",
    "country": "The country of Ann is CH.",
    "attributes.plate": "The plate of Ann is GE 7.",
}


def between(story: Story, *known: str, restricted: bool = True) -> list[Json]:
    """What is told of people between February and April, or of April between what was known on two days."""
    april = [story.at("2024-04-15", day) for day in known]
    before, after = april or (story.at("2024-02-15"), story.at("2024-04-15"))
    told = diff(story.tenant, "acme", before, after, restricted)
    return [one for one in told if one["kind"] == "person"]


def test_each_described_value_has_its_sentence_and_its_source(story: Story) -> None:
    assert {"name", *SAID} == set(DESCRIBED)
    story.took("ann", "2024-01-01")
    fact = story.tell("person_described", "2024-03-01", person="ann", **SAID)
    told = between(story)
    assert {one["property"]: clause(one) for one in told} == SENTENCES
    assert all(one["facts"] == [fact] and one["sentence"].endswith(" (source: me).") for one in told)


def test_another_value_and_none_are_told_and_so_is_what_we_learned_late(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("person_described", "2024-01-01", person="ann", priorities="Cash", country="CH")
    story.on("2024-05-01").tell("person_described", "2024-03-01", person="ann", priorities="Growth", country=None)
    assert [clause(one) for one in between(story)] == [
        "The country of Ann is no longer CH.",
        "The priorities of Ann are Growth, no longer Cash.",
    ]
    assert [clause(one) for one in between(story, "2024-04-30", "2024-05-02")] == [
        "We learned that the country of Ann is not CH.",
        "We learned that the priorities of Ann are Growth, not Cash.",
    ]


def test_opinions_are_told_to_those_who_may_see_them(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("person_described", "2024-03-01", person="ann", opinions="We are dear", priorities="Cash")
    assert [one["property"] for one in between(story, restricted=False)] == ["priorities"]


def test_who_comes_and_goes_does_so_with_what_is_known_of_them(story: Story) -> None:
    story.tell("person_described", None, person="ann", priorities="Cash")
    took = story.took("ann", "2024-03-01")
    (came,) = between(story)
    assert (came["property"], came["after"]["priorities"], clause(came)) == (None, "Cash", "Ann is new on the map.")
    assert came["facts"] == [took]


@taking_turns([704, 727])
def test_the_changes_lead_to_what_the_oracle_says_of_people(tenants: Tenants, seed: int) -> None:
    world, met = random_world(tenants, seed, 90), set[str]()
    for (account, before), (_, after) in pairwise(moments(world, seed, 12)):
        told = diff(world.tenant, account, before, after, True)
        found = apply(compared(world.tenant, account, before, True), told)
        for person in {subject for kind, subject, _ in found if kind == "person"}:
            wanted = oracle.person(world.facts, person, after.as_of, after.position)
            said = {name: wanted[name] for name in DESCRIBED if name not in ("name", "attributes") and name in wanted}
            said |= {f"attributes.{key}": value for key, value in wanted.get("attributes", {}).items()}
            assert {name: found.get(("person", person, name)) for name in said} == said
            shown = {name for kind, id, name in found if (kind, id) == ("person", person)}
            assert {name for name in shown if name.partition(".")[0] in DESCRIBED} - {"name"} == set(said)
            met |= said.keys()
    assert len(met) > 2
