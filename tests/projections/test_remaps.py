"""What of a map to draw again, at every position of told histories, against a naive reading of the facts."""

from collections.abc import Callable, Iterator
from datetime import date
from random import Random
from typing import Any, NamedTuple

import pytest

from domain.log.ledger import Terms
from projections.moments import moment_of
from projections.remaps import account_remaps, remaps_across
from projections.tenants import Tenant, Tenants

Json = dict[str, Any]
Open = set[tuple[str, str]]
ME = Terms(by="me")
DAY, BEGUN = "2026-06-30", date(2026, 1, 1)
BASE: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "unit_defined", "unit": "fin", "organization": "acme", "name": "Finance"},
    {"type": "unit_defined", "unit": "hq", "organization": "acme", "name": "Head office"},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "unit": "fin", "effective": None},
    *({"type": "person_introduced", "person": id, "name": id.capitalize()} for id in ("ann", "bob")),
    *({"type": "person_introduced", "person": id, "name": id.capitalize(), "ours": True} for id in ("cy", "di")),
    {"type": "person_took_role", "person": "ann", "role": "ceo", "effective": "2020"},
    {"type": "link_rated", "person": "ann", "other": "cy", "strength": 3, "effective": "2021"},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead", "effective": "2021"},
    {"type": "team_role_played", "person": "cy", "organization": "acme", "team_role": "innovator", "effective": "2021"},
    {
        "type": "action_planned",
        "action": "a-1",
        "organization": "acme",
        "objective": "Meet",
        "person": "ann",
        "effective": "2026-01",
    },
    {"type": "opportunity_opened", "opportunity": "o-0", "organization": "acme", "name": "Old", "effective": "2024"},
    {"type": "person_took_role", "person": "bob", "role": "cfo", "effective": "2026-02-01"},
]
SAME = {"effective": "2026-03-01"}
OPENED: Json = {"type": "opportunity_opened", "opportunity": "o-1", "organization": "acme", "name": "New"}
HAPPENS: list[Json] = [
    {"type": "action_changed", "action": "a-1", "blocked": "No budget", **SAME},
    {"type": "unit_restructured", "unit": "fin", "parent": "hq", **SAME},
    {"type": "coverage_assigned", "person": "di", "unit": "hq", "part": "covers", **SAME},
    {"type": "team_role_played", "person": "di", "organization": "acme", "team_role": "collaborator", **SAME},
    {"type": "link_rated", "person": "bob", "other": "di", "strength": 4, **SAME},
    {"type": "link_rated", "person": "ann", "other": "cy", "tone": 1, **SAME},
    {"type": "buying_role_assigned", "person": "bob", "opportunity": "o-1", "buying_role": "user", **SAME},
    {"type": "opportunity_changed", "opportunity": "o-1", "unit": "fin", **SAME},
    {"type": "attitude_changed", "person": "bob", "opportunity": "o-1", "attitude": 1, **SAME},
    {"type": "job_crafted", "person": "bob", "role": "cfo", "criteria": "Price", **SAME},
    {"type": "job_crafted", "person": "bob", "role": "cfo", "priorities": ["Cash"], **SAME},
    {"type": "power_assessed", "person": "bob", "role": "cfo", "power": 4, **SAME},
    {"type": "role_restructured", "role": "cfo", "reports_to": "ceo", **SAME},
    {"type": "culture_assessed", "unit": "fin", "mix": {"bureaucratic": 1}, **SAME},
]
Answers = Callable[[Json], bool]


class Naive(NamedTuple):
    """Of one kind of proposal: what starts it, and of each draw what answers it and whether that is restricted."""

    starts: Answers
    draws: dict[str, tuple[Answers, bool]]
    since_start: int = 1


def of(type: str, **fields: Any) -> Answers:
    return lambda fact: fact["type"] == type and all(fact.get(name) == value for name, value in fields.items())


def either(*answers: Answers) -> Answers:
    return lambda fact: any(answer(fact) for answer in answers)


