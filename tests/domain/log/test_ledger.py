"""The one way into the log: all or nothing, once and for all, whoever sends what at once."""

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from domain.errors import (
    BatchTooLarge,
    InvalidFact,
    PersonErased,
    Refused,
    StaleExpectation,
    Unavailable,
    UnknownSubject,
)
from domain.log import connections
from domain.log.erasing import ErasureLedger
from domain.log.ledger import MOST_FACTS, Ledger, Terms, instant
from domain.log.reading import read_families
from domain.log.store import Store, open_store
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.telling import (
    BY,
    again,
    all_of,
    correction,
    described,
    erased,
    left,
    number,
    one_of,
    organization,
    person,
    record,
    role,
    took,
    withdrawal,
    world,
)  # fmt: skip


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    """With the subjects that these tests name."""
    record(ledger, *world())
    return ledger


def head(ledger: Ledger) -> int:
    return ledger.recorder.max_notification_id() or 0


def refused(ledger: Ledger, *sent: Any, terms: Terms = BY) -> Refused:
    """The refusal, after which nothing was recorded."""
    before = head(ledger)
    with pytest.raises(Refused) as caught:
        record(ledger, *sent, terms=terms)
    assert head(ledger) == before
    return caught.value


def test_positions_follow_the_order_sent_and_go_on_from_batch_to_batch(ledger: Ledger) -> None:
    first = record(ledger, took(id=number(1)), left())
    assert [receipt.position for receipt in first] == [6, 7]
    assert first[0].id == number(1)
    assert [receipt.position for receipt in record(ledger, described())] == [8]
    assert [recorded.position for recorded in all_of(ledger)] == list(range(1, 9))


def test_nothing_sent_records_nothing(ledger: Ledger) -> None:
    assert record(ledger) == []
    assert head(ledger) == 5


