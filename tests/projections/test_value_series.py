"""A series says of each of its days what the map of that day says, as known now and as known then."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from projections.tenants import Tenants
from projections.value_series import Asked, AsKnown, opportunity_series, person_series
from tests.oracle import account_map
from tests.projections.told import Story, moments, random_world
from tests.projections.worlds import World

Json = dict[str, Any]
Key = tuple[str, ...]


def on_map(answer: Json) -> Iterator[tuple[Key, float]]:
    """Everything that a map says of power, attitudes and links."""
    for role in answer["roles"]:
        yield from (
            (("power", h["person"], role["id"]), h["power"]) for h in role["holders"] if h.get("power") is not None
        )
    for sale in answer["opportunities"]:
        for member in sale["buying_center"]:
            if member.get("attitude") is not None:
                yield ("attitude", member["person"], sale["id"]), member["attitude"]
    for link in answer["links"]:
        tie = link["person"], link["other"], link["kind"], str(link.get("directed", False))
        yield from (((name, *tie), link[name]) for name in ("tone", "strength", "desired", "gap") if name in link)


def of_series(person: str, one: Json) -> list[Key]:
    if one["property"] in ("power", "attitude"):
        return [(one["property"], person, (one.get("role") or one["opportunity"])["id"])]
    tie = one["kind"], str(one.get("directed", False))
    return [(one["property"], *ends, *tie) for ends in ((person, one["other"]["id"]), (one["other"]["id"], person))]


@pytest.mark.parametrize("as_known", ["now", "then"])
def test_each_point_is_what_the_map_of_that_day_says(tenants: Tenants, as_known: AsKnown) -> None:
    world, checked = random_world(tenants, 1410, 60), 0
    for account, at in moments(world, 1410, 8):
        said = dict(on_map(account_map(world.facts, account, at.as_of, at.position)))
        asked = Asked(at.as_of - timedelta(days=100), "quarter", as_known)
        for person in sorted({key[1] for key in said})[:4]:
            for one in person_series(world.tenant, person, at, asked)["series"]:
                checked += points_checked(world, account, of_series(person, one), one["points"], said)
    assert checked > 20


def points_checked(world: World, account: str, keys: list[Key], points: list[Json], said: dict[Key, float]) -> int:
    """Of what the account shows at the end: others' roles and sales are on other maps."""
    if not any(key in said for key in keys):
        return 0
    for point in points:
        there = dict(on_map(account_map(world.facts, account, date.fromisoformat(point["date"]), point["known"])))
        shown = [there[key] for key in keys if key in there]
        assert not shown or shown[0] == point["value"], (keys, point)
    last = points[-1]
    assert next(said[key] for key in keys if key in said) == last["value"]
    return len(points)


def told(story: Story) -> Story:
    story.took("ann", "2023-01-01")
    story.tell("link_rated", "2024-01-01", person="ann", other="cy", kind="advice", tone=0, strength=2, desired=8)
    story.on("2024-03-01").tell(
        "link_rated", "2024-03-01", person="ann", other="cy", kind="advice", strength=6, by="bob"
    )
    story.on("2024-09-01").tell("link_rated", "2024-02-01", person="ann", other="cy", kind="advice", strength=4)
    return story


def test_points_are_at_the_changes_with_who_said_it_and_what_is_left(story: Story) -> None:
    moment = told(story).at("2024-12-31")
    asked = Asked(moment.as_of.replace(month=1, day=1), property="strength")
    (one,) = person_series(story.tenant, "ann", moment, asked)["series"]
    points = [(point["date"], point["value"], point["by"], point["certain"]) for point in one["points"]]
    left = round(2 ** (-305 / 365), 3)
    assert points == [
        ("2024-01-01", 2, "me", 1.0), ("2024-02-01", 4, "me", 1.0),
        ("2024-03-01", 6, "bob", 1.0), ("2024-12-31", 6, "bob", left),
    ]  # fmt: skip
    assert (one["other"], one["kind"], one["trend"]["heading"]) == ({"id": "cy", "name": "Cy"}, "advice", "rising")


def test_as_known_then_shows_what_was_learned_later_only_from_then_on(story: Story) -> None:
    moment = told(story).at("2024-12-31")
    asked = Asked(moment.as_of.replace(month=1, day=1), as_known="then", by="me", property="gap")
    (one,) = person_series(story.tenant, "ann", moment, asked)["series"]
    gaps = {point["date"]: point["value"] for point in one["points"]}
    assert (gaps["2024-01-01"], gaps["2024-02-01"], gaps["2024-09-01"]) == (6, 6, 4)


def test_an_opportunity_has_a_series_of_everybody_in_it(story: Story) -> None:
    story.tell("opportunity_opened", "2024-01-01", opportunity="o", organization="acme", name="Sale")
    for person, attitude in (("ann", -1), ("bob", 2)):
        story.tell("attitude_changed", "2024-01-01", person=person, opportunity="o", attitude=attitude)
    moment = story.at("2024-06-30")
    asked = Asked(moment.as_of.replace(month=1, day=1), "month")
    found = opportunity_series(story.tenant, "o", moment, asked)["series"]
    assert [(one["person"]["id"], one["points"][-1]["value"], one["trend"]["heading"]) for one in found] == [
        ("ann", -1, "steady"),
        ("bob", 2, "steady"),
    ]
