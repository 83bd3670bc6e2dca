"""A person's career, values and links at any moment, against the oracle and by example."""

import json
from collections import Counter
from typing import Any

import pytest

from domain.errors import NotFound
from projections.account_maps import account_map
from projections.careers import career, links, person
from projections.diffs import diff
from projections.fragments import decode
from projections.moments import Moment
from projections.tenants import Tenants
from tests import oracle
from tests.generator import SUBJECTS
from tests.projections.told import Story, clause, moments, random_world

Json = dict[str, Any]
MARKS = ("title", "organization", "organization_name", "name", "reason", "possible", "share")


def counted(entries: list[Json]) -> Counter[str]:
    return Counter(json.dumps(entry, sort_keys=True) for entry in entries)


def bare_stay(stay: Json) -> Json:
    """What the oracle says of a stay."""
    kept = {name: value for name, value in stay.items() if name not in (*MARKS, "tenure_kinds", "tenures", "certainty")}
    bare = [{name: value for name, value in one.items() if name not in MARKS} for one in stay["tenures"]]
    if stay["tenures"]:
        kept.pop("finding", None)
    return kept | {"kinds": stay["tenure_kinds"], "tenures": bare}


@pytest.mark.parametrize("seed", range(600, 602))
def test_careers_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, moment in moments(world, seed, 6):
        for id in SUBJECTS["person"][:5]:
            if not world.tenant.ledger.knows("person", id):
                continue
            told = career(world.tenant, id, moment)
            found = [bare_stay(stay) | {"person": told["person"]["id"]} for stay in told["stays"]]
            assert counted(found) == counted(oracle.career(world.facts, id, moment.position))