def test_what_is_read_is_what_was_sent_with_who_and_when(ledger: Ledger) -> None:
    noon = int(datetime(2030, 6, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000
    ledger.recorder.clock = lambda: noon
    terms = Terms(by="importer", caused_by=number(9))
    record(ledger, took(id=number(1), source={"kind": "feed", "ref": "https://example.org"}), terms=terms)
    recorded = one_of(again(ledger), number(1))
    assert (recorded.recorded_by, recorded.caused_by, recorded.position) == ("importer", number(9), 6)
    assert recorded.recorded_at.isoformat() == "2030-06-01T12:00:00+00:00"
    assert instant(recorded) == noon
    assert recorded.fact == ledger.parse([took(id=number(1), source={"kind": "feed", "ref": "https://example.org"})])[0]


def test_a_refused_fact_takes_the_whole_batch_with_it(ledger: Ledger) -> None:
    caught = refused(ledger, took(), took(person="nobody"), left())
    assert (type(caught), caught.index, caught.field) == (UnknownSubject, 1, "person")
    assert (refused(ledger, took(), {"type": "role_closed"})).index == 1


def test_what_was_refused_leaves_no_key_and_no_subject_behind(ledger: Ledger) -> None:
    refused(ledger, person("new"), took(person="nobody"))
    assert isinstance(refused(ledger, took(person="new")), UnknownSubject)
    assert record(ledger, person("new"), took(person="new"))[-1].position == 7


def test_subjects_and_ends_may_be_named_in_any_order_within_a_batch(ledger: Ledger) -> None:
    batch = [
        organization("o2"), role("new", organization="o2", reports_to="boss"), role("boss", organization="o2"),
        person("x"), took("x", "new", id=number(1)), left("x", "new", took=number(1)),
        {"type": "link_rated", "person": "x", "other": "y", "tone": 1}, person("y"),
    ]  # fmt: skip
    for seed in range(4):
        shuffled = random.Random(seed).sample(batch, len(batch))
        name = make_workspace(ledger.store, f"order {seed}", ROOT_KEY)
        fresh = Ledger(ledger.store, name, ROOT_KEY, ErasureLedger(None))
        assert len(record(fresh, *shuffled)) == len(batch)


def test_an_end_and_the_beginning_it_names_are_one_family_whichever_comes_first(ledger: Ledger) -> None:
    record(ledger, left(id=number(2), took=number(1)), took(id=number(1)))
    record(ledger, correction(number(2), effective="2022"))
    assert len({recorded.root for recorded in all_of(ledger)[5:]}) == 1


def test_families_scattered_over_the_log_are_read_whole_with_what_is_sealed_beside_them(ledger: Ledger) -> None:
    tenures = [took(id=number(n)) for n in range(1, 601)]
    between = [described("q") for _ in range(300)]
    record(ledger, *tenures[:300], *between, *tenures[300:600:3])
    record(ledger, *between, *(left(took=number(n), reason="moved") for n in range(1, 301)))
    roots = [recorded.position for recorded in all_of(ledger) if recorded.fact.type == "person_took_role"][::2]
    with ledger.store.reading(ledger.workspace.id) as connection:
        found = read_families(connection, ledger.keys, roots)
    assert len(found) == len(roots) + 150
    assert {recorded.root for recorded in found} == set(roots)
    assert [getattr(recorded.fact, "reason", "moved") for recorded in found] == ["moved"] * len(found)


def test_amendments_are_accepted_after_a_restart(ledger: Ledger) -> None:
    record(ledger, took(id=number(1)))
    record(again(ledger), {**correction(number(1), role="s"), "id": number(2)})
    record(again(ledger), correction(number(2), replacement={"effective": "2019"}))
    record(again(ledger), withdrawal(number(2)))
    assert [recorded.root for recorded in all_of(ledger)[5:]] == [6, 6, 6, 6]


def test_a_correction_of_a_correction_that_fits_no_field_is_refused(ledger: Ledger) -> None:
    record(ledger, took(id=number(1)), {**correction(number(1), role="s"), "id": number(2)})
    caught = refused(again(ledger), correction(number(2), replacement={"share": "half"}))
    assert (type(caught), caught.field) == (InvalidFact, "replacement.replacement.share")


def test_more_facts_than_a_batch_may_hold_are_refused(ledger: Ledger) -> None:
    assert isinstance(refused(ledger, *[took()] * (MOST_FACTS + 1)), BatchTooLarge)
    assert record(ledger, *[took() for _ in range(MOST_FACTS)])[-1].position == MOST_FACTS + 5


def test_an_expectation_holds_while_nothing_is_recorded_about_its_subject(ledger: Ledger) -> None:
    record(ledger, described("q"), terms=replace(BY, expected={"p": 5, "r": 5, "unheard": 0}))
    record(ledger, took(), terms=replace(BY, expected={"p": 5, "q": 6}))
    assert head(ledger) == 7


@pytest.mark.parametrize(
    ("between", "subject"),
    [
        (described("p"), "p"), (described("q", mentions=["p"]), "p"), (took(), "p"), (took(), "r"),
        (role(title="Other"), "r"), ({"type": "organization_described", "organization": "o", "size": 3}, "o"),
    ],
)  # fmt: skip
def test_an_expectation_is_refused_with_what_was_recorded_since(ledger: Ledger, between: Any, subject: str) -> None:
    (receipt,) = record(ledger, between)
    caught = refused(ledger, took(), terms=replace(BY, expected={subject: 5}))
    assert isinstance(caught, StaleExpectation)
    since = {"subject": subject, "id": receipt.id, "type": between["type"], "position": 6}
    assert caught.extra["since"] == [since]


def test_an_expectation_sees_a_correction_of_an_older_fact(ledger: Ledger) -> None:
    record(ledger, took(id=number(1)))
    record(ledger, correction(number(1), role="s"))
    for subject in ("p", "r", "s"):
        caught = refused(ledger, took(), terms=replace(BY, expected={subject: 6}))
        assert [one["position"] for one in caught.extra["since"]] == [7]


def test_nothing_more_is_recorded_about_somebody_erased_also_by_a_ledger_that_knew_them(ledger: Ledger) -> None:
    other = again(ledger)
    record(other, described())
    record(ledger, erased())
    for asked in (ledger, other, again(ledger)):
        assert isinstance(refused(asked, described()), PersonErased)
        assert isinstance(refused(asked, took(mentions=["p"])), PersonErased)
        assert isinstance(refused(asked, person("p")), PersonErased)
    record(other, described("q"))


def test_facts_about_somebody_erased_can_be_withdrawn_without_words_before_and_after_a_restart(ledger: Ledger) -> None:
    record(ledger, described(id=number(1)), described(id=number(2)), described(id=number(3)))
    record(ledger, erased())
    for asked, id in ((ledger, number(1)), (again(ledger), number(2))):
        record(asked, withdrawal(id))
        assert isinstance(refused(asked, withdrawal(number(3), reason="he asked")), PersonErased)
        assert isinstance(refused(asked, correction(number(3), effective="2019")), PersonErased)
    record(ledger, erased())


def test_an_unstated_date_is_today_in_the_time_zone_of_the_workspace(store: Store) -> None:
    evening = int(datetime(2026, 6, 30, 22, tzinfo=UTC).timestamp()) * 1_000_000
    names = {"Pacific/Auckland": "2026-07-01", "America/Lima": "2026-06-30", "UTC": "2026-06-30"}
    for zone, today in names.items():
        workspace = make_workspace(store, zone, ROOT_KEY, zone)
        ledger = Ledger(store, workspace, ROOT_KEY, ErasureLedger(None), lambda: evening)
        record(ledger, organization(), role(id=number(1)))
        assert one_of(ledger, number(1)).fact.effective == today


def test_with_kept_instants_an_unstated_date_is_the_day_of_the_instant(ledger: Ledger) -> None:
    fresh = Ledger(ledger.store, make_workspace(ledger.store, "kept", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    days = [int(datetime(2019, 3, day, 12, tzinfo=UTC).timestamp()) * 1_000_000 for day in (1, 2)]
    record(fresh, organization(), role(id=number(1)), terms=replace(BY, kept=days))
    assert one_of(fresh, number(1)).fact.effective == "2019-03-02"
    assert [recorded.recorded_at.day for recorded in all_of(fresh)] == [1, 2]


def test_a_locked_file_says_so_and_records_nothing(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(sqlite_url)
    ledger = Ledger(store, make_workspace(store, "w", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    monkeypatch.setattr(connections, "PATIENCE", 0.05)
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable):
            record(ledger, organization())
    assert record(ledger, organization())[0].position == 1
    store.close()


def test_a_locked_workspace_says_so_and_records_nothing(postgres_url: str) -> None:
    store = open_store(postgres_url)
    ledger = Ledger(store, make_workspace(store, "w", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    with store.writing(ledger.workspace.id) as connection:
        connection.exec_driver_sql("SELECT FROM workspaces FOR UPDATE")
        with pytest.raises(Unavailable):
            record(ledger, organization())
    assert record(ledger, organization())[0].position == 1
    store.close()
