"""Matching announcements: how many a second, how that grows with the registry, and against rapidfuzz's cdist.

And names alone, ranked by ours, rapidfuzz and rigour on the same real names, where these lie beside the project.
"""

import time
from collections.abc import Callable, Iterator
from math import log

from rapidfuzz import fuzz, process, utils

from domain.matching.likeness import Likening, Shares
from domain.matching.matching import match
from domain.matching.names import parse
from tests.bench.crowd import Crowd, crowd
from tests.bench.figures import Ratio, Section
from tests.real import ranking

SIZES = (1_000, 10_000, 100_000)
ANNOUNCED = 1_000
ROUNDS = 3
ENOUGH = 2_000_000  # comparisons of one round with everybody


def run() -> Iterator[Section]:
    yield _speed()
    if ranking.NAMES.exists():
        yield _ranking()


def _speed() -> Section:
    columns = ("people", "matches/s", "names alone/s", "cdist, same candidates/s", "cdist, everybody/s", "candidates")
    section = Section("Matching announcements in one thread", columns)
    section.notes.append(f"Best of {ROUNDS} rounds of {ANNOUNCED} announcements; cdist with WRatio on prepared names.")
    found = [_measured(crowd(size, ANNOUNCED)) for size in SIZES]
    section.rows += [[size, *row] for size, row in zip(SIZES, found, strict=True)]
    section.ratios.append(Ratio("matches/s against 100,000 people", found[-1][0], least=1_000))
    section.ratios.append(Ratio("names alone over cdist on the same candidates", found[-1][1] / found[-1][2]))
    section.ratios.append(Ratio("names alone over cdist on everybody", found[-1][1] / found[-1][3], least=1))
    growth = log(found[1][0] / found[-1][0]) / log(SIZES[-1] / SIZES[1])
    section.ratios.append(Ratio("growth of time with people, as a power", growth, most=0.9))
    return section


def _measured(known: Crowd) -> list[float]:
    """Matches, names alone, and cdist on the same and on all names, a second; how many candidates there were."""
    asked = [one.person or "" for one in known.announcements]
    near = [known.registry.names.near(parse(name)) for name in asked]
    texts = {one.id: utils.default_process(one.names[0]) for one in known.registry.people.values()}
    same = [(name, [texts[id] for id in found]) for name, found in zip(asked, near, strict=True)]
    few = asked[: max(1, ENOUGH // len(texts))]
    return [
        _a_second(ANNOUNCED, lambda: [match(known.registry, one) for one in known.announcements]),
        _a_second(ANNOUNCED, lambda: [_names_alone(known, name) for name in asked]),
        _a_second(ANNOUNCED, lambda: [process.cdist([name], some, scorer=fuzz.WRatio) for name, some in same]),
        _a_second(len(few), lambda: process.cdist(few, list(texts.values()), scorer=fuzz.WRatio)),
        sum(map(len, near)) / len(near),
    ]


def _names_alone(known: Crowd, name: str) -> float:
    """What cdist is held against: candidates found, and each compared."""
    index, asked = known.registry.names, parse(name)
    likening = Likening(asked, Shares(index.share, index.share_of_initial))
    return max((likening.likest(known.registry.parsed[id]).bits for id in index.near(asked)), default=0.0)


def _a_second(count: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return count / min(times)


def _ranking() -> Section:
    section = Section("Names alone, ranked", ("", "first", "among three", "queries"))
    found = [ranking.ours(ranking.queries()), *ranking.rapidfuzz(ranking.queries())]
    if ranking.has_rigour():
        found += ranking.rigour(ranking.queries())
    else:
        section.notes.append("Without rigour, which `make peers` installs.")
    section.rows += [[one.name, one.first, one.among_three, one.queries] for one in found]
    mine, others = found[0], found[1:]
    section.ratios.append(
        Ratio("first, over the best of the others", mine.first / max(one.first for one in others), least=1)
    )
    three = max(one.among_three for one in others)
    section.ratios.append(Ratio("among three, over the best of the others", mine.among_three / three, least=1))
    return section
