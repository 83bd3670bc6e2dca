"""Plain questions for a map in memory, answered on the event loop before FastAPI sees them.

FastAPI's routing and parameters, and a worker thread, cost more than such a map. Whatever is not plain (another
parameter, a key not yet verified, a map not in memory, anything to be refused) goes the ordinary way.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NamedTuple
from urllib.parse import parse_qsl

from fastapi import Request, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.errors import Refused
from projections.account_maps import map_in
from projections.builds import Head
from projections.fields import fields_of
from projections.heads import Heads
from projections.moments import moment_at_hand

from .access import Caller
from .reading import Reading
from .site import HEADS, Site

_LONG = 1_000
_PLAIN = frozenset({"as_of", "known_at", "position", "fields"})
_map_path = re.compile(r"/v1/accounts/([^/]+)/map").fullmatch


class QuickMaps:
    """Middleware: nothing here waits in the event loop."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self.answer(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (answer or self.app)(scope, receive, send)

    async def answer(self, scope: Scope) -> Response | None:
        """The map, or None where it has to be asked for the ordinary way, which also says why something is refused."""
        path, heads = _map_path(scope["path"]), scope.get("state", {}).get(HEADS)
        if path is None or heads is None or scope.get("root_path"):
            return None
        try:
            asked = self._asked(scope, path[1])
            return None if asked is None else await _answer(asked, heads)
        except Refused:
            return None

    def _asked(self, scope: Scope, account: str) -> _Asked | None:
        headers = dict(reversed(scope["headers"]))  # of two that are named alike the first one counts
        query, held = _plain_query(scope), headers.get(b"if-none-match")
        caller = self.site.access.remembered(_text(headers.get(b"authorization")))
        if query is None or b"incumbent-min-position" in headers or caller is None or not caller.has("read"):
            return None
        return _Asked(self.site, account, query, Reading(Request(scope), caller, if_none_match=_text(held)))


class _Asked(NamedTuple):
    """A plain question of somebody whose key was verified a moment ago."""

    site: Site
    account: str
    query: dict[str, str]
    read: Reading

    @property
    def caller(self) -> Caller:
        return self.read.caller

    def likely(self, heads: Heads) -> Head | None:
        """What was the answer of late, or what this process has written since."""
        likely, tenant = heads.likely(self.caller.workspace), self.site.tenants.at_hand(self.caller.workspace)
        if likely is None or tenant is None:
            return None
        return likely._replace(position=max(likely.position, tenant.timelines.told_of))

    def answer(self, head: Head) -> Response | None:
        tenant, query = self.site.tenants.at_hand(self.caller.workspace), self.query
        if tenant is None or not tenant.ledger.knowledge.remembers(("organization", self.account)):
            return None
        position = int(query["position"]) if "position" in query else None
        moment = moment_at_hand(tenant.ledger, head, query.get("as_of"), query.get("known_at"), position)
        if moment is None:
            return None
        wanted, restricted = fields_of(query.get("fields")), self.caller.restricted
        with tenant.timelines.at_hand(self.account, moment, wanted, restricted=restricted) as scene:
            if scene is None:
                return None
            build = partial(map_in, scene, moment, wanted, restricted=restricted)
            return self.read.answer(build, moment, about=("organization", self.account))


async def _answer(asked: _Asked, heads: Heads) -> Response | None:
    """Made while the database is being asked, where its answer is likely known; given only if that is its answer."""
    answer, likely = heads.ask(asked.caller.workspace), asked.likely(heads)
    made = asked.answer(likely) if likely else None
    head = await answer
    if made is not None and head == likely:
        return made
    return asked.answer(head) if head else None


def _plain_query(scope: Scope) -> dict[str, str] | None:
    text: bytes = scope["query_string"]
    asked = dict(parse_qsl(text.decode("latin-1"), keep_blank_values=True)) if text else {}
    position = asked.get("position", "0")
    plain = len(text) < _LONG and len(position) < 19 and asked.keys() <= _PLAIN and position.isdecimal()
    return asked if plain else None


def _text(header: bytes | None) -> str | None:
    return None if header is None else header.decode("latin-1")
