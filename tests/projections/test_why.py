"""The map that names the facts of its values is the same map, and each fact says what it is named for."""

from typing import Any

import pytest

from domain.errors import NotFound
from domain.roles import CRAFTED
from projections.account_maps import account_map
from projections.fragments import decode
from projections.tenants import Tenants
from projections.why import map_with_why
from tests.oracle.standing import known_at
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
STATED_AS_SHOWN = {"title", "name", "unit", "parent", "reports_to", "stage", "value", "power", "attitude", "ours"}
STATED_AS_SHOWN |= set(CRAFTED)


def without_why(answer: Any) -> Any:
    if isinstance(answer, list):
        return [without_why(one) for one in answer]
    if isinstance(answer, dict):
        return {name: without_why(value) for name, value in answer.items() if name != "why"}
    return answer


@pytest.mark.parametrize("seed", range(710, 712))
@pytest.mark.parametrize("restricted", [True, False])
def test_apart_from_why_it_is_the_map(tenants: Tenants, seed: int, restricted: bool) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 6):
        answer = map_with_why(world.tenant, account, at, restricted)
        assert without_why(answer) == decode(account_map(world.tenant, account, at, restricted=restricted))


@pytest.mark.parametrize("seed", range(715, 717))
def test_every_value_is_stated_by_the_facts_it_names(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 8):
        known = {fact["id"]: fact for fact in known_at(world.facts, at.position).decided}
        answer = map_with_why(world.tenant, account, at, True)
        entries = [*answer["roles"], *answer["units"], *answer["opportunities"], *answer["people"]]
        entries += [one for role in answer["roles"] for one in role["holders"]]
        entries += [one["crafted"] for role in answer["roles"] for one in role["holders"] if "crafted" in one]
        entries += [
            one for sale in answer["opportunities"] for one in (*sale["buying_center"], *sale.get("attitudes", ()))
        ]
        entries += [link for link in answer["links"] if link["why"].keys() == {"since"}]
        assert all(link["why"] for link in answer["links"])
        assert entries
        for entry in entries:
            assert_stated(entry, known)


def assert_stated(entry: Json, known: dict[str, Json]) -> None:
    for name, facts in entry["why"].items():
        said = [known[id] for id in facts]
        if name in STATED_AS_SHOWN:
            assert [fact.get(name) for fact in said] == [entry[name]], entry
        elif name in ("since", "weight"):
            assert entry[name] in [fact.get({"since": "effective"}.get(name, name)) for fact in said], entry
        elif name == "until":
            assert {fact["type"] for fact in said} <= {"person_left_role", "role_closed"}


def test_each_part_of_the_map_says_why(story: Story) -> None:
    took = story.took("ann", "2024-02-01")
    left = story.left("ann", "2024-05-01")
    power = story.tell("power_assessed", "2024-02-01", person="ann", role="cfo", power=7, sources=["trust"], by="cy")
    title = story.tell("role_restructured", "2024-02-01", role="cfo", title="Treasurer", attributes={"floor": 3})
    link = story.tell("link_rated", "2024-02-01", person="ann", other="cy", tone=1)
    silent = {"person": "ann", "other": "cy", "kind": "rivalry"}
    began = story.tell("link_rated", "2024-02-01", **silent, tone=-1)
    story.tell("link_rated", "2024-02-15", **silent, tone=None)
    answer = map_with_why(story.tenant, "acme", story.at("2024-03-01"), True)
    role = next(role for role in answer["roles"] if role["id"] == "cfo")
    (holder,) = role["holders"]
    assert (role["why"]["title"], role["why"]["attributes"]) == ([title], [title])
    assert holder["why"]["tenure_kind"] == [took]
    assert (holder["why"]["until"], holder["why"]["power"]) == ([left], [power])
    assert (holder["power_sources"], holder["why"]["power_sources"]) == (["trust"], [power])
    assert [one["why"] for one in answer["links"]] == [{"tone": [link]}, {"since": [began]}]
    assert answer["account"]["why"].keys() == {"name"}


def test_no_account_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        map_with_why(story.tenant, "none", story.at("2024-01-01"), True)
