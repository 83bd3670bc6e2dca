"""Key moments where records were merged, by themselves: those of a world that was told under the ids that count.

The second world is told the same facts by the naive oracle's names, and no merges: so its moments know nothing of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest

from domain.errors import InvalidFact
from domain.key_moments.found import KeyMoment
from domain.key_moments.judging import RULES
from domain.log.ledger import Terms
from projections.engine import Engine
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.tenants import Tenant, Tenants
from tests.oracle.merging import MERGES, Kept, renamed
from tests.oracle.standing import known_at
from tests.projections.test_replays import EVER, LOOSE
from tests.projections.told import random_world
from tests.projections.worlds import RECORDER, World, microseconds

Json = dict[str, Any]
SETTINGS = {rule: LOOSE.get(rule, {}) for rule in RULES}
DAY = "2024-07-01"
# Of these nothing is looked at, and they name what is left out.
_ADDED = ("position", "recorded_at", "recorded_by")
_BESIDE = ("alert_", "nomination_", "note_", "alias_")


def found(tenant: Tenant, position: int | None = None) -> list[KeyMoment]:
    moment = moment_of(tenant.ledger, DAY, position=position)
    return key_moments(tenant, moment, Asked(*EVER, settings=SETTINGS))


def told_by_the_names_that_count(tenants: Tenants, world: World, position: int) -> Tenant:
    twin, kept = tenants.make(f"as-of-{position}"), known_at(world.facts, position).kept
    facts = list(as_they_count(world.facts[:position], kept))
    while not _told(twin, facts):
        pass
    return twin


def _told(twin: Tenant, facts: list[Json]) -> bool:
    """At once: facts of a batch may name what comes later in it. False: less one tie of somebody with themselves, and
    what amended that."""
    kept = [microseconds(fact["recorded_at"]) for fact in facts]
    sent = [{name: fact[name] for name in fact if name not in _ADDED} for fact in facts]
    try:
        twin.record(sent, Terms(by=RECORDER, kept=kept))
    except InvalidFact as refused:
        if refused.index is None or "must differ" not in refused.detail:
            raise
        _forget(facts, facts[refused.index]["id"])
        return False
    return True


def _forget(facts: list[Json], id: str) -> None:
    gone = {id}
    for fact in facts:
        gone |= {fact["id"]} if fact.get("fact") in gone else set()
    facts[:] = [fact for fact in facts if fact["id"] not in gone]


def as_they_count(facts: list[Json], kept: Kept) -> Iterator[Json]:
    """Without merges and without what amends them."""
    base: dict[str, Json] = {}
    for fact in facts:
        base[fact["id"]] = base.get(fact["fact"], fact) if "fact" in fact else fact
    for fact in facts:
        if base[fact["id"]]["type"] not in MERGES and not base[fact["id"]]["type"].startswith(_BESIDE):
            yield _sent(fact, base[fact["id"]]["type"], kept)


def _sent(fact: Json, type: str, kept: Kept) -> Json:
    told = renamed(fact, kept)
    if "replacement" in fact:
        told["replacement"] = _replaced(fact["replacement"], type, kept)
    dateless = {"fact_corrected", "fact_withdrawn", "person_erased"}
    return {name: value for name, value in told.items() if not (name == "effective" and fact["type"] in dateless)}


def _replaced(replacement: Json, type: str, kept: Kept) -> Json:
    """What a correction says, and one of a correction."""
    changed = renamed({"type": type, **replacement}, kept)
    inner = {"replacement": _replaced(replacement["replacement"], type, kept)} if "replacement" in replacement else {}
    return {name: changed[name] for name in replacement} | inner


def positions_after_merges(world: World) -> list[int]:
    """Ends of batches: the last of all, and some at which records are one."""
    instants = [fact["recorded_at"] for fact in world.facts]
    ends = [place for place, (one, other) in enumerate(pairwise([*instants, ""]), 1) if one != other]
    merging = [end for end in ends if known_at(world.facts, end).kept]
    return sorted({len(world.facts), *merging[:: max(len(merging) // 2, 1)]})


# In the second a link turns out to be of somebody with themselves.
@pytest.mark.parametrize("seed", [648, 650])
def test_they_are_those_of_the_names_that_count(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=45)
    compared = 0
    for position in positions_after_merges(world):
        expected = found(told_by_the_names_that_count(tenants, world, position))
        assert found(world.tenant, position) == expected
        compared += len(expected)
    assert compared > 10


def test_where_merges_move_nothing_they_differ(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(Engine, "_roots_naming", lambda *_: [])
    world = random_world(tenants, 648, steps=45)
    wrong = {position: found(world.tenant, position) for position in positions_after_merges(world)}
    monkeypatch.undo()
    for position, moments in wrong.items():
        assert moments != found(told_by_the_names_that_count(tenants, world, position))
