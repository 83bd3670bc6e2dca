"""The registry a process keeps of a workspace: read when first asked for, kept up with the log."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from domain.log.ledger import Ledger
from domain.matching.registry import Registry

from .builds import Head, live
from .moments import Moment
from .registry import RegistryReader
from .touched import touched_since


@dataclass(frozen=True)
class _Kept:
    registry: Registry
    head: Head


@dataclass
class Registries:
    """The registry of one workspace as known now, and the one of the past that was asked for last."""

    ledger: Ledger
    _now: _Kept | None = None
    _past: _Kept | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def at(self, moment: Moment) -> Iterator[tuple[Registry, int]]:
        """What was known at a moment, and the position counted; nobody else reads or changes it meanwhile.

        Where somebody was told of newer facts while this was asked for, they count here too.
        """
        with self._lock:
            kept = self._known_now(moment) if moment.point.newest else self._known_then(moment)
            yield kept.registry, kept.head.position

    def forget(self) -> None:
        """Drop everything: somebody was erased."""
        with self._lock:
            self._now = self._past = None

    def _known_now(self, moment: Moment) -> _Kept:
        with self._reading(moment) as (connection, head):
            kept = self._now
            if kept is not None and kept.head._replace(position=0) == head._replace(position=0):
                if kept.head.position >= head.position:
                    return kept
                if self._renewed(connection, kept, head):
                    self._now = _Kept(kept.registry, head)
                    return self._now
            self._now = _Kept(self._reader(connection, head).fill(Registry()), head)
            return self._now

    def _known_then(self, moment: Moment) -> _Kept:
        with self._reading(moment) as (connection, head):
            if self._past is None or self._past.head != head:
                self._past = _Kept(self._reader(connection, head).fill(Registry()), head)
            return self._past

    @contextmanager
    def _reading(self, moment: Moment) -> Iterator[tuple[Connection, Head]]:
        """The build that is live now: the one the moment was found in may be gone after a rebuild."""
        workspace = self.ledger.workspace.id
        with self.ledger.store.reading(workspace) as connection:
            yield connection, (live(connection, workspace) or moment.head)._replace(position=moment.position)

    def _renewed(self, connection: Connection, kept: _Kept, head: Head) -> bool:
        """Whether what was kept could be brought up to the head: not after erasures or very many facts."""
        touched = touched_since(connection, self.ledger, kept.head.position, head.position)
        if touched is None or touched.erased:
            return False
        self._now = None  # half renewed is worse than none, should the database fail
        self._reader(connection, head).renew(kept.registry, touched)
        return True

    def _reader(self, connection: Connection, head: Head) -> RegistryReader:
        return RegistryReader(connection, self.ledger.workspace.id, head.build, head.position)
