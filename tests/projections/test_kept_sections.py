"""Sections of an analysis that are kept are what is found afresh: for any facts, at any moment, for any caller."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from random import Random
from typing import Any

import msgspec
import pytest

from domain.analysis.beside import Beside
from domain.analysis.parameters import parameters_of
from domain.analysis.sections import SECTIONS, Section, analyzed
from domain.analysis.study import Study
from domain.half_lives import ChangedHalfLives
from domain.log.ledger import Terms
from domain.log.settings import change_settings
from domain.log.store import Store
from domain.settings import ChangedSettings
from projections.analysis.beside import beside_at
from projections.analysis.keeping import Found
from projections.analysis.reading import account_analysis, looked_at
from projections.answers import Answers
from projections.builds import Head
from projections.last_words import last_words
from projections.moments import Moment, moment_of
from projections.snapshots import snapshot
from projections.statements import half_lives_of, stated_at
from projections.tenants import Tenant, Tenants
from tests.generator import random_batches, random_reads
from tests.projections.told import moments, random_world, taking_turns
from tests.projections.worlds import World

Json = dict[str, Any]
PARAMETERS = (
    None,
    '{"completeness": {"new_for": 20, "ask_below": 0.9}, "meetings": {"every": 5, "soon": 2}}',
    '{"influence": {"damping": 0.2}, "coverage": {"known_from": 4}, "ways": {"most": 1}}',
)
NAMES = {section.name for section in SECTIONS}


@dataclass(frozen=True)
class Asked:
    account: str
    parameters: str | None
    restricted: bool
    why: bool
    group: bool

    def kept(self, tenant: Tenant, at: Moment) -> Json:
        asked = {"restricted": self.restricted, "why": self.why, "group": self.group}
        found = account_analysis(tenant, self.account, at, SECTIONS, parameters_of(self.parameters), **asked)
        return {name: said for name, said in found.items() if name in NAMES}

    def afresh(self, tenant: Tenant, at: Moment) -> Any:
        """Of a study that knows its day, of which nothing is kept."""
        found = analyzed(self.study(tenant, at), SECTIONS, restricted=self.restricted)
        return msgspec.json.decode(msgspec.json.encode(found))

    def study(self, tenant: Tenant, at: Moment) -> Study:
        asked = {"restricted": self.restricted, "why": self.why, "group": self.group}
        picture = looked_at(tenant, self.account, at, **asked).picture
        with snapshot(tenant, at) as tables:
            if self.group:
                stated = stated_at(tables, picture)
            else:
                with tenant.timelines.scene(picture.account.id, at) as scene:
                    stated = last_words(tenant.ledger, scene, picture)
            beside = beside_at(tables, picture, half_lives_of(tenant, at), why=self.why, stated=stated)
        return Study(picture, beside, parameters_of(self.parameters))


def wrong(world: World, random: Random, reads: int) -> Iterator[bool]:
    """Whether each of some answers differs from what is found afresh: of moments, and of days after each."""
    for account, day, position in random_reads(random.randrange(10**6), range(1, len(world.facts) + 1), reads):
        asked = Asked(account, random.choice(PARAMETERS), *(random.random() < chance for chance in (0.8, 0.2, 0.1)))
        for later in (0, 1, random.randrange(2, 60)):
            at = moment_of(world.tenant.ledger, (day + timedelta(days=later)).isoformat(), position=position)
            yield asked.kept(world.tenant, at) != asked.afresh(world.tenant, at)


def told(world: World, seed: int) -> list[bool]:
    """While a random world is told, in which somebody is erased and half-lives are set."""
    random, found = Random(seed), list[bool]()
    for step, (recorded_at, batch) in enumerate(random_batches(seed, 40)):
        world.tell(recorded_at, batch)
        if random.random() < 0.25:
            world.tenant.catch_up()
            found += wrong(world, random, 2)
        if step == 30:
            change_settings(world.tenant.ledger, ChangedSettings(half_lives=ChangedHalfLives(power=30)))
            found += wrong(world, random, 6)
    person = sorted(fact["person"] for fact in world.facts if fact["type"] == "person_introduced")[0]
    world.tenant.record([{"type": "person_erased", "person": person}], Terms(by="me"))
    return [*found, *wrong(world, random, 10)]


class Counted(Answers):
    """How often something was asked for, and how often it had to be made."""

    asked = made = 0

    def get(self, tag: str, head: Head, make: Callable[[], bytes]) -> bytes:
        self.asked += 1

        def counted() -> bytes:
            self.made += 1
            return make()

        return super().get(tag, head, counted)


@pytest.fixture
def world(tenants: Tenants) -> World:
    world = World(tenants.make("w"))
    world.tenant.sections = Counted()
    return world


@pytest.mark.parametrize("seed", [4410])
def test_what_is_kept_is_what_is_found_afresh(world: World, seed: int) -> None:
    found, kept = told(world, seed), world.tenant.sections
    assert (len(found) > 60, sum(found)) == (True, 0)
    assert isinstance(kept, Counted)
    assert 0.2 < kept.made / kept.asked < 0.8


def test_keeping_for_what_has_changed_would_be_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Found, "_digest_of", lambda *_: b"as ever")
    assert sum(told(world, 4410)) > 10


def test_another_day_asks_the_tables_for_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    world.tell("2025-01-01T00:00:00Z", COVERED)
    world.tenant.catch_up()
    asked = Asked("acme", None, restricted=True, why=False, group=False)
    first = asked.kept(world.tenant, moment_of(world.tenant.ledger, "2026-01-01"))
    monkeypatch.setattr(Store, "reading", Barred())
    world.tenant.sections.forget()
    later = asked.kept(world.tenant, moment_of(world.tenant.ledger, "2026-02-01"))
    assert first["coverage"]["people"][0]["covered_by"]
    assert later["coverage"] == first["coverage"]


_DAY: Json = {"effective": "2025-01-01"}
COVERED: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme", **_DAY},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", **_DAY},
    {"type": "person_introduced", "person": "ann", "name": "Ann", **_DAY},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True, **_DAY},
    {"type": "person_took_role", "person": "ann", "role": "ceo", **_DAY},
    {"type": "link_rated", "person": "cy", "other": "ann", "tone": 1, "strength": 5, **_DAY},
    {"type": "coverage_assigned", "person": "cy", "other": "ann", "part": "lead", **_DAY},
    {"type": "interaction_recorded", "interaction": "i1", "people": ["cy", "ann"], "channel": "call", **_DAY},
]


class Barred:
    """Whatever is asked of it, it refuses."""

    def refuse(self, *_: object) -> Any:
        raise LookupError("not said to be read")

    __iter__ = __len__ = __bool__ = __contains__ = __getitem__ = __getattr__ = refuse


PARTS = {"account", "units", "roles", "people", "links", "opportunities", "findings"}
BESIDE = {one.name for one in fields(Beside)} - {"half_lives"}


def barred(study: Study, section: Section) -> Study:
    """With nothing else to read than the section says."""
    fading = {"stated"} if section.fades else set[str]()
    shut = dict.fromkeys((PARTS | BESIDE) - section.reads - fading, Barred())
    picture: Json = {name: one for name, one in shut.items() if name in PARTS}
    beside: Json = {name: one for name, one in shut.items() if name in BESIDE}
    shown = msgspec.structs.replace(study.picture, **picture, as_of="")
    return replace(study, picture=shown, beside=replace(study.beside, **beside))


@taking_turns([4411, 4412])
def test_sections_read_what_they_say_and_no_day(tenants: Tenants, seed: int) -> None:
    world, told = random_world(tenants, seed, 60), 0
    for account, at in moments(world, seed, 12):
        study = Asked(account, None, restricted=True, why=False, group=False).study(world.tenant, at)
        for section in SECTIONS:
            seen = section.look(barred(study, section))
            told += len(msgspec.json.encode(seen))
            assert seen == section.look(study), section.name
    assert told > 10_000


def _telling(study: Study) -> bool:
    return bool(study.picture.links and study.picture.opportunities and study.beside.coverage and study.picture.theirs)


@taking_turns([4411])
def test_reading_more_than_is_said_would_be_noticed(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, 60)
    asked = (
        (Asked(account, None, restricted=True, why=False, group=False), at) for account, at in moments(world, 1, 99)
    )
    study = next(one for one in (asked.study(world.tenant, at) for asked, at in asked) if _telling(one))
    for section, part in (("coverage", "coverage"), ("influence", "links"), ("opportunities", "opportunities")):
        (one,) = [one for one in SECTIONS if one.name == section]
        with pytest.raises((LookupError, TypeError)):
            one.look(barred(study, one._replace(reads=one.reads - {part})))
