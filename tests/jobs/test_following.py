"""Views follow by themselves where their writer did not."""

import time

import pytest
from sqlalchemy import update

from domain.log.erasing import ErasureLedger
from domain.log.ledger import Terms
from domain.log.settings import change_settings
from domain.log.store import Store
from domain.log.tables import facts
from domain.settings import ChangedSettings
from jobs.following import Following, behind, follow
from projections.builds import failures
from projections.tenants import Tenants

FACTS = [{"type": "person_introduced", "person": "p", "name": "Somebody"}]


@pytest.fixture
def tenants(store: Store) -> Tenants:
    return Tenants(store, bytes(32), ErasureLedger(None))


def test_a_workspace_is_behind_until_its_facts_are_counted(tenants: Tenants) -> None:
    one, other = tenants.make("one"), tenants.make("other")
    assert behind(tenants.store) == []
    one.ledger.record(FACTS, Terms(by="test"))
    assert behind(tenants.store) == [one.workspace.id]
    other.record(FACTS, Terms(by="test"))
    assert behind(tenants.store) == [one.workspace.id]
    follow(tenants)
    assert behind(tenants.store) == []


def test_what_another_process_recorded_is_followed_soon(tenants: Tenants) -> None:
    following = Following(tenants, seconds=0.02)
    following.start()
    tenants.make("one").ledger.record(FACTS, Terms(by="test"))
    deadline = time.monotonic() + 10
    while behind(tenants.store):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    following.stop()
    assert behind(tenants.store) == []


def test_whoever_follows_cleans_the_files_that_an_eraser_left_unclean(tenants: Tenants) -> None:
    tenant = tenants.make("one")
    tenant.record(FACTS, Terms(by="test"))
    tenant.ledger.record([{"type": "person_erased", "person": "p"}], Terms(by="test"))
    with tenants.store.writing(tenant.workspace.id) as connection:
        tenant.follower.follow_within(connection, 10)  # counted; then its process was killed
    assert behind(tenants.store) == [tenant.workspace.id]
    follow(Tenants(tenants.store, bytes(32), ErasureLedger(None)))
    assert behind(tenants.store) == []


def test_a_view_that_fails_does_not_keep_others_from_being_served(tenants: Tenants) -> None:
    tenant = tenants.make("one")
    tenant.ledger.record(FACTS, Terms(by="test"))
    with tenants.store.writing(tenant.workspace.id) as connection:
        connection.execute(update(facts).values(type="of_tomorrow"))
    following = Following(tenants)
    following.start()
    following.stop()
    assert behind(tenants.store) == [tenant.workspace.id]
    with tenants.store.reading() as connection:
        assert "UnreadableLog" in failures(connection)[tenant.workspace.id]


def test_a_time_zone_that_another_process_has_set_is_taken_over_also_while_a_view_fails(tenants: Tenants) -> None:
    tenant = tenants.make("one")
    elsewhere = Tenants(tenants.store, bytes(32), ErasureLedger(None)).named("one")
    change_settings(elsewhere.ledger, ChangedSettings(time_zone="Pacific/Auckland"))
    tenant.ledger.record(FACTS, Terms(by="test"))
    with tenants.store.writing(tenant.workspace.id) as connection:
        connection.execute(update(facts).values(type="of_tomorrow"))
    assert tenant.workspace.time_zone == "UTC"
    following = Following(tenants)
    following.start()
    following.stop()
    assert tenant.workspace.time_zone == "Pacific/Auckland"
