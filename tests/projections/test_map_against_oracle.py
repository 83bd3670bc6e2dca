"""Random facts in random order: at every moment the map is what the naive oracle says, on both databases."""

from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

import pytest

import domain.resolution
import domain.standing
from domain.facts import Fact
from domain.resolution import Said
from domain.standing import Standing
from projections import roles
from projections.columns import Columns
from projections.employers import Employers
from projections.refreshing import _Refresh
from projections.stating import stated
from projections.stepping import _Stepping
from projections.tenants import Tenants
from projections.visits import Visits
from tests.generator import random_batches, random_reads
from tests.oracle import account_map
from tests.projections.comparing import differences
from tests.projections.worlds import World

# The oracle reads every fact for every answer: many short runs rather than a long one.
STEPS, RUNS, BLOCK = 60, 84, 6
BLOCKS = [(("sqlite", "postgresql")[start // BLOCK % 2], start) for start in range(0, RUNS, BLOCK)]
SOAKED = [(("sqlite", "postgresql")[number % 2], 1_000 + 84 * number) for number in range(20)]

on_database = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def differing(tenants: Tenants, seed: int) -> Iterator[str]:
    """Every step records a batch and asks for a map, now or at any moment before; following goes in leaps."""
    world, random = World(tenants.make(f"world {seed}")), Random(seed)
    unread = 0
    for recorded_at, batch in random_batches(seed, STEPS):
        world.tell(recorded_at, batch)
        unread += 1
        if random.random() < 0.12:
            world.tenant.catch_up()
            yield from differing_reads(world, random.getrandbits(32), unread)
            unread = 0


def differing_reads(world: World, seed: int, count: int) -> Iterator[str]:
    for account, day, position in random_reads(seed, range(1, len(world.facts) + 1), count):
        wanted = account_map(world.facts, account, day, position)
        for difference in differences(world.map(account, day, position), wanted):
            yield f"{account} on {day} at {position}{difference}"


@pytest.mark.parametrize(("database_url", "first"), BLOCKS, indirect=["database_url"])
def test_no_map_differs_from_what_the_oracle_says(tenants: Tenants, first: int) -> None:
    assert [(seed, one) for seed in range(first, first + BLOCK) for one in differing(tenants, seed)] == []


@pytest.mark.soak
@pytest.mark.timeout(3_600)
@pytest.mark.parametrize(("database_url", "first"), SOAKED, indirect=["database_url"])
def test_no_map_differs_in_a_hundred_thousand_steps(tenants: Tenants, first: int) -> None:
    assert [(seed, one) for seed in range(first, first + 84) for one in differing(tenants, seed)] == []


def ends_are_inclusive(monkeypatch: pytest.MonkeyPatch) -> None:
    right = domain.resolution.end_days

    def wrong(end: Standing) -> tuple[int, int]:
        first, stop = right(end)
        return first, stop + 1

    monkeypatch.setattr(domain.resolution, "end_days", wrong)


def the_first_recorded_wins_ties(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(standings: Sequence[Standing], names: Sequence[str]) -> list[Said]:
        return [said._replace(place=-said.place) for said in stated(standings, names)]

    monkeypatch.setattr(roles, "stated", wrong)


def corrections_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(fact: Fact, corrections: list[Fact]) -> Fact:
        return fact

    monkeypatch.setattr(domain.standing, "corrected", wrong)


def what_was_known_once_stays_known(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(columns: Columns, position: int) -> Any:
        return columns["known_from"] <= position

    monkeypatch.setattr(Columns, "known", wrong)


def a_timeline_kept_up_forgets_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Refresh, "_newly_named", lambda refresh: None)


def what_ended_in_a_step_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Stepping, "_ended", lambda stepping: [])


def corrected_ends_stay_where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Visits, "look", lambda *everything: None)


def external_people_work_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Employers, "of", lambda *everything: [])


@on_database
@pytest.mark.parametrize(
    ("break_a_rule", "first"),
    [
        (ends_are_inclusive, 0),
        (the_first_recorded_wins_ties, 0),
        (corrections_change_nothing, 0),
        (what_was_known_once_stays_known, 0),
        (a_timeline_kept_up_forgets_people, 0),
        (what_ended_in_a_step_goes_on, 6),
        (corrected_ends_stay_where_they_were, 20),
        (external_people_work_nowhere, 0),
    ],
)
def test_a_wrong_rule_is_caught(
    tenants: Tenants, monkeypatch: pytest.MonkeyPatch, break_a_rule: Callable[[pytest.MonkeyPatch], None], first: int
) -> None:
    """Worlds in which a rule does not matter are left out; those that follow them are tried up to the last."""
    break_a_rule(monkeypatch)
    assert any(next(differing(tenants, seed), None) for seed in range(first, 12 * BLOCK))
