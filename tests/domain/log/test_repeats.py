"""Writes that come twice: recorded once, and answered as the first time."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from eventsourcing.persistence import OperationalError, StoredEvent
from sqlalchemy import Connection, func, select

from domain.errors import FactConflict, KeyReused, Unavailable
from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger, Receipt, Terms
from domain.log.recorder import FactRecorder, Positions
from domain.log.repeats import Idempotency
from domain.log.store import open_store
from domain.log.tables import idempotency
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.telling import (
    BY,
    all_of,
    described,
    erased,
    left,
    number,
    organization,
    person,
    record,
    role,
    took,
    world,
)  # fmt: skip


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    record(ledger, *world())
    return ledger


def keyed(key: str = "k-1", body: bytes = b"body") -> Terms:
    return replace(BY, idempotency=Idempotency(key, body))


def head(ledger: Ledger) -> int:
    return ledger.recorder.max_notification_id() or 0


def at_once(times: int, act: Callable[[], object]) -> list[object]:
    """What each of so many threads got, errors included."""
    start, results = threading.Barrier(times), list[object]()

    def one() -> None:
        start.wait()
        try:
            results.append(act())
        except Exception as error:
            results.append(error)

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_id_with_the_same_content_changes_nothing_and_answers_as_the_first_time(ledger: Ledger) -> None:
    sent = took(id=number(1)), left(id=number(2))
    first = record(ledger, *sent)
    assert record(ledger, *sent) == first
    assert record(ledger, *reversed(sent)) == first[::-1]
    assert record(ledger, sent[1]) == first[1:]
    assert head(ledger) == 7


def test_content_is_compared_as_sent_whatever_the_order_of_its_fields(ledger: Ledger) -> None:
    sent = took(id=number(1), certainty="confirmed")
    first = record(ledger, sent)
    assert record(ledger, dict(reversed(sent.items()))) == first
    for other in (took(id=number(1)), took(id=number(1), certainty="probable"), {**sent, "share": None}):
        with pytest.raises(FactConflict, match="recorded before with other content") as caught:
            record(ledger, took(), other)
        assert (caught.value.index, caught.value.field) == (1, "id")
    assert head(ledger) == 6


def test_the_same_id_in_another_writing_is_the_same_fact(ledger: Ledger) -> None:
    first = record(ledger, took(id=number(255)))
    assert record(ledger, took(id=number(255).replace("-", "").upper())) == first


def test_a_batch_that_was_recorded_in_part_is_completed(ledger: Ledger) -> None:
    first = record(ledger, took(id=number(1)))
    receipts = record(ledger, described(id=number(2)), took(id=number(1)), left(id=number(3)))
    assert receipts == [Receipt(number(2), 7), *first, Receipt(number(3), 8)]


def test_a_refusal_in_a_batch_recorded_in_part_names_the_place_in_what_was_sent(ledger: Ledger) -> None:
    record(ledger, took(id=number(1)))
    with pytest.raises(Exception, match="nobody") as caught:
        record(ledger, took(id=number(1)), described("nobody"))
    assert getattr(caught.value, "index", None) == 1


def test_one_id_twice_in_a_batch_is_recorded_once_and_with_two_contents_refused(ledger: Ledger) -> None:
    receipts = record(ledger, took(id=number(1)), took(id=number(1)))
    assert receipts == [Receipt(number(1), 6)] * 2
    with pytest.raises(FactConflict) as caught:
        record(ledger, took(id=number(2)), took(id=number(2), role="s"))
    assert caught.value.index == 1


def test_what_was_erased_since_is_still_answered_and_shown_nothing(ledger: Ledger) -> None:
    sent = described(id=number(1))
    first = record(ledger, sent)
    record(ledger, erased())
    assert record(ledger, sent) == first


def test_an_id_belongs_to_its_workspace(ledger: Ledger) -> None:
    other = Ledger(ledger.store, make_workspace(ledger.store, "other", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    record(ledger, organization(id=number(1)))
    assert record(other, organization("elsewhere", id=number(1))) == [Receipt(number(1), 1)]


def test_an_idempotency_key_answers_as_the_first_time_without_any_ids(ledger: Ledger) -> None:
    first = record(ledger, took(), described(), terms=keyed())
    assert record(ledger, took(), described(), terms=keyed()) == first
    assert head(ledger) == 7
    assert record(ledger, took(), described(), terms=keyed("k-2")) != first


def test_an_idempotency_key_with_another_body_is_refused(ledger: Ledger) -> None:
    record(ledger, took(), terms=keyed())
    with pytest.raises(KeyReused) as caught:
        record(ledger, described(), terms=keyed(body=b"other"))
    assert caught.value.field == "Idempotency-Key"
    assert head(ledger) == 6


def test_a_refused_request_does_not_use_up_its_key(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="nobody"):
        record(ledger, took("nobody"), terms=keyed())
    assert record(ledger, took(), terms=keyed(body=b"corrected"))[0].position == 6


def test_the_key_is_not_kept_in_clear(ledger: Ledger) -> None:
    record(ledger, took(), terms=keyed("secret-key"))
    with ledger.store.reading(ledger.workspace.id) as connection:
        (row,) = connection.execute(select(idempotency)).all()
    assert b"secret-key" not in bytes(row.key) + bytes(row.fingerprint) + bytes(row.answer)


def test_eight_threads_with_the_same_ids_record_once_and_all_get_the_same_answer(ledger: Ledger) -> None:
    batch = [person("new", id=number(1)), took("new", id=number(2)), described("new", id=number(3))]
    answers = at_once(8, lambda: record(ledger, *batch))
    assert answers == [[Receipt(number(n), n + 5) for n in (1, 2, 3)]] * 8
    assert head(ledger) == 8


def test_eight_threads_with_the_same_key_record_once_and_all_get_the_same_answer(ledger: Ledger) -> None:
    answers = at_once(8, lambda: record(ledger, person("new"), took("new"), terms=keyed()))
    assert answers == [answers[0]] * 8
    assert head(ledger) == 7


def test_eight_threads_that_introduce_the_same_person_all_succeed(ledger: Ledger) -> None:
    answers = at_once(8, lambda: record(ledger, person("new"), described("new")))
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert [recorded.fact.id for recorded in all_of(ledger) if recorded.erased] == []
    assert head(ledger) == 21


class LosingTheAnswer(FactRecorder):
    """The commit succeeds, and the connection is lost before the writer hears of it."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Positions:
        super().insert_events(stored_events, **kwargs)
        raise OperationalError("the connection was lost")


