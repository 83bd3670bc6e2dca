"""Asking a feed's address: politely to its host, page after page until something known, bytes kept as they came."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from domain.language import in_english
from domain.log.store import Store
from jobs.egress import Asked, Resolver, Retrieved, retrieve
from jobs.lease import Clock
from jobs.refusals import EgressRefused

from .hosts import hold_off, wait_for
from .policy import Feed, Policy, seconds

# Seconds to wait after 429 where nothing is said: Companies House counts in five minutes.
_TOO_MANY = 300.0
# So many times at a page, and so many seconds each, a host that says when to come again is waited for within a pull.
_MOMENTS = 3
_MOMENT = 10.0
Body = tuple[str, bytes]
"""What it is read as, and the bytes as they came."""


class Failed(Exception):
    """A pull that gave nothing. `retry_after`: seconds, where the other side said so."""

    def __init__(self, problem: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(problem)
        self.problem, self.status, self.retry_after = problem, status, retry_after


class Gone(Failed):
    """410: it will not come back."""


class TooOld(Failed):
    """416: the stream no longer has what follows the place we know."""


@dataclass
class Fetching:
    """One pull's requests. What came is kept in `bodies`."""

    store: Store
    feed: Feed
    policy: Policy
    resolver: Resolver
    clock: Clock
    before_each: Callable[[], None]
    bodies: list[Body] = field(default_factory=list)

    def first(self) -> Retrieved | None:
        """The feed itself, a stream from the last event on that we know; None: nothing new. Raises Failed."""
        headers = {"If-None-Match": self.feed.etag, "If-Modified-Since": self.feed.last_modified}
        answer = self.ask(self._address(), {name: value for name, value in headers.items() if value})
        return None if answer.status == 304 else answer

    def go_on(self, url: str) -> Retrieved:
        """A page after the first: all before it would be lost where a host only wants a moment. Raises Failed."""
        for _ in range(_MOMENTS):
            try:
                return self.ask(url)
            except Failed as failed:
                if failed.retry_after is None or failed.retry_after > _MOMENT:
                    raise
                hold_off(self.store, host_of(url), self._in(failed.retry_after))
        return self.ask(url)

    def _in(self, wait: float) -> int:
        with self.store.peeking() as connection:
            return self.clock(connection) + seconds(wait)

    def ask(self, url: str, headers: dict[str, str] | None = None, kind: str | None = None) -> Retrieved:
        """`kind`: what the answer is read as, where that is not the feed's. Raises Failed."""
        self.before_each()
        wait_for(self.store, host_of(url), self.policy.host_gap, self.clock)
        asked = Asked(url, {**(headers or {}), **self._authorization(url)}, take_what_comes=self.feed.endless)
        try:
            answer = retrieve(asked, self.policy.egress, self.resolver)
        except EgressRefused as refused:
            raise Failed(refused.detail) from None
        refuse_status(answer)
        if answer.status == 200:
            self.bodies.append((kind or self.feed.kind, answer.body))
        return answer

    def _address(self) -> str:
        if not (self.feed.endless and self.feed.place):
            return self.feed.url
        parts = urlsplit(self.feed.url)
        return urlunsplit(parts._replace(query=f"timepoint={int(self.feed.place)}"))

    def _authorization(self, url: str) -> dict[str, str]:
        secrets = self.policy.secrets
        key = secrets.stream_key if self.feed.endless else secrets.key
        if key is None or not self.feed.kind.startswith("companies-house") or host_of(url) not in secrets.hosts:
            return {}
        return {"Authorization": "Basic " + base64.b64encode(f"{key}:".encode()).decode()}


def refuse_status(answer: Retrieved) -> None:
    """Raises Failed, Gone or TooOld."""
    status = answer.status
    if status in (200, 304):
        return
    kind: Callable[[str, int, float | None], Failed] = {410: Gone, 416: TooOld}.get(status, Failed)
    unsaid = _TOO_MANY if status == 429 else None
    raise kind(
        in_english("answered {status}", status=status),
        status,
        unsaid if answer.retry_after is None else answer.retry_after,
    )


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
