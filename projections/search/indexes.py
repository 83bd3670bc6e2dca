"""The index a process keeps of a workspace: read when first asked for, kept up with the log."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection

from domain.log.ledger import Ledger

from ..builds import Head, live
from ..moments import Moment
from ..snapshots import Snapshot
from ..touched import touched_since
from .index import SearchIndex
from .loading import Loader

# Of what was read again so much stays behind as rows that hold nowhere: then everything is read anew.
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

    def forget(self) -> None:
        """Drop everything: somebody was erased."""
        with self._lock:
            self._kept = self._head = None

    def _current(self, connection: Connection, head: Head) -> SearchIndex:
        kept, known = self._kept, self._head
        same = known is not None and (known.build, known.erasures) == (head.build, head.erasures)
        if kept is not None and same and self._renewed(connection, kept, head.position):
            self._kept = kept
            return kept
        index = SearchIndex(self.ledger.workspace.id, head.build, head.position)
        self._kept, self._head = Loader(connection, index).fill(), head
        return index

    def _renewed(self, connection: Connection, kept: SearchIndex, position: int) -> bool:
        """Whether what was kept counts up to a position, or could be brought up to it."""
        if kept.position >= position:
            return True
        size = kept.tenures.columns.size + kept.people.columns.size + kept.roles.columns.size
        if kept.renewed > max(LEAST_RENEWED, size // RENEWED_PART):
            return False
        changed = touched_since(connection, self.ledger, kept.position, position)
        if changed is None or changed.erased:
            return False
        self._kept = None  # half renewed is worse than none, should the database fail
        Loader(connection, kept).renew(changed.subjects)
        kept.position = position
        return True
