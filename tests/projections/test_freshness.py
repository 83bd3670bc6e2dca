"""When what a map shows was last stated: told by the facts that `why` names, whose days are looked up naively."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from domain.analysis.fading import certainty
from domain.dates import span_of
from domain.half_lives import ChangedHalfLives, HalfLives
from domain.log.settings import change_settings
from domain.settings import ChangedSettings
from projections.analysis.reading import picture_at
from projections.freshness import map_with_freshness
from projections.last_words import last_words
from projections.snapshots import snapshot
from projections.statements import coverage_stated, stated_at
from projections.tenants import Tenants
from tests.generator import random_batches
from tests.oracle.standing import known_at
from tests.projections.told import Story, moments, random_world, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
# Told no earlier than recorded; and told by nothing but that.
LASTING, RECORDED = {"person", "buying_role"}, {"reports_to"}
KINDS = {"person": "holder", "reports_to": "reporting", "attitude": "attitude", "buying_role": "buying_role"}
KINDS |= {"power": "power", "culture": "culture", "tone": "link", "strength": "link", "desired": "link"}


def parts(answer: Any) -> Iterator[Json]:
    if isinstance(answer, dict):
        yield answer
    for one in answer.values() if isinstance(answer, dict) else answer if isinstance(answer, list) else ():
        yield from parts(one)


def naive_day(fact: Json, field: str) -> date:
    recorded = date.fromisoformat(fact["recorded_at"][:10])
    first = 1 if fact["effective"] is None else span_of(fact["effective"]).first
    said = recorded if first == 1 else date.fromordinal(first)
    return recorded if field in RECORDED else max(recorded, said) if field in LASTING else said


def naive_last(known: Json, ids: list[str], field: str) -> date:
    """Of the facts that state the field the latest day."""
    facts = [
        known[id] for id in ids if field not in ("tone", "strength", "desired") or known[id].get(field) is not None
    ]
    return max(naive_day(fact, field) for fact in facts)


@pytest.mark.parametrize("seed", [1212])
def test_what_is_kept_of_rows_in_memory_is_what_the_tables_say(tenants: Tenants, seed: int) -> None:
    world, seen = World(tenants.make("w")), 0
    for recorded_at, batch in random_batches(seed, 45):
        world.tell(recorded_at, batch)
        world.tenant.catch_up()
        for account, at in moments(world, len(world.facts), 1):
            picture = picture_at(world.tenant, account, at, restricted=True)
            with world.tenant.timelines.scene(picture.account.id, at) as scene:
                kept = last_words(world.tenant.ledger, scene, picture)
            with snapshot(world.tenant, at) as tables:
                said, covering = stated_at(tables, picture), coverage_stated(tables, picture)
            assert sorted(map(repr, (*kept, *covering))) == sorted(map(repr, said))
            seen += len(kept)
    assert seen > 100


# In the second somebody plays two parts in one sale, in the third the same part is assigned twice at once; in the last
# a culture was assessed for an open date.
@taking_turns([1210, 50_005, 50_020, 60_018])
def test_each_value_was_last_stated_when_its_facts_say(tenants: Tenants, seed: int) -> None:
    world, checked = random_world(tenants, seed, 60), 0
    for account, at in moments(world, seed, 8):
        answer = map_with_freshness(world.tenant, account, at, restricted=True, why=True)
        known = {fact["id"]: fact for fact in known_at(world.facts, at.position).decided}
        for part in parts(answer):
            for field, said in part.get("freshness", {}).items() if "why" in part else ():
                if field in KINDS:
                    day = naive_last(known, part["why"][field], field)
                    assert said["stated"] == day.isoformat(), (field, part)
                    left = certainty(day, at.as_of, HalfLives().of(KINDS[field]))  # type: ignore[arg-type]
                    assert said["certain"] == pytest.approx(left, abs=0.0005)
                    checked += 1
    assert checked > 20


def test_it_fades_by_the_half_lives_of_then(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.tell("power_assessed", "2024-01-01", person="ann", role="cfo", power=7)
    ledger, before = story.tenant.ledger, story.at("2026-01-01", "2024-01-01")
    assert power_left(story, "2026-01-01") == pytest.approx(0.5, abs=0.001)
    change_settings(ledger, ChangedSettings(half_lives=ChangedHalfLives(power=365.5)))
    assert power_left(story, "2026-01-01") == pytest.approx(0.25, abs=0.001)
    answer = map_with_freshness(story.tenant, "acme", before, restricted=True, why=False)
    assert answer["half_lives"]["power"] == 730


def power_left(story: Story, day: str) -> float:
    answer = map_with_freshness(story.tenant, "acme", story.at(day), restricted=True, why=False)
    (holder,) = (one for role in answer["roles"] for one in role["holders"])
    left: float = holder["freshness"]["power"]["certain"]
    return left


def test_without_the_scope_nothing_restricted_is_told(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.tell("power_assessed", "2024-01-01", person="ann", role="cfo", power=7)
    answer = map_with_freshness(story.tenant, "acme", story.at("2026-01-01"), restricted=False, why=False)
    (holder,) = (one for role in answer["roles"] for one in role["holders"])
    assert list(holder["freshness"]) == ["person"]
