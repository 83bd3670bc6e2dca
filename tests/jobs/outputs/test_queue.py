"""What is due of a backlog: the first of each account and outlet, found without going through what waits behind it."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from random import Random
from typing import Any

import pytest
from sqlalchemy import event, select

from domain.log.store import Store, open_store
from jobs.outputs import queue
from jobs.outputs.queue import Delivery, due
from jobs.outputs.tables import deliveries, outlets
from tests.jobs.clocks import SECOND
from tests.jobs.outputs.world import World, worlds

KINDS = ("webhook", "chat")
STATES = ("waiting", "waiting", "waiting", "delivered", "dead", "held")


def fill(world: World, random: Random, count: int) -> None:
    """At outlets of which one is paused, one has asked to be left alone and one is full."""
    places = [world.connect(f"https://{name}.example/", id=name) for name in ("a", "b", "c", "d", "e")]
    now = world.clock.now
    rows = []
    for place in range(count):
        outlet = random.choice(places)
        row = queue.blank(outlet, f"msg_{place}", "alert.raised", "{}", now)
        account = random.choice(("acme", "bolt", "Core", "älv", f"|{place}"))
        waits = {"state": random.choice(STATES), "next_at": now + random.choice((-1, 0, 1)) * SECOND}
        rows.append(row | {"account": account, "place": random.randint(1, 9) * 10_000 + place, **waits})
    with world.store.writing(world.workspace) as connection:
        queue.insert_new(connection, rows)
        for name, value, outlet in (("state", "paused", places[2]), ("free_at", now + SECOND, places[3])):
            connection.execute(outlets.update().where(outlets.c.id == outlet.id).values({name: value}))


def naive(world: World, but: set[str]) -> list[str]:
    """Everything is read, and grouped here."""
    now = world.clock.now
    with world.store.reading(world.workspace) as connection:
        waiting = connection.execute(select(deliveries).where(deliveries.c.state == "waiting")).all()
        ready = {row.id for row in connection.execute(select(outlets)) if row.state == "active" and row.free_at <= now}
    ordered = sorted(waiting, key=lambda row: (row.outlet, row.account, row.place))
    firsts = [next(rows) for _, rows in groupby(ordered, key=lambda row: (row.outlet, row.account))]
    found = [row for row in firsts if row.next_at <= now and row.outlet in ready - but]
    return [row.id for row in sorted(found, key=lambda row: (row.next_at, row.place, row.id))]


def asked(world: World, but: set[str], most: int = 1_000) -> list[Delivery]:
    with world.store.reading(world.workspace) as connection:
        return due(connection, world.workspace, world.clock.now, KINDS, but, most)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_first_of_each_account_and_outlet_is_due(store: Store, seed: int) -> None:
    with worlds(store) as world:
        fill(world, Random(seed), 900)
        expected = naive(world, {"e"})
        assert [one.id for one in asked(world, {"e"})] == expected
        assert [one.id for one in asked(world, {"e"}, 7)] == expected[:7]
        assert len(expected) > 10


def test_what_waits_behind_the_first_is_not_gone_through(sqlite_url: str) -> None:
    """Every step of the plan seeks deliveries by an index."""
    with closing(open_store(sqlite_url)) as store, worlds(store) as world:
        fill(world, Random(3), 50)
        plan = plan_of(store, lambda: asked(world, set()))
    about = [step for step in plan if "deliveries" in step]
    assert about
    assert [step for step in about if not step.startswith("SEARCH")] == []
    assert [step for step in plan if "GROUP BY" in step] == []


def plan_of(store: Store, ask: Any) -> list[str]:
    told: list[tuple[str, Any]] = []
    listen = lambda connection, cursor, statement, parameters, *_: told.append((statement, parameters))  # noqa: E731
    event.listen(store.engine, "before_cursor_execute", listen)
    ask()
    event.remove(store.engine, "before_cursor_execute", listen)
    statement, parameters = next(one for one in told if "turns" in one[0])
    with store.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        return [row.detail for row in rows]
