"""Replay against a naive oracle that looks at everything anew, day by day, on the log as it was known then."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from domain.errors import InvalidRequest, NotFound
from domain.key_moments.found import Key, KeyMoment, Records
from domain.key_moments.judging import RULES
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.replays import replay
from projections.rule_settings import set_rule
from projections.tenants import Tenant, Tenants
from tests.oracle.standing import known_at as oracle_knows
from tests.projections.told import Story, random_world
from tests.projections.worlds import World, microseconds

EVER = (date(1, 1, 2), date(9998, 12, 31))
SEED = 952
# In the world of 11 a post that was there before everything is taken on a day that lies ahead; in that of 2009 two
# organizations, with a departure known of each, are merged and parted again.
SEEDS = (2009, 11)
# Loose enough for the few posts of a random world.
LOOSE: dict[str, dict[str, Any]] = {
    "champion_left": {"buying_roles": ["decider", "influencer"]},
    "decider_left": {"at_least": None},
    "soon_left": {"at_least": None},
    "decider_arrived": {"at_least": None},
    "criteria_unknown": {"at_least": None},
    "long_vacancy": {"days": 5, "at_least": None},
    "long_interim": {"days": 3, "at_least": None},
    "unit_reshuffled": {"least_posts": 1, "least_percent": 30, "within_days": 20},
    "supplier_risk": {"competitor_kinds": ["partner"], "supplier_relations": ["partner", "supplier"]},
    "supplier_opening": {"supplier_relations": ["partner", "supplier"]},
    "ally_arrived": {"least_tone": 0},
    "adversary_arrived": {"most_tone": 0},
}


Rules = dict[str, dict[str, Any]]
ALWAYS_LOOSE: Rules = {rule: LOOSE.get(rule, {}) for rule in RULES}


def naive(
    world: World, since: date, until: date, ruled: Callable[[date], Rules] = lambda day: ALWAYS_LOOSE
) -> Iterator[tuple[date, Key]]:
    """Every day anew: what is known at its end, and was not known on any day from the eve on, nor of records that
    are one by then, nor seen in what was known the day before once the rules were set otherwise."""
    eve = since - timedelta(days=1)
    found, settings = known(world.tenant, eve, ruled(eve)), ruled(eve)
    seen = {one.key for one in found}
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        if ruled(day) != settings:
            found, settings = known(world.tenant, day - timedelta(days=1), ruled(day)), ruled(day)
        seen |= {one.key for one in found}
        records, found = records_on(world, day), known(world.tenant, day, settings)
        new = [one.key for one in found if seen.isdisjoint(one.identity.keys(records))]
        yield from ((day, key) for key in new)
        seen.update(new)


def known(tenant: Tenant, day: date, settings: Rules) -> list[KeyMoment]:
    moment = moment_of(tenant.ledger, day.isoformat(), day.isoformat())
    return key_moments(tenant, moment, Asked(*EVER, rules=frozenset(settings), settings=settings))


def records_on(world: World, day: date) -> Records:
    """What answers as what, by the oracle, once a day is over."""
    recorded = [fact for fact in world.facts if fact["recorded_at"][:10] <= day.isoformat()]
    kept = oracle_knows(recorded, len(recorded)).kept
    return lambda kind, id: [id, *(one for (same, one), into in kept.items() if (same, into) == (kind, id))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_replay_raises_what_looking_every_day_would(tenants: Tenants, seed: int) -> None:
    """Of every rule; the period begins when some of it is known already."""
    world = random_world(tenants, seed, steps=30)
    first, last = (date.fromisoformat(world.facts[place]["recorded_at"][:10]) for place in (0, -1))
    days, newest = (first + timedelta(days=10), last + timedelta(days=6)), moment_of(world.tenant.ledger)
    expected = sorted(naive(world, *days))
    replayed = [one for rule in RULES for one in replay(world.tenant, rule, newest, *days, LOOSE.get(rule, {}))]
    assert sorted((one.on, one.moment.key) for one in replayed) == expected
    assert len({key[0] for _, key in expected}) >= 5


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_without_parameters_each_day_is_judged_by_those_in_force_then(tenants: Tenants) -> None:
    """They became loose in the middle of the period, and strict again towards its end."""
    world = random_world(tenants, SEED, steps=30)
    first, last = (date.fromisoformat(world.facts[place]["recorded_at"][:10]) for place in (0, -1))
    days, newest = (first + timedelta(days=3), last + timedelta(days=6)), moment_of(world.tenant.ledger)
    loose, strict = (days[0] + (days[1] - days[0]) * part / 4 for part in (1, 3))
    rules = ("decider_arrived", "long_vacancy", "unit_reshuffled")
    for day, parameters in ((loose, LOOSE), (strict, {})):
        world.tenant.ledger.clock = partial(microseconds, f"{day}T12:00:00+00:00")
        for rule in rules:
            set_rule(world.tenant, rule, False, parameters.get(rule, {}), "me")

    def ruled(day: date) -> Rules:
        return {rule: LOOSE[rule] if loose <= day < strict else {} for rule in rules}

    expected = sorted(naive(world, *days, ruled))
    replayed = [one for rule in rules for one in replay(world.tenant, rule, newest, *days, None)]
    assert sorted((one.on, one.moment.key) for one in replayed) == expected
    assert {key[0] for _, key in expected} == set(rules)
    throughout = [one for rule in rules for one in replay(world.tenant, rule, newest, *days, LOOSE[rule])]
    assert len(throughout) > len(replayed)


def raised(story: Story, rule: str, since: str, until: str, **given: Any) -> list[tuple[str, str | None, int]]:
    days = date.fromisoformat(since), date.fromisoformat(until)
    found = replay(story.tenant, rule, moment_of(story.tenant.ledger), *days, given)
    return [(one.on.isoformat(), one.moment.person, one.days_late) for one in found]


def test_a_move_learned_three_months_late_is_raised_when_learned_and_one_announced_when_announced(story: Story) -> None:
    """What was known before the period, and what was said again within it, is raised not at all."""
    story.on("2024-02-01").took("ann", "2024-01-15")
    story.on("2024-06-10").took("bob", "2024-03-10", role="ceo")
    story.on("2024-07-01").took("bob", "2024-03-11", role="ceo")
    story.on("2024-07-02").left("ann", "2024-09-01")
    assert raised(story, "decider_arrived", "2024-03-01", "2024-08-01") == [("2024-06-10", "bob", 92)]
    assert raised(story, "decider_left", "2024-03-01", "2024-08-01") == [("2024-07-02", "ann", -61)]
    assert raised(story, "decider_left", "2024-03-01", "2024-07-01") == []
    assert raised(story, "decider_arrived", "2024-03-01", "2024-08-01", at_least=99) == []


def test_what_was_taken_back_later_was_raised_all_the_same_and_days_that_pass_come_due(story: Story) -> None:
    story.took("ann", "2023-01-01")
    left = story.on("2024-02-20").left("ann", "2024-02-10")
    story.on("2024-05-01").tell("fact_withdrawn", fact=left, reason="she stays")
    assert raised(story, "decider_left", "2024-02-01", "2024-06-01") == [("2024-02-20", "ann", 10)]
    assert raised(story, "long_vacancy", "2024-02-01", "2024-06-01", days=30) == [("2024-03-11", None, 0)]
    assert raised(story, "long_vacancy", "2024-02-01", "2024-06-01", days=5) == [("2024-02-20", None, 5)]
    assert raised(story, "long_vacancy", "2024-02-01", "2024-06-01", days=90) == []


def test_what_is_no_longer_known_of_a_crafted_job_is_missing_from_then_on(story: Story) -> None:
    story.tell("opportunity_opened", "2023-01-01", opportunity="sale", organization="acme", name="Renewal")
    story.took("bob", "2024-02-01")
    said = story.tell("job_crafted", "2024-02-01", person="bob", role="cfo", criteria="Price", by="cy")
    story.on("2024-03-10").tell("fact_withdrawn", fact=said, reason="hearsay")
    assert raised(story, "criteria_unknown", "2024-02-01", "2024-06-01") == [("2024-03-10", "bob", 38)]


def test_nothing_is_recorded_and_what_cannot_be_replayed_is_named(story: Story) -> None:
    story.took("ann", "2024-01-15")
    before = moment_of(story.tenant.ledger).position
    raised(story, "decider_arrived", "2023-12-01", "2024-08-01")
    assert moment_of(story.tenant.ledger).position == before
    for since, until, field in (("2024-02-01", "2024-01-01", "since"), ("2024-01-01", "2999-01-01", "until")):
        with pytest.raises(InvalidRequest) as refused:
            raised(story, "decider_arrived", since, until)
        assert refused.value.field == field
    with pytest.raises(NotFound):
        raised(story, "no_rule", "2024-01-01", "2024-02-01")


def test_a_departure_known_of_one_record_is_not_raised_again_of_the_one_it_is_merged_into(story: Story) -> None:
    story.tell("person_introduced", person="anne", name="Anne")
    for person in ("ann", "anne"):
        story.on("2024-01-10").took(person, "2023-01-01")
    story.on("2024-02-20").left("anne", "2024-02-10")
    story.on("2024-03-01").tell("person_records_merged", kept="ann", duplicate="anne")
    story.on("2024-04-01").tell("person_records_unmerged", kept="ann", duplicate="anne")
    assert raised(story, "decider_left", "2024-02-01", "2024-06-01") == [("2024-02-20", "anne", 10)]


def test_a_link_that_ends_is_missed_once_it_ends_at_an_account(story: Story) -> None:
    """It ends after the organization has become an account, or the post has come to belong to one; nobody moves."""
    story.tell("organization_registered", organization="bolt", name="Bolt")
    for person, role in (("ann", "cto"), ("bob", "coo")):
        story.tell("role_defined", None, role=role, organization="bolt", title=role.upper())
        story.took(person, "2023-01-01", role)
        story.tell("link_rated", "2023-01-01", person=person, other="cy", tone=1, strength=5)
        story.tell("link_ended", "2024-06-01", person=person, other="cy")
    story.on("2024-02-10").tell("role_restructured", "2024-02-01", role="coo", organization="acme")
    assert raised(story, "only_link_gone", "2024-02-01", "2024-04-01") == [("2024-02-10", "bob", -112)]
    story.on("2024-03-10").tell("account_opened", "2024-03-01", organization="bolt")
    expected = [("2024-02-10", "bob", -112), ("2024-03-10", "ann", -83)]
    assert raised(story, "only_link_gone", "2024-02-01", "2024-04-01") == expected
