"""However the log is followed, and by whom, the tables hold the same rows as a rebuild writes."""

import threading
from collections.abc import Iterator
from random import Random

import pytest

from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger
from domain.log.reading import read_after
from domain.standing import Recorded
from projections.builds import Superseded, failures, lock
from projections.follow import Follower
from projections.tenants import Tenant, Tenants
from tests.generator import random_batches
from tests.projections.tables import builds_of, rows_of
from tests.projections.worlds import World

STEPS = 50


class Processes:
    """Three processes that take turns at following one log, each with what it has in memory; they come and go."""

    def __init__(self, tenants: Tenants, tenant: Tenant, random: Random) -> None:
        self.tenants, self.tenant, self.random = tenants, tenant, random
        self.followers = [self.start() for _ in range(3)]

    def start(self) -> Follower:
        own = Ledger(self.tenants.store, self.tenant.workspace, self.tenants.root_key, ErasureLedger(None))
        return Follower(own)

    def turn(self) -> None:
        """One of them counts a few facts."""
        place = self.random.randrange(len(self.followers))
        if self.random.random() < 0.2:
            self.followers[place] = self.start()
        with self.tenants.store.writing(self.tenant.workspace.id) as connection:
            self.followers[place].follow_within(connection, self.random.randint(1, 7))


def followed_in_turns(tenants: Tenants, seed: int) -> World:
    world, random = World(tenants.make("followed in turns")), Random(seed)
    processes = Processes(tenants, world.tenant, random)
    for recorded_at, batch in random_batches(seed, STEPS):
        world.tell(recorded_at, batch)
        for _ in range(random.choice([0, 0, 1, 3])):
            processes.turn()
    assert processes.followers[0].catch_up() == len(world.facts)
    return world


def followed_one_by_one(tenants: Tenants, seed: int) -> World:
    """By who recorded it: what was just recorded is handed over, and counted with what was left out before."""
    world, random = World(tenants.make("followed one by one")), Random(seed)
    for recorded_at, batch in random_batches(seed, STEPS):
        written = world.write(recorded_at, batch)
        assert list(written.facts) == (read_back(world.tenant, written.facts[0].position) if written.facts else [])
        if random.random() < 0.8:
            assert world.tenant.follower.catch_up(written.facts) == len(world.facts)
    world.tenant.catch_up()
    return world


def read_back(tenant: Tenant, first: int) -> list[Recorded]:
    """The facts of the log from a position on."""
    ledger = tenant.ledger
    with ledger.store.reading(tenant.workspace.id) as connection:
        return read_after(connection, ledger.keys, first - 1, 1_000)


def followed_at_once(tenants: Tenants, seed: int) -> World:
    world = World(tenants.make("followed at once"))
    for recorded_at, batch in random_batches(seed, STEPS):
        world.tell(recorded_at, batch)
    world.tenant.catch_up()
    return world


@pytest.mark.parametrize("seed", [600, 601, 735])
def test_following_in_turns_one_by_one_and_at_once_gives_what_a_rebuild_gives(tenants: Tenants, seed: int) -> None:
    turns, single, bulk = (how(tenants, seed) for how in (followed_in_turns, followed_one_by_one, followed_at_once))
    followed = rows_of(turns.tenant)
    assert sum(map(len, followed.values())) > len(turns.facts)
    assert rows_of(single.tenant) == followed
    assert rows_of(bulk.tenant) == followed
    turns.tenant.rebuild()
    assert rows_of(turns.tenant) == followed


def test_a_rebuild_leaves_one_build_and_is_followed_on(tenants: Tenants) -> None:
    world, batches = World(tenants.make("selling")), random_batches(610, STEPS)
    for recorded_at, batch in take(batches, 30):
        world.tell(recorded_at, batch)
    progress: list[tuple[int, int]] = []
    world.tenant.rebuild(lambda done, total: progress.append((done, total)))
    assert progress[-1] == (len(world.facts), len(world.facts))
    for recorded_at, batch in batches:
        world.tell(recorded_at, batch)
    assert world.tenant.catch_up() == len(world.facts)
    assert len({build for _, build in builds_of(world.tenant)}) == 1
    followed = rows_of(world.tenant)
    world.tenant.rebuild()
    assert rows_of(world.tenant) == followed


def take(
    batches: Iterator[tuple[str, list[dict[str, object]]]], count: int
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for _ in range(count):
        yield next(batches)


def test_a_writer_waits_for_whoever_is_following(tenants: Tenants) -> None:
    world = World(tenants.make("selling"))
    for recorded_at, batch in take(random_batches(620, STEPS), 3):
        world.tell(recorded_at, batch)
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with tenants.store.writing(world.tenant.workspace.id) as connection:
            lock(connection, world.tenant.workspace.id)
            held.set()
            done.wait(2.5)  # longer than a database waits for a lock by itself

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait()
    assert world.tenant.catch_up() == len(world.facts)
    holder.join()
    with tenants.store.reading() as connection:
        assert failures(connection) == {}


def test_the_first_to_follow_may_be_several(tenants: Tenants) -> None:
    tenant = tenants.make("selling")
    for recorded_at, batch in take(random_batches(621, STEPS), 1):
        World(tenant).tell(recorded_at, batch)
    reached: list[int] = []
    threads = [threading.Thread(target=lambda: reached.append(Follower(tenant.ledger).catch_up())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(reached)) == 1
    assert len(reached) == len(threads)
    assert tenant.verify().differing == []


def test_two_rebuilds_at_once_leave_one_whole_build(tenants: Tenants) -> None:
    world = World(tenants.make("selling"))
    for recorded_at, batch in random_batches(622, STEPS):
        world.tell(recorded_at, batch)
    world.tenant.catch_up()
    other = Follower(world.tenant.ledger)
    with pytest.raises(Superseded):
        world.tenant.rebuild(lambda done, total: other.rebuild())
    assert len({build for _, build in builds_of(world.tenant)}) == 1
    assert world.tenant.verify().differing == []
