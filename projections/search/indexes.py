"""The index a process keeps of a workspace: read when first asked for, kept up with the log."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from domain.log.ledger import Ledger
from domain.matching.text import forget_texts

from ..builds import Head, live
from ..moments import Moment
from ..snapshots import Snapshot
from ..touched import touched_since
from .index import SearchIndex
from .loading import Loader

# Of what was read again so much may stay behind as rows that hold nowhere.
LEAST_RENEWED, RENEWED_PART = 10_000, 4


@dataclass
class SearchIndexes:
    """The index of one workspace, which answers for every moment; nobody else changes it while it is asked."""

    ledger: Ledger
    _kept: SearchIndex | None = None
    _head: Head | None = None
    _lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def at(self, moment: Moment) -> Iterator[tuple[SearchIndex, Snapshot]]:
        """The index, counting at least up to a moment, with the tables as they stand for it."""
        workspace = self.ledger.workspace.id
        with self._lock, self.ledger.store.reading(workspace) as connection:
            head = live(connection, workspace) or moment.head
            index = self._current(connection, head)
            yield index, Snapshot(connection, workspace, head.build, moment.as_of, moment.position)

    def scrub(self) -> None:
        """Take out what was erased, now; where that cannot be told from the rest, drop everything."""
        workspace = self.ledger.workspace.id
        with self._lock:
            kept, self._kept = self._kept, None
            if kept is None:
                return
            with suppress(DBAPIError), self.ledger.store.reading(workspace) as connection:
                head = live(connection, workspace)
                if head is not None and self._follows(connection, kept, head):
                    self._kept, self._head = kept, head

    def _current(self, connection: Connection, head: Head) -> SearchIndex:
        kept, self._kept = self._kept, None  # half renewed is worse than none, should the database fail
        if kept is not None and self._follows(connection, kept, head):
            self._kept, self._head = kept, head
            return kept
        index = SearchIndex(self.ledger.workspace.id, head.build, head.position)
        self._kept, self._head = Loader(connection, index).fill(), head
        return index

    def _follows(self, connection: Connection, kept: SearchIndex, head: Head) -> bool:
        """Whether what was kept counts up to the head, or could be brought up to it; no erasure is passed over."""
        known = self._head
        if known is None or known.build != head.build:
            return False
        if kept.position >= head.position:
            return known.erasures == head.erasures
        touched = touched_since(connection, self.ledger, kept.position, head.position)
        if touched is None or (known.erasures != head.erasures and not touched.erased):
            return False
        Loader(connection, kept).renew(touched.subjects)
        kept.position = head.position
        if touched.erased:
            forget_texts()
        if touched.erased or kept.renewed > max(LEAST_RENEWED, kept.size // RENEWED_PART):
            kept.compact()
        return True
