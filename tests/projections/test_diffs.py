"""What changed between two moments: the law, what happened and what we learned, facts and sentences."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from domain.errors import NotFound
from projections.diffs import apply, compared, diff, flatten
from projections.moments import Moment
from projections.states import Change, State, changes
from projections.tenants import Tenants
from tests import oracle
from tests.oracle import account_map as oracle_map
from tests.projections.told import Story, clause, moment, moments, random_world
from tests.projections.worlds import World

Json = dict[str, Any]


def state(world: World, account: str, at: Moment) -> State:
    return compared(world.tenant, account, at, True)


@pytest.mark.parametrize("seed", range(680, 683))
def test_one_map_with_the_changes_is_the_other(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for (account, before), (_, after) in pairwise(moments(world, seed, 12)):
        told, wanted = diff(world.tenant, account, before, after, True), state(world, account, after)
        assert apply(state(world, account, before), told) == wanted
        # The control: the law would not hold without the last change.
        assert not told or apply(state(world, account, before), told[:-1]) != wanted


@pytest.mark.parametrize("seed", range(684, 686))
def test_the_changes_lead_to_what_the_oracle_says_of_who_holds_what(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for (account, before), (_, after) in pairwise(moments(world, seed, 8)):
        told = diff(world.tenant, account, before, after, True)
        wanted = [flatten(oracle_map(world.facts, account, at.as_of, at.position)) for at in (before, after)]
        assert posts(apply(wanted[0], told)) == posts(wanted[1])


@pytest.mark.parametrize("seed", [700, 703])
def test_the_changes_lead_to_what_the_oracle_says_of_our_side(tenants: Tenants, seed: int) -> None:
    world, met = random_world(tenants, seed), set[str]()
    for (account, before), (_, after) in pairwise(moments(world, seed, 8)):
        told = diff(world.tenant, account, before, after, True)
        wanted = [our_side(world.facts, account, at) for at in (before, after)]
        found = apply(state(world, account, before), told)
        assert {key for key in found if key[0] in OURS} == wanted[1]
        assert {key for key in state(world, account, before) if key[0] in OURS} == wanted[0]
        met |= {kind for kind, _, _ in wanted[1]}
    assert met >= {"coverage", "team_role", "action"}


OURS = {"coverage", "contact_rule", "team_role", "action", "interaction"}


def our_side(facts: list[Json], account: str, at: Moment) -> set[tuple[str, str, str]]:
    """What the oracle knows of: who plays which role, what was planned and whether it is done, who met."""
    asked = facts, account, at.as_of, at.position
    shown = oracle_map(*asked)
    home, found = shown["account"]["id"], set(covered_itself(asked, shown))
    found |= {("team_role", home, f"{one['person']}|{one['team_role']}") for one in oracle.team(*asked)}
    for one in oracle.actions(*asked):
        stated = {name for name, value in one.items() if value is not None or name == "done"}
        found |= {("action", one["action"], name) for name in {"id", *stated} - {"action", "state", "observed"}}
    met = oracle.interactions(facts, at.as_of, at.position)
    for id in oracle.met_at(*asked):
        found |= {("interaction", id, name) for name, value in {"id": id, **met[id]}.items() if value is not None}
    return found


def covered_itself(asked: Any, shown: Json) -> Iterator[tuple[str, str, str]]:
    """Coverage and contact rules of just the account, its units and the people on its map."""
    facts, _, day, position = asked
    named = [one["person"] for role in shown["roles"] for one in role["holders"]]
    named += [one["person"] for sale in shown["opportunities"] for one in sale["buying_center"]]
    subjects = {("person", person) for person in named} | {("unit", unit["id"]) for unit in shown["units"]}
    for subject in subjects | {("organization", shown["account"]["id"])}:
        for one in oracle.covering(facts, subject, day, position):
            if one["covered"] == subject:
                yield "coverage", ":".join(subject), f"{one['person']}|{one['part']}"
        for one in oracle.contact_rules(facts, subject, day, position):
            if one["addressed"] == subject:
                yield "contact_rule", ":".join(subject), one["through"]


def posts(values: State) -> dict[tuple[str, ...], Any]:
    """Who held which role by which fact, and what roles report to: the oracle shows other values in other ways."""
    took = {key: value["took"] for key, value in values.items() if key[0] == "tenure"}
    return took | {key: value for key, value in values.items() if key[0] == "role" and key[2] == "reports_to"}


# In the second a property of a crafted job is taken back, in the last somebody external becomes ours.
@pytest.mark.parametrize("seed", [688, 60_000, 60_006])
def test_every_change_names_facts_known_by_then_and_is_told_in_a_sentence(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    places = {fact["id"]: fact["position"] for fact in world.facts}
    for (account, before), (_, after) in pairwise(moments(world, seed, 12)):
        known = max(before.position, after.position)
        for change in diff(world.tenant, account, before, after, True):
            assert change["facts"], change
            assert all(places[id] <= known for id in change["facts"])
            assert re.search(r" \(source: .*tester.*\)\.$", change["sentence"]), change
            learned = ("We learned that ", "As known before, ")[before.position > after.position]
            back = ("Looking back, ",) if before.as_of > after.as_of else ()
            assert change["sentence"].startswith(learned) == (change["because"] == "learned")
            assert change["sentence"].startswith(back) == bool(back and change["because"] == "happened")


@pytest.mark.parametrize("seed", range(692, 694))
def test_on_one_day_things_are_learned_and_at_one_position_they_happen(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in moments(world, seed, 6):
        earlier = moment(world, at.as_of, at.position // 2)
        later = moment(world, "2024-12-01", at.position)
        assert {one["because"] for one in diff(world.tenant, account, earlier, at, True)} <= {"learned"}
        assert {one["because"] for one in diff(world.tenant, account, at, later, True)} <= {"happened"}
        assert diff(world.tenant, account, at, at, True) == []


@pytest.mark.parametrize("seed", range(696, 698))
def test_restricted_values_are_not_told_of(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    before, after = moment(world, "2024-01-20", len(world.facts) // 2), moment(world, "2024-06-01")
    for account in ("north", "south"):
        told = diff(world.tenant, account, before, after, False)
        assert not {change["kind"] for change in told} & {"power", "crafted_job", "attitude", "link"}


def sentences(story: Story, before: Moment, after: Moment) -> list[str]:
    return [clause(change) for change in diff(story.tenant, "acme", before, after, True)]


def test_an_appointment_happened_and_names_its_fact(story: Story) -> None:
    took = story.took("ann", "2024-03-01")
    told = diff(story.tenant, "acme", story.at("2024-02-01"), story.at("2024-04-01"), True)
    tenure = next(change for change in told if change["kind"] == "tenure")
    assert clause(tenure) == "Ann became CFO on 2024-03-01."
    assert (tenure["subject"], tenure["property"], tenure["facts"]) == ("cfo", "ann", [took])
    assert (tenure["before"], tenure["after"]["took"], tenure["because"]) == (None, took, "happened")


def test_a_departure_told_late_is_learned(story: Story) -> None:
    story.took("ann", "2024-01-01")
    left = story.on("2024-09-01").left("ann", "2024-03-15", reason="retired")
    told = diff(story.tenant, "acme", story.at("2024-06-30", "2024-07-01"), story.at("2024-06-30"), True)
    tenure = next(change for change in told if change["kind"] == "tenure")
    assert clause(tenure) == "We learned that Ann left as CFO on 2024-03-15 (retired)."
    assert (tenure["facts"], tenure["after"]) == ([left], None)


def test_a_property_may_be_learned_and_then_change(story: Story) -> None:
    story.on("2024-05-01").tell("role_restructured", "2024-02-01", role="cfo", title="Treasurer")
    story.tell("role_restructured", "2024-04-01", role="cfo", title="Head of Finance")
    assert sentences(story, story.at("2024-03-01", "2024-03-01"), story.at("2024-05-01")) == [
        "We learned that CFO is called Treasurer.",
        "Treasurer is called Head of Finance.",
    ]


def test_a_withdrawal_is_the_fact_by_which_we_learned(story: Story) -> None:
    took = story.took("ann", "2024-01-01")
    withdrawn = story.on("2024-05-01").tell("fact_withdrawn", fact=took, reason="mixed up")
    told = diff(story.tenant, "acme", story.at("2024-03-01", "2024-03-01"), story.at("2024-03-01"), True)
    tenure = next(change for change in told if change["kind"] == "tenure")
    assert (clause(tenure), tenure["facts"]) == ("We learned that Ann was not CFO.", [withdrawn])


def test_a_role_that_is_created_or_closed_is_one_change(story: Story) -> None:
    defined = story.tell("role_defined", "2024-02-01", role="cto", organization="acme", title="CTO", reports_to="ceo")
    closed = story.tell("role_closed", "2024-04-01", role="cto")
    days = ("2024-01-15", "2024-03-01", "2024-05-01")
    came, gone = (diff(story.tenant, "acme", story.at(one), story.at(two), True) for one, two in pairwise(days))
    assert [(one["property"], clause(one), one["facts"]) for one in came] == [
        (None, "The role CTO was created on 2024-02-01.", [defined])
    ]
    assert came[0]["after"]["reports_to"] == "ceo"
    assert [(clause(one), one["facts"]) for one in gone] == [("The role CTO was closed.", [closed])]


def test_values_are_told_by_the_names_of_what_they_name(story: Story) -> None:
    story.tell("role_restructured", "2024-02-01", role="cfo", reports_to="ceo")
    story.tell("unit_defined", "2024-02-01", unit="finance", organization="acme", name="Finance")
    story.tell("role_restructured", "2024-02-01", role="cfo", unit="finance")
    told = sentences(story, story.at("2024-01-15"), story.at("2024-03-01"))
    assert "CFO reports to CEO." in told
    assert "The unit of CFO is Finance." in told


def test_power_attitudes_buying_roles_and_links_are_told(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.took("bob", "2024-01-01", role="ceo")
    story.tell("opportunity_opened", "2024-01-01", opportunity="o-1", organization="acme", name="Sale")
    story.tell("power_assessed", "2024-02-01", person="ann", role="cfo", power=7, by="cy")
    story.tell("buying_role_assigned", "2024-02-01", person="ann", opportunity="o-1", buying_role="decider")
    story.tell("attitude_changed", "2024-02-01", person="ann", opportunity="o-1", attitude=-1, by="cy")
    story.tell("link_rated", "2024-02-01", person="ann", other="bob", kind="advice", tone=1, strength=5, by="cy")
    told = sentences(story, story.at("2024-01-15"), story.at("2024-03-01"))
    assert "The power of Ann as CFO is assessed by Cy at 7." in told
    assert 'Ann became decider in "Sale" on 2024-02-01.' in told
    assert 'The attitude of Ann to "Sale" is assessed by Cy at -1 (rather against).' in told
    assert "There is now a link between Ann and Bob (asks for advice): tone 1 (good) and strength 5." in told


def test_what_is_said_no_more_comes_from_the_fact_that_takes_it_back(story: Story) -> None:
    rated = {"person": "ann", "other": "cy", "kind": "advice"}
    story.took("ann", "2024-01-01")
    first = story.tell("link_rated", "2024-02-01", **rated, tone=1, strength=5)
    silent = story.tell("link_rated", "2024-03-01", **rated, tone=None)
    story.tell("link_rated", "2024-05-01", **rated, strength=None)
    (link,) = diff(story.tenant, "acme", story.at("2024-02-15"), story.at("2024-04-01"), True)
    assert clause(link) == "The link between Ann and Cy (asks for advice) changed: tone no longer stated."
    assert link["facts"] == [first, silent]


def test_a_link_of_which_nothing_else_is_said_names_the_fact_that_there_is_one(story: Story) -> None:
    story.took("ann", "2024-01-01")
    rated = story.tell("link_rated", "2024-02-01", person="ann", other="cy", kind="advice", tone=None)
    (link, *_) = diff(story.tenant, "acme", story.at("2024-01-15"), story.at("2024-03-01"), True)
    assert (link["kind"], link["facts"]) == ("link", [rated])


def test_an_assessor_whose_introduction_is_withdrawn_goes_with_the_withdrawal(story: Story) -> None:
    introduced = story.tell("person_introduced", person="dee", name="Dee", ours=True)
    story.took("ann", "2024-01-01")
    story.tell("power_assessed", "2024-01-01", person="ann", role="cfo", power=7, by="dee")
    withdrawn = story.on("2024-05-01").tell("fact_withdrawn", fact=introduced)
    known, later = story.at("2024-03-01", "2024-03-01"), story.at("2024-03-01")
    for way in ((known, later), (later, known)):
        (gone,) = diff(story.tenant, "acme", *way, True)
        assert (gone["subject"], gone["facts"]) == ("dee", [withdrawn])


def test_no_account_of_that_id_is_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        diff(story.tenant, "none", story.at("2024-01-01"), story.at("2024-02-01"), True)


def test_what_comes_is_one_change_and_what_stays_changes_by_field() -> None:
    role = ("role", "cfo")
    after: State = {(*role, "id"): "cfo", (*role, "title"): "CFO"}
    assert changes({}, after) == [Change(*role, None, None, {"id": "cfo", "title": "CFO"})]
    later: State = {(*role, "id"): "cfo", (*role, "title"): "Treasurer", (*role, "level"): 1}
    assert changes(after, later) == [Change(*role, "level", None, 1), Change(*role, "title", "CFO", "Treasurer")]
    assert changes(later, {}) == [Change(*role, None, {"id": "cfo", "level": 1, "title": "Treasurer"}, None)]
    assert apply(apply({}, changes({}, later)), changes(later, after)) == after
