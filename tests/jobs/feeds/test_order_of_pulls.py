"""What several pulls bring in any order becomes the same facts as when it is told at once and in time."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from domain.log.store import Store
from jobs.feeds import nominating
from tests.jobs.feeds.careering import Course, begin, hand_over, outcome, pulls_of
from tests.jobs.feeds.pulled import World, worlds

Json = dict[str, Any]
STEPS, ORDERS = 10, 3


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with worlds(store) as one:
        yield one


def after(world: World, name: str, pulls: list[list[Json]]) -> Json:
    """In a workspace of its own, with a feed that may accept and introduce people."""
    tenant = begin(world.tenants.make(name))
    world.tenant = tenant
    feed = world.feed(id="news", accepts=True, introduces=("person",))
    for told in pulls:
        hand_over(tenant, feed, told)
    return outcome(tenant)


def differing(world: World, seed: int, orders: int) -> list[int]:
    """In how many orders something else came of it than told at once."""
    told = Course(Random(f"{seed}:course")).steps(STEPS)
    once = after(world, f"{seed} at once", [told])
    assert {state for _, state in once["states"]} == {"accepted"}
    assert after(world, f"{seed} one by one", [[one] for one in told]) == once
    ways = {order: [*pulls_of(told, Random(f"{seed}:{order}"))] for order in range(orders)}
    return [order for order, pulls in ways.items() if after(world, f"{seed} way {order}", pulls) != once]


@pytest.mark.parametrize("seed", [2, 9])
def test_in_whatever_order_pulls_bring_it_the_facts_are_those_of_once(world: World, seed: int) -> None:
    assert differing(world, seed, ORDERS) == []


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", range(100, 130))
def test_in_very_many_orders_the_facts_are_those_of_once(world: World, seed: int) -> None:
    assert differing(world, seed, 10) == []


def test_a_feed_that_never_looks_back_is_found_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nominating, "accept_again", lambda tenant, outcomes, accepting: None)
    told = Course(Random("0:course")).steps(STEPS)
    pulls = [*pulls_of(told, Random("0:0"))]
    assert after(world, "in some order", pulls) != after(world, "at once", [told])
