"""Whoever is erased is gone from what feeds keep, and no later pull brings them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import select

from domain.acceptance import Choice
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.feeds import registry
from jobs.feeds.kept import KeptOfFeeds
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Feed
from jobs.feeds.tables import feed_entries, feed_pulls, feed_rosters
from jobs.feeds.vault import Vault
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from projections.reviews import accept
from projections.tenants import Tenants
from tests.jobs.clocks import DAY
from tests.jobs.feeds import samples
from tests.jobs.feeds.pulled import ROOT_KEY, World, feed_of, item, worlds
from tests.projections.canaries import kept

KNOWN: list[dict[str, Any]] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme France"},
    {"type": "role_defined", "role": "chair", "organization": "acme", "title": "Chair", "effective": None},
]
GONE, WORD = "Canary Oriole", "oriole"


@dataclass
class Here:
    """A workspace whose feeds are reached when somebody is erased."""

    world: World

    def pull(self, feed: Feed, *, hand_over: bool = True) -> None:
        self.world.clock.advance(DAY)
        self.world.puller_for(nominate if hand_over else None).pull(self.world.tenant, feed.id)

    def people(self) -> dict[str, str]:
        """Ids of nominations by the name they tell, of those that tell one."""
        found = listed(self.world.tenant, moment_of(self.world.tenant.ledger), Wanted())
        return {each["person_name"]: each["id"] for each in found if "person_name" in each}

    def accept(self, name: str, person: str) -> None:
        accept(self.world.tenant, self.people()[name], Choice(person=person, role="chair", effective=None), "somebody")

    def introduce(self, person: str, name: str) -> None:
        fact = {"type": "person_introduced", "person": person, "name": name}
        self.world.tenant.record([fact], Terms(by="test"))

    def erase(self, person: str) -> None:
        self.world.tenant.record([{"type": "person_erased", "person": person}], Terms(by="test"))

    def everything_kept(self) -> str:
        """Every value of every row, every byte of the files, and what is sealed of feeds to whoever has the key."""
        raw = kept(self.world.store)
        with self.world.store.reading(self.world.workspace) as connection:
            for feed in registry.feeds_in(connection, self.world.workspace):
                vault = Vault(self.world.tenant.ledger.keys, feed)
                for table, column in ((feed_pulls, "body"), (feed_entries, "announcements"), (feed_rosters, "seats")):
                    sealed = connection.scalars(select(table.c[column]).where(table.c.feed == feed.id))
                    raw += b"\n".join(vault.opened_bytes(value) for value in sealed if value is not None)
        return raw.decode("utf-8", "replace").lower()


@pytest.fixture
def here(store: Store) -> Iterator[Here]:
    with worlds(store) as world:
        tenants = Tenants(store, ROOT_KEY, clock=world.clock, elsewhere=KeptOfFeeds())
        here = Here(replace(world, tenants=tenants, tenant=tenants.named("w")))
        here.world.tenant.record(KNOWN, Terms(by="test"))
        yield here


def test_documents_and_what_waits_go_with_the_person_and_do_not_come_back(here: Here) -> None:
    feed, other = here.world.feed(), here.world.feed("/other")
    here.world.serve(feed_of([item(1, person=GONE), item(2)]))
    here.world.serve(feed_of([item(7)]), "/other")
    here.pull(feed)
    here.pull(other)
    here.introduce("p-1", "Somebody")
    here.accept(GONE, "p-1")
    here.world.serve(feed_of([item(3, person="C. Oriole", predecessor_name="Oriole, CANARY"), item(2)]))
    here.pull(feed, hand_over=False)
    assert WORD in here.everything_kept()
    here.erase("p-1")
    assert WORD not in here.everything_kept()
    assert bodies(here, other) == 1
    here.world.serve(feed_of([item(1, person=GONE), item(2), item(4)]))
    here.pull(feed)
    assert sorted(here.people()) == ["Person No2", "Person No4", "Person No7"]
    here.world.puller_for(nominate).reread(here.world.tenant, feed.id)
    assert sorted(here.people()) == ["Person No2", "Person No4", "Person No7"]


def bodies(here: Here, feed: Feed) -> int:
    with here.world.store.reading(here.world.workspace) as connection:
        return len(connection.execute(select(feed_pulls.c.body).where(feed_pulls.c.feed == feed.id)).all())


def test_where_nobody_tells_the_feeds_they_keep_it_all(here: Here) -> None:
    here.world.tenant = Tenants(here.world.store, ROOT_KEY, clock=here.world.clock).named("w")
    feed = here.world.feed()
    here.world.serve(feed_of([item(1, person=GONE)]))
    here.introduce("p-1", GONE)
    here.pull(feed)
    here.erase("p-1")
    assert WORD in here.everything_kept()


def test_documents_that_may_mean_the_person_go_too(here: Here) -> None:
    here.introduce("p-1", GONE)
    feed = here.world.feed()
    here.world.serve(feed_of([item(1, person=GONE)]))
    here.pull(feed)
    assert bodies(here, feed) == 1
    here.erase("p-1")
    assert bodies(here, feed) == 0


def test_a_seat_goes_from_its_roster_and_the_next_notices_tell_nothing_of_it(here: Here) -> None:
    here.introduce("p-1", GONE)
    feed = here.world.feed("/bodacc", "bodacc")
    seats = {"LEE Anne": "Président", "ORIOLE Canary": "Directeur général", "POE Jean": "Administrateur"}
    notices = [notice(1, seats)]
    here.world.serve(samples.bodacc(*notices), "/bodacc")
    here.pull(feed)
    here.erase("p-1")
    assert WORD not in here.everything_kept()
    for number, left in enumerate(({**seats, "ROE Max": "Secrétaire"}, without(seats, "ORIOLE Canary")), 2):
        notices.append(notice(number, left))
        here.world.serve(samples.bodacc(*notices), "/bodacc")
        here.pull(feed)
    assert list(here.people()) == ["ROE Max"]
    assert seated(here, feed) == {"LEE Anne", "POE Jean"}


def test_who_has_the_name_in_another_company_keeps_the_seat(here: Here) -> None:
    here.introduce("p-1", GONE)
    feed = here.world.feed("/bodacc", "bodacc")
    ours = notice(1, {"ORIOLE Canary": "Président", "POE Jean": "Administrateur"})
    here.world.serve(samples.bodacc(ours), "/bodacc")
    here.pull(feed)
    here.erase("p-1")
    theirs = {"registre": ["552032534"], "commercant": "BOLT"}
    first = notice(2, {"POE Jean": "Président"}, **theirs)
    later = notice(3, {"POE Jean": "Président", "ORIOLE Canary": "Secrétaire"}, **theirs)
    for notices in ([ours, first], [ours, first, later]):
        here.world.serve(samples.bodacc(*notices), "/bodacc")
        here.pull(feed)
    assert list(here.people()) == ["ORIOLE Canary"]


def notice(number: int, seats: dict[str, str], **more: Any) -> Any:
    told = " ; ".join(f"{role} : {person}" for person, role in seats.items())
    return samples.notice(f"A{number}", f"2026-0{number + 1}-02", told, **more)


def without(seats: dict[str, str], name: str) -> dict[str, str]:
    return {person: role for person, role in seats.items() if person != name}


def seated(here: Here, feed: Feed) -> set[str]:
    vault = Vault(here.world.tenant.ledger.keys, feed)
    with here.world.store.reading(here.world.workspace) as connection:
        (seats,) = connection.scalars(select(feed_rosters.c.seats))
    return {seat.person for seat in vault.seats(seats)}
