"""Who of us knows whom at an account."""

from domain.analysis.beside import Beside, Covering
from domain.analysis.coverage import coverage, told
from domain.analysis.parameters import parameters_of
from domain.analysis.study import Study

from .pictures import link, picture

ACME = picture(
    ours=("cy", "di"),
    roles=(
        {"id": "ceo", "title": "Chief Executive Officer", "holders": ["ann"]},
        {"id": "cfo", "title": "CFO", "unit": "fin", "holders": ["bob"]},
        {"id": "clerk", "title": "Clerk", "unit": "fin", "holders": ["eve"]},
    ),
    units=[{"id": "fin", "name": "Finance"}],
    links=[link("bob", "cy", 4, 1, desired=8), link("di", "eve", 7, -2), link("ann", "bob", 9, 2)],
)


def test_a_hostile_link_does_not_make_somebody_ours_and_links_among_them_are_not_ours() -> None:
    found = coverage(Study(ACME))
    assert found["unknown"] == ["ann", "eve"]
    assert [one["person"] for one in found["colleagues"]] == ["cy", "di"]


def test_the_highest_we_know_is_not_the_highest_there() -> None:
    found = coverage(Study(ACME))
    assert (found["reached"]["role"], found["highest"]["role"]) == ("cfo", "ceo")


def test_what_is_missing_to_the_desired_strength_is_told() -> None:
    (bob,) = (one for one in coverage(Study(ACME))["people"] if one["person"] == "bob")
    assert bob["links"] == [{"colleague": "cy", "kind": "advice", "tone": 1, "strength": 4, "desired": 8, "gap": 4}]


def test_a_weak_link_counts_from_where_the_caller_says() -> None:
    found = coverage(Study(ACME, parameters=parameters_of('{"coverage": {"known_from": 5}}')))
    assert found["unknown"] == ["ann", "bob", "eve"]
    assert found["reached"] is None


def test_somebody_is_covered_through_their_unit_and_the_account() -> None:
    said = (Covering("di", "lead", ("organization", "acme"), "f1"), Covering("cy", "covers", ("unit", "fin"), "f2"))
    by = {one["person"]: one["covered_by"] for one in coverage(Study(ACME, Beside(coverage=said)))["people"]}
    assert [one["colleague"] for one in by["bob"]] == ["cy", "di"]
    assert [one["colleague"] for one in by["ann"]] == ["di"]


def test_it_is_told_in_words() -> None:
    assert told(coverage(Study(ACME))) == [
        "1 of 3 people here are known to 1 of ours",
        "The highest role known to us: CFO (Bob); that there is: Chief Executive Officer (Ann)",
        "Nobody of us knows Ann; what runs between us and Eve is bad",
    ]
