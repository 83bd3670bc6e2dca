"""What every read shares: the two clocks it is asked at, the wait for a position, the ETag, the answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Request, Response

from domain.errors import Unavailable
from domain.language import say, spoken
from domain.readable import readable
from projections.account_maps import etag, withheld
from projections.facts_behind import facts_behind, facts_named
from projections.moments import Moment, moment_of
from projections.tenants import Tenant

from .access import Caller, requires
from .instants import instant_text
from .parameters import AsOf, IfNoneMatch, KnownAt, MinPosition, Position, ToldWhy
from .site import Site

_POLL_SECONDS = 0.05

Build = Callable[[], Mapping[str, Any] | bytes]
Subject = tuple[str, str]


@dataclass(frozen=True)
class Clocks:
    """The two clocks as they were asked for."""

    as_of: str | None = None
    known_at: str | None = None
    position: int | None = None


@dataclass(frozen=True)
class Reading:
    """One request that reads: who asks, at which moment, which answer they hold already, and whether they ask `why`."""

    request: Request
    caller: Caller
    clocks: Clocks = Clocks()
    min_position: int | None = None
    if_none_match: str | None = None
    why: bool = False

    @property
    def site(self) -> Site:
        site: Site = self.request.app.state.site
        return site

    @cached_property
    def tenant(self) -> Tenant:
        return self.site.tenants.of(self.caller.workspace)

    @cached_property
    def moment(self) -> Moment:
        return self.at(self.clocks)

    def at(self, clocks: Clocks) -> Moment:
        """The moment these clocks mean, once everything up to the position that was asked for can be read."""
        if self.min_position is not None:
            wait_for(self.tenant, self.min_position, self.site.limits.wait_seconds)
        return moment_of(self.tenant.ledger, clocks.as_of, clocks.known_at, clocks.position)

    def answer(
        self,
        build: Build,
        *moments: Moment,
        withholds: bool = False,
        about: Subject | None = None,
        media_type: str = "application/json",
        settings: object = None,
        keep: bool = False,
    ) -> Response:
        """JSON, or bytes of another type, or 304 before anything is built.

        `settings`: what the answer depends on that is not in the log; `keep`: it takes long, and is kept in memory.

        `withholds`: parts of it need the scope `restricted`; whoever has that is noted with what it is `about`.
        """
        asked = moments or (self.moment,)
        tag = self._tag(asked, settings)
        headers = {"Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie", "ETag": tag}
        if self.if_none_match is not None and tag in self.if_none_match:
            return Response(status_code=304, headers=headers)
        make = partial(self._made, build, withholds, max(asked, key=lambda moment: moment.position))
        content = self.tenant.answers.get(tag, self.moment.head, make) if keep else make()
        if about is not None:
            self.noted(*about)
        return Response(content, 200, headers, media_type)

    def kept(self, build: Callable[[], Any], type: Any = Any, *, settings: object = None) -> Any:
        """What takes long to find, as `type`: found once until something changes, as an answer that is kept."""
        tag = self._tag((self.moment,), settings)
        found = self.tenant.answers.get(tag, self.moment.head, lambda: msgspec.json.encode(build()))
        return msgspec.json.decode(found, type=readable(type))

    def _made(self, build: Build, withholds: bool, latest: Moment) -> bytes:
        """What is asked of several moments names facts that are known at the latest of them."""
        body = build()
        if self.why and not isinstance(body, bytes):
            told = facts_behind(self.tenant, facts_named(body), latest, restricted=self.caller.restricted)
            body = {**body, "facts_behind": told}
        if withholds and not self.caller.restricted and not isinstance(body, bytes):
            body = {**body, "withheld": withheld()}
        return body if isinstance(body, bytes) else msgspec.json.encode(body)

    def noted(self, kind: str, id: str) -> None:
        """Whoever sees restricted kinds is noted with whom or what they read about."""
        if self.caller.restricted:
            self.site.notes.note(self.caller, kind, id)

    def _tag(self, moments: Sequence[Moment], settings: object) -> str:
        """Changes with the newest fact counted, with erasure, with permission, with what was asked, and by language."""
        scope = self.request.scope
        asked = (scope["path"], scope["query_string"], self.caller.workspace, self.caller.restricted, spoken())
        beside = () if settings is None else (settings,)
        return etag(self.site.store.epoch, moments[0], *moments[1:], *asked, *beside)


async def reading(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,
) -> Reading:
    return Reading(request, caller, Clocks(as_of, known_at, position), min_position, if_none_match)


async def reading_known(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    known_at: KnownAt = None,
    position: Position = None,
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,
) -> Reading:
    return Reading(request, caller, Clocks(None, known_at, position), min_position, if_none_match)


async def reading_now(
    request: Request,
    caller: Annotated[Caller, requires("read")],
    min_position: MinPosition = None,
    if_none_match: IfNoneMatch = None,
) -> Reading:
    return Reading(request, caller, Clocks(), min_position, if_none_match)


async def asked_why(read: Annotated[Reading, Depends(reading)], why: ToldWhy = False) -> Reading:
    return replace(read, why=why)


async def asked_why_known(read: Annotated[Reading, Depends(reading_known)], why: ToldWhy = False) -> Reading:
    return replace(read, why=why)


async def asked_why_now(read: Annotated[Reading, Depends(reading_now)], why: ToldWhy = False) -> Reading:
    return replace(read, why=why)


Read = Annotated[Reading, Depends(reading)]
# For what has no days of its own: only what was known by then.
ReadKnown = Annotated[Reading, Depends(reading_known)]
ReadNow = Annotated[Reading, Depends(reading_now)]
# Of answers that name facts anyway: with `why` also what these say.
ReadWhy = Annotated[Reading, Depends(asked_why)]
ReadWhyKnown = Annotated[Reading, Depends(asked_why_known)]
ReadWhyNow = Annotated[Reading, Depends(asked_why_now)]


def stamp(moment: Moment) -> dict[str, Any]:
    """`known_at` is shown only when it was asked for."""
    known = {} if moment.known_at is None else {"known_at": instant_text(moment.known_at)}
    return {"as_of": moment.as_of.isoformat(), **known, "position": moment.position}


def wait_for(tenant: Tenant, position: int, seconds: float) -> None:
    """Raises Unavailable when the position cannot be read in time."""
    until = time.monotonic() + seconds
    while (reached := moment_of(tenant.ledger).position) < position:
        if time.monotonic() > until:
            told = {"reached": reached, "wanted": position}
            detail = say("facts can be read up to position {reached}, not yet to {wanted}", **told)
            raise Unavailable(detail, position=reached)
        tenant.catch_up()
        time.sleep(_POLL_SECONDS)