def names(type: str, *fields: str) -> Answers:
    return lambda fact: fact["type"] == type and any(name in fact for name in fields)


def linking(*people: str) -> Answers:
    return lambda fact: fact["type"] == "link_rated" and {fact["person"], fact["other"]} & {*people} != set()


CRAFTED = {name: (names("job_crafted", name), True) for name in ("priorities", "criteria", "partner_preferences")}
NAIVE = {
    "new_opportunity": Naive(
        of("opportunity_opened", opportunity="o-1"),
        {
            "buying_center": (of("buying_role_assigned", opportunity="o-1"), False),
            "unit_concerned": (names("opportunity_changed", "unit"), False),
        },
    ),
    "blocked_action": Naive(
        names("action_changed", "blocked"),
        {
            "standing": (linking("ann"), True),
            "stand_in": (of("coverage_assigned"), False),
        },
    ),
    "unit_reorganized": Naive(
        names("unit_restructured", "parent"),
        {
            "role": (either(of("role_restructured", role="cfo"), of("person_took_role", role="cfo")), False),
            "culture": (of("culture_assessed", unit="fin"), False),
        },
    ),
    "new_holder": Naive(
        of("person_took_role", person="bob"),
        CRAFTED | {"power": (of("power_assessed", person="bob"), True), "our_link": (linking("bob"), True)},
    ),
    "new_colleague": Naive(
        either(of("coverage_assigned", person="di"), of("team_role_played", person="di"), linking("di")),
        {
            "coverage": (of("coverage_assigned", person="di"), False),
            "team_role": (of("team_role_played", person="di"), False),
            "links": (linking("di"), True),
        },
        since_start=0,
    ),
}


def expected(facts: list[Json], *, restricted: bool) -> Iterator[tuple[str, str]]:
    for kind, naive in NAIVE.items():
        seen = [restricted or fact["type"] != "link_rated" for fact in facts]
        starts = [place for place, fact in enumerate(facts) if naive.starts(fact) and seen[place]]
        if starts:
            after = facts[starts[0] + naive.since_start :]
            for what, (answers, hidden) in naive.draws.items():
                if (restricted or not hidden) and not any(map(answers, after)):
                    yield kind, what
    attitude = any(map(of("attitude_changed"), facts)) or not restricted
    if any(map(of("buying_role_assigned"), facts)) and not attitude:
        yield "new_opportunity", "attitude"


def found(tenant: Tenant, position: int, *, restricted: bool) -> Open:
    moment = moment_of(tenant.ledger, DAY, position=position)
    told = account_remaps(tenant, "acme", moment, BEGUN, restricted=restricted)["remaps"]
    return {(one["kind"], draw["what"]) for one in told for draw in one["draw"]}


@pytest.mark.parametrize("seed", [1, 2])
def test_a_proposal_goes_once_what_answers_it_was_recorded_after_whatever_came_first(
    tenants: Tenants, seed: int
) -> None:
    tenant = tenants.make("w")
    facts = [*BASE, {**OPENED, **SAME}, *Random(seed).sample(HAPPENS, len(HAPPENS))]
    tenant.record(BASE, ME)
    for fact in facts[len(BASE) :]:
        tenant.record([fact], ME)
    for position in range(len(BASE), len(facts) + 1):
        for restricted in (True, False):
            wanted = set(expected(facts[:position], restricted=restricted))
            assert found(tenant, position, restricted=restricted) == wanted, (position, restricted)
    assert found(tenant, len(facts), restricted=True) != set(expected(facts[:-4], restricted=True)), "it tells apart"


