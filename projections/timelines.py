"""The timelines a reading process keeps: built on first use, kept up with the log, the least used dropped."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from sqlalchemy.exc import DBAPIError

from domain.log.ledger import Ledger

from .account_facts import AccountFacts, facts_of
from .builds import Head, live
from .external_people import OF_EXTERNAL_PEOPLE, all_met, meet
from .fields import EVERYTHING, Fields
from .moments import Moment
from .organizations import units
from .refreshing import refreshed
from .roles import roles
from .scene import Scene
from .sinks import MOST_TOLD, Step
from .slices import Slice
from .stepping import stepped
from .tenures import tenures
from .timeline import Timeline

MOST = 64
# Seconds: whoever waits for the first answer is not to share the processor with what makes later ones quick.
AFTER_ANSWERING = 0.1
ROLES_ONLY = (units, roles, tenures)
LEAN = frozenset({"id", "title", "unit", "reports_to", "holders"})
# What can be told from one moment's rows alone; findings look at the past as well.
SLICED = frozenset({"account", "units", "roles", "links", "opportunities"})


@dataclass
class Timelines:
    """Timelines of one workspace by account."""

    ledger: Ledger
    most: int = MOST
    delay: float = AFTER_ANSWERING
    _kept: OrderedDict[str, Timeline] = field(default_factory=OrderedDict)
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _building: set[str] = field(default_factory=set)
    _steps: tuple[Step, ...] = ()
    _forgotten: int = 0

    @contextmanager
    def scene(
        self, account: str, moment: Moment, fields: Fields = EVERYTHING, *, restricted: bool = True
    ) -> Iterator[Scene]:
        """The account at a moment: from memory, or from the tables while its timeline is still being read.

        `restricted`: it is to be shown to somebody who may see links, and whom only these bring there.
        """
        timeline = self._shown(account, moment, fields)
        kept = timeline.answers_as(moment.position)
        timeline = timeline if kept == account else self._shown(kept, moment, fields)
        with timeline.lock:
            scene = Scene(timeline, moment.point)
            if fields.sections & OF_EXTERNAL_PEOPLE and not all_met(scene, restricted=restricted):
                self._meet(scene)
            yield scene

    def _meet(self, scene: Scene) -> None:
        with self.ledger.store.reading(self.ledger.workspace.id) as connection:
            meet(connection, scene)

    def _shown(self, account: str, moment: Moment, fields: Fields) -> Timeline:
        timeline = self._current(account, moment.head)
        if timeline is None and fields.sections <= SLICED:
            timeline = self._slice(account, moment, fields)
            self._build_beside(account)
        elif timeline is None:
            timeline = self._build(account)
        return timeline

    def facts(self, account: str, moment: Moment) -> AccountFacts:
        """Where the account's facts are in the log, at least up to the head; an id that was merged is its kept one."""
        timeline = self._current(account, moment.head) or self._build(account)
        kept = timeline.answers_as(moment.position)
        timeline = timeline if kept == account else self._current(kept, moment.head) or self._build(kept)
        with timeline.lock:
            return facts_of(self.ledger, timeline)

    def forget(self) -> None:
        """Drop everything, also what is being read at this moment: somebody was erased."""
        with self._lock:
            self._forgotten += 1
            self._kept.clear()
            self._steps = ()

    @property
    def told_of(self) -> int:
        """The position that what this process wrote last has reached; 0 where others wrote since."""
        return self._steps[-1].position if self._steps else 0

    def told(self, step: Step) -> None:
        """Keep what was just written for the timelines in memory; the steps that are kept follow each other."""
        before = self._steps
        follows = before and (before[-1].build, before[-1].position) == (step.build, step.after)
        steps = (*(before if follows else ()), step) if self._kept else ()
        self._steps = tuple(one for one in steps if step.position - one.after <= MOST_TOLD)

    @contextmanager
    def at_hand(
        self, account: str, moment: Moment, fields: Fields = EVERYTHING, *, restricted: bool = True
    ) -> Iterator[Scene | None]:
        """The account at a moment where that takes neither reading nor waiting for others; else None."""
        kept = self._kept.get(account)
        if kept is None or kept.build != moment.head.build or not kept.lock.acquire(blocking=False):
            yield None
            return
        try:
            counts = kept.position >= moment.head.position or self._step(kept, moment.head)
            counts = counts and kept.answers_as(moment.position) == account
            scene = Scene(kept, moment.point) if counts else None
            told = scene and (not fields.sections & OF_EXTERNAL_PEOPLE or all_met(scene, restricted=restricted))
            yield scene if told else None
        finally:
            kept.lock.release()
        with suppress(KeyError):  # it may have been dropped meanwhile
            self._kept.move_to_end(account)

    def _current(self, account: str, head: Head) -> Timeline | None:
        """The account's timeline if it is in memory, counting at least up to the head."""
        with self._lock:
            kept = self._kept.get(account)
            if kept is None or kept.build != head.build:
                return None
            self._kept.move_to_end(account)
        if kept.position >= head.position or self._caught_up(kept, head):
            return kept
        return None

    def _caught_up(self, kept: Timeline, head: Head) -> bool:
        """Nobody who reads another account waits; one that could not be brought up, or only by half, is dropped."""
        done = False
        try:
            with kept.lock:
                done = kept.position >= head.position or self._step(kept, head) or self._refresh(kept)
        finally:
            if not done:
                self._drop(kept)
        return done

    def _drop(self, kept: Timeline) -> None:
        with self._lock:
            if self._kept.get(kept.account) is kept:
                del self._kept[kept.account]

    def _step(self, timeline: Timeline, head: Head) -> bool:
        """Whether the timeline, locked, counts up to the head by what this process wrote itself."""
        for step in self._steps:
            if (step.build, step.after) == (timeline.build, timeline.position) and not stepped(timeline, step):
                return False
        if self._steps and self._steps[-1].position < head.position:
            self._steps = ()  # another process wrote since: they lead nowhere
        return timeline.position >= head.position

    def _build_beside(self, account: str) -> None:
        if account not in self._building:
            self._building.add(account)
            building = threading.Timer(self.delay, self._build_unasked, args=(account,))
            building.name, building.daemon = f"timeline of {account}", True
            building.start()

    def _build_unasked(self, account: str) -> None:
        """Nobody waits for it: where the database is gone by now, whoever asks next is told so."""
        with suppress(DBAPIError):
            self._build(account)

    def _build(self, account: str) -> Timeline:
        forgotten = self._forgotten
        try:
            timeline = self._read(account)
            with self._lock:
                if forgotten == self._forgotten:
                    self._keep(account, timeline)
            return timeline
        finally:
            self._building.discard(account)

    def _slice(self, account: str, moment: Moment, fields: Fields) -> Timeline:
        workspace = self.ledger.workspace.id
        only = ROLES_ONLY if fields.sections == {"roles"} and not fields.holder - {"person"} else None
        lean = only is not None and fields.role <= LEAN
        with self.ledger.store.reading(workspace) as connection:
            head = live(connection, workspace) or moment.head  # a rebuild may have taken the moment's own away
            point = moment.point if head == moment.head else replace(moment.point, newest=False)
            return Slice(workspace, head.build, account, head.position, point, lean=lean).fill(connection, only)

    def _keep(self, account: str, timeline: Timeline) -> None:
        self._kept[account] = timeline
        self._kept.move_to_end(account)
        while len(self._kept) > self.most:
            self._kept.popitem(last=False)

    def _read(self, account: str) -> Timeline:
        workspace = self.ledger.workspace.id
        with self.ledger.store.reading(workspace) as connection:
            head = live(connection, workspace) or Head(0, 0)
            return Timeline(workspace, head.build, account, head.position).fill(connection)

    def _refresh(self, timeline: Timeline) -> bool:
        """Whether what changed since could be read into the timeline, locked; else it has to be read anew."""
        workspace = self.ledger.workspace.id
        with self.ledger.store.reading(workspace) as connection:
            head = live(connection, workspace)
            return head is not None and refreshed(connection, self.ledger.keys, timeline, head) is not None
