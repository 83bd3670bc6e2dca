"""One pull of one feed: under a lease of its own, in steps that may each be the last before a crash.

What is new is kept, sealed, together with the validators that make the next request conditional; then it is handed
over; then it is forgotten. Whatever is repeated after a crash changes nothing.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random, SystemRandom

import structlog
from sqlalchemy import Connection

from domain.language import in_english
from jobs.egress import Resolver, Retrieved, resolve
from jobs.lease import Clock, Lease, LostLease, acquire, database_now, fenced, release, renew
from jobs.sources.entries import Announcement
from jobs.waiting import back_off
from projections.tenants import Tenant

from . import seen
from .fetching import Body, Failed, Fetching, host_of
from .hosts import hold_off
from .judging import Judged, judge, keep_rosters
from .noting import Result, after_failure, free_instant, keep_bytes, note_passed_over, note_run, set_feed, told
from .policy import Deliver, Feed, Policy, seconds
from .reading import Gathered, gather
from .registry import feed_of, lease_name
from .rereading import kept_bodies, news_in, read_again
from .vault import Vault

# Longer than one request with its waiting and reading: it is renewed before each.
LEASE = timedelta(minutes=3)
_AT_ONCE = 200
_SOON = 60.0
log = structlog.get_logger()


@dataclass(frozen=True)
class Puller:
    """Pulls feeds. Without `deliver` announcements wait, sealed, for whoever takes them later."""

    policy: Policy
    deliver: Deliver | None = None
    clock: Clock = database_now
    resolver: Resolver = resolve
    chance: Random = SystemRandom()  # noqa: RUF009 - it has no state of its own

    def pull(self, tenant: Tenant, id: str) -> Result:
        """Also hands over what a pull before this one left. `busy`: another process pulls it now."""
        return self._alone(tenant, id, _Turn.pulled)

    def reread(self, tenant: Tenant, id: str) -> Result:
        """What was kept of earlier pulls is read again, and what now says something else is announced."""
        return self._alone(tenant, id, _Turn.reread)

    def _alone(self, tenant: Tenant, id: str, work: Callable[[_Turn], Result]) -> Result:
        store = tenant.ledger.store
        lease = acquire(store, lease_name(tenant.workspace.id, id), _this_process(), LEASE, self.clock)
        if lease is None:
            return Result("busy")
        try:
            return self._done(_Turn(self, tenant, feed_of(store, tenant.workspace.id, id), lease), work)
        finally:
            release(store, lease)

    def _done(self, turn: _Turn, work: Callable[[_Turn], Result]) -> Result:
        try:
            turn.hand_over()
            result = work(turn)
            return replace(result, passed_over=turn.hand_over())
        except LostLease:
            raise
        except Exception as error:
            turn.put_off(error)
            raise


@dataclass(frozen=True)
class _Turn:
    """One pull while it lasts."""

    puller: Puller
    tenant: Tenant
    feed: Feed
    lease: Lease

    @property
    def vault(self) -> Vault:
        return Vault(self.tenant.ledger.keys, self.feed)

    def hand_over(self) -> int:
        """What waits goes to whoever takes it, and counts as delivered once they have returned.

        How many announcements they passed over.
        """
        deliver, passed_over = self.puller.deliver, 0
        while deliver is not None and (some := self._waiting()):
            self.renew()
            passed = deliver(self.tenant, self.feed, [one for _, announcements in some for one in announcements]) or 0
            with self._writing() as connection:
                seen.delivered(connection, self.feed, [entry for entry, _ in some])
                note_passed_over(connection, self.feed, passed)
            passed_over += passed
        return passed_over

    def pulled(self) -> Result:
        began = self._began()
        puller = self.puller
        store = self.tenant.ledger.store
        fetching = Fetching(store, self.feed, puller.policy, puller.resolver, puller.clock, self.renew)
        try:
            found, answer = gather(fetching, self.tenant.workspace, self._known)
        except Failed as failed:
            return self._failed(began, failed, fetching.bodies)
        if found is None:
            return self._unchanged(began)
        return self._kept(began, found, answer, fetching.bodies)

    def renew(self) -> None:
        """Raises LostLease when another process pulls this feed by now."""
        if renew(self.tenant.ledger.store, self.lease, LEASE, self.puller.clock) is None:
            raise LostLease(f"feed {self.feed.id} is pulled by another process")

    def reread(self) -> Result:
        began = self._began()
        with self.tenant.ledger.store.reading(self.feed.workspace) as connection:
            bodies = kept_bodies(connection, self.vault)
        entries, unread = read_again(bodies, self.feed.options)
        with self._writing() as connection:
            fresh = news_in(connection, self.vault, entries)
            announced = sum(len(one.announcements) for one in fresh)
            result = Result("reread", None, len(entries), len(fresh), announced, unread)
            seen.keep(connection, self.vault, fresh, began, held=False)
            note_run(connection, self.feed, began, self._now(), result)
        return result

    def put_off(self, error: Exception) -> None:
        """After an error of our own: not again at once."""
        self._failed(self._began(), Failed(in_english("failed here ({error})", error=type(error).__name__)), [])

    def _kept(self, began: int, found: Gathered, answer: Retrieved | None, bodies: list[Body]) -> Result:
        with self._writing() as connection:
            judged = judge(connection, self.vault, found, self.tenant.ledger.today())
            result = _result(found, judged, answer)
            seen.keep(connection, self.vault, judged.fresh, began, held=judged.hold_all)
            keep_rosters(connection, self.vault, judged.rosters)
            self._keep_bytes(connection, began, bodies)
            note_run(connection, self.feed, began, self._now(), result)
            set_feed(connection, self.feed, **self._standing(found, judged, answer))
        return result

    def _standing(self, found: Gathered, judged: Judged, answer: Retrieved | None) -> dict[str, object]:
        """Validators are only kept with everything they stand for, and where they stand for everything."""
        valid = answer if found.whole and found.telling else None
        wait = self.feed.every_minutes * 60 if found.whole else _SOON
        review = {"state": "review", "reason": judged.reason} if judged.reason else {}
        return {
            "etag": valid and valid.etag,
            "last_modified": valid and valid.last_modified,
            "url": (answer and answer.moved_to) or self.feed.url,
            "place": found.place or self.feed.place,
            "newest": judged.newest,
            "failures": 0,
            "due_at": self._now() + seconds(wait),
            **review,
        }

    def _unchanged(self, began: int) -> Result:
        result = Result("unchanged", 304)
        with self._writing() as connection:
            note_run(connection, self.feed, began, self._now(), result)
            set_feed(connection, self.feed, due_at=self._now() + seconds(self.feed.every_minutes * 60), failures=0)
        return result

    def _failed(self, began: int, failed: Failed, bodies: list[Body]) -> Result:
        result = Result("failed", failed.status, problems=[failed.problem])
        wait = back_off(self.feed.every_minutes * 60, self.feed.failures + 1, self.puller.chance)
        if failed.retry_after is not None:
            wait = max(failed.retry_after, 1.0)
            hold_off(self.tenant.ledger.store, host_of(self.feed.url), self._now() + seconds(wait))
        with self._writing() as connection:
            self._keep_bytes(connection, began, bodies)
            note_run(connection, self.feed, began, self._now(), result)
            set_feed(connection, self.feed, **after_failure(self.feed, failed, self._now(), wait))
        log.info("a feed could not be pulled", feed=self.feed.id, problem=failed.problem)
        return result

    def _keep_bytes(self, connection: Connection, began: int, bodies: list[Body]) -> None:
        if self.puller.policy.keep_bytes:
            keep_bytes(connection, self.vault, began, bodies)

    def _waiting(self) -> list[tuple[bytes, list[Announcement]]]:
        with self.tenant.ledger.store.reading(self.feed.workspace) as connection:
            return seen.waiting(connection, self.vault, _AT_ONCE)

    def _known(self, ids: Collection[str]) -> set[str]:
        hashes = {self.vault.hash(id): id for id in ids}
        with self.tenant.ledger.store.reading(self.feed.workspace) as connection:
            return {hashes[found] for found in seen.contents(connection, self.feed, hashes)}

    def _writing(self) -> AbstractContextManager[Connection]:
        """Raises LostLease when another process pulls this feed by now."""
        return fenced(self.tenant.ledger.store, self.lease, self.feed.workspace)

    def _began(self) -> int:
        """Two runs may begin in what is one instant to a clock of milliseconds."""
        with self.tenant.ledger.store.reading(self.feed.workspace) as connection:
            return free_instant(connection, self.feed, self.puller.clock(connection))

    def _now(self) -> int:
        with self.tenant.ledger.store.peeking() as connection:
            return self.puller.clock(connection)


def _result(found: Gathered, judged: Judged, answer: Retrieved | None) -> Result:
    return Result(
        "held" if judged.reason else "done",
        answer.status if answer else None,
        found.count,
        len(judged.fresh),
        sum(len(one.announcements) for one in judged.fresh),
        len(judged.bad),
        told(judged.bad, judged.reason),
    )


def _this_process() -> str:
    return f"{socket.gethostname()[:100]}:{os.getpid()}:{uuid.uuid4().hex[:8]}"
