"""The one place where access is checked: from a key to who calls, in which workspace, with which scopes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fastapi import Request, Security
from fastapi.openapi.models import HTTPBearer
from fastapi.security import SecurityScopes
from fastapi.security.base import SecurityBase
from starlette.concurrency import run_in_threadpool

from domain.language import say
from domain.log.api_keys import ApiKey, find_key
from domain.log.sessions import find_session
from domain.log.store import Store, now_us

from .cookies import SESSION, credential
from .parameters import refuse_unknown_parameters
from .problems import ScopeMissing, Unauthenticated

REMEMBERED_SECONDS = 5.0
_MOST_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Caller:
    """Who calls. The workspace comes from the key and from nowhere else."""

    workspace: int
    key: str
    scopes: frozenset[str]
    recorder: str

    def has(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes

    @property
    def restricted(self) -> bool:
        return self.has("restricted")

    def require(self, scopes: Iterable[str]) -> Caller:
        """Raises ScopeMissing."""
        for scope in scopes:
            if not self.has(scope):
                raise ScopeMissing(say("this needs a key with the scope {scope}", scope=scope), scope=scope)
        return self


class Access:
    """Verified keys, remembered for a few seconds; one revoked in this process is forgotten at once."""

    def __init__(self, store: Store, clock: Callable[[], int] = now_us, *, seconds: float = REMEMBERED_SECONDS) -> None:
        self.store = store
        self.clock = clock
        self.seconds = seconds
        self._remembered: dict[bytes, tuple[float, ApiKey, Caller]] = {}
        self._lock = threading.Lock()

    def admitted(self, authorization: str | None, *scopes: str) -> Caller:
        """Who calls with this header. Raises Unauthenticated or ScopeMissing."""
        return (self.remembered(authorization) or self.looked_up(authorization)).require(scopes)

    def remembered(self, authorization: str | None) -> Caller | None:
        """Without asking the database: None where that has to be asked."""
        found = self._remembered.get(_digest(authorization)) if authorization else None
        if found is None or found[0] < time.monotonic():
            return None
        self._refuse_ended(found[1])
        return found[2]

    def looked_up(self, authorization: str | None) -> Caller:
        key = self._key(authorization)
        self._refuse_ended(key)
        caller = Caller(key.workspace, key.id, key.scopes, key.recorder)
        self._remember(_digest(authorization or ""), key, caller)
        return caller

    def _key(self, authorization: str | None) -> ApiKey:
        scheme, _, token = (authorization or "").partition(" ")
        if scheme == SESSION:
            key, missing = find_session(self.store, token, self.clock()), "this session is over: sign in again"
        else:
            key, missing = find_key(self.store, _bearer(authorization)), "no such key"
        if key is None:
            raise Unauthenticated(missing)
        return key

    def forget(self, id: str) -> None:
        """The next request with this key asks the database."""
        with self._lock:
            for digest in [digest for digest, (_, key, _) in self._remembered.items() if key.id == id]:
                del self._remembered[digest]

    def _remember(self, digest: bytes, key: ApiKey, caller: Caller) -> None:
        with self._lock:
            if len(self._remembered) >= _MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[digest] = (time.monotonic() + self.seconds, key, caller)

    def _refuse_ended(self, key: ApiKey) -> None:
        if key.revoked_at is not None:
            raise Unauthenticated("this key was revoked")
        if key.expires_at is not None and key.expires_at <= self.clock():
            raise Unauthenticated("this key has expired")


async def caller_of(request: Request) -> Caller:
    """Who asks, for whatever answers it: a refusal is told to somebody too. Raises Unauthenticated, ForeignOrigin."""
    access: Access = request.app.state.site.access
    header = credential(request)
    caller = access.remembered(header)
    if caller is None:
        caller = await run_in_threadpool(access.looked_up, header)
    request.state.caller = caller
    return caller


class KeyScheme(SecurityBase):
    """The dependency behind every route under /v1; the scopes it is asked for stand in the OpenAPI description."""

    def __init__(self) -> None:
        self.model = HTTPBearer(description="an API key: `Authorization: Bearer inc_...`")
        self.scheme_name = "key"

    async def __call__(self, request: Request, needs: SecurityScopes) -> Caller:
        caller = await caller_of(request)
        caller.require(needs.scopes)
        refuse_unknown_parameters(request)
        return caller


_KEY = KeyScheme()


def requires(*scopes: str) -> Any:
    """For `Annotated[Caller, requires("read")]`."""
    return Security(_KEY, scopes=scopes)


def _bearer(authorization: str | None) -> str:
    scheme, _, text = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise Unauthenticated("send the header Authorization: Bearer KEY")
    return text.strip()


def _digest(authorization: str) -> bytes:
    return sha256(authorization.encode(errors="replace")).digest()
