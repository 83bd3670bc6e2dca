"""Erasure: a person's values, or one fact's, are gone for good, and everybody else's stay."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from domain.errors import PersonErased
from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger
from domain.log.store import Store, open_store
from domain.log.tables import facts, person_keys, sealed
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.leaks import files, rows
from tests.domain.log.telling import (
    BY,
    Sent,
    again,
    all_of,
    correction,
    described,
    erased,
    lost,
    number,
    one_of,
    person,
    record,
    took,
    withdrawal,
    world,
)  # fmt: skip


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    record(ledger, *world())
    return ledger


def link(person: str = "p", other: str = "q", **values: Any) -> Sent:
    return {"type": "link_rated", "person": person, "other": other, "tone": 1, "how": "golf", **values}


def note(**values: Any) -> Sent:
    return {"type": "note_added", "about": {"role": "r"}, "text": "met them", **values}


def values_erased(of: int, **values: Any) -> Sent:
    return {"type": "value_erased", "fact": number(of), **values}


def test_of_twenty_people_ten_are_erased_and_ten_stay_readable(ledger: Ledger) -> None:
    people = [f"x{n}" for n in range(20)]
    record(ledger, *(person(id) for id in people), *(described(id) for id in people))
    record(ledger, *(erased(id) for id in people[::2]))
    for recorded in all_of(again(ledger)):
        if recorded.fact.type == "person_described":
            gone = recorded.fact.key_ids <= set(people[::2])
            assert recorded.erased == (("opinions",) if gone else ())
            assert recorded.fact.stated("opinions") == ({} if gone else {"opinions": "thinks"})


def test_structure_and_dates_stay_when_somebody_is_erased(ledger: Ledger) -> None:
    record(ledger, took(id=number(1), share=0.5, source={"kind": "feed", "note": "a friend"}))
    record(ledger, erased())
    fact = one_of(ledger, number(1)).fact
    assert fact.stated("person", "role", "share", "tenure_kind") == {
        "person": "p", "role": "r", "share": 0.5, "tenure_kind": "permanent",
    }  # fmt: skip
    assert (fact.effective, fact.source.kind, fact.source.note) == ("2020-01-01", "feed", None)
    assert lost(ledger, 1) == ("source",)


def test_why_values_were_erased_goes_with_whom_they_were_about(ledger: Ledger) -> None:
    record(ledger, link(id=number(1)), values_erased(1, id=number(2), reason="his illness"))
    assert one_of(again(ledger), number(2)).fact.stated("reason") == {"reason": "his illness"}
    assert not any(b"illness" in file.read_bytes() for file in files(ledger.store))
    record(ledger, erased("q"))
    assert lost(ledger, 2) == ("reason",)
    with pytest.raises(PersonErased):
        record(ledger, values_erased(1, reason="hers too"))
    record(ledger, values_erased(1))


@pytest.mark.parametrize("gone", ["p", "q"])
def test_what_concerns_two_people_goes_with_either(ledger: Ledger, gone: str) -> None:
    record(ledger, link(id=number(1)))
    record(ledger, described(id=number(2), mentions=["q"]), note(id=number(3), mentions=["p", "q"]))
    record(ledger, erased(gone))
    assert [lost(ledger, n) for n in (1, 2, 3)] == [("how", "tone"), ("opinions",), ("text",)]


def test_a_name_stays_when_somebody_merely_mentioned_beside_it_is_erased(ledger: Ledger) -> None:
    record(ledger, described(id=number(1), name="Jane Roe", mentions=["q"]))
    record(ledger, erased("q"))
    assert lost(ledger, 1) == ("opinions",)
    assert one_of(ledger, number(1)).fact.stated("name") == {"name": "Jane Roe"}


def test_an_assessment_stays_when_its_assessor_is_erased(ledger: Ledger) -> None:
    record(ledger, person("by"), link(id=number(1), by="by"))
    record(ledger, erased("by"))
    assert lost(ledger, 1) == ()


def test_text_about_nobody_stays_whoever_is_erased(ledger: Ledger) -> None:
    record(ledger, note(id=number(1)))
    record(ledger, erased(), erased("q"))
    assert lost(ledger, 1) == ()


def test_what_amends_a_fact_goes_with_the_people_of_the_fact(ledger: Ledger) -> None:
    record(ledger, described(id=number(1)), {**correction(number(1), opinions="changed"), "id": number(2)})
    record(ledger, {**correction(number(2), replacement={"opinions": "changed again"}), "id": number(3)})
    record(ledger, withdrawal(number(1), id=number(4), reason="he never said so"))
    record(ledger, erased())
    assert [lost(ledger, n) for n in (1, 2, 3, 4)] == [("opinions",), ("replacement",), ("replacement",), ("reason",)]


def test_amendments_in_one_batch_go_with_the_people_of_the_fact_too(ledger: Ledger) -> None:
    record(
        ledger,
        described(id=number(1)),
        {**correction(number(1), opinions="changed"), "id": number(2)},
        {**correction(number(2), replacement={"opinions": "changed again"}), "id": number(3)},
        withdrawal(number(3), id=number(4), reason="he never said so"),
    )
    record(ledger, erased())
    assert [lost(ledger, n) for n in (2, 3, 4)] == [("replacement",), ("replacement",), ("reason",)]


@pytest.mark.parametrize("gone", ["p", "q"])
def test_values_corrected_to_be_another_persons_go_with_either(ledger: Ledger, gone: str) -> None:
    record(ledger, described(id=number(1)), {**correction(number(1), opinions="changed"), "id": number(2)})
    record(ledger, {**correction(number(1), person="q"), "id": number(3)})
    record(again(ledger), erased(gone))
    assert [lost(ledger, n) for n in (1, 2)] == [("opinions",), ("replacement",)]


def test_text_corrected_to_mention_somebody_goes_with_them(ledger: Ledger) -> None:
    record(ledger, note(id=number(1)), described(id=number(2)))
    record(ledger, correction(number(1), mentions=["q"]), correction(number(2), mentions=["q"]))
    record(ledger, erased("q"))
    assert [lost(ledger, n) for n in (1, 2)] == [("text",), ("opinions",)]


def test_an_assessor_named_by_a_correction_takes_nothing_along(ledger: Ledger) -> None:
    record(ledger, person("by"), link(id=number(1)))
    record(ledger, correction(number(1), by="by"))
    record(ledger, erased("by"))
    assert lost(ledger, 1) == ()


def test_a_key_once_erased_is_never_made_again(ledger: Ledger) -> None:
    record(ledger, erased())
    for asked in (ledger, again(ledger)):
        for sent in (person(), described(), took(), link("q", "p"), note(mentions=["p"])):
            with pytest.raises(PersonErased):
                record(asked, sent)
    states = {row.person: (row.state, row.wrapped is None) for row in rows(ledger.store, person_keys)}
    assert states == {"p": ("erased", True), "q": ("active", False)}


def test_somebody_without_any_value_can_be_erased_and_gets_no_key_later(ledger: Ledger) -> None:
    record(ledger, erased(), erased())
    with pytest.raises(PersonErased):
        record(ledger, described())


def test_erasing_the_values_of_a_fact_takes_their_corrections_along_and_nothing_else(ledger: Ledger) -> None:
    record(ledger, described(id=number(1)), described(id=number(5)))
    record(ledger, {**correction(number(1), opinions="changed"), "id": number(2)})
    record(ledger, {**correction(number(2), replacement={"opinions": "again"}), "id": number(3)})
    record(ledger, values_erased(1))
    assert [lost(ledger, n) for n in (1, 2, 3, 5)] == [("opinions",), ("replacement",), ("replacement",), ()]
    record(ledger, described(id=number(6)))
    assert lost(ledger, 6) == ()


def test_erasing_the_values_of_a_correction_leaves_what_it_corrected(ledger: Ledger) -> None:
    record(ledger, described(id=number(1)), {**correction(number(1), opinions="changed"), "id": number(2)})
    record(ledger, values_erased(2))
    assert [lost(ledger, n) for n in (1, 2)] == [(), ("replacement",)]


def test_values_may_be_erased_in_the_batch_that_brings_them(ledger: Ledger) -> None:
    record(ledger, described(id=number(1)), values_erased(1), described(id=number(2)))
    assert [lost(ledger, n) for n in (1, 2)] == [("opinions",), ()]


def test_what_was_erased_leaves_the_files_too(sqlite_url: str, tmp_path: Path) -> None:
    store = open_store(sqlite_url)
    ledger = Ledger(store, make_workspace(store, "w", ROOT_KEY), ROOT_KEY, ErasureLedger(tmp_path / "erased"))
    record(ledger, *world())
    (receipt,) = record(ledger, described())
    key = next(bytes(row.wrapped) for row in rows(store, person_keys) if row.person == "p")
    words = next(bytes(row.ciphertext) for row in rows(store, sealed) if row.position == receipt.position)
    assert [there(store, what) for what in (key, words)] == [True, True]
    record(ledger, erased())
    assert [there(store, what) for what in (key, words)] == [False, False]
    store.close()


def there(store: Store, what: bytes) -> bool:
    return any(what in file.read_bytes() for file in files(store))


def test_nothing_of_the_log_itself_is_removed_by_an_erasure(ledger: Ledger) -> None:
    record(ledger, described(), terms=replace(BY, caused_by=number(9)))
    before = rows(ledger.store, facts)
    record(ledger, erased())
    assert rows(ledger.store, facts)[:-1] == before
    with ledger.store.reading(ledger.workspace.id) as connection:
        assert connection.scalar(select(func.count()).select_from(sealed)) == 1
