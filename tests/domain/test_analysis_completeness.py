"""How much is known of an account, and what to ask next."""

from datetime import date
from typing import Any

import pytest

from domain.analysis.beside import Beside, Described
from domain.analysis.completeness import completeness, told
from domain.analysis.freshness import Stated
from domain.analysis.parameters import parameters_of
from domain.analysis.slots import ELEMENTS, NEW_HOLDERS, TEAM, slots
from domain.analysis.study import Study

from .pictures import link, picture

Json = dict[str, Any]
CEO: Json = {"id": "ceo", "title": "CEO", "holders": ["ann"]}
CFO: Json = {"id": "cfo", "title": "CFO", "holders": ["bob"]}
CLERK: Json = {"id": "clerk", "title": "Clerk", "reports_to": "cfo", "holders": []}


def studied(*roles: Json, **more: Any) -> Study:
    return Study(picture(ours=("cy",), roles=roles or (CEO, CFO, CLERK), **more))


def element(name: str, study: Study) -> tuple[int, int]:
    found = completeness(study)["elements"][name]
    return found["known"], found["wanted"]


def test_one_role_may_be_the_head_and_all_others_report_to_somebody() -> None:
    assert element("hierarchy", studied()) == (1, 2)
    assert element("hierarchy", studied(CEO)) == (0, 0)
    assert element("hierarchy", studied(CEO, {**CFO, "reports_to": "ceo"}, CLERK)) == (2, 2)


def test_a_role_that_became_vacant_is_known_one_never_filled_is_not() -> None:
    assert element("holders", studied()) == (2, 3)
    left = [{"kind": "vacant", "role": "clerk", "since": "2026-01-01"}]
    assert element("holders", studied(findings=left)) == (3, 3)
    never = [{"kind": "vacant", "role": "clerk", "since": None}]
    assert element("holders", studied(findings=never)) == (2, 3)


def test_power_is_known_with_what_it_rests_on_and_what_moves_the_person() -> None:
    assert element("power", studied(CEO)) == (0, 2)
    told: Json = {"person": "ann", "power": 7}
    assert element("power", studied({**CEO, "holders": [told]})) == (1, 3)
    resting = studied({**CEO, "holders": [{**told, "power_sources": ["trust"]}]})
    assert element("power", resting) == (2, 3)
    moved = Beside(described={"ann": Described({"drivers": {"change": 3}})})
    assert element("power", Study(resting.picture, moved)) == (3, 3)


def test_tone_and_strength_are_two_things_and_our_links_are_apart_from_theirs() -> None:
    study = studied(CEO, CFO, links=[link("ann", "bob", 5), link("bob", "cy", 4, 1)])
    assert element("links", study) == (3, 4)
    assert element("our_links", study) == (3, 4)


def test_whoever_is_needed_for_an_opportunity_has_a_part_and_an_attitude() -> None:
    center = [{"person": "bob", "buying_role": "decider", "attitude": 2}, {"person": "ann", "buying_role": "user"}]
    sale = {"id": "o", "name": "Renewal", "buying_center": center}
    assert element("buying_roles", studied(opportunities=[sale])) == (2, 2)
    assert element("attitudes", studied(opportunities=[sale])) == (1, 2)
    nobody = {**sale, "buying_center": []}
    assert element("buying_roles", studied(opportunities=[nobody])) == (0, 1)
    assert element("buying_roles", studied(opportunities=[{**sale, "outcome": "won"}])) == (0, 0)


def test_the_most_important_people_are_asked_about_first_and_nobody_twice_about_the_same() -> None:
    found = completeness(studied(CEO, {**CFO, "reports_to": "ceo"}, CLERK))["questions"]
    assert len(found) == 5
    assert found[0]["question"] == "Who of us knows Ann?"
    assert len({str(one["about"]) for one in found}) == 5
    assert [one["worth"] for one in found] == sorted((one["worth"] for one in found), reverse=True)


def test_what_weighs_nothing_is_not_asked_and_who_fills_the_lowest_post_is() -> None:
    study = studied({**CLERK, "reports_to": None})
    assert "Who is Clerk?" in {one["question"] for one in completeness(study)["questions"]}
    given = parameters_of('{"completeness": {"holders": 0}}')
    questions = completeness(Study(study.picture, parameters=given))["questions"]
    assert "holders" not in {one["element"] for one in questions}


@pytest.mark.parametrize("name", ELEMENTS)
def test_an_empty_account_has_nothing_to_be_known(name: str) -> None:
    found = completeness(Study(picture()))["elements"][name]
    assert (found.pop("known"), found.pop("wanted"), set(found.values())) == (0, 0, {None})


def newcomer(since: str | None, **crafted: str) -> Study:
    holder = {"person": "ann", "name": "Ann", "since": since, "crafted": crafted}
    given = parameters_of('{"completeness": {"new_holders": 10}}')
    return Study(picture(roles=({**CEO, "holders": [holder]},)), parameters=given)


