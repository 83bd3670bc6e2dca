"""The timelines a reading process keeps: built on first use, refreshed when the log moved, the least used dropped."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, func, select

from domain.errors import NotFound, Unavailable
from domain.log.ledger import Ledger
from domain.log.tables import facts, subject_facts

from .builds import Head, live
from .organizations import accounts, organizations
from .timeline import Moment, Timeline

MOST = 64
_CHANGED = (
    select(subject_facts.c.kind, subject_facts.c.subject)
    .distinct()
    .join(facts, (facts.c.workspace == subject_facts.c.workspace) & (facts.c.root == subject_facts.c.root))
    .where(facts.c.workspace == bindparam("ws"), facts.c.position > bindparam("after"), facts.c.position <= bindparam("upto"))
)


@dataclass
class Timelines:
    """Timelines of one workspace by account."""

    ledger: Ledger
    most: int = MOST
    _kept: OrderedDict[str, Timeline] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)

    def of(self, account: str, head: Head) -> Timeline:
        """The account's timeline, counting at least up to the head."""
        with self._lock:
            kept = self._kept.get(account)
            if kept is not None and kept.build == head.build and kept.position >= head.position:
                self._kept.move_to_end(account)
                return kept
            fresh = self._read(account)
            self._kept[account] = fresh
            self._kept.move_to_end(account)
            while len(self._kept) > self.most:
                self._kept.popitem(last=False)
            return fresh

    def _read(self, account: str) -> Timeline:
        workspace = self.ledger.workspace.id
        with self.ledger.store.reading(workspace) as connection:
            head = live(connection, workspace)
            if head is None:
                raise NotFound(f"no account {account}")
            return Timeline(workspace, head.build, account, head.position).fill(connection)