@pytest.mark.parametrize("seed", range(610, 612))
def test_people_agree_with_the_oracle(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, moment in moments(world, seed, 6):
        for id in ("p-1", "p-2", "c-1"):
            found = person(world.tenant, id, moment, True)
            wanted = oracle.person(world.facts, id, moment.as_of, moment.position)
            assert counted(roles_of(found)) == counted(roles_of(wanted))
            assert values_of(found) == values_of(wanted)


def roles_of(answer: Json) -> list[Json]:
    told = ("organization", "organization_name", "until", "left", "reason", "share", "person", "title")
    return [{name: value for name, value in role.items() if name not in told} for role in answer["roles"]]


def values_of(answer: Json) -> Json:
    """A flag that was taken back is the same as none."""
    header = ("as_of", "position", "roles", "covered_by", "contact_rules", "covers", "contact_for")
    return {name: value for name, value in answer.items() if name not in header and (name, value) != ("ours", False)}


def test_an_interim_made_permanent_is_one_stay_of_both_kinds(story: Story) -> None:
    first = story.took("ann", "2024-02-01", tenure_kind="interim")
    second = story.took("ann", "2024-03-01")
    (stay,) = career(story.tenant, "ann", story.at("2024-04-01"))["stays"]
    assert stay["tenure_kinds"] == ["interim", "permanent"]
    assert [tenure["took"] for tenure in stay["tenures"]] == [first, second]
    assert (stay["since"], stay["until"]) == ("2024-02-01", None)


def test_a_career_goes_on_in_another_organization(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("role_defined", None, role="banker", organization="bank", title="Banker")
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01", reason="moved")
    story.took("ann", "2024-03-01", role="banker")
    answer = career(story.tenant, "ann", story.at("2024-04-01"))
    assert answer["person"] == {"id": "ann", "name": "Ann"}
    told = [(stay["title"], stay["organization_name"], stay["until"], stay["reason"]) for stay in answer["stays"]]
    assert told == [("CFO", "Acme", "2024-03-01", "moved"), ("Banker", "Bank", None, None)]


def test_a_departure_without_an_arrival_has_no_beginning(story: Story) -> None:
    left = story.left("ann", "2024-03-01")
    (stay,) = career(story.tenant, "ann", story.at("2024-04-01"))["stays"]
    assert (stay["since"], stay["left"], stay["tenures"]) == (None, left, [])
    assert stay["finding"] == "end_without_beginning"


def test_a_post_is_called_what_it_was_on_the_last_day_of_the_stay(story: Story) -> None:
    story.took("ann", "2024-02-01")
    story.left("ann", "2024-03-01")
    story.took("bob", "2024-03-01")
    story.tell("role_restructured", "2024-03-01", role="cfo", title="Head of Finance")
    titles = [career(story.tenant, id, story.at("2024-04-01"))["stays"][0]["title"] for id in ("ann", "bob")]
    assert titles == ["CFO", "Head of Finance"]
    assert career(story.tenant, "bob", story.at("2024-02-15"))["stays"][0]["title"] == "Head of Finance"


def test_an_imprecise_date_makes_a_stay_possible_on_the_days_it_may_mean(story: Story) -> None:
    story.took("ann", "2024-02")
    marks = [
        career(story.tenant, "ann", story.at(day))["stays"][0].get("possible") for day in ("2024-02-10", "2024-03-01")
    ]
    assert marks == [True, None]


def test_a_career_is_told_as_it_was_known(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.on("2024-06-01").left("ann", "2024-02-01")
    before, after = (
        career(story.tenant, "ann", story.at("2024-04-01", known))["stays"][0] for known in ("2024-05-01", None)
    )
    assert (before["until"], after["until"]) == (None, "2024-02-01")


def test_opinions_and_power_are_for_those_who_may_see_them(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("person_described", person="ann", preferences="Mail", opinions="Likes us", certainty="probable")
    story.tell("power_assessed", person="ann", role="cfo", power=7, sources=["trust"], by="cy")
    seen, hidden = (person(story.tenant, "ann", story.at("2024-02-01"), restricted) for restricted in (True, False))
    assert (seen["opinions"], seen["probable"]) == ("Likes us", ["opinions", "preferences"])
    assert (seen["roles"][0]["power"], seen["roles"][0]["power_sources"]) == (7, ["trust"])
    assert "opinions" not in hidden
    assert (hidden["preferences"], hidden["probable"]) == ("Mail", ["preferences"])
    assert "power" not in hidden["roles"][0]
    assert hidden["withheld"]


def test_a_link_is_seen_from_both_ends_with_the_name_of_the_other(story: Story) -> None:
    story.tell("link_rated", "2024-01-01", person="bob", other="ann", kind="advice", tone=1, by="cy")
    story.tell("link_rated", "2024-01-01", person="bob", other="ann", kind="advice", tone=2)
    (of_ann,) = links(story.tenant, "ann", story.at("2024-02-01"))
    (of_bob,) = links(story.tenant, "bob", story.at("2024-02-01"))
    assert (of_ann["with"], of_ann["name"], of_bob["name"]) == ("bob", "Bob", "Ann")
    assert (of_ann["tone"], [one["by"] for one in of_ann["opinions"]]) == (2, ["cy", "me"])


def test_a_link_ends_for_both(story: Story) -> None:
    story.tell("link_rated", "2024-01-01", person="bob", other="ann", tone=1)
    story.tell("link_ended", "2024-03-01", person="ann", other="bob")
    assert [len(links(story.tenant, "bob", story.at(day))) for day in ("2024-02-29", "2024-03-01")] == [1, 0]


@pytest.mark.parametrize("read", [career, links, lambda tenant, id, at: person(tenant, id, at, True)])
def test_nobody_of_that_id_is_not_found(story: Story, read: Any) -> None:
    with pytest.raises(NotFound):
        read(story.tenant, "nobody", story.at("2024-01-01"))


def test_a_moment_found_before_a_rebuild_is_answered_after_it(story: Story) -> None:
    story.took("ann", "2024-01-01")
    moment = story.at("2024-02-01")
    before = career(story.tenant, "ann", moment)
    story.tenant.rebuild()
    assert career(story.tenant, "ann", moment) == before


def test_an_end_of_unknown_date_is_told_apart_from_none(story: Story) -> None:
    story.took("ann", "2024-01-01")
    left = story.on("2024-03-05").left("ann", None)
    at, before = story.at("2024-02-01"), story.at("2024-02-01", "2024-03-04")
    (stay,) = career(story.tenant, "ann", at)["stays"]
    assert (stay["until"], stay["left"]) == (None, left)
    assert [cfo_of(story, moment).get("until", "none") for moment in (before, at)] == ["none", None]
    (change,) = diff(story.tenant, "acme", before, at, True)
    assert clause(change) == "We learned that Ann leaves as CFO on an unknown date."
    assert left in change["facts"]


def cfo_of(story: Story, at: Moment) -> Json:
    """Who is shown to hold the role."""
    shown = decode(account_map(story.tenant, "acme", at, restricted=True))
    holder: Json = next(role["holders"][0] for role in shown["roles"] if role["id"] == "cfo")
    return holder
