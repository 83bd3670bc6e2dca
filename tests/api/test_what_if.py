"""Facts that are only tried: the map, the analysis and the difference they would make."""

from typing import Any

import pytest

from tests.projections.told import clause

from .conftest import World
from .test_analysis_over_http import FACTS

Json = dict[str, Any]
LEAVES: Json = {"type": "person_left_role", "person": "ann", "role": "ceo", "effective": "2026-01-31"}
MEETS: Json = {
    "type": "link_rated",
    "person": "ann",
    "other": "cy",
    "tone": 2,
    "strength": 8,
    "effective": "2026-01-01",
}


def tried(world: World, *facts: Json, scopes: tuple[str, ...] = ("read", "write", "restricted"), **more: Any) -> Json:
    client = world.client(*scopes)
    answer = client.post("/v1/accounts/acme/what-if", json={"facts": facts, **more})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


def test_the_map_the_analysis_and_the_difference_and_nothing_is_recorded(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    client = world.client("read", "restricted")
    before = client.get("/v1/accounts/acme/map?as_of=2026-06-30").json()
    found = tried(world, LEAVES, MEETS, as_of="2026-06-30", sections="coverage")
    assert [role["holders"] for role in found["map"]["roles"] if role["id"] == "ceo"] == [[]]
    unknown = {when: found["analysis"][when]["coverage"]["unknown"] for when in ("before", "after")}
    assert unknown == {"before": ["ann"], "after": []}
    assert client.get("/v1/accounts/acme/map?as_of=2026-06-30").json() == before
    assert client.get("/v1/facts").json()["position"] == len(FACTS)


def test_each_change_has_a_sentence_and_the_facts_it_comes_from(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    id = "01990000-0000-7000-8000-000000000001"
    found = tried(world, {**LEAVES, "id": id}, as_of="2026-06-30")
    told = {clause(change): change["facts"] for change in found["changes"]}
    assert told == {"Ann left as CEO on 2026-01-31.": [id], "Ann is no longer on the map.": [id]}


def test_results_say_which_facts_they_follow_from_tried_ones_too(sqlite_world: World) -> None:
    sqlite_world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    id = "01990000-0000-7000-8000-000000000001"
    found = tried(sqlite_world, {**MEETS, "id": id}, as_of="2026-06-30", sections="capital,influence", why=True)
    (before, after) = (set(found["analysis"][when]["capital"]["why"]) for when in ("before", "after"))
    assert after - before == {id}
    behind = {fact["id"] for fact in found["facts_behind"]}
    assert before <= behind
    assert id not in behind, "it is not recorded"


def test_what_would_be_refused_is_refused_and_an_erasure_is_not_tried(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    client = world.client("read", "write")
    unknown = client.post("/v1/accounts/acme/what-if", json={"facts": [{**LEAVES, "person": "nobody"}]})
    assert (unknown.status_code, unknown.json()["field"]) == (422, "person")
    erasing = client.post("/v1/accounts/acme/what-if", json={"facts": [{"type": "person_erased", "person": "ann"}]})
    assert (erasing.status_code, erasing.json()["field"]) == (422, "facts")


def test_without_the_scope_links_stay_withheld(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    found = tried(world, MEETS, scopes=("read", "write"))
    assert found["map"]["links"] == []
    assert {section for one in found["analysis"].values() for section in one} == {"potential"}
    assert found["changes"] == []
    assert "links" in found["withheld"]


def test_a_better_link_that_is_tried_covers_what_was_said_of_it(sqlite_world: World) -> None:
    sqlite_world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    asked: Json = {"as_of": "2026-06-30", "sections": "strengthen"}
    client = sqlite_world.client("read", "restricted")
    better = client.get("/v1/accounts/acme/analysis", params=asked).json()["strengthen"]["links"]
    assert {one["ours"] for one in better} == {True}
    for one in better:
        ends = {"person": one["person"]["person"], "other": one["other"]["person"] if one["other"] else "cy"}
        kind = {"kind": one["kind"]} if one["kind"] else {}
        link = {"type": "link_rated", **ends, **kind, **one["then"], "effective": "2026-06-01"}
        after = tried(sqlite_world, link, **asked)["analysis"]["after"]["strengthen"]
        assert after["coverage"] == pytest.approx(one["coverage"])


def test_the_day_compared_is_the_latest_that_a_fact_names(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    assert tried(world, {**LEAVES, "effective": "2031-05-01"})["as_of"] == "2031-05-01"


def test_a_fact_that_counts_only_later_is_named(world: World) -> None:
    world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    undated = {name: value for name, value in MEETS.items() if name != "effective"} | {"kind": "golf"}
    found = tried(world, MEETS, undated, as_of="2026-01-15", sections="coverage")
    assert [one["index"] for one in found["later"]] == [1]
    assert "golf" not in {one["kind"] for one in found["map"]["links"]}
    assert tried(world, undated, sections="coverage")["later"] == []