@pytest.mark.parametrize("terms", [BY, keyed()], ids=["by id", "by key"])
def test_a_retry_after_an_unknown_commit_answers_what_the_first_would_have(ledger: Ledger, terms: Terms) -> None:
    sent = [took(id=number(1)), role("new", id=number(2))] if terms is BY else [took(), role("new")]
    sound, ledger.recorder = ledger.recorder, LosingTheAnswer(ledger.store, ledger.workspace.id)
    with pytest.raises(Unavailable):
        record(ledger, *sent, terms=terms)
    ledger.recorder = sound
    assert [receipt.position for receipt in record(ledger, *sent, terms=terms)] == [6, 7]
    assert head(ledger) == 7


class KilledBeforeTheCommit(FactRecorder):
    """The server ends the connection when everything but the commit is done."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Positions:
        return super().insert_events(stored_events, **{**kwargs, "after": self.kill})

    def kill(self, connection: Connection, first: int) -> None:
        backend = connection.scalar(select(func.pg_backend_pid()))
        with self.store.engine.connect() as other:
            other.execute(select(func.pg_terminate_backend(backend)))


def test_a_connection_killed_before_the_commit_records_nothing_and_the_retry_does(postgres_url: str) -> None:
    store = open_store(postgres_url)
    ledger = Ledger(store, make_workspace(store, "w", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    record(ledger, *world())
    sound, ledger.recorder = ledger.recorder, KilledBeforeTheCommit(store, ledger.workspace.id)
    with pytest.raises(Unavailable):
        record(ledger, took(id=number(1)))
    ledger.recorder = sound
    assert head(ledger) == 5
    assert record(ledger, took(id=number(1))) == [Receipt(number(1), 6)]
    store.close()
