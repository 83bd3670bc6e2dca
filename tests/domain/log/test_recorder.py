"""Rules of our log beyond the library's contract: positions, versions and instants, whoever writes at once."""

import threading

import pytest
from eventsourcing.persistence import IntegrityError
from sqlalchemy import func, select, text

from domain.errors import InstantRefused
from domain.log.batches import Into
from domain.log.ledger import Workspace
from domain.log.reading import select_stored
from domain.log.recorder import FactRecorder
from domain.log.store import Store, open_store
from domain.log.tables import facts, person_keys
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.writers import RolledBack, TakingNumbersOutside, race, roll_back, row, written

SECOND = 1_000_000
NOON = 1_800_000_000 * SECOND


@pytest.fixture
def recorder(store: Store, workspace: Workspace) -> FactRecorder:
    return FactRecorder(store, workspace.id)


class Clock:
    def __init__(self, now: int = NOON) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(store: Store, workspace: Workspace, clock: Clock) -> FactRecorder:
    return FactRecorder(store, workspace.id, clock)


def instants(recorder: FactRecorder) -> list[int]:
    with recorder.store.reading(recorder.workspace) as connection:
        return [one.recorded_at for one in select_stored(connection, recorder.workspace)]


def test_sixteen_writers_at_once_leave_no_gap_and_a_reader_at_the_tail_misses_nothing(
    database_url: str, recorder: FactRecorder
) -> None:
    assert race(database_url, recorder) == list(range(1, written() + 1))


def test_the_same_race_shows_what_a_log_loses_that_takes_its_numbers_outside_the_transaction(
    database_url: str, store: Store, workspace: Workspace
) -> None:
    careless = TakingNumbersOutside(store, workspace.id)
    seen = race(database_url, careless, processes=0)
    there = [one.id for one in careless.select_notifications(None, 10_000)]
    assert there != list(range(1, len(there) + 1))
    assert set(there) - set(seen)


def test_of_64_contenders_for_one_version_exactly_one_wins(recorder: FactRecorder) -> None:
    start, results = threading.Barrier(64), list[object]()

    def contend() -> None:
        start.wait()
        try:
            results.append(recorder.insert_events([row(version=1)]))
        except IntegrityError as error:
            results.append(type(error))

    contenders = [threading.Thread(target=contend) for _ in range(64)]
    for contender in contenders:
        contender.start()
    for contender in contenders:
        contender.join()
    assert results.count([1]) == 1
    assert results.count(IntegrityError) == 63
    assert recorder.max_notification_id() == 1


def test_a_guard_that_refuses_gives_the_positions_back(recorder: FactRecorder) -> None:
    with pytest.raises(RolledBack):
        recorder.insert_events([row(), row()], guard=roll_back)
    assert recorder.insert_events([row()]) == [1]


def test_what_fails_after_the_rows_were_written_leaves_none_of_them(recorder: FactRecorder) -> None:
    with pytest.raises(RolledBack):
        recorder.insert_events([row(), row()], after=roll_back)
    assert recorder.max_notification_id() is None
    assert recorder.insert_events([row()]) == [1]


def test_a_guard_need_not_run_unless_people_were_erased_meanwhile(recorder: FactRecorder) -> None:
    assert recorder.insert_events([row()], guard=roll_back, unless=0) == [1]
    with pytest.raises(RolledBack):
        recorder.insert_events([row()], guard=roll_back, unless=1)
    assert recorder.max_notification_id() == 1


def test_a_connection_that_appended_knows_no_workspace_afterwards(postgres_url: str) -> None:
    store = open_store(postgres_url)
    workspace = make_workspace(store, "selling", ROOT_KEY).id
    assert FactRecorder(store, workspace).insert_events([row()]) == [1]
    with store.idle.one() as connection:
        assert connection.scalar(text("SELECT current_setting('incumbent.workspace', true)")) == ""
        assert connection.scalar(select(func.count()).select_from(facts)) == 0
    store.close()


def test_what_is_written_beside_the_facts_stays_or_goes_with_them(recorder: FactRecorder) -> None:
    def key(person: str) -> Into:
        return Into(person_keys, [(recorder.workspace, person, "active", b"", NOON)])

    recorder.insert_events([row()], beside=[key("p-1")])
    with pytest.raises(IntegrityError):
        recorder.insert_events([row()], beside=[key("p-1")])
    with pytest.raises(RolledBack):
        recorder.insert_events([row()], beside=[key("p-2")], after=roll_back)
    with recorder.store.reading(recorder.workspace) as connection:
        assert connection.scalars(select(person_keys.c.person)).all() == ["p-1"]
    assert recorder.max_notification_id() == 1


