"""Nothing personal lies in clear in the log, from the first fact on, whatever its type."""

import json
import secrets
from dataclasses import fields, replace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from domain.facts import REGISTRY
from domain.forms import as_json
from domain.log.erasing import ErasureLedger
from domain.log.keys import KeyRing, combined, root_key_beside, root_key_from, seal, unseal
from domain.log.ledger import Ledger
from domain.log.mapper import UnreadableLog
from domain.log.reading import read_after
from domain.log.repeats import Idempotency
from domain.log.tables import facts, sealed, workspaces
from domain.log.workspaces import make_workspace
from tests.domain.log.conftest import ROOT_KEY
from tests.domain.log.leaks import Canaries, kept, rows
from tests.domain.log.telling import BY, all_of, correction, described, number, one_of, person, record, withdrawal
from tests.domain.samples import INSTEAD, SPECIAL, full, world
from tests.domain.strategies import sent

ERASURES = ("value_erased", "person_erased")
TYPES = [*sorted(REGISTRY.keys() - {*ERASURES}), *ERASURES]
KEEPING = tuple(
    name for name in TYPES
    if name not in (*ERASURES, "fact_corrected", "fact_withdrawn") and not name.endswith(("_merged", "_unmerged"))
)  # fmt: skip
# Words nobody could be known by: a correction of these is not told apart from a change of structure.
PUBLIC = "in the open"


@pytest.fixture
def ledger(ledger: Ledger) -> Ledger:
    record(ledger, *world())
    return ledger


def personal(name: str, path: str) -> bool:
    """Whether the words of a field, named by its path in the sample, are somebody's."""
    field = path.split(" ")[0].split(".")[0]
    return field == "source" or REGISTRY[name].tags[field].personal


def sample(name: str, canaries: Canaries) -> dict[str, Any]:
    """Every field of a type, with a canary wherever the words are personal."""
    return full(name, lambda path: canaries.sing(f"{name} {path}") if personal(name, path) else PUBLIC)


def test_a_canary_in_every_personal_field_of_every_type_is_found_nowhere(ledger: Ledger) -> None:
    canaries = Canaries()
    for name in TYPES:
        record(ledger, sample(name, canaries), terms=replace(BY, idempotency=Idempotency(name, b"body")))
    assert len(canaries.said) > 100
    assert canaries.found(kept(ledger.store)) == []
    assert PUBLIC.encode() in kept(ledger.store)


def test_a_canary_in_every_correction_of_a_personal_field_is_found_nowhere(ledger: Ledger) -> None:
    canaries, n = Canaries(), 100
    for name in [name for name in TYPES if not REGISTRY[name].dateless]:
        n += 3
        values = sample(name, canaries)
        replaced = {key: value for key, value in values.items() if replaceable(name, key)}
        corrected = sample(name, canaries)
        once = {key: corrected[key] for key in replaced}
        if not once:
            continue
        record(ledger, {**values, "id": number(n)}, {**correction(number(n), **once), "id": number(n + 1)})
        record(ledger, correction(number(n + 1), replacement={key: sample(name, canaries)[key] for key in replaced}))
        record(ledger, withdrawal(number(n + 1), reason=canaries.sing(f"{name} withdrawn")))
    assert len(canaries.said) > 300
    assert canaries.found(kept(ledger.store)) == []


def replaceable(name: str, field: str) -> bool:
    tag = REGISTRY[name].tags.get(field)
    return field == "source" or (tag is not None and tag.personal and (name, field) not in SPECIAL)


def test_what_is_sealed_is_read_back_as_it_was_sent(ledger: Ledger) -> None:
    sent = [{**full(name), "id": number(n)} for n, name in enumerate(TYPES, 500) if name not in ERASURES]
    record(ledger, *sent)
    fresh = Ledger(ledger.store, ledger.workspace, ROOT_KEY, ledger.erasures)
    found = all_of(fresh)[-len(sent) :]
    assert [json.loads(json.dumps(as_json(recorded.fact))) for recorded in found] == sent
    assert [recorded.erased for recorded in found] == [()] * len(sent)


@given(st.lists(sent(KEEPING, strangers=False), min_size=1, max_size=5))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_values_that_are_accepted_are_read_back_as_they_were_sent(
    ledger: Ledger, values: list[dict[str, Any]]
) -> None:
    fresh = [{**one, "id": str(uuid4())} for one in values]
    receipts = record(ledger, *fresh)
    with ledger.store.reading(ledger.workspace.id) as connection:
        found = read_after(connection, ledger.keys, receipts[0].position - 1, len(fresh))
    assert [recorded.fact for recorded in found] == ledger.parse(fresh)


def test_the_row_of_the_log_holds_no_personal_field_not_even_a_number(ledger: Ledger) -> None:
    for name in TYPES:
        record(ledger, full(name))
    for row in rows(ledger.store, facts):
        state = json.loads(bytes(row.state))
        own = {key for key, tag in REGISTRY[row.type].tags.items() if tag.personal}
        assert not own & state.keys() - {"replacement"}
        assert state.get("source", {}).keys() <= {"kind"}
        assert state.get("replacement", {}).keys() <= {"effective"}


