"""A process that pulls is killed at any moment, again and again: everything is announced, nothing is made up."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random

from domain.log.store import open_store
from jobs.addresses import parse_allowed
from jobs.feeds import pulling, registry, seen
from jobs.feeds.policy import Feed, Policy
from jobs.feeds.pulling import Puller
from jobs.refusals import Egress
from jobs.sources.entries import Announcement, Options
from projections.tenants import Tenant, Tenants
from tests.forking import FORKING
from tests.jobs.feeds.pulled import ROOT_KEY, feed_of, item
from tests.jobs.feeds.serving import Answer, Asking, Place, serving

KILLS, PAGES, ON_A_PAGE = 3, 6, 20
ITEMS = [item(number) for number in range(PAGES * ON_A_PAGE)]
ENTRIES = {(one["id"], one["_incumbent"]["person_name"]) for one in ITEMS}
# A lease outlives whoever held it; a test cannot wait for it to end.
FREED = "UPDATE job_leases SET expires_at = 0"
HANDING, PATIENCE = "handing over", 60.0


@dataclass(frozen=True)
class Work:
    """What a process of its own does: it pulls what is there and writes down what it is handed.

    `lingering`: seconds it takes to take over; `sabotage`: the name of what breaks the puller first.
    """

    url: str
    port: int
    path: Path
    lingering: float = 0.05
    sabotage: str = ""

    def __call__(self) -> None:
        if self.sabotage:
            globals()[self.sabotage]()
        store = open_store(self.url)
        Puller(policy_of(self.port), self.deliver).pull(Tenants(store, ROOT_KEY).named("w"), "feed")
        store.close()

    def deliver(self, tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        self._write([HANDING])
        time.sleep(self.lingering)
        self._write([json.dumps([one.entry, one.person_name]) for one in announcements])

    def _write(self, lines: list[str]) -> None:
        with self.path.open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def told(self) -> set[tuple[str, str]]:
        return {tuple(json.loads(line)) for line in self.path.read_text().splitlines() if line != HANDING}

    def killed(self, after: float) -> None:
        """After so many seconds, or once it has begun to hand over."""
        process = FORKING.Process(target=self, daemon=True)
        process.start()
        until = time.monotonic() + min(after, PATIENCE)
        while time.monotonic() < until and not (after > PATIENCE and HANDING in self.path.read_text()):
            time.sleep(0.01)
        process.kill()
        process.join(10)
        with closing(open_store(self.url)) as store, store.writing() as connection:
            connection.exec_driver_sql(FREED)


ONCE_IT_HANDS_OVER = float("inf")


def policy_of(port: int) -> Policy:
    return Policy(egress=Egress(allowed=parse_allowed(f"127.0.0.1:{port}")), host_gap=0)


def forget_before_handing_over() -> None:
    """What is broken on purpose: announcements count as delivered before anybody has taken them over."""

    def hand_over(self: pulling._Turn) -> int:
        passed_over = 0
        while self.puller.deliver is not None and (some := self._waiting()):
            with self._writing() as connection:
                seen.delivered(connection, self.feed, [entry for entry, _ in some])
            passed_over += self.puller.deliver(self.tenant, self.feed, [one for _, told in some for one in told]) or 0
        return passed_over

    pulling._Turn.hand_over = hand_over  # type: ignore[method-assign]


@contextmanager
def working(url: str, folder: Path) -> Iterator[Work]:
    """A workspace with a feed of some pages, and what pulls it."""
    path = folder / "announced"
    path.touch()
    with serving(lambda asking: page(asking, place)) as place:
        store = open_store(url)
        workspace = Tenants(store, ROOT_KEY).make("w").workspace.id
        said = {"id": "feed", "name": "x", "kind": "json-feed", "url": place.url("/1"), "every_minutes": 60}
        registry.create(store, workspace, said | {"options": Options()}, policy_of(place.port))
        store.close()
        yield Work(url, place.port, path)


def page(asking: Asking, place: Place) -> Answer:
    number = int(asking.path.removeprefix("/"))
    some = ITEMS[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    more = {"next_url": place.url(f"/{number + 1}")} if number < PAGES else {}
    return Answer(headers={"ETag": f'"{number}"'}, pieces=[feed_of(some, **more)])


def slow(work: Work, sabotage: str = "") -> Work:
    return Work(work.url, work.port, work.path, PATIENCE, sabotage)


def test_killed_at_any_moment_it_announces_everything(database_url: str, tmp_path: Path) -> None:
    chance = Random(5)
    with working(database_url, tmp_path) as work:
        slow(work).killed(ONCE_IT_HANDS_OVER)
        for _ in range(KILLS):
            work.killed(chance.uniform(0.02, 0.5))
        work()
        assert work.told() == ENTRIES


def test_a_puller_that_forgets_before_it_hands_over_is_found_out(sqlite_url: str, tmp_path: Path) -> None:
    with working(sqlite_url, tmp_path) as work:
        slow(work, "forget_before_handing_over").killed(ONCE_IT_HANDS_OVER)
        work()
        assert work.told() < ENTRIES
