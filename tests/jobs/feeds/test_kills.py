"""A process that pulls is killed at any moment, again and again: everything is announced, nothing is made up."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from domain.log.store import open_store
from jobs.addresses import parse_allowed
from jobs.feeds import registry
from jobs.feeds.policy import Feed, Policy
from jobs.feeds.pulling import Puller
from jobs.refusals import Egress
from jobs.sources.entries import Announcement, Options
from projections.tenants import Tenant, Tenants
from tests.jobs.feeds.pulled import ROOT_KEY, feed_of, item
from tests.jobs.feeds.serving import Answer, Asking, Place, serving

KILLS, PAGES, ON_A_PAGE = 5, 6, 20
# A lease outlives whoever held it; a test cannot wait for it to end.
FREED = "UPDATE job_leases SET expires_at = 0"


def policy_of(port: int) -> Policy:
    return Policy(egress=Egress(allowed=parse_allowed(f"127.0.0.1:{port}")), host_gap=0)


def work(url: str, port: int, path: str) -> None:
    """Body of a process of its own: pulls what is there and writes down what it is handed."""
    store = open_store(url)
    tenant = Tenants(store, ROOT_KEY).named("w")

    def deliver(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        with Path(path).open("a") as file:
            file.write("".join(json.dumps([one.entry, one.person_name]) + "\n" for one in announcements))
        time.sleep(0.05)

    Puller(policy_of(port), deliver).pull(tenant, "feed")
    store.close()


def test_killed_at_any_moment_it_announces_everything(database_url: str, tmp_path: Path) -> None:
    path, chance = tmp_path / "announced", Random(5)
    path.touch()
    items = [item(number) for number in range(PAGES * ON_A_PAGE)]
    with serving(lambda asking: page(asking, items, place)) as place:
        store = open_store(database_url)
        workspace = Tenants(store, ROOT_KEY).make("w").workspace.id
        said = {"id": "feed", "name": "x", "kind": "json-feed", "url": place.url("/1"), "every_minutes": 60}
        registry.create(store, workspace, said | {"options": Options()}, policy_of(place.port))
        for _ in range(KILLS):
            killed(database_url, place.port, str(path), chance.uniform(0.3, 2.5))
            with store.writing() as connection:
                connection.exec_driver_sql(FREED)
        work(database_url, place.port, str(path))
        store.close()
    told = [tuple(json.loads(line)) for line in path.read_text().splitlines()]
    assert {*told} == {(one["id"], one["_incumbent"]["person_name"]) for one in items}


def page(asking: Asking, items: list[dict[str, object]], place: Place) -> Answer:
    number = int(asking.path.removeprefix("/"))
    some = items[(number - 1) * ON_A_PAGE : number * ON_A_PAGE]
    more = {"next_url": place.url(f"/{number + 1}")} if number < PAGES else {}
    return Answer(headers={"ETag": f'"{number}"'}, pieces=[feed_of(some, **more)])


def killed(url: str, port: int, path: str, after: float) -> None:
    process = multiprocessing.get_context("spawn").Process(target=work, args=(url, port, path), daemon=True)
    process.start()
    process.join(after)
    process.kill()
    process.join(10)