def asked_of_newcomer(study: Study) -> tuple[list[str], Json]:
    """What is asked of new holders, and how much of it is known."""
    found = completeness(study)
    questions = [one["question"] for one in found["questions"] if one["element"] == NEW_HOLDERS]
    return questions, found["new_holders"]


def test_whoever_came_lately_is_asked_what_they_make_of_the_post_one_thing_after_the_other() -> None:
    asked = ("By what does Ann decide as CEO?", "What comes first for Ann as CEO?",
             "With which partners does Ann prefer to work as CEO?")  # fmt: skip
    answers, said = ("criteria", "priorities", "partner_preferences"), dict[str, str]()
    for known, (question, field) in enumerate(zip(asked, answers, strict=True)):
        questions, share = asked_of_newcomer(newcomer("2026-05", **said))
        assert (questions, share["known"], share["wanted"]) == ([question], known, 3)
        said[field] = "So and so"
    assert asked_of_newcomer(newcomer("2026-05", **said))[0] == []


def test_whoever_is_there_for_long_or_nobody_knows_since_when_is_not_asked_as_new() -> None:
    assert [asked_of_newcomer(newcomer(since))[1]["wanted"] for since in ("2025-06-29", "2025-06-30", None)] == [
        0,
        3,
        0,
    ]


def test_what_a_new_holder_makes_of_the_post_is_as_fresh_as_it_was_said() -> None:
    told_on = Stated("crafted_job", (("person", "ann"), ("role", "ceo")), "criteria", date(2026, 6, 1), "f-1")
    study = newcomer("2026-05", criteria="Price")
    share = asked_of_newcomer(Study(study.picture, Beside(stated=(told_on,))))[1]
    assert (share["newest"], share["newest_age"]) == ("2026-06-01", 29)


def test_every_slot_names_a_fact_that_fills_it() -> None:
    center = [{"person": "bob", "buying_role": "decider"}]
    sale = {"id": "o", "buying_center": center}
    links = [link("ann", "bob"), link("ann", "cy")]
    found = slots(studied(opportunities=[sale], links=links))
    assert {slot.element for slot in found} == {*ELEMENTS, TEAM}
    assert all(slot.question.endswith("?") or "from" in slot.question for slot in found)


def test_it_is_told_in_words() -> None:
    lines = told(completeness(studied(CEO)))
    assert lines[-1].startswith("Known so far: holders 1 of 1, power 0 of 2, ")
    assert "Ask: Who of us knows Ann?" in lines


def rated(told_on: date, field: str = "tone") -> Stated:
    return Stated("link", (("person", "bob"), ("other", "cy"), ("kind", "advice")), field, told_on, f"f-{field}")


def faded(*stated: Stated) -> Study:
    return Study(studied(CEO, CFO, links=[link("bob", "cy", 4, 1)]).picture, Beside(stated=stated))


def test_what_was_said_a_half_life_ago_counts_half_and_a_later_word_renews_it() -> None:
    old, today = date(2025, 6, 30), date(2026, 6, 30)
    before = completeness(faded(rated(old), rated(today, "strength")))["elements"]["our_links"]
    assert (before["known"], before["newest"], before["newest_age"]) == (3, "2026-06-30", 0)
    # bob is known by the newest word, the tone is half as sure, the strength is, and nobody of us knows ann.
    assert before["certain"] == (1 + 0.5 + 1 + 0) / 4
    after = completeness(faded(rated(today), rated(today, "strength")))["elements"]["our_links"]
    assert (after["certain"], after["share"]) == (0.75, before["share"])


def test_what_has_faded_is_asked_again_until_it_is_answered() -> None:
    long_ago, today = date(2024, 1, 2), date(2026, 6, 30)
    study = faded(rated(long_ago), rated(long_ago, "strength"))
    (again, *_) = [one for one in completeness(study)["questions"] if "stated" in one]
    assert again["question"] == "How close are Bob and Cy, from 0 to 10? (said on 2024-01-02: is it still so?)"
    assert (again["told_by"], again["half_life"], again["certain"] < 0.25) == ("f-strength", 365, True)
    answered = completeness(faded(rated(long_ago), rated(today, "strength")))
    assert "f-strength" not in {one.get("told_by") for one in [*answered["questions"], *answered["stalest"]]}
    assert {one["told_by"] for one in answered["stalest"]} == {"f-tone"}


def test_who_knows_somebody_whom_one_of_us_knows_is_not_asked_again() -> None:
    long_ago = date(2024, 1, 2)
    given = parameters_of('{"completeness": {"our_links": 10}}')
    study = faded(rated(long_ago), rated(long_ago, "strength"))
    asked = [one["question"] for one in completeness(Study(study.picture, study.beside, given))["questions"]]
    assert asked[0] == "Who of us knows Ann?"
    assert asked[1].startswith("How close are Bob and Cy")
    assert not any(question.startswith("Who of us knows Bob?") for question in asked)
