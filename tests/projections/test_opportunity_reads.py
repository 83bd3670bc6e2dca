"""An opportunity at any moment, against the oracle and by example."""

from typing import Any

import pytest

from domain.errors import NotFound
from projections.account_maps import account_map
from projections.boxes import box
from projections.diffs import diff
from projections.fragments import decode
from projections.opportunity_reads import opportunity
from projections.tenants import Tenants
from tests import oracle
from tests.projections.told import Story, moments, random_world

Json = dict[str, Any]
ADDED = (
    "as_of", "position", "known_at", "status", "organization_name", "reason", "probable", "why", "actions",
    "interactions", "findings", "stated_since",
)  # fmt: skip


def bare(answer: Json) -> Json:
    """What the oracle says of an opportunity: it marks values that are only probable, maps do not."""
    kept = {name: value for name, value in answer.items() if name not in ADDED}
    stances = {"attitudes": _unmarked(answer["attitudes"])} if "attitudes" in answer else {}
    center = sorted(_unmarked(answer["buying_center"]), key=lambda one: (one["person"], one["buying_role"]))
    return kept | stances | {"buying_center": center}


def _unmarked(entries: list[Json]) -> list[Json]:
    return [{name: value for name, value in one.items() if name not in ("name", "probable")} for one in entries]


@pytest.mark.parametrize("seed", range(650, 652))
def test_opportunities_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, moment in moments(world, seed, 12):
        wanted = oracle.opportunity(world.facts, "o-1", moment.as_of, moment.position)
        found = opportunity(world.tenant, "o-1", moment, True)
        if wanted is None:
            assert found["buying_center"] == []
            assert found["status"] is None
        else:
            assert bare(found) == bare(wanted)
            odd = world.map(wanted["organization"], moment.as_of, moment.position)["findings"]
            assert found["findings"] == [one for one in odd if one.get("opportunity") == "o-1"]


@pytest.fixture
def sale(story: Story) -> Story:
    story.tell("opportunity_opened", "2024-02-01", opportunity="o-1", organization="acme", name="Sale", stage="first")
    story.tell("buying_role_assigned", "2024-02-01", person="ann", opportunity="o-1", buying_role="decider", weight=5)
    story.tell("attitude_changed", "2024-03-01", person="ann", opportunity="o-1", attitude=1, by="cy")
    return story


def test_a_buying_center_calls_people_by_name_with_their_attitudes(sale: Story) -> None:
    (member,) = opportunity(sale.tenant, "o-1", sale.at("2024-03-01"), True)["buying_center"]
    assert (member["name"], member["weight"], member["attitude"]) == ("Ann", 5, 1)


def test_attitudes_are_for_those_who_may_see_them(sale: Story) -> None:
    answer = opportunity(sale.tenant, "o-1", sale.at("2024-03-01"), False)
    assert "attitude" not in answer["buying_center"][0]
    assert answer["withheld"]


def test_where_somebody_stands_who_plays_no_part_is_beside_the_buying_center(sale: Story) -> None:
    sale.tell("person_introduced", person="zoe", name="Zoe")
    against = sale.tell("attitude_changed", "2024-03-01", person="zoe", opportunity="o-1", attitude=-2, by="cy")
    now, stands = sale.at("2024-03-02"), {"person": "zoe", "attitude": -2, "attitude_by": "cy"}
    why = {name: [against] for name in ("attitude", "attitude_by")}
    assert opportunity(sale.tenant, "o-1", now, True, why=True)["attitudes"] == [{**stands, "name": "Zoe", "why": why}]
    drawn, seen = (decode(account_map(sale.tenant, "acme", now, restricted=restricted)) for restricted in (True, False))
    assert drawn["opportunities"][0]["attitudes"] == [stands]
    assert {"id": "zoe", "name": "Zoe", "external": True} in drawn["people"]
    assert "attitudes" not in seen["opportunities"][0] | opportunity(sale.tenant, "o-1", now, False)
    assert "zoe" not in {one["id"] for one in seen["people"]}
    told = box(sale.tenant, "acme", "person", "zoe", now, restricted=True)
    assert told is not None
    assert told["people"][0]["parts"][0]["attitude"] == -2


def test_whoever_plays_a_part_no_more_stands_where_they_stood(sale: Story) -> None:
    sale.tell("buying_role_ended", "2024-04-01", person="ann", opportunity="o-1", buying_role="decider")
    days = sale.at("2024-03-31"), sale.at("2024-04-01")
    (before, after) = (opportunity(sale.tenant, "o-1", day, True) for day in days)
    assert "attitudes" not in before
    assert [(one["person"], one["attitude"]) for one in after["attitudes"]] == [("ann", 1)]
    assert [change["kind"] for change in diff(sale.tenant, "acme", *days, True)] == ["buying_role"]


def test_an_opportunity_says_whose_it_is_and_how_it_stands(sale: Story) -> None:
    sale.tell("opportunity_closed", "2024-05-01", opportunity="o-1", outcome="won")
    told = [opportunity(sale.tenant, "o-1", sale.at(day), True) for day in ("2024-01-31", "2024-02-01", "2024-05-01")]
    assert [one["status"] for one in told] == [None, "open", "closed"]
    assert (told[1]["organization"], told[1]["organization_name"], told[2]["outcome"]) == ("acme", "Acme", "won")
    assert (told[0]["name"], told[0]["buying_center"]) == ("Sale", [])


def test_no_opportunity_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        opportunity(story.tenant, "none", story.at("2024-01-01"), True)


def test_every_value_says_since_when_and_which_fact_says_so(sale: Story) -> None:
    named = {"problem": "slow close", "solution": "ours", "closes": "2024-09", "purchase_scope": "one_decider"}
    stated = sale.tell("opportunity_changed", "2024-03", opportunity="o-1", qualification="go", **named)
    staged = sale.tell("opportunity_changed", "2024-04-01", opportunity="o-1", stage="second")
    lost = sale.tell("opportunity_closed", "2024-05-01", opportunity="o-1", outcome="lost", reason="price")
    sale.on("2024-06-01").tell("fact_corrected", fact=staged, replacement={"effective": "2024-04-15"})
    answer = opportunity(sale.tenant, "o-1", sale.at("2024-06-01"), True)
    why, since = answer["why"], answer["stated_since"]
    assert {name: answer[name] for name in named} == named
    assert [why[name] for name in (*named, "qualification")] == [[stated]] * 5
    assert (since["problem"], since["stage"], why["stage"]) == ("2024-03", "2024-04-15", [staged])
    assert [(why[name], since[name]) for name in ("outcome", "reason")] == [([lost], "2024-05-01")] * 2
    before = opportunity(sale.tenant, "o-1", sale.at("2024-04-30", "2024-05-31"), True)
    assert (before["stage"], before["stated_since"]["stage"]) == ("second", "2024-04-01")
    assert not {"outcome", "reason"} & {*before, *before["why"]}
