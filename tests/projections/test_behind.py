"""Transactions that go on while their writer does something else: whole or not at all, few at a time, no error lost."""

import os
import threading
from collections.abc import Iterator
from functools import partial

import pytest
from sqlalchemy import Connection, func, insert, select

from projections.behind import Behind, Write
from projections.builds import Superseded, builds
from projections.tenants import Tenants
from tests.generator import random_batches
from tests.projections.tables import rows_of
from tests.projections.worlds import World

STEPS = 60


def add(workspace: int, build: int, connection: Connection) -> None:
    connection.execute(insert(builds).values(workspace=workspace, build=build, state="growing", position=0))


def add_in_vain(workspace: int, build: int, connection: Connection) -> None:
    add(workspace, build, connection)
    raise Superseded("gone")


def count(tenants: Tenants, workspace: int) -> int:
    with tenants.store.reading(workspace) as connection:
        return connection.scalar(select(func.count()).where(builds.c.workspace == workspace)) or 0


def write_all(tenants: Tenants, workspace: int, *writes: Write) -> None:
    with Behind(tenants.store, workspace) as behind:
        for write in writes:
            behind.write_rows(write)


def test_everything_is_committed_when_it_is_left(tenants: Tenants) -> None:
    workspace = tenants.make("w").workspace.id
    before = count(tenants, workspace)
    write_all(tenants, workspace, *(partial(add, workspace, build) for build in range(100, 110)))
    assert count(tenants, workspace) == before + 10


def test_what_fails_leaves_nothing_and_is_raised_by_the_end(tenants: Tenants) -> None:
    workspace = tenants.make("w").workspace.id
    before = count(tenants, workspace)
    with pytest.raises(Superseded), Behind(tenants.store, workspace) as behind:
        behind.write(partial(add_in_vain, workspace, 100))
    with pytest.raises(Superseded):
        write_all(tenants, workspace, partial(add, workspace, 101), partial(add_in_vain, workspace, 102))
    assert count(tenants, workspace) == before + 1


def test_few_go_on_at_a_time(tenants: Tenants) -> None:
    workspace = tenants.make("w").workspace.id
    begun, most, lock = [0], [0], threading.Lock()

    def note(build: int, connection: Connection) -> None:
        with lock:
            begun[0] += 1
            most[0] = max(most[0], begun[0])
        add(workspace, build, connection)
        with lock:
            begun[0] -= 1

    write_all(tenants, workspace, *(partial(note, build) for build in range(100, 130)))
    assert 1 <= most[0] <= 2


@pytest.fixture(params=[1, 2])
def processors(request: pytest.FixtureRequest) -> Iterator[None]:
    """With one of them a rebuild writes by itself."""
    all_of_them = os.sched_getaffinity(0)
    os.sched_setaffinity(0, set(sorted(all_of_them)[: request.param]))
    yield
    os.sched_setaffinity(0, all_of_them)


@pytest.mark.usefixtures("processors")
def test_a_rebuild_in_many_pieces_is_one_in_a_single_piece(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where more is recorded after its last piece was read."""
    world = World(tenants.make("selling"))
    *batches, last = random_batches(630, STEPS)
    for recorded_at, batch in batches:
        world.tell(recorded_at, batch)
    meanwhile, pieces = [last], list[int]()

    def advance(done: int, total: int) -> None:
        pieces.append(done)
        if done == total and meanwhile:
            world.tell(*meanwhile.pop())

    monkeypatch.setattr("projections.rebuilding.PIECE", 7)
    world.tenant.rebuild(advance)
    assert len(pieces) > pieces[-1] // 7
    assert pieces[-1] < len(world.facts)
    in_pieces = rows_of(world.tenant)
    monkeypatch.undo()
    world.tenant.rebuild()
    assert rows_of(world.tenant) == in_pieces