def test_short_words_cannot_be_told_apart_by_the_length_of_what_is_sealed(ledger: Ledger) -> None:
    record(ledger, *({**described("p-1", opinions=word)} for word in ("no", "yes", "hardly ever")))
    lengths = {len(bytes(row.ciphertext)) for row in rows(ledger.store, sealed)[-3:]}
    assert len(lengths) == 1


def test_the_same_words_are_never_sealed_alike(ledger: Ledger) -> None:
    record(ledger, described("p-1"), described("p-1"))
    one, other = rows(ledger.store, sealed)[-2:]
    assert bytes(one.ciphertext) != bytes(other.ciphertext)


def beside(ledger: Ledger, position: int) -> Any:
    where = (sealed.c.workspace == ledger.workspace.id, sealed.c.position == position)
    with ledger.store.reading(ledger.workspace.id) as connection:
        return connection.execute(select(sealed).where(*where)).one()


def put_beside(ledger: Ledger, position: int, ciphertext: bytes) -> None:
    where = (sealed.c.workspace == ledger.workspace.id, sealed.c.position == position)
    with ledger.store.writing(ledger.workspace.id) as connection:
        connection.execute(update(sealed).where(*where).values(ciphertext=ciphertext))


def flipped(sealed_bytes: bytes) -> bytes:
    return sealed_bytes[:-1] + bytes([sealed_bytes[-1] ^ 1])


@pytest.mark.parametrize("donor", ["p-1", "p-2"], ids=["another fact of the same person", "another person"])
def test_a_sealed_value_moved_to_another_fact_is_not_taken_for_its_own(ledger: Ledger, donor: str) -> None:
    mine, theirs = record(ledger, described("p-1"), described(donor))
    put_beside(ledger, mine.position, bytes(beside(ledger, theirs.position).ciphertext))
    with pytest.raises(UnreadableLog, match=f"position {mine.position}: what is sealed beside it"):
        all_of(ledger)


def test_a_sealed_value_of_another_workspace_is_not_taken_for_its_own(ledger: Ledger) -> None:
    other = Ledger(ledger.store, make_workspace(ledger.store, "other", ROOT_KEY), ROOT_KEY, ErasureLedger(None))
    record(ledger, described("p-1", id=number(7)))
    _, there = record(other, person("p-1"), described("p-1", id=number(7)))
    put_beside(other, there.position, bytes(beside(ledger, one_of(ledger, number(7)).position).ciphertext))
    with pytest.raises(UnreadableLog):
        all_of(other)


def test_one_altered_bit_is_noticed(ledger: Ledger) -> None:
    (receipt,) = record(ledger, described("p-1"))
    put_beside(ledger, receipt.position, flipped(bytes(beside(ledger, receipt.position).ciphertext)))
    with pytest.raises(UnreadableLog):
        all_of(ledger)


def test_a_person_with_hundreds_of_people_mentioned_beside_them_is_recorded(ledger: Ledger) -> None:
    people = [secrets.token_hex(100) for _ in range(300)]
    record(ledger, *(person(id) for id in people), described("p-1", id=number(8), mentions=people))
    assert one_of(ledger, number(8)).fact.concerned(REGISTRY["person_described"].tags["opinions"]) == {"p-1", *people}


def test_another_root_key_opens_nothing(ledger: Ledger) -> None:
    with pytest.raises(Exception, match="the root key does not open this database's keys"):
        Ledger(ledger.store, ledger.workspace, bytes(32), ErasureLedger(None))


def test_a_key_wrapped_for_one_person_is_not_taken_for_anothers(ledger: Ledger) -> None:
    ring = KeyRing(ledger.workspace.id, ROOT_KEY)
    wrapped = seal(ROOT_KEY, b"k" * 32, ring._context("p-1"))
    assert unseal(ROOT_KEY, wrapped, ring._context("p-1")) == b"k" * 32
    with pytest.raises(Exception, match=r"^$"):
        unseal(ROOT_KEY, wrapped, ring._context("p-2"))


def test_a_joint_key_needs_every_one_of_its_people_in_any_order() -> None:
    keys = {"p": b"1" * 32, "q": b"2" * 32}
    assert combined(keys, ["q", "p"]) == combined(keys, ["p", "q"]) != combined({**keys, "q": b"3" * 32}, ["p", "q"])
    with pytest.raises(KeyError):
        combined({"p": b"1" * 32}, ["p", "q"])


def test_every_workspace_has_a_key_of_its_own_wrapped_by_the_root_key(ledger: Ledger) -> None:
    make_workspace(ledger.store, "other", ROOT_KEY)
    secrets = {unseal(ROOT_KEY, bytes(row.secret), b"workspace secret") for row in rows(ledger.store, workspaces)}
    assert len(secrets) == 2
    assert not any(secret in kept(ledger.store) for secret in secrets)


def test_a_root_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Any) -> None:
    made = root_key_beside(tmp_path / "key")
    assert root_key_beside(tmp_path / "key") == made == root_key_from((tmp_path / "key").read_text())
    assert (tmp_path / "key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "00" * 31, "00" * 33, "zz" * 32, "00" * 16])
def test_a_root_key_of_another_form_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="64 hexadecimal digits"):
        root_key_from(text)


def test_the_fields_of_every_type_are_covered_by_the_samples() -> None:
    for name in TYPES:
        stated = full(name).keys() | {"id", "effective"} | {field for type, field in INSTEAD if type == name}
        assert {field.name for field in fields(REGISTRY[name])} <= stated
