"""A process that accepts what a feed announces is killed after every single thing it records, until nothing is left."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from random import Random
from typing import Any

import pytest

from domain.log.ledger import Ledger
from domain.log.store import open_store
from jobs.feeds import nominating, registry
from jobs.feeds.pulling import Puller
from jobs.sources.entries import Options
from projections.accepting import accept_again
from projections.reports import Outcome
from projections.tenants import Tenant, Tenants
from tests.forking import FORKING
from tests.jobs.feeds.careering import Course, begin, outcome, pulls_of
from tests.jobs.feeds.pulled import ROOT_KEY, feed_of
from tests.jobs.feeds.serving import Answer, Place, serving
from tests.jobs.feeds.test_kills import FREED, policy_of

Json = dict[str, Any]
FEED, PATIENCE, MOST_KILLS = "news", 60.0, 60


@dataclass(frozen=True)
class Work:
    """One pull in a process of its own, which may be killed once it has recorded something.

    `when`: before or after the views have counted it. `sabotage`: the name of what breaks accepting first.
    """

    url: str
    port: int
    workspace: str
    when: str = ""
    sabotage: str = ""

    def __call__(self) -> None:
        if self.sabotage:
            globals()[self.sabotage]()
        if self.when:
            die_recording(self.when)
        with closing(open_store(self.url)) as store:
            tenant = Tenants(store, ROOT_KEY).named(self.workspace)
            Puller(policy_of(self.port), nominating.nominate).pull(tenant, FEED)

    def survived(self) -> bool:
        process = FORKING.Process(target=self, daemon=True)
        process.start()
        process.join(PATIENCE)
        assert process.exitcode in (0, -signal.SIGKILL)
        with closing(open_store(self.url)) as store, store.writing() as connection:
            connection.exec_driver_sql(FREED)
        return process.exitcode == 0


def die_recording(when: str) -> None:
    owner, name = (Ledger, "write") if when == "before" else (Tenant, "record")
    usual = getattr(owner, name)

    def record(self: Any, *given: Any, **named: Any) -> None:
        usual(self, *given, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, record)


def look_at_nothing_twice() -> None:
    """What is broken on purpose: only what a process has reported itself is gone on with."""

    def forgetful(tenant: Tenant, outcomes: Sequence[Outcome], accepting: Any) -> None:
        accept_again(tenant, [one for one in outcomes if one.outcome == "reported"], accepting)

    nominating.accept_again = forgetful  # type: ignore[attr-defined]


@contextmanager
def working(url: str, workspace: str) -> Iterator[tuple[Work, list[bytes]]]:
    """A workspace with a feed that shows what is in the list at the moment, and what pulls it."""
    shown = [feed_of([])]
    with serving(lambda asking: Answer(pieces=[shown[-1]])) as place, closing(open_store(url)) as store:
        tenant = begin(Tenants(store, ROOT_KEY).make(workspace))
        connect(tenant, place)
        yield Work(url, place.port, workspace), shown


def connect(tenant: Tenant, place: Place) -> None:
    said = {"id": FEED, "name": "x", "kind": "json-feed", "url": place.url("/"), "every_minutes": 60}
    said |= {"options": Options(), "accepts": True, "introduces": ("person",)}
    registry.create(tenant.ledger.store, tenant.workspace.id, said, policy_of(place.port))


def item(told: Json) -> Json:
    moved = {name: value for name, value in told.items() if name not in ("entry", "announced")}
    return {"id": told["entry"], "title": "A move", "date_published": told["announced"], "_incumbent": moved}


def pulls(seed: str) -> list[bytes]:
    """What the feed shows one day after another, in an order in which much is left open at first."""
    told = Course(Random(f"{seed}:course")).steps(8)
    some = pulls_of(told, Random(f"{seed}:0"))
    return [feed_of([item(one) for one in each]) for each in some]


def undisturbed(url: str, seed: str) -> Json:
    with working(url, "undisturbed") as (work, shown):
        for each in pulls(seed):
            shown.append(each)
            work()
    return come_of(url, "undisturbed")


def killed(url: str, seed: str, when: Sequence[str], sabotage: str = "") -> tuple[Json, int]:
    """What comes of it, and how often it was killed."""
    kills, workspace = 0, f"killed {' and '.join(when)}"
    with working(url, workspace) as (work, shown):
        for each in pulls(seed):
            shown.append(each)
            while not replace(work, when=when[kills % len(when)], sabotage=sabotage).survived():
                kills += 1
                assert kills < MOST_KILLS
    return come_of(url, workspace), kills


def come_of(url: str, workspace: str) -> Json:
    with closing(open_store(url)) as store:
        tenant = Tenants(store, ROOT_KEY).named(workspace)
        tenant.catch_up()
        return outcome(tenant)


def test_killed_whenever_it_has_recorded_something_the_facts_are_those_of_an_undisturbed_run(database_url: str) -> None:
    found, kills = killed(database_url, "101", ["before", "after"])
    assert found == undisturbed(database_url, "101")
    assert kills > 4


@pytest.mark.soak
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("seed", range(100, 110))
def test_killed_very_often_the_facts_are_those_of_an_undisturbed_run(database_url: str, seed: int) -> None:
    wanted = undisturbed(database_url, str(seed))
    assert all(killed(database_url, str(seed), [when])[0] == wanted for when in ("before", "after"))


def test_one_that_goes_on_only_with_what_it_has_reported_itself_is_found_out(sqlite_url: str) -> None:
    found, _ = killed(sqlite_url, "9", ["after"], "look_at_nothing_twice")
    assert found != undisturbed(sqlite_url, "9")
