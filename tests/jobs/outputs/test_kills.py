"""`kill -9` of the relay, to a receiver that fails three times in ten: nothing lost, doubled unseen, or overtaken."""

from __future__ import annotations

import time
from random import Random

import pytest

from tests.jobs.outputs.receiving import receiving
from tests.jobs.outputs.relaying import ACCOUNTS, Failing, flaws, kill, relaying
from tests.jobs.outputs.world import raised

FEW, MANY = 5, 50


def killed(url: str, kills: int, seed: int, broken: str = "") -> tuple[list[str], int, Failing]:
    """What was wrong in the end, how many alerts there were, and what arrived."""
    chance, failing = Random(seed), Failing(Random(seed))
    with receiving(failing) as receiver, relaying(url, receiver, broken) as one:
        one.tell([raised(ACCOUNTS[number % 3]) for number in range(24)])
        with one.recording(seed):
            for _ in range(kills):
                process = one.start()
                time.sleep(chance.uniform(0.1, 0.45))
                kill(process)
        one.finish(seconds=4 * kills + 60)
        return flaws(one.sent, failing), len(one.sent), failing


def test_a_relay_that_is_killed_loses_doubles_and_reorders_nothing(database_url: str) -> None:
    found, sent, failing = killed(database_url, FEW, 11)
    assert found == []
    assert sent > 40
    assert len(failing.taken) > sent, "some were taken twice, under one id"


@pytest.mark.soak
@pytest.mark.timeout(900)
@pytest.mark.parametrize("seed", range(2))
def test_fifty_kills_lose_double_and_reorder_nothing(database_url: str, seed: int) -> None:
    found, sent, _ = killed(database_url, MANY, seed)
    assert found == []
    assert sent > 400


@pytest.mark.parametrize(
    ("broken", "kills", "wanted"),
    [("cursor_before_deliveries", 4, "lost"), ("ids_made_anew", 1, "doubled"), ("nobody_waits", 3, "overtaken")],
)
def test_what_is_broken_on_purpose_is_found(sqlite_url: str, broken: str, kills: int, wanted: str) -> None:
    found, _, _ = killed(sqlite_url, kills, 5, broken)
    assert wanted in {flaw.partition(":")[0] for flaw in found}
