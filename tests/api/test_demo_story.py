"""The demo account is well formed, and tells everything that the two clocks are for."""

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.demo.people import COLLEAGUES, NAMES, PERSON_IDS
from api.demo.story import story, write
from tests.api.story_forms import CREATORS, NAMED, REQUIRED

FACTS = story()
BY_ID = {fact["id"]: fact for fact in FACTS}
TODAY = "2026-11-22"
DATE = r"\d{4}(-\d\d(-\d\d)?)?"


def of(*types: str) -> list[dict[str, Any]]:
    return [fact for fact in FACTS if fact["type"] in types]


def recorded_day(fact: dict[str, Any]) -> str:
    return str(fact["recorded_at"][:10])


def subjects_named(fact: dict[str, Any]) -> set[tuple[str, str]]:
    other = "organization" if fact["type"].startswith("organizations_") else "person"
    kinds = {**NAMED, "other": other}
    given = {field: fact[field] for field in kinds if fact.get(field) is not None}
    listed = {(kinds[field], id) for field, ids in given.items() for id in (ids if isinstance(ids, list) else [ids])}
    return listed | set(fact.get("about", {}).items())


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_every_type_of_the_story_is_in_scope_and_every_field_it_needs_is_there() -> None:
    lacking = [(fact["type"], name) for fact in FACTS for name in REQUIRED[fact["type"]].split() if name not in fact]
    assert not lacking
    assert {fact["type"] for fact in FACTS} == set(REQUIRED)


def test_ids_are_distinct_random_uuids() -> None:
    assert len(BY_ID) == len(FACTS)
    assert {UUID(fact["id"]).version for fact in FACTS} == {4}


def test_instants_never_decrease_and_lie_between_the_first_day_and_today() -> None:
    instants = [fact["recorded_at"] for fact in FACTS]
    assert instants == sorted(instants)
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", instant) for instant in instants)
    assert instants[0] >= "2023-11"
    assert instants[-1] < f"{TODAY}T08:00"


def test_dates_are_written_as_the_contract_says_and_amendments_have_none() -> None:
    for fact in FACTS:
        amendment = fact["type"] in {"fact_corrected", "fact_withdrawn"}
        assert amendment is ("effective" not in fact)
        date = fact.get("effective")
        assert date is None or re.fullmatch(rf"{DATE}|\[({DATE})?\.\.{DATE}\]", date), fact


def test_subjects_are_defined_once_and_before_they_are_named() -> None:
    known: set[tuple[str, str]] = set()
    for fact in FACTS:
        if kind := CREATORS.get(fact["type"]):
            assert (kind, fact[kind]) not in known
            known.add((kind, fact[kind]))
        assert subjects_named(fact) <= known, fact


def test_facts_that_are_named_were_recorded_before() -> None:
    places = {fact["id"]: place for place, fact in enumerate(FACTS)}
    naming = [(fact, fact[name]) for fact in FACTS for name in ("fact", "took") if name in fact]
    assert len(naming) >= 5
    assert all(places[named] < places[fact["id"]] for fact, named in naming)


def test_the_story_is_the_same_in_every_run() -> None:
    assert story() == FACTS


