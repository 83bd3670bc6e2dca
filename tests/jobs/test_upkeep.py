"""The nightly jobs, on a simulated clock."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select

from domain.log.erasing import ErasureLedger
from domain.log.ledger import Terms
from domain.log.repeats import Idempotency
from domain.log.store import Store
from domain.log.tables import idempotency
from jobs.lease import LostLease, acquire
from jobs.resting import CutShort
from jobs.runs import Finished, Job, Turn, newest, note_by_hand
from jobs.scheduler import Scheduler
from jobs.upkeep import (
    EXPIRE,
    VERIFY,
    Policy,
    account_ids,
    expire_idempotency,
    last_verify,
    note_verification,
    readiness,
    sample,
    upkeep,
    verify_samples,
)
from projections.tenants import Tenant, Tenants
from projections.tenures import tenures
from tests.jobs.clocks import DAY, SECOND, SetClock
from tests.raw import all_rows

ROOT_KEY = bytes(32)
TTL = timedelta(seconds=30)


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def tenants(store: Store, clock: SetClock) -> Tenants:
    return Tenants(store, ROOT_KEY, ErasureLedger(None), clock)


def with_accounts(tenants: Tenants, name: str, count: int) -> Tenant:
    tenant = tenants.make(name)
    facts = []
    for number in range(count):
        own = {"organization": f"{name}-{number}"}
        facts.append({"type": "organization_registered", "name": f"Company {number}", **own})
        facts.append({"type": "account_opened", **own})
        facts.append({"type": "role_defined", "role": f"{name}-r{number}", "title": "Post", **own})
        facts.append({"type": "person_introduced", "person": f"{name}-p{number}", "name": "Somebody"})
        facts.append({"type": "person_took_role", "person": f"{name}-p{number}", "role": f"{name}-r{number}"})
    tenant.record(facts, Terms(by="test"))
    return tenant


def run_night(tenants: Tenants, clock: SetClock, name: str, policy: Policy | None = None) -> None:
    jobs = upkeep(tenants, policy or Policy())
    scheduler = Scheduler(tenants.store, jobs, clock=clock)
    scheduler.hold()
    assert scheduler.tick(next(job for job in jobs if job.name == name))
    scheduler.stop()


def a_turn(store: Store, clock: SetClock) -> Turn:
    lease = acquire(store, "jobs", "test", TTL, clock)
    assert lease is not None
    return Turn(store, lease, clock.now, clock.now)


def count_kept(store: Store) -> int:
    with all_rows(store) as connection:
        return connection.scalar(select(func.count()).select_from(idempotency)) or 0


def test_a_key_that_was_used_long_ago_is_forgotten(tenants: Tenants, clock: SetClock) -> None:
    tenant = tenants.make("w")
    for day in range(10):
        fact = {"type": "person_introduced", "person": f"p{day}", "name": "Somebody"}
        tenant.record([fact], Terms(by="test", idempotency=Idempotency(f"key {day}", b"body")))
        clock.advance(DAY)
    run_night(tenants, clock, EXPIRE, Policy(keep_idempotency=timedelta(days=7)))
    assert newest(tenants.store, EXPIRE, 1)[0].detail == {"expired": 3}
    assert count_kept(tenants.store) == 7


def test_keys_of_every_workspace_expire(tenants: Tenants, clock: SetClock) -> None:
    for name in ("v", "w"):
        fact = {"type": "person_introduced", "person": "p", "name": "Somebody"}
        tenants.make(name).record([fact], Terms(by="test", idempotency=Idempotency("key", b"body")))
    assert count_kept(tenants.store) == 2
    clock.advance(8 * DAY)
    run_night(tenants, clock, EXPIRE)
    assert count_kept(tenants.store) == 0


def test_who_was_replaced_expires_nothing(tenants: Tenants, clock: SetClock) -> None:
    fact = {"type": "person_introduced", "person": "p", "name": "Somebody"}
    tenants.make("w").record([fact], Terms(by="test", idempotency=Idempotency("key", b"body")))
    turn = a_turn(tenants.store, clock)
    clock.advance(31 * SECOND)
    assert acquire(tenants.store, "jobs", "another", TTL, clock)
    clock.advance(8 * DAY)
    paused = Turn(turn.store, turn.lease, clock.now, clock.now)
    with pytest.raises(LostLease):
        expire_idempotency(tenants, paused, timedelta(days=7))
    assert count_kept(tenants.store) == 1


def test_before_the_first_night_nothing_is_known_and_nothing_is_wrong(store: Store) -> None:
    assert last_verify(store) is None
    assert readiness(store) == {"ok": True, "at": None}


def test_every_night_some_accounts_of_each_workspace_are_compared(tenants: Tenants, clock: SetClock) -> None:
    with_accounts(tenants, "v", 1)
    with_accounts(tenants, "w", 5)
    run_night(tenants, clock, VERIFY, Policy(verify_accounts=3))
    found = last_verify(tenants.store)
    assert found is not None
    assert (found["ok"], found["outcome"], found["differing"]) == (True, "done", {})
    assert newest(tenants.store, VERIFY, 1)[0].detail["workspaces"].keys() == {"v", "w"}


def test_comparing_ends_within_a_workspace_where_the_process_is_to_end(tenants: Tenants, clock: SetClock) -> None:
    with_accounts(tenants, "w", 3)
    looks = iter([False, False, False])  # to begin, and at a piece of the first account
    turn = replace(a_turn(tenants.store, clock), stopping=lambda: next(looks, True))
    with pytest.raises(CutShort):
        verify_samples(tenants, turn, 3)


def test_what_was_cut_short_is_no_failure_and_is_left_to_whoever_leads_next(tenants: Tenants, clock: SetClock) -> None:
    with_accounts(tenants, "w", 3)

    def cut_short(turn: Turn) -> Finished:
        raise CutShort

    scheduler = Scheduler(tenants.store, [job := Job(VERIFY, upkeep(tenants)[0].schedule, cut_short)], clock=clock)
    scheduler.hold()
    assert not scheduler.tick(job)
    scheduler.stop()
    assert last_verify(tenants.store) is None
    run_night(tenants, clock, VERIFY)
    assert readiness(tenants.store)["ok"]


def test_a_view_that_is_wrong_is_found_and_costs_readiness_until_it_is_rebuilt(
    tenants: Tenants, clock: SetClock
) -> None:
    tenant = with_accounts(tenants, "w", 3)
    with tenants.store.writing(tenant.workspace.id) as connection:
        connection.execute(delete(tenures).where(tenures.c.workspace == tenant.workspace.id, tenures.c.home == "w-r1"))
    run_night(tenants, clock, VERIFY)
    found = last_verify(tenants.store)
    assert found is not None
    assert (found["ok"], found["outcome"], found["differing"]) == (False, "different", {"w": ["w-1"]})
    assert readiness(tenants.store)["differing"] == 1
    clock.advance(SECOND)
    tenant.rebuild()
    verification = tenant.verify()
    note_verification(tenant, verification.compared, verification.differing)
    assert readiness(tenants.store)["ok"]


def test_readiness_names_nobody(tenants: Tenants, clock: SetClock) -> None:
    tenant = with_accounts(tenants, "w", 1)
    note_verification(tenant, 1, ["w-0"])
    assert "w" not in str(readiness(tenants.store)["differing"])
    assert readiness(tenants.store)["ok"] is False


def test_one_workspace_that_was_verified_does_not_hide_another_that_differs(tenants: Tenants) -> None:
    one, other = with_accounts(tenants, "v", 1), with_accounts(tenants, "w", 1)
    note_verification(one, 1, ["v-0"])
    note_verification(other, 1, [])
    found = last_verify(tenants.store)
    assert found is not None
    assert found["differing"] == {"v": ["v-0"]}
    note_verification(one, 1, [])
    assert readiness(tenants.store)["ok"]


def test_results_noted_in_one_instant_are_all_kept_in_order(store: Store) -> None:
    for number in range(3):
        note_by_hand(store, VERIFY, Finished("done", {"number": number}), clock=lambda connection: 1_000)
    assert [run.detail["number"] for run in newest(store, VERIFY, 9)] == [2, 1, 0]


def test_a_run_that_failed_costs_readiness(tenants: Tenants, clock: SetClock) -> None:
    def fail(turn: Turn) -> None:
        raise ZeroDivisionError

    job = Job(VERIFY, upkeep(tenants)[0].schedule, fail)  # type: ignore[arg-type]
    scheduler = Scheduler(tenants.store, [job], clock=clock)
    scheduler.hold()
    assert scheduler.tick(job)
    assert readiness(tenants.store)["ok"] is False


def test_other_accounts_are_looked_at_each_night(tenants: Tenants) -> None:
    tenant = with_accounts(tenants, "w", 12)
    ids = account_ids(tenant)
    assert len(ids) == 12
    nights = [sample(ids, 4, slot * DAY) for slot in range(12)]
    assert {len(night) for night in nights} == {4}
    assert sample(ids, 4, DAY) == nights[1]
    assert set().union(*nights) == set(ids)
