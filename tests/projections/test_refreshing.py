"""A timeline kept up with the log answers as one read anew; a slice of one moment answers as the whole."""

import threading
from collections.abc import Iterator
from functools import partial
from random import Random

from projections.account_maps import account_map
from projections.journal import journal
from projections.moments import Moment, moment_of
from projections.tenants import Tenant, Tenants
from projections.timeline_of import account_timeline
from tests.generator import ACCOUNTS, random_batches, random_reads
from tests.projections.told import taking_turns
from tests.projections.worlds import World

SLICES = ("roles.id,roles.title,roles.reports_to,roles.holders.person", "account,units,roles,links,opportunities")


def afresh(tenant: Tenant) -> Tenant:
    """The same workspace as another process sees it: with nothing in memory."""
    fresh = Tenant(tenant.ledger)
    fresh.timelines.delay = 0.0
    return fresh


def reads(world: World, random: Random, count: int) -> Iterator[tuple[str, Moment]]:
    for account, day, position in random_reads(random.getrandbits(32), range(1, len(world.facts) + 1), count):
        yield account, moment_of(world.tenant.ledger, day.isoformat(), position=position)


def kept_up(tenants: Tenants, seed: int) -> Iterator[tuple[World, Tenant, Random]]:
    """A world that grows, mostly read after each batch, and a process with nothing in memory."""
    world, random = World(tenants.make("selling")), Random(seed)
    for recorded_at, batch in random_batches(seed, steps=40):
        world.tell(recorded_at, batch)
        if random.random() >= 0.4:
            world.tenant.catch_up()
            yield world, afresh(world.tenant), random


@taking_turns(range(500, 503))
def test_a_timeline_kept_up_answers_as_one_read_anew(tenants: Tenants, seed: int) -> None:
    for world, fresh, random in kept_up(tenants, seed):
        for account, moment in reads(world, random, 3):
            answer = account_map(world.tenant, account, moment, restricted=True)
            assert answer == account_map(fresh, account, moment, restricted=True)


@taking_turns(range(504, 506))
def test_the_facts_of_an_account_kept_up_are_those_read_anew(tenants: Tenants, seed: int) -> None:
    for world, fresh, random in kept_up(tenants, seed):
        for account, moment in reads(world, random, 2):
            restricted = random.random() < 0.5
            for pages in (partial(journal, account=account), partial(account_timeline, account=account, moment=moment)):
                answer = pages(world.tenant, limit=1_000, restricted=restricted)
                assert answer == pages(fresh, limit=1_000, restricted=restricted)


@taking_turns(range(510, 512))
def test_a_slice_of_one_moment_answers_as_the_whole(tenants: Tenants, seed: int) -> None:
    world = World(tenants.make("selling"))
    for recorded_at, batch in random_batches(seed, steps=40):
        world.tell(recorded_at, batch)
    world.tenant.catch_up()
    for account in ACCOUNTS:
        account_map(world.tenant, account, moment_of(world.tenant.ledger))
    for account, moment in reads(world, Random(seed), 25):
        for fields in SLICES:
            whole = account_map(world.tenant, account, moment, fields=fields, restricted=True)
            assert sliced(world.tenant, account, moment, fields) == whole


def sliced(tenant: Tenant, account: str, moment: Moment, fields: str) -> bytes:
    fresh = afresh(tenant)
    answer = account_map(fresh, account, moment, fields=fields, restricted=True)
    settle()
    return answer


def settle() -> None:
    """A slice has the whole read beside it: what does that ends before the database is closed."""
    for thread in threading.enumerate():
        if thread.name.startswith("timeline of "):
            thread.join()
