"""What a look finds by going no further than a change reaches is what it would find by going through everything."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from domain.alerting import said
from domain.log.store import Store
from jobs.alerting.reaching import moments_within, reached
from projections.moments import Moment
from projections.snapshots import snapshot
from projections.tenants import Tenants
from tests.jobs.alerting.desk import ROOT_KEY
from tests.projections.told import moment, random_world
from tests.projections.worlds import World

SINCE = date(2023, 1, 1)
Told = dict[tuple[str, ...], Any]


def differences(world: World, before: Moment, after: Moment, changed: Any) -> tuple[Told, Told]:
    """What was a moment before, and what is one after, where these say different things."""
    then, now = (told(world, each, changed) for each in (before, after))
    differing = {key for key in {*then, *now} if then.get(key) != now.get(key)}
    return ({key: one for key, one in each.items() if key in differing} for each in (then, now))  # type: ignore[return-value]


def told(world: World, at: Moment, changed: Any) -> Told:
    return {one.key: said(one) for one in moments_within(world.tenant, at, SINCE, changed, at)}


@pytest.mark.parametrize("seed", list(range(3000, 3014)))
def test_nothing_is_missed(sqlite_store: Store, seed: int) -> None:
    world, chance = random_world(Tenants(sqlite_store, ROOT_KEY), seed, steps=60), Random(seed)
    compared = 0
    for _ in range(10):
        through = chance.randint(40, len(world.facts))
        after = moment(world, "2024-05-01", through)
        before = replace(after, position=max(through - chance.choice((1, 3, 9)), 0))
        with snapshot(world.tenant, after) as at:
            changed = reached(at, before.position, after.position)
        wanted = [*differences(world, before, after, None)]
        assert [*differences(world, before, after, changed)] == wanted
        compared += sum(map(len, wanted))
