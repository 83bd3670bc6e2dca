"""Whoever is erased is gone wherever anything is kept, for good, and everything of the others stays."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select, update

from domain.errors import PersonErased
from domain.log.erasing import ErasureLedger
from domain.log.ledger import Receipt, Terms
from domain.log.store import Store, open_store
from domain.log.tables import person_keys, sealed
from projections.account_maps import account_map
from projections.accounts import accounts
from projections.action_reads import account_actions
from projections.careers import career, links, person
from projections.diffs import diff
from projections.exports import person_export
from projections.journal import journal, one
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.nomination_reads import one as nomination
from projections.opportunity_reads import opportunity
from projections.remaps import account_remaps
from projections.succession import holders
from projections.tenants import Tenant, Tenants
from projections.timeline_of import account_timeline
from tests.domain.log.leaks import LOG, raw
from tests.projections.canaries import PEOPLE, Aviary, Sent, facts_about, heard, in_memory, kept, sample, surroundings
from tests.projections.tables import rows_of
from tests.raw import all_rows

ROOT_KEY = bytes(range(32))
BY = Terms(by="tester")
ERASED, OTHERS = PEOPLE[::2], PEOPLE[1::2]
GONE, STAYING = PEOPLE[:2]
DAYS = ("2020-06-13", "2026-01-01", "2031-01-01")


@dataclass
class Told:
    """A workspace, and what was sent and answered about each person."""

    tenants: Tenants
    tenant: Tenant
    sent: dict[str, list[Sent]]
    answered: dict[str, list[Receipt]]

    def words(self, *people: str) -> set[str]:
        return heard(json.dumps([self.sent[person] for person in people]).encode())


def tell(store: Store, erasures: Path, people: list[str]) -> Told:
    tenants = Tenants(store, ROOT_KEY, ErasureLedger(erasures))
    tenant, aviary = tenants.make("selling"), Aviary()
    tenant.record(surroundings(), BY)
    sent = {person: [{"id": str(uuid4()), **fact} for fact in facts_about(person, aviary)] for person in people}
    return Told(tenants, tenant, sent, {person: tenant.record(batch, BY) for person, batch in sent.items()})


def erase(tenant: Tenant, *people: str) -> None:
    tenant.record([{"type": "person_erased", "person": person} for person in people], BY)


@pytest.fixture
def two(store: Store, tmp_path: Path) -> Told:
    """One of them is to be erased."""
    return tell(store, tmp_path / "erased.jsonl", [GONE, STAYING])


def everything_read(tenant: Tenant, people: list[str]) -> bytes:
    """What every read says, of every subject, before, during and after, and on both sides of all changes."""
    said: list[Any] = [journal(tenant, limit=10_000, restricted=True)]
    for day in DAYS:
        now = moment_of(tenant.ledger, day)
        said += [json.loads(account_map(tenant, "o-1", now, restricted=True)), accounts(tenant, now)]
        said += [opportunity(tenant, "s-1", now, True), holders(tenant, "r-1", now)]
        said += [read(tenant, id, now) for id in people for read in (career, links)]
        said += [person(tenant, id, now, True) for id in people]
    first, last = moment_of(tenant.ledger, DAYS[0], position=0), moment_of(tenant.ledger, DAYS[-1])
    said += [listed(tenant, last, Wanted(), limit=1_000), *(nomination(tenant, f"n-{id}", last) for id in people)]
    said += [account_timeline(tenant, "o-1", last, limit=10_000, restricted=True)]
    said += [diff(tenant, "o-1", first, last, True), *(person_export(tenant, id) for id in people)]
    said += [one(tenant, fact["id"], restricted=True) for fact in said[0][::100]]
    return json.dumps(said).encode()


def rows_in_the_log(store: Store) -> bytes:
    with all_rows(store) as connection:
        rows = [row for table in LOG for row in connection.execute(select(table))]
    return b"\n".join(raw(value) for row in rows for value in row)


def test_of_twenty_people_ten_are_erased_everywhere_and_ten_stay(store: Store, tmp_path: Path) -> None:
    told = tell(store, tmp_path / "erased.jsonl", PEOPLE)
    lost, left = told.words(*ERASED), told.words(*OTHERS)
    assert len(lost) > 2_000
    assert lost | left <= heard(everything_read(told.tenant, PEOPLE))
    assert heard(rows_in_the_log(store)) == set()
    assert lost & heard(kept(store))
    assert lost & heard(in_memory(told.tenants))
    erase(told.tenant, *ERASED)
    assert heard(kept(store)) & lost == set()
    assert heard(in_memory(told.tenants)) & lost == set()
    read = heard(everything_read(told.tenant, PEOPLE))
    assert (read & lost, left - read) == (set(), set())
    assert heard(kept(store)) & lost == set()


def test_what_names_nobody_of_an_action_goes_with_whom_the_action_is_about(two: Told) -> None:
    aviary = Aviary()
    aviary.words = 10**6

    def said(type: str, action: str, field: str, **given: Any) -> Sent:
        return {"type": type, "action": action, field: aviary.sing(), **given}

    plan = {"type": "action_planned", "organization": "o-1", "objective": "in the open"}
    lost = [said("action_changed", "about-them", "blocked"), said("action_done", "about-them", "observed")]
    left = [
        said("action_changed", "about-them", "expected", mentions=[STAYING]),
        said("action_done", "about-nobody", "observed"),
        said("action_changed", "owned-by-them", "blocked"),
    ]
    plans = [
        {**plan, "action": "about-them", "person": GONE},
        {**plan, "action": "about-nobody"},
        {**plan, "action": "owned-by-them", "person": STAYING, "owner": GONE},
    ]
    two.tenant.record([*plans, *lost, *left], BY)
    gone, stay = (heard(json.dumps(facts).encode()) for facts in (lost, left))
    assert gone | stay <= heard(everything_read(two.tenant, [STAYING]))
    before = blocked(two.tenant)
    erase(two.tenant, GONE)
    assert heard(kept(two.tenants.store)) & gone == set()
    read = heard(everything_read(two.tenant, [STAYING]))
    assert (read & gone, stay - read) == (set(), set())
    assert blocked(two.tenant) == before >= {"about-them", "owned-by-them"}


def blocked(tenant: Tenant) -> set[str]:
    answer = account_actions(tenant, "o-1", moment_of(tenant.ledger, None), restricted=True)
    found = {one["action"] for one in answer["actions"] if "blocked" in one}
    assert answer["counts"]["blocked"] == len(found)
    return found


def test_an_action_stays_blocked_or_free_whatever_words_said_so_are_erased(two: Told) -> None:
    for name in ("held", "freed"):
        about = {"type": "action_planned", "organization": "o-1", "objective": "To see", "person": GONE}
        two.tenant.record([{**about, "action": name}], BY)
        two.tenant.record([{"type": "action_changed", "action": name, "blocked": "No date"}], BY)
    two.tenant.record([{"type": "action_changed", "action": "freed", "blocked": None}], BY)
    assert blocked(two.tenant) & {"held", "freed"} == {"held"}
    erase(two.tenant, GONE)
    assert blocked(two.tenant) & {"held", "freed"} == {"held"}
    proposed = account_remaps(two.tenant, "o-1", moment_of(two.tenant.ledger, None), date(2019, 1, 1), restricted=True)
    told = [one["about"] for one in proposed["remaps"] if one["kind"] == "blocked_action"]
    assert [{"kind": "action", "id": "held", "name": None}] in told


def test_erased_values_of_one_fact_are_gone_everywhere_and_those_of_the_next_stay(two: Told) -> None:
    described = [fact for fact in two.sent[STAYING] if fact["type"] == "person_described"]
    lost = heard(json.dumps(described[0]).encode()) | heard(json.dumps(corrections_of(two, described[0])).encode())
    everything_read(two.tenant, [STAYING])
    two.tenant.record([{"type": "value_erased", "fact": described[0]["id"]}], BY)
    assert heard(kept(two.tenants.store)) & lost == set()
    assert heard(in_memory(two.tenants)) & lost == set()
    read = heard(everything_read(two.tenant, [GONE, STAYING]))
    assert (read & lost, two.words(GONE, STAYING) - lost - read) == (set(), set())


def corrections_of(told: Told, fact: Sent) -> list[Sent]:
    """What corrects a fact, and what corrects that."""
    found: list[Sent] = []
    for sent in told.sent[STAYING]:
        if sent["type"] == "fact_corrected" and sent["fact"] in (fact["id"], *(other["id"] for other in found)):
            found.append(sent)
    return found


def test_the_node_stays_and_the_views_are_what_a_rebuild_gives(two: Told) -> None:
    now = moment_of(two.tenant.ledger, "2026-01-01")
    before = json.loads(account_map(two.tenant, "o-1", now, restricted=True))
    erase(two.tenant, GONE)
    now = moment_of(two.tenant.ledger, "2026-01-01")
    after = json.loads(account_map(two.tenant, "o-1", now, restricted=True))
    named = {entry["id"]: entry for entry in after["people"]}
    assert named[GONE] == {"id": GONE, "name": "erased person", "erased": True}
    assert named.keys() == {entry["id"] for entry in before["people"]}
    assert [role["id"] for role in after["roles"]] == [role["id"] for role in before["roles"]]
    assert [stay["role"] for stay in career(two.tenant, GONE, now)["stays"]]
    assert two.tenant.verify().differing == []
    scrubbed = rows_of(two.tenant)
    two.tenant.rebuild()
    assert rows_of(two.tenant) == scrubbed


def test_nothing_brings_an_erased_person_back(two: Told) -> None:
    erase(two.tenant, GONE)
    for fact in two.sent[GONE][:4]:
        with pytest.raises(PersonErased):
            two.tenant.record([{name: value for name, value in fact.items() if name != "id"}], BY)
    assert two.tenant.record(two.sent[GONE], BY) == two.answered[GONE]
    assert heard(kept(two.tenants.store)) & two.words(GONE) == set()


def test_keys_and_values_of_an_older_backup_are_erased_again_when_the_store_is_opened(two: Told) -> None:
    store = two.tenants.store
    with all_rows(store) as connection:
        keys = connection.execute(select(person_keys).where(person_keys.c.person == GONE)).one()
        values = [dict(row._mapping) for row in connection.execute(select(sealed))]
    erase(two.tenant, GONE)
    with store.writing(two.tenant.workspace.id) as connection:
        connection.execute(update(person_keys).where(person_keys.c.person == GONE).values(dict(keys._mapping)))
        held = set(connection.scalars(select(sealed.c.position)))
        connection.execute(insert(sealed), [row for row in values if row["position"] not in held])
    again = Tenants(store, ROOT_KEY, two.tenants.erasures).named("selling")
    assert heard(everything_read(again, [GONE, STAYING])) & two.words(GONE) == set()
    assert heard(kept(store)) & two.words(GONE) == set()
    assert again.verify().differing == []


def test_whoever_was_erased_since_a_backup_is_erased_again_in_its_copy(sqlite_url: str, tmp_path: Path) -> None:
    store = open_store(sqlite_url)
    told = tell(store, tmp_path / "erased.jsonl", [GONE, STAYING])
    store.wipe()
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    erase(told.tenant, GONE)
    store.close()
    restored = open_store(sqlite_url.replace("/store/", "/copy/"))
    assert told.words(GONE) & heard(kept(restored))
    tenant = Tenants(restored, ROOT_KEY, told.tenants.erasures).named("selling")
    assert told.words(GONE) & heard(kept(restored)) == set()
    assert told.words(STAYING) <= heard(everything_read(tenant, [STAYING]))
    restored.close()


def test_a_rebuild_begins_anew_when_somebody_is_erased_meanwhile(two: Told) -> None:
    rebuilt: list[int] = []

    def erase_once(done: int, total: int) -> None:
        rebuilt.append(done)
        if len(rebuilt) == 1:
            erase(two.tenant, GONE)

    two.tenant.rebuild(erase_once)
    assert len(rebuilt) > 1
    assert heard(kept(two.tenants.store)) & two.words(GONE) == set()
    assert two.tenant.verify().differing == []


def test_what_a_killed_process_did_not_clean_up_the_next_one_does(two: Told) -> None:
    """Its views were scrubbed, and that was all."""
    two.tenant.ledger.record([{"type": "person_erased", "person": GONE}], BY)
    with two.tenants.store.writing(two.tenant.workspace.id) as connection:
        two.tenant.follower.follow_within(connection, 1_000)
    assert not two.tenants.store.sqlite or heard(kept(two.tenants.store)) & two.words(GONE)
    Tenant(two.tenant.ledger).catch_up()
    assert heard(kept(two.tenants.store)) & two.words(GONE) == set()


def test_a_nomination_that_a_backup_does_not_know_to_be_theirs_is_erased_again_in_its_copy(
    sqlite_url: str, tmp_path: Path
) -> None:
    """It was accepted for them only after the backup was made."""
    store = open_store(sqlite_url)
    told = tell(store, tmp_path / "erased.jsonl", [])
    heard_of = Aviary()
    reports = [{**sample("nomination_reported", id, heard_of), "revises": None} for id in (GONE, STAYING)]
    told.tenant.record([{"type": "person_introduced", "person": GONE, "name": "N"}, *reports], BY)
    store.wipe()
    shutil.copytree(tmp_path / "store", tmp_path / "copy")
    accepted = {"type": "nomination_accepted", "nomination": f"n-{GONE}", "person": GONE, "facts": []}
    told.tenant.record([accepted], BY)
    erase(told.tenant, GONE)
    store.close()
    restored = open_store(sqlite_url.replace("/store/", "/copy/"))
    lost, left = (heard(json.dumps(report).encode()) for report in reports)
    assert lost & heard(kept(restored))
    tenant = Tenants(restored, ROOT_KEY, told.tenants.erasures).named("selling")
    assert lost & heard(kept(restored)) == set()
    now = moment_of(tenant.ledger)
    assert nomination(tenant, f"n-{GONE}", now)["erased"]
    assert heard(json.dumps(nomination(tenant, f"n-{STAYING}", now)).encode()) <= left
    assert tenant.verify().differing == []
    with pytest.raises(PersonErased):
        tenant.record([{**reports[0], "id": str(uuid4())}], BY)
    restored.close()
