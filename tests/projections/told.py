"""Workspaces to read from: filled with random facts, or told one fact a line for worked examples."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import cycle
from random import Random
from typing import Any

import pytest

from domain.log.ledger import Terms
from projections.moments import Moment, moment_of
from projections.tenants import Tenant, Tenants
from tests.conftest import DATABASES
from tests.generator import random_batches, random_reads
from tests.projections.worlds import World, microseconds

UNSAID: Any = object()


def taking_turns(seeds: Iterable[int]) -> pytest.MarkDecorator:
    """Each world on one database, in turn: a fault lies in what a world has in it or in a database, seldom in both."""
    turns = list(zip(cycle(DATABASES), seeds))
    return pytest.mark.parametrize(("database_url", "seed"), turns, indirect=["database_url"])


def random_world(tenants: Tenants, seed: int, steps: int = 40) -> World:
    """Followed in pieces as it is told."""
    world, random = World(tenants.make("w")), Random(seed)
    for recorded_at, batch in random_batches(seed, steps):
        world.tell(recorded_at, batch)
        if random.random() < 0.3:
            world.tenant.catch_up()
    world.tenant.catch_up()
    return world


def moment(world: World, day: date | str, position: int | None = None) -> Moment:
    text = day if isinstance(day, str) else day.isoformat()
    return moment_of(world.tenant.ledger, text, position=position)


def moments(world: World, seed: int, count: int) -> Iterator[tuple[str, Moment]]:
    """Random accounts with random moments on both clocks."""
    for account, day, position in random_reads(seed, range(1, len(world.facts) + 1), count):
        yield account, moment(world, day, position)


def clause(change: dict[str, Any]) -> str:
    """The sentence of a change without its source, which a property test holds."""
    return re.sub(r" \(source: .*\)\.$", ".", change["sentence"])


class Story:
    """Acme is an account with the roles cfo and ceo; Ann, Bob and our Cy are known."""

    def __init__(self, tenant: Tenant) -> None:
        self.tenant = tenant
        self.today = "2024-01-01"
        self._record(
            [
                {"type": "organization_registered", "organization": "acme", "name": "Acme"},
                {"type": "account_opened", "organization": "acme"},
                {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
                {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
                {"type": "person_introduced", "person": "ann", "name": "Ann"},
                {"type": "person_introduced", "person": "bob", "name": "Bob"},
                {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
            ]
        )

    def on(self, today: str) -> "Story":
        """From now on facts are recorded on this day."""
        self.today = today
        return self

    def tell(self, fact_type: str, effective: str | None = UNSAID, **fields: Any) -> str:
        said = {} if effective is UNSAID else {"effective": effective}
        return self._record([{"type": fact_type} | said | fields])

    def _record(self, facts: list[dict[str, Any]]) -> str:
        """The id of the last of them."""
        kept = [microseconds(f"{self.today}T12:00:00.000000+00:00")] * len(facts)
        return self.tenant.record(facts, Terms(by="me", kept=kept))[-1].id

    def took(self, person: str, effective: str | None, role: str = "cfo", **fields: Any) -> str:
        return self.tell("person_took_role", effective, person=person, role=role, **fields)

    def left(self, person: str, effective: str | None, role: str = "cfo", **fields: Any) -> str:
        return self.tell("person_left_role", effective, person=person, role=role, **fields)

    def at(self, day: str, known: str | None = None) -> Moment:
        return moment_of(self.tenant.ledger, day, known)
