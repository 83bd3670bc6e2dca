"""One process acts at a time; what a former holder still writes is refused."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from domain.log.store import Store, now_us
from jobs.lease import Lease, LostLease, acquire, database_now, fenced, release, renew
from jobs.tables import job_runs
from tests.jobs.clocks import SECOND, SetClock

TTL = timedelta(seconds=30)


def take(store: Store, holder: str, clock: SetClock) -> Lease | None:
    return acquire(store, "jobs", holder, TTL, clock)


def taken(store: Store, holder: str, clock: SetClock) -> Lease:
    lease = take(store, holder, clock)
    assert lease is not None
    return lease


def write(store: Store, lease: Lease, slot: int) -> None:
    with fenced(store, lease) as connection:
        connection.execute(insert(job_runs).values(job="writing", slot=slot, fence=lease.fence, started_at=slot))


def written(store: Store) -> list[int]:
    with store.reading() as connection:
        return list(connection.scalars(select(job_runs.c.slot).order_by(job_runs.c.slot)))


def test_nobody_takes_a_lease_that_is_held(store: Store) -> None:
    clock = SetClock()
    taken(store, "one", clock)
    clock.advance(30 * SECOND - 1)
    assert take(store, "two", clock) is None


def test_a_lease_that_expired_passes_on_with_a_greater_fence(store: Store) -> None:
    clock = SetClock()
    first = taken(store, "one", clock)
    clock.advance(30 * SECOND)
    second = taken(store, "two", clock)
    assert second.fence == first.fence + 1
    assert renew(store, first, TTL, clock) is None


def test_a_lease_that_is_renewed_stays(store: Store) -> None:
    clock = SetClock()
    lease = taken(store, "one", clock)
    for _ in range(10):
        clock.advance(10 * SECOND)
        renewed = renew(store, lease, TTL, clock)
        assert renewed is not None
        assert renewed.fence == lease.fence
        assert take(store, "two", clock) is None


def test_a_lease_that_is_released_passes_on_at_once(store: Store) -> None:
    clock = SetClock()
    release(store, taken(store, "one", clock))
    assert taken(store, "two", clock).fence == 2


def test_a_former_holder_releases_nothing(store: Store) -> None:
    clock = SetClock()
    first = taken(store, "one", clock)
    clock.advance(30 * SECOND)
    taken(store, "two", clock)
    release(store, first)
    assert take(store, "three", clock) is None


def test_what_a_paused_holder_still_writes_is_refused(store: Store) -> None:
    clock = SetClock()
    paused = taken(store, "one", clock)
    write(store, paused, 1)
    clock.advance(30 * SECOND)
    leading = taken(store, "two", clock)
    with pytest.raises(LostLease, match="one no longer holds jobs"):
        write(store, paused, 2)
    write(store, leading, 3)
    assert written(store) == [1, 3]


def test_an_expired_lease_that_nobody_took_still_writes(store: Store) -> None:
    clock = SetClock()
    lease = taken(store, "one", clock)
    clock.advance(60 * SECOND)
    write(store, lease, 1)
    assert renew(store, lease, TTL, clock) is not None


def test_nobody_takes_over_between_the_check_and_the_commit(store: Store) -> None:
    clock = SetClock()
    lease = taken(store, "one", clock)
    clock.advance(30 * SECOND)
    found: list[Lease | None] = []
    other = threading.Thread(target=lambda: found.append(take(store, "two", clock)))
    with fenced(store, lease) as connection:
        other.start()
        other.join(0.3)
        assert not found
        connection.execute(insert(job_runs).values(job="writing", slot=1, fence=lease.fence, started_at=1))
    other.join(10)
    assert found[0] is not None
    assert written(store) == [1]


def test_of_many_who_reach_for_it_one_gets_it(store: Store) -> None:
    clock, found, ready = SetClock(), list[Lease | None](), threading.Barrier(6)

    def reach(holder: str) -> None:
        ready.wait()
        found.append(take(store, holder, clock))

    threads = [threading.Thread(target=reach, args=[str(number)]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(found) == 6
    assert len([lease for lease in found if lease]) == 1


def test_leases_of_different_names_do_not_meet(store: Store) -> None:
    clock = SetClock()
    assert acquire(store, "jobs", "one", TTL, clock)
    assert acquire(store, "feeds", "two", TTL, clock)


def test_the_clock_of_the_database_tells_the_time(store: Store) -> None:
    with store.reading() as connection:
        assert abs(database_now(connection) - now_us()) < 60 * SECOND
