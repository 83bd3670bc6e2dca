"""The job that pulls what is due, and forgets what was kept long enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import structlog
from sqlalchemy import delete, select

from jobs.due import Schedule, daily
from jobs.runs import Finished, Job, Turn, newest
from jobs.tables import job_runs
from projections.tenants import Tenant, Tenants

from .fetching import host_of
from .hosts import free_at
from .noting import kept_long_enough
from .policy import Policy
from .pulling import Puller
from .retrying import try_again
from .tables import feed_pulls, feed_runs, feeds

FEEDS, FORGET, RETRY = "feeds", "forget-pulled", "retry-nominations"
EVERY = timedelta(seconds=30)
_AT_ONCE = 4
_MOST_DUE = 200
_FORGET_AT = timedelta(hours=3, minutes=30)
_KEEP_JOB_RUNS = timedelta(days=1)
log = structlog.get_logger()

Due = tuple[Tenant, str]


def feeds_jobs(tenants: Tenants, puller: Puller) -> list[Job]:
    return [
        Job(RETRY, Schedule(EVERY), lambda turn: retry(tenants, turn)),
        Job(FEEDS, Schedule(EVERY), lambda turn: pull_due(tenants, puller, turn)),
        Job(FORGET, daily(_FORGET_AT), lambda turn: forget(tenants, puller.policy, turn)),
    ]


def pull_due(tenants: Tenants, puller: Puller, turn: Turn) -> Finished:
    """Hosts beside each other, the feeds of one host one after the other. A feed that fails costs no other."""
    by_host = due_by_host(tenants, turn.now)
    with ThreadPoolExecutor(_AT_ONCE, "feeds") as pool:
        counts = [*pool.map(lambda some: _pulled(puller, some, turn), by_host)]
    return Finished("done", {"pulled": sum(pulled for pulled, _ in counts), "broken": sum(bad for _, bad in counts)})


def retry(tenants: Tenants, turn: Turn) -> Finished:
    """Where people have told more since the last run, which says up to where it has looked."""
    runs = newest(tenants.store, RETRY, 1)
    looked = {int(number): position for number, position in (runs[0].detail if runs else {}).items()}
    reached = dict[int, int]()
    for tenant in tenants.all():
        if not turn.stopping():
            reached |= try_again(tenant, looked)
    return Finished("done", {str(number): position for number, position in (looked | reached).items()})


def due_by_host(tenants: Tenants, now: int) -> list[list[Due]]:
    """Feeds whose instant has come and whose host may be asked, the longest due first."""
    hosts: dict[str, list[Due]] = defaultdict(list)
    for tenant in tenants.all():
        for id, url in _due(tenant, now):
            hosts[host_of(url)].append((tenant, id))
    return [some for host, some in hosts.items() if not host or free_at(tenants.store, host) <= now]


def _due(tenant: Tenant, now: int) -> Sequence[tuple[str, str]]:
    workspace = tenant.workspace.id
    due = (feeds.c.workspace == workspace, feeds.c.state == "active", feeds.c.due_at <= now)
    query = select(feeds.c.id, feeds.c.url).where(*due).order_by(feeds.c.due_at, feeds.c.id).limit(_MOST_DUE)
    with tenant.ledger.store.reading(workspace) as connection:
        return [(row.id, row.url) for row in connection.execute(query)]


def _pulled(puller: Puller, some: list[Due], turn: Turn) -> tuple[int, int]:
    """(pulled, broken): an error nobody expected is the feed's own, and shows in the log by its kind."""
    pulled = broken = 0
    for tenant, id in some:
        if turn.stopping():
            break
        try:
            puller.pull(tenant, id)
            pulled += 1
        except Exception as error:
            broken += 1
            log.error("pulling a feed failed", feed=id, error=type(error).__name__)
    return pulled, broken


def forget(tenants: Tenants, policy: Policy, turn: Turn) -> Finished:
    """Every night bytes and runs, each after its time; of the jobs that run all the time the runs older than a day."""
    for tenant in tenants.all():
        workspace = tenant.workspace.id
        with turn.writing(workspace) as connection:
            old_pulls = feed_pulls.c.pulled_at < kept_long_enough(turn.now, policy.keep_bytes)
            connection.execute(delete(feed_pulls).where(feed_pulls.c.workspace == workspace, old_pulls))
            old_runs = feed_runs.c.started_at < kept_long_enough(turn.now, policy.keep_runs)
            connection.execute(delete(feed_runs).where(feed_runs.c.workspace == workspace, old_runs))
    with turn.writing() as connection:
        old = (job_runs.c.job.in_((FEEDS, RETRY)), job_runs.c.slot < kept_long_enough(turn.now, _KEEP_JOB_RUNS))
        connection.execute(delete(job_runs).where(*old))
    return Finished("done")
