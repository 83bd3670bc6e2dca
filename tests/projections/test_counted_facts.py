"""The figures of penetration, completeness and meetings name the facts that they count, which are looked up naively."""

from collections import Counter
from datetime import date
from typing import Any

from domain.analysis.parameters import Parameters
from domain.analysis.sections import sections_of
from domain.dates import span_of
from projections.analysis.reading import account_analysis, picture_at
from projections.moments import Moment
from projections.tenants import Tenants
from tests.oracle.standing import known_at
from tests.projections.told import moments, random_world, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
SAYING = {
    "hierarchy": {"role_defined", "role_restructured"},
    "holders": {"person_took_role"},
    "power": {"power_assessed", "person_introduced", "person_described"},
    "links": {"link_rated"},
    "our_links": {"link_rated"},
    "buying_roles": {"buying_role_assigned"},
    "attitudes": {"attitude_changed"},
}


def first_day(fact: Json) -> str:
    recorded = str(fact["recorded_at"])[:10]
    return recorded if fact["effective"] is None else date.fromordinal(span_of(fact["effective"]).first).isoformat()


def counted(world: World, account: str, at: Moment) -> Json:
    sections, asked = sections_of("penetration,completeness,meetings"), Parameters()
    return account_analysis(world.tenant, account, at, sections, asked, restricted=True, why=True)


@taking_turns([764])
def test_what_is_counted_names_its_facts(tenants: Tenants, seed: int) -> None:
    world, seen = random_world(tenants, seed, 100), Counter[str]()
    for account, at in moments(world, seed, 24):
        found, known = (
            counted(world, account, at),
            {one["id"]: one for one in known_at(world.facts, at.position).decided},
        )
        picture = picture_at(world.tenant, account, at, restricted=True)
        if not picture.roles:
            continue
        whole = found["penetration"]["account"]["why"]
        assert set(whole["held"]) == {one.took for role in picture.roles for one in role.holders}
        assert bool(whole["known"]) <= bool(found["penetration"]["account"]["known"])
        assert {known[id]["type"] for id in whole["known"]} <= {"link_rated"}
        assert {known[id]["type"] for id in whole["covered"]} <= {"coverage_assigned"}
        assert bool(whole["covered"]) == bool(found["penetration"]["account"]["covered"])
        seen.update(name for name, facts in whole.items() if facts)
        for name, element in found["completeness"]["elements"].items():
            assert {known[id]["type"] for id in element["why"]} <= SAYING[name]
            assert len(element["why"]) <= element["known"]
            seen.update([name] if element["why"] else [])
        for one in (one for one in found["meetings"] if one["last_met"]):
            met = [known[id] for id in one["why"] if known[id]["type"] == "interaction_recorded"]
            assert [(first_day(fact), one["person"] in fact["people"]) for fact in met] == [(one["last_met"], True)]
            seen["met"] += 1
    assert {"held", "known", "covered", "met", *SAYING} <= seen.keys()
