"""The whole analysis of an account of 100 roles with a life of six years, at moments that were not asked before: random
days at one position of the log, and random days as known at random instants."""

import json
import random
import statistics
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from domain.analysis.sections import SECTIONS
from tests.bench import analyzing, product
from tests.bench.client import Connection
from tests.bench.figures import TIMING_COLUMNS, Ratio, Section, Timing
from tests.bench.options import Options
from tests.bench.stores import Stores
from tests.serving import Served, serving

BEGIN, DAYS, ASKED = date(2019, 1, 1), 2_190, 120
# What happens in a year, in an account that people work with.
A_YEAR = {"link_rated": 80, "interaction_recorded": 60, "power_assessed": 25, "person_took_role": 12, "attitude": 20}
LATE, MOST_LATE, SALES = 0.15, 120, 4
_FEW = 0.1  # an empty section is the same every day
SAME_EVERY_DAY = tuple(section.name for section in SECTIONS if section.dated is None)
Fact = dict[str, Any]


def run(stores: Stores, options: Options) -> Section:
    section = Section(f"The whole analysis of {analyzing.ROLES} roles over a life of {DAYS} days", TIMING_COLUMNS)
    facts = stores.file("facts-of-an-analyzed-life.jsonl", _write)
    for kind in options.databases:
        url, loaded = stores.once(kind, "analyzed_life", lambda url: product.load(url, facts))
        for what, moments in (("days", _days()), ("days and instants", _days_and_instants())):
            with serving(url, key=loaded["key"], workspace=product.WORKSPACE) as served:
                timings, before = _measure(served, f"{kind}, random {what}", moments)
            section.add_timings(timings)
            section.ratios += _ratios(f"{kind}, random {what}", timings, before)
    return section


def _ratios(name: str, timings: list[Timing], before: list[float]) -> list[Ratio]:
    """`before`: of each analysis the share of sections that an earlier one had."""
    map, analysis = timings
    fresh = [seconds for seconds, share in zip(analysis.seconds, before, strict=True) if share <= _FEW]
    return [
        Ratio(f"{name}: analysis over map", analysis.p50 / map.p50, most=10),
        Ratio(f"{name}: share of sections found before", statistics.mean(before)),
        Ratio(f"{name}: over map where next to none was ({len(fresh)} of them)", statistics.median(fresh) / map.p50),
    ]


def _measure(served: Served, name: str, moments: list[Fact]) -> tuple[list[Timing], list[float]]:
    """Of maps and of analyses; and of each the share of sections that an earlier answer had, whatever the day."""
    reader = Connection(served.url, served.headers)
    timings = [Timing(f"{name}: {what}") for what in ("map", "analysis")]
    seen, before = set[int](), list[float]()
    for path in ("map", "analysis"):
        reader.get(f"/v1/accounts/{analyzing.ACCOUNT}/{path}")
    for moment in moments:
        for timing, path in zip(timings, ("map", "analysis"), strict=True):
            started = time.perf_counter()
            answer = reader.get(f"/v1/accounts/{analyzing.ACCOUNT}/{path}?{urlencode(moment)}")
            timing.seconds.append(time.perf_counter() - started)
            timing.bytes = len(answer)
        found = json.loads(bytes(answer))
        said = {hash((section, json.dumps(found[section]))) for section in SAME_EVERY_DAY}
        before.append(len(said & seen) / len(said))
        seen |= said
    reader.close()
    return timings, before


def _days() -> list[Fact]:
    chance = random.Random("days")
    return [{"as_of": _day(day).isoformat()} for day in chance.sample(range(DAYS), ASKED)]


def _days_and_instants() -> list[Fact]:
    chance = random.Random("instants")
    known = (f"{_day(chance.randrange(DAYS))}T12:00:00Z" for _ in range(ASKED))
    return [{"as_of": _day(chance.randrange(DAYS)).isoformat(), "known_at": at} for at in known]


def _day(number: int) -> date:
    return BEGIN + timedelta(days=number)


def _write(path: Path) -> None:
    chance = random.Random("life")
    told = [{"effective": BEGIN.isoformat(), "recorded_at": f"{BEGIN}T08:00:00.000000Z"} | one for one in _begun()]
    told += sorted(_happening(chance), key=lambda one: str(one["recorded_at"]))
    path.write_text("".join(json.dumps(fact) + "\n" for fact in told))


def _begun() -> Iterator[Fact]:
    yield from analyzing.facts()
    for sale in range(SALES):
        yield {"type": "opportunity_opened", "opportunity": f"s{sale}", "organization": analyzing.ACCOUNT, "name": "It"}
        yield {
            "type": "buying_role_assigned",
            "opportunity": f"s{sale}",
            "person": f"p{sale}",
            "buying_role": "decider",
        }


def _happening(chance: random.Random) -> Iterator[Fact]:
    """Most is recorded on the day, some of it up to some months late."""
    links = [fact for fact in analyzing.facts() if fact["type"] == "link_rated"]
    for what, times in A_YEAR.items():
        for number in range(times * DAYS // 365):
            day = chance.randrange(1, DAYS)
            late = chance.randrange(MOST_LATE) if chance.random() < LATE else 0
            said = _said(what, number, chance, chance.choice(links))
            instant = f"{_day(day + late)}T{chance.randrange(9, 18):02}:{number % 60:02}:00.000000Z"
            yield {"type": what, "effective": _day(day).isoformat(), "recorded_at": instant, **said}


def _said(what: str, number: int, chance: random.Random, link: Fact) -> Fact:
    person, score = f"p{chance.randrange(analyzing.ROLES)}", chance.randrange(11)
    if what == "link_rated":
        return link | {"strength": score}
    if what == "interaction_recorded":
        return {"interaction": f"i{number}", "people": [f"o{number % analyzing.COLLEAGUES}", person], "channel": "call"}
    if what == "power_assessed":
        return {"person": person, "role": person.replace("p", "r"), "power": score}
    if what == "person_took_role":
        return {"person": person, "role": f"r{chance.randrange(analyzing.ROLES)}"}
    sale = f"s{chance.randrange(SALES)}"
    return {"type": "attitude_changed", "person": person, "opportunity": sale, "attitude": score % 5 - 2}
