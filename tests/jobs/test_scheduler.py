"""However many processes run the jobs, and whatever happens to them, each slot is run once."""

import os
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from domain.errors import Unavailable
from domain.log.connections import Turns
from domain.log.store import Store, open_store
from jobs.due import Schedule, daily
from jobs.lease import LostLease
from jobs.runs import Finished, Job, Turn, newest, note_by_hand
from jobs.scheduler import Pace, Scheduler
from tests.forking import FORKING
from tests.jobs.clocks import DAY, SECOND, SetClock

NIGHTLY = daily(timedelta(hours=2))
QUICK = Pace(ttl=timedelta(seconds=1), tick=timedelta(seconds=0.02))


def noting(slots: list[int]) -> Job:
    def run(turn: Turn) -> Finished:
        slots.append(turn.slot)
        return Finished("done", {"number": len(slots)})

    return Job("noting", NIGHTLY, run)


def a_scheduler(store: Store, job: Job, clock: SetClock) -> Scheduler:
    return Scheduler(store, [job], clock=clock)


def test_each_slot_runs_once_and_its_outcome_is_kept(store: Store) -> None:
    clock, slots = SetClock(), list[int]()
    job = noting(slots)
    scheduler = a_scheduler(store, job, clock)
    scheduler.hold()
    ran = []
    for _ in range(8):
        ran.append(scheduler.tick(job))
        clock.advance(DAY // 4)
        scheduler.hold()
    assert ran == [True, True, False, False, False, True, False, False]
    assert [run.slot for run in newest(store, "noting", 10)] == sorted(slots, reverse=True)
    assert newest(store, "noting", 1)[0].detail == {"number": 3}


def test_who_does_not_lead_runs_nothing(store: Store) -> None:
    clock, slots = SetClock(), list[int]()
    job = noting(slots)
    leading, waiting = a_scheduler(store, job, clock), a_scheduler(store, job, clock)
    leading.hold()
    waiting.hold()
    assert not waiting.tick(job)
    leading.stop()
    waiting.hold()
    assert waiting.tick(job)
    assert len(slots) == 1


def test_a_second_leader_runs_no_slot_again(store: Store) -> None:
    clock, slots = SetClock(), list[int]()
    job = noting(slots)
    first, second = a_scheduler(store, job, clock), a_scheduler(store, job, clock)
    first.hold()
    assert first.tick(job)
    clock.advance(31 * SECOND)
    second.hold()
    assert not second.tick(job)
    assert not first.tick(job)
    assert len(slots) == 1


def test_what_a_leader_paused_in_its_run_still_writes_is_refused(store: Store) -> None:
    clock, refused = SetClock(), list[bool]()
    resumed = noting([])

    def run(turn: Turn) -> Finished:
        clock.advance(31 * SECOND)
        second.hold()
        try:
            with turn.writing() as connection:
                connection.execute(text("DELETE FROM job_runs"))
        except LostLease:
            refused.append(True)
            raise
        return Finished("done")

    paused = Job("noting", NIGHTLY, run)
    first, second = a_scheduler(store, paused, clock), a_scheduler(store, resumed, clock)
    first.hold()
    assert not first.tick(paused)
    assert refused == [True]
    assert newest(store, "noting", 10) == []
    assert second.tick(resumed)
    assert len(newest(store, "noting", 10)) == 1


def test_the_outcome_of_a_leader_that_was_replaced_does_not_count(store: Store) -> None:
    clock = SetClock()

    def run(turn: Turn) -> Finished:
        clock.advance(31 * SECOND)
        second.hold()
        return Finished("done", {"by": "the first"})

    slow, again = Job("noting", NIGHTLY, run), noting([])
    first, second = a_scheduler(store, slow, clock), a_scheduler(store, again, clock)
    first.hold()
    assert not first.tick(slow)
    assert second.tick(again)
    assert [run.detail for run in newest(store, "noting", 10)] == [{"number": 1}]


def test_a_run_cut_short_is_taken_up_by_the_next_leader(store: Store) -> None:
    clock, slots = SetClock(), list[int]()
    stopping: list[Callable[[], None]] = []

    def run(turn: Turn) -> Finished:
        stopping[0]()
        assert turn.stopping()
        return Finished("done", {"half": True})

    cut, whole = Job("noting", NIGHTLY, run), noting(slots)
    first, second = a_scheduler(store, cut, clock), a_scheduler(store, whole, clock)
    stopping.append(first.stop)
    first.hold()
    assert not first.tick(cut)
    second.hold()
    assert second.tick(whole)
    assert [run.detail for run in newest(store, "noting", 10)] == [{"number": 1}]


def test_a_job_that_fails_has_failed_in_its_slot_and_is_tried_in_the_next(store: Store) -> None:
    clock, tried = SetClock(), list[int]()

    def run(turn: Turn) -> Finished:
        tried.append(turn.slot)
        raise ZeroDivisionError("names of people may stand here")

    job = Job("failing", NIGHTLY, run)
    scheduler = a_scheduler(store, job, clock)
    for _ in range(2):
        scheduler.hold()
        assert scheduler.tick(job)
        assert not scheduler.tick(job)
        clock.advance(DAY)
    assert [(run.outcome, run.detail) for run in newest(store, "failing", 5)] == [
        ("failed", {"error": "ZeroDivisionError"})
    ] * 2
    assert len(set(tried)) == 2


def test_a_job_whose_database_does_not_answer_is_tried_again_in_its_slot(store: Store) -> None:
    clock, tried = SetClock(), list[int]()

    def run(turn: Turn) -> Finished:
        tried.append(turn.slot)
        if len(tried) < 3:
            raise Unavailable("others write for too long")
        return Finished("done")

    job = Job("patient", NIGHTLY, run)
    scheduler = a_scheduler(store, job, clock)
    scheduler.hold()
    assert [scheduler.tick(job) for _ in range(4)] == [False, False, True, False]
    assert tried == [tried[0]] * 3
    assert [run.outcome for run in newest(store, "patient", 5)] == ["done"]


def test_a_lease_that_cannot_be_renewed_now_is_renewed_later(sqlite_url: str) -> None:
    with closing(open_store(sqlite_url)) as store:
        store.__dict__["turns"] = Turns(store.engine, patience=0.05)
        scheduler = a_scheduler(store, noting([]), SetClock())
        held = threading.Thread(target=scheduler.hold)
        with store.turns:
            held.start()
            held.join(10)
        assert scheduler.leadership.lease is None
        scheduler.hold()
        assert scheduler.leadership.lease is not None


def test_a_run_by_hand_costs_no_slot(store: Store) -> None:
    clock, slots = SetClock(), list[int]()
    job = noting(slots)
    scheduler = a_scheduler(store, job, clock)
    scheduler.hold()
    clock.advance(DAY // 2)
    note_by_hand(store, "noting", Finished("done", {"number": 0}), clock)
    scheduler.hold()
    assert scheduler.tick(job)
    assert [run.detail["number"] for run in newest(store, "noting", 5)] == [0, 1]


def test_a_scheduler_ticks_by_itself_and_stops_cleanly(store: Store) -> None:
    slots: list[int] = []
    often = Job("often", Schedule(timedelta(seconds=0.1)), noting(slots).run)
    scheduler = Scheduler(store, [often], QUICK)
    scheduler.start()
    wait_until(lambda: len(slots) >= 3)
    scheduler.stop()
    count = len(slots)
    time.sleep(0.3)
    assert len(slots) == count == len(set(slots))
    assert [thread for thread in threading.enumerate() if "APScheduler" in thread.name] == []
    assert len(newest(store, "often", 1_000)) == count


def work(url: str, path: str) -> None:
    """Body of a process of its own: a job every 50 ms that appends its slot to a file."""
    store = open_store(url)

    def run(turn: Turn) -> Finished:
        with turn.writing(), Path(path).open("a") as file:
            file.write(f"{turn.slot} {os.getpid()}\n")
        return Finished("done")

    Scheduler(store, [Job("often", Schedule(timedelta(seconds=0.05)), run)], QUICK).start()
    while True:
        time.sleep(1)


def test_of_two_processes_one_works_and_the_other_takes_over_when_it_is_killed(
    database_url: str, tmp_path: Path
) -> None:
    path = tmp_path / "slots"
    path.touch()
    processes = [FORKING.Process(target=work, args=(database_url, str(path)), daemon=True) for _ in range(2)]
    for process in processes:
        process.start()

    def lines() -> list[list[str]]:
        return [line.split() for line in path.read_text().splitlines()]

    def workers() -> list[str]:
        return list(dict.fromkeys(pid for _, pid in lines()))

    try:
        wait_until(lambda: len(lines()) >= 5)
        os.kill(int(workers()[0]), signal.SIGKILL)
        wait_until(lambda: len(workers()) == 2)
        wait_until(lambda: Counter(pid for _, pid in lines())[workers()[1]] >= 5)
    finally:
        for process in processes:
            process.kill()
            process.join(10)
    times = Counter(slot for slot, _ in lines())
    last = [slot for slot, pid in lines() if pid == workers()[0]][-1]
    assert {slot for slot, count in times.items() if count > 1} <= {last}


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)
