"""The benchmark's facts are what they are said to be."""

from collections import Counter, defaultdict
from datetime import date, datetime
from itertools import groupby, pairwise
from operator import itemgetter

from tests.bench import states, workload
from tests.bench.selling import with_selling
from tests.bench.tenures import Tenures

FACTS = list(workload.facts("T"))
SUBJECTS = {"role_defined": "role", "person_introduced": "person", "organization_registered": "organization"}


def test_they_are_recorded_in_order_and_name_what_was_recorded_before() -> None:
    known = set[str]()
    for earlier, fact in pairwise(FACTS):
        assert earlier["recorded_at"] <= fact["recorded_at"]
    for fact in FACTS:
        if kind := SUBJECTS.get(fact["type"]):
            known.add(fact[kind])
        named = {fact[name] for name in ("role", "person", "organization", "reports_to") if fact.get(name)}
        assert named <= known
        assert fact.get("fact", fact["id"]) in known | {fact["id"]}
        known.add(fact["id"])


def test_most_are_recorded_the_same_day_and_some_late() -> None:
    lags = Counter[str]()
    for fact in FACTS:
        if fact["type"] == "role_restructured":
            days = (datetime.fromisoformat(fact["recorded_at"]).date() - date.fromisoformat(fact["effective"])).days
            lags["same" if days == 0 else "late" if days > 0 else "ahead"] += 1
    share = {when: count / lags.total() for when, count in lags.items()}
    assert 0.80 < share["same"] < 0.88
    assert 0.10 < share["late"] < 0.18
    assert 0.01 < share["ahead"] < 0.04


def test_a_role_never_has_two_holders_whatever_is_known() -> None:
    for facts in states.by_role(FACTS, workload.LARGE).values():
        role = states.Role({})
        for _, together in groupby(facts, key=itemgetter("recorded_at")):
            for fact in together:
                role.apply(fact)
            assert_one_at_a_time(role.tenures())


def assert_one_at_a_time(tenures: Tenures) -> None:
    spans = tenures.spans()
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))


def test_the_rectangles_give_the_same_maps_as_the_facts() -> None:
    roles = states.by_role(FACTS, workload.LARGE)
    rectangles = list(states.rectangles(roles))
    for as_of, known_at in [*workload.random_points(20, "test"), states.ALWAYS]:
        day, instant = min(as_of, "9999-12-30"), min(known_at, "9999-12-30T00:00:00Z")
        found = {
            each.role: each.state
            for each in rectangles
            if each.valid_from <= day < each.valid_to and each.known_from <= instant < each.known_to
        }
        assert found == states.map_at(roles, as_of, known_at)


def test_what_is_sold_beside_leaves_the_facts_as_they_are_and_names_what_was_recorded_before() -> None:
    """Each opportunity is opened, changed and closed in order, and parts are played in open ones only."""
    everything = list(with_selling(FACTS))
    before = {fact["id"] for fact in FACTS}
    sold = [fact for fact in everything if fact["id"] not in before]
    assert [fact for fact in everything if fact["id"] in before] == FACTS
    assert all(earlier["recorded_at"] <= later["recorded_at"] for earlier, later in pairwise(everything))
    course = defaultdict(list)
    for fact in sold:
        if "opportunity" in fact:
            course[fact["opportunity"]].append(fact["type"].removeprefix("opportunity_"))
    assert len(course) > 20
    for types in course.values():
        assert types[0] == "opened"
        assert types.count("closed") == (types[-1] == "closed")
    assert {fact["type"] for fact in sold} >= {"link_rated", "buying_role_assigned"}
