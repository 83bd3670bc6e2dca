"""Contestants take short turns in random order, so that the machine's moods meet them all alike."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.bench.asking import Ask
from tests.bench.client import Order
from tests.bench.figures import Timing, console

NOISE = "a fixed CPU loop, for the noise"


@dataclass(frozen=True)
class Contestant:
    """Somebody who is asked over HTTP; `paths` gives those of one turn."""

    name: str
    order: Order
    paths: Callable[[int], list[str]]


def take_turns(contestants: list[Contestant], ask: Ask, rounds: int, seconds: float) -> dict[str, Timing]:
    timings = {name: Timing(name) for name in [contestant.name for contestant in contestants] + [NOISE]}
    for turn in range(rounds):
        console.print(f"round {turn + 1} of {rounds}", style="dim")
        timings[NOISE].seconds += [_fixed_work() for _ in range(5)]
        for contestant in random.sample(contestants, len(contestants)):
            order = replace(contestant.order, seconds=seconds, paths=contestant.paths(turn))
            report = ask(order)
            timings[contestant.name].seconds += report.seconds
            timings[contestant.name].bytes = report.bytes
    return timings


def _fixed_work() -> float:
    """Its spread is the machine's noise."""
    started = time.perf_counter()
    sum(number * number for number in range(200_000))
    return time.perf_counter() - started


def rates(work: dict[str, Callable[[], int]], rounds: int) -> dict[str, list[float]]:
    """How many a second each of them gets done, round by round."""
    found: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds):
        for name in random.sample(list(work), len(work)):
            started = time.perf_counter()
            done = work[name]()
            found[name].append(done / (time.perf_counter() - started))
    return found