def test_a_fact_stands_in_the_family_of_an_earlier_one_or_of_one_of_its_own_batch(recorder: FactRecorder) -> None:
    recorder.insert_events([row(), row(root_index=0), row()])
    recorder.insert_events([row(), row(root=1), row(root_index=0), row(root_index=2)])
    with recorder.store.reading(recorder.workspace) as connection:
        assert [one.root for one in select_stored(connection, recorder.workspace)] == [1, 1, 3, 4, 1, 4, 6]


def test_facts_that_claim_no_version_never_stand_in_each_others_way(recorder: FactRecorder) -> None:
    recorder.insert_events([row("role:r"), row("role:s"), row("role:r")])
    recorder.insert_events([row("role:r"), row("role:r", version=1)])
    assert recorder.max_notification_id() == 5


def test_a_claimed_version_that_is_taken_is_refused_and_nothing_of_the_batch_stays(recorder: FactRecorder) -> None:
    recorder.insert_events([row(version=1)])
    with pytest.raises(IntegrityError):
        recorder.insert_events([row("role:s"), row(version=1)])
    assert recorder.select_events("role:s") == []


@pytest.mark.parametrize("size", [2, 200])
def test_one_id_is_recorded_once(recorder: FactRecorder, size: int) -> None:
    batch = [row() for _ in range(size)]
    recorder.insert_events(batch)
    with pytest.raises(IntegrityError):
        recorder.insert_events([row() for _ in range(size)] + batch[-1:])
    assert recorder.max_notification_id() == size


def test_two_workspaces_neither_see_each_other_nor_share_numbers(store: Store) -> None:
    one, other = (FactRecorder(store, make_workspace(store, name, ROOT_KEY).id) for name in ("one", "other"))
    first = row()
    assert one.insert_events([first, row(), row()]) == [1, 2, 3]
    assert other.insert_events([first]) == [1]
    assert other.insert_events([row()]) == [2]
    assert [len(each.select_notifications(None, 10)) for each in (one, other)] == [3, 2]
    assert [len(each.select_events("role:r")) for each in (one, other)] == [3, 2]
    assert [each.max_notification_id() for each in (one, other)] == [3, 2]


def test_all_facts_of_a_batch_have_one_instant(timed: FactRecorder) -> None:
    timed.insert_events([row(), row("role:s"), row()])
    assert instants(timed) == [NOON] * 3


def test_the_recorded_instant_grows_even_when_the_clock_stands_still_or_jumps_back(
    timed: FactRecorder, clock: Clock
) -> None:
    for clock.now in (NOON, NOON, NOON - 3_600 * SECOND, NOON + SECOND):
        timed.insert_events([row()])
    assert instants(timed) == [NOON, NOON + 1, NOON + 2, NOON + SECOND]


def test_a_rolled_back_append_does_not_move_the_instant(timed: FactRecorder, clock: Clock) -> None:
    clock.now = NOON + SECOND
    with pytest.raises(RolledBack):
        timed.insert_events([row()], after=roll_back)
    clock.now = NOON
    timed.insert_events([row()])
    assert instants(timed) == [NOON]


def test_kept_instants_are_kept_as_long_as_they_never_decrease(timed: FactRecorder) -> None:
    timed.insert_events([row(recorded_at=NOON - 9), row(recorded_at=NOON - 9), row(recorded_at=NOON - 5)])
    timed.insert_events([row(recorded_at=NOON - 5)])
    assert instants(timed) == [NOON - 9, NOON - 9, NOON - 5, NOON - 5]


@pytest.mark.parametrize(
    ("kept", "right"),
    [
        ([NOON - 11], "before that of an earlier fact"),
        ([NOON - 5, NOON - 6], "before that of an earlier fact"),
        ([NOON + 1], "in the future"),
        ([NOON - 5, NOON + 1], "in the future"),
    ],
)
def test_a_kept_instant_that_decreases_or_lies_in_the_future_is_refused(
    timed: FactRecorder, kept: list[int], right: str
) -> None:
    timed.insert_events([row(recorded_at=NOON - 10)])
    with pytest.raises(InstantRefused, match=right) as refused:
        timed.insert_events([row(recorded_at=instant) for instant in kept])
    assert refused.value.field == "recorded_at"
    assert timed.max_notification_id() == 1


def test_after_kept_instants_the_clock_goes_on(timed: FactRecorder) -> None:
    timed.insert_events([row(recorded_at=NOON)])
    timed.insert_events([row()])
    assert instants(timed) == [NOON, NOON + 1]
