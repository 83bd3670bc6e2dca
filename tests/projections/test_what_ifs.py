"""What facts would change, tried, is what recording them changes: of any account, on any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import msgspec

from domain.analysis.parameters import Parameters
from domain.analysis.sections import SECTIONS
from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.analysis.reading import account_analysis
from projections.analysis.what_if import Asked, what_if
from projections.diffs import diff
from projections.tenants import Tenants
from tests.generator import random_batches, random_reads
from tests.projections.told import moment, taking_turns
from tests.projections.worlds import RECORDER, World, microseconds

Json = dict[str, Any]
NAMES = {section.name for section in SECTIONS}
OF_CHANGE = ("kind", "subject", "property", "before", "after", "facts")


@taking_turns([1804, 1805])
def test_what_is_tried_is_what_recording_gives_and_nothing_is_recorded(tenants: Tenants, seed: int) -> None:
    world, random = World(tenants.make("w")), Random(seed)
    changed = 0
    for recorded_at, batch in random_batches(seed, 20):
        if not batch or not world.facts or random.random() < 0.6:
            world.tell(recorded_at, batch)
            continue
        world.tenant.catch_up()
        before = len(world.facts)
        ((account, day, _),) = random_reads(random.randrange(10**6), range(1, before + 1), 1)
        tried = tried_at(world, account, day, recorded_at, batch)
        assert world.tell(recorded_at, batch)[0].position == before + 1
        world.tenant.catch_up()
        assert tried == recorded_at_last(world, account, day, before)
        changed += bool(tried["changes"])
    assert changed > 2


def tried_at(world: World, account: str, day: date, recorded_at: str, batch: Sequence[Json]) -> Json:
    asked = Asked(account, day, SECTIONS, Parameters(), restricted=True)
    terms = Terms(by=RECORDER, kept=[microseconds(recorded_at)] * len(batch))
    found = msgspec.json.decode(msgspec.json.encode(what_if(world.tenant, asked, batch, terms)))
    return {
        "map": shown(found["map"]),
        "before": found["analysis"]["before"],
        "after": found["analysis"]["after"],
        "changes": list(told(found["changes"])),
    }


def recorded_at_last(world: World, account: str, day: date, before: int) -> Json:
    """The same of what is recorded now, beside what it was at the position `before`."""
    then, now = moment(world, day, before), moment(world, day)
    analyses = [
        account_analysis(world.tenant, account, at, SECTIONS, Parameters(), restricted=True) for at in (then, now)
    ]
    sections = [{name: one[name] for name in NAMES} for one in analyses]
    return {
        "map": shown(msgspec.json.decode(account_map(world.tenant, account, now, restricted=True))),
        "before": sections[0],
        "after": sections[1],
        "changes": list(told(diff(world.tenant, account, then, now, restricted=True))),
    }


def shown(map: Json) -> Json:
    return {name: value for name, value in map.items() if name not in ("position", "known_at")}


def told(changes: Sequence[Json]) -> Iterator[Json]:
    """Without their words: what is tried has not been learned."""
    for change in msgspec.json.decode(msgspec.json.encode(changes)):
        yield {name: change.get(name) for name in OF_CHANGE}
