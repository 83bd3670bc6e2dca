"""Replay against a naive oracle that looks at everything anew, day by day, on the log as it was known then."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from domain.key_moments.judging import RULES
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.replays import replay
from projections.tenants import Tenant, Tenants
from tests.projections.told import random_world

EVER = (date(1, 1, 2), date(9998, 12, 31))
# Loose enough for the few posts of a random world.
LOOSE: dict[str, dict[str, Any]] = {
    "champion_left": {"buying_roles": ["decider", "influencer"]},
    "decider_left": {"at_least": None},
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


def naive(tenant: Tenant, rule: str, since: date, until: date) -> Iterator[tuple[date, tuple[str, ...]]]:
    """Every day anew: what is known at its end, and was not known on any day from the eve on."""
    seen = known(tenant, rule, since - timedelta(days=1))
    for number in range((until - since).days + 1):
        day = since + timedelta(days=number)
        found = known(tenant, rule, day)
        yield from ((day, key) for key in found if key not in seen)
        seen |= found


def known(tenant: Tenant, rule: str, day: date) -> dict[tuple[str, ...], int]:
    moment = moment_of(tenant.ledger, day.isoformat(), day.isoformat())
    asked = Asked(*EVER, rules=frozenset([rule]), settings={rule: LOOSE.get(rule, {})})
    return {one.key: one.day for one in key_moments(tenant, moment, asked)}


@pytest.mark.parametrize("seed", [901, 902])
def test_a_replay_raises_what_looking_every_day_would(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=45)
    first, last = (date.fromisoformat(world.facts[place]["recorded_at"][:10]) for place in (0, -1))
    raised = set()
    for rule in RULES:
        found = replay(
            world.tenant, rule, moment_of(world.tenant.ledger), first, last + timedelta(days=20), LOOSE.get(rule, {})
        )
        expected = sorted(naive(world.tenant, rule, first, last + timedelta(days=20)))
        assert sorted((one.on, one.moment.key) for one in found) == expected, rule
        raised |= {rule} if found else set()
    assert len(raised) >= 5, raised