def test_what_answered_may_be_withdrawn_and_what_was_blocked_may_go_on(tenants: Tenants) -> None:
    tenant = tenants.make("w")
    tenant.record([*BASE, {**OPENED, **SAME}, HAPPENS[0]], ME)
    answered = tenant.record([HAPPENS[6]], ME)[0].id
    head = len(BASE) + 3
    assert ("new_opportunity", "buying_center") not in found(tenant, head, restricted=True)
    tenant.record([{"type": "fact_withdrawn", "fact": answered}], ME)
    tenant.record([{"type": "action_changed", "action": "a-1", "blocked": None, "effective": "2026-04-01"}], ME)
    now = found(tenant, head + 2, restricted=True)
    assert ("new_opportunity", "buying_center") in now
    assert "blocked_action" in {kind for kind, _ in found(tenant, head + 1, restricted=True)}
    assert "blocked_action" not in {kind for kind, _ in now}


def test_they_say_why_since_when_by_which_facts_and_what_is_stale(tenants: Tenants) -> None:
    tenant = tenants.make("w")
    decided = {"type": "buying_role_assigned", "person": "ann", "opportunity": "o-0", "buying_role": "decider"}
    tenant.record([*BASE, {**decided, "effective": "2024"}], ME)
    left = {"type": "person_left_role", "person": "ann", "role": "ceo", "effective": "2026-05-01"}
    took = {"type": "person_took_role", "person": "bob", "role": "ceo", "effective": "2026-05"}
    fact = tenant.record([left, took], ME)[-1].id
    moment = moment_of(tenant.ledger, DAY)
    one = account_remaps(tenant, "acme", moment, BEGUN, restricted=True)["remaps"][0]
    assert (one["since"], one["facts"]) == ("2026-05", [fact])
    assert one["reason"] == "Bob became CEO in 2026-05, a role that decides."
    (center,) = (draw for draw in one["draw"] if draw["what"] == "buying_center")
    assert (center["says"], center["state"], len(center["facts"])) == ('who plays which part in "Old"', "stale", 1)
    page, told = remaps_across(tenant, moment, BEGUN, None, 10, restricted=True)
    assert [one["id"] for one in page] == ["acme"]
    assert told["remaps"][0] == {"account": {"id": "acme", "name": "Acme"}, **one}
    closed = {"type": "unit_closed", "unit": "fin", "effective": "2026-06-01"}
    tenant.record([closed], ME)
    moment = moment_of(tenant.ledger, DAY)
    (gone,) = (
        one
        for one in account_remaps(tenant, "acme", moment, BEGUN, restricted=False)["remaps"]
        if one["kind"] == "unit_reorganized"
    )
    assert gone["reason"] == "Finance was closed on 2026-06-01."
    assert [draw["about"][0]["id"] for draw in gone["draw"]] == ["cfo"]


def test_nobody_is_asked_about_who_was_erased_and_a_merged_account_answers_as_the_kept_one(tenants: Tenants) -> None:
    tenant = tenants.make("w")
    double = {"type": "organization_registered", "organization": "acme-2", "name": "Acme"}
    merged = {"type": "organization_records_merged", "kept": "acme", "duplicate": "acme-2"}
    opened = {**OPENED, "organization": "acme-2", **SAME}
    # What blocks it names a colleague: else it would be erased with whom the action is about.
    blocked = {**HAPPENS[0], "mentions": ["cy"]}
    tenant.record([*BASE, blocked, HAPPENS[6] | {"opportunity": "o-0"}, double, merged, opened], ME)
    before = account_remaps(tenant, "acme-2", moment_of(tenant.ledger, DAY), BEGUN, restricted=True)
    assert before["account"]["id"] == "acme"
    assert {one["kind"] for one in before["remaps"]} == {"new_opportunity", "new_holder", "blocked_action"}
    tenant.record([{"type": "person_erased", "person": id} for id in ("ann", "bob")], ME)
    after = account_remaps(tenant, "acme", moment_of(tenant.ledger, DAY), BEGUN, restricted=True)["remaps"]
    assert {one["kind"] for one in after} == {"new_opportunity", "blocked_action"}
    assert not [each for one in after for draw in one["draw"] for each in draw["about"] if each["kind"] == "person"]