def test_it_is_written_as_one_json_object_a_line(tmp_path: Path) -> None:
    count = write(tmp_path / "demo.jsonl")
    lines = (tmp_path / "demo.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == FACTS
    assert count == len(lines)


def test_ids_of_people_say_nothing_about_them() -> None:
    assert len(set(PERSON_IDS.values())) == len(NAMES)
    assert all(re.fullmatch(r"p-[a-z2-9]{4}", id) for id in PERSON_IDS.values())
    assert not set(NAMES) & {text for fact in FACTS for text in texts(fact)}


def test_whoever_is_named_in_free_text_is_mentioned() -> None:
    """A text about somebody is sealed under their key, which the store can only do if it is told."""
    words = {word: PERSON_IDS[handle] for handle, name in NAMES.items() for word in name.split() if len(word) > 3}
    for fact in FACTS:
        about = {id for kind, id in subjects_named(fact) if kind == "person"}
        named = {words[word] for text in texts(fact) for word in re.findall(r"\w+", text) if word in words}
        assert named <= about, fact


def test_the_account_is_of_the_size_of_a_real_one() -> None:
    posts = [fact for fact in of("role_defined") if fact["organization"] == "aldermoor"]
    assert 58 <= len(posts) - len(of("role_closed")) <= 66
    assert 70 <= len(of("person_introduced")) <= 80
    assert sum(fact.get("ours", False) for fact in of("person_introduced")) == len(COLLEAGUES) == 6
    assert len(of("organization_registered")) == 6


def test_the_head_of_it_had_left_for_three_months_before_we_knew() -> None:
    [left] = [fact for fact in of("person_left_role") if fact["person"] == PERSON_IDS["vanaalsdonk"]]
    assert left["effective"] == "2026-06-30"
    assert recorded_day(left) == "2026-09-28"


def test_a_start_heard_wrong_is_corrected_and_a_rumor_becomes_certain() -> None:
    changes = [(BY_ID[fact["fact"]], fact["replacement"]) for fact in of("fact_corrected")]
    assert any(wrong["type"] == "person_took_role" and "effective" in put_right for wrong, put_right in changes)
    assert any(wrong.get("certainty") == "rumored" and put_right.get("certainty") for wrong, put_right in changes)


def test_somebody_recorded_in_a_post_never_took_it() -> None:
    [withdrawal] = of("fact_withdrawn")
    assert BY_ID[withdrawal["fact"]]["type"] == "person_took_role"


def test_an_interim_is_made_permanent_and_takes_a_second_post_after_another_company() -> None:
    tenures = [fact for fact in of("person_took_role") if fact["person"] == PERSON_IDS["varenchon"]]
    assert [(fact["role"], fact["tenure_kind"]) for fact in tenures] == [
        ("r-m-principal", "permanent"),
        ("r-cfo", "interim"),
        ("r-cfo", "permanent"),
        ("r-transform", "permanent"),
    ]


def test_two_people_share_a_post() -> None:
    [shared] = [fact for fact in of("role_defined") if fact.get("headcount") == 2]
    first = [fact for fact in of("person_took_role") if fact["role"] == shared["role"]][:2]
    assert len({fact["person"] for fact in first}) == 2
    assert first[0]["effective"] == first[1]["effective"]


def test_a_post_is_vacant_to_this_day() -> None:
    filled = Counter(fact["role"] for fact in of("person_took_role"))
    emptied = Counter(fact["role"] for fact in of("person_left_role"))
    assert filled["r-data"] == emptied["r-data"] == 1


def test_an_appointment_is_announced_for_the_coming_year() -> None:
    [coming] = [fact for fact in of("person_took_role") if str(fact["effective"]).startswith("2027")]
    assert (coming["role"], coming["effective"]) == ("r-cio", "2027-01-01")


def test_posts_are_merged_and_a_unit_becomes_a_company() -> None:
    assert [fact["successors"] for fact in of("role_closed")] == [["r-qhs"], ["r-qhs"]]
    assert [fact["organization"] for fact in of("unit_restructured") if "organization" in fact] == ["caldor"]
    assert {"demerger", "renaming"} == {fact["kind"] for fact in of("organization_restructured")}


@pytest.mark.parametrize("certainty", ["probable", "rumored"])
def test_not_everything_is_certain(certainty: str) -> None:
    assert [fact for fact in of("person_took_role", "person_left_role") if fact.get("certainty") == certainty]


@pytest.mark.parametrize("form", [r"\d{4}", r"\d{4}-\d\d", r"\[\.\..*\]", r"\[\d.*\]", "None"])
def test_not_every_date_is_exact(form: str) -> None:
    assert [fact for fact in of("person_took_role") if re.fullmatch(form, str(fact["effective"]))]


def test_two_colleagues_see_one_person_differently_and_only_one() -> None:
    views: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for fact in of("power_assessed"):
        views[fact["person"], fact["role"]][fact["by"]] = fact["power"]
    contested = [key for key, scores in views.items() if len(set(scores.values())) > 1]
    assert contested == [(PERSON_IDS["dorvaux"], "r-cpo")]


def test_links_show_a_hub_an_enemy_and_our_own() -> None:
    ours = {PERSON_IDS[colleague] for colleague in COLLEAGUES}
    asked = Counter(fact["other"] for fact in of("link_rated") if fact.get("directed"))
    assert asked[PERSON_IDS["hallersleben"]] >= 6
    assert [fact for fact in of("link_rated") if fact["tone"] == -2 and fact["person"] not in ours]
    assert [fact for fact in of("link_rated") if fact["person"] in ours and "desired" in fact and "purpose" in fact]


def test_one_sale_is_won_and_attitudes_change_with_reasons() -> None:
    assert len(of("opportunity_opened")) == 2
    assert [fact["outcome"] for fact in of("opportunity_closed")] == ["won"]
    told = Counter((fact["person"], fact["opportunity"]) for fact in of("attitude_changed"))
    assert sum(number > 1 for number in told.values()) >= 5
    assert all(fact["reason"] for fact in of("attitude_changed"))
    assert {"decider", "approver", "champion"} <= {fact["buying_role"] for fact in of("buying_role_assigned")}


def test_what_the_new_head_of_finance_makes_of_the_post_is_told_beside_her_predecessor() -> None:
    crafted = [fact["person"] for fact in of("job_crafted") if fact["role"] == "r-cfo"]
    assert crafted == [PERSON_IDS[handle] for handle in ("achtelbach", "varenchon", "varenchon")]


def test_an_action_was_done_about_somebody_to_whom_our_link_grew_afterwards() -> None:
    [done] = of("action_done")
    [planned] = [fact for fact in of("action_planned") if fact["action"] == done["action"]]
    ends = {planned["owner"], planned["person"]}
    rated = [fact for fact in of("link_rated") if {fact["person"], fact["other"]} == ends]
    assert [fact["strength"] for fact in rated] == [5, 7]
    assert rated[0]["effective"] < done["effective"] < rated[1]["effective"]


def test_an_old_friend_came_from_another_company() -> None:
    friend = PERSON_IDS["haraldstad"]
    [link] = [fact for fact in of("link_rated") if fact["other"] == friend]
    assert [fact["role"] for fact in of("person_took_role") if fact["person"] == friend] == [
        "r-maint-valdoro", "r-t-maint",
    ]  # fmt: skip
    assert (link["tone"], link["effective"] < "2026") == (2, True)


def test_a_nomination_waits_for_review() -> None:
    assert len(of("nomination_reported")) == 1
