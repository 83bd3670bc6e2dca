"""Everything of one workspace in one place: its ledger and its views."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from domain.errors import NotYetReadable
from domain.log.elsewhere import NOWHERE, Elsewhere
from domain.log.erasing import ErasureLedger
from domain.log.ledger import Ledger, Receipt, Terms, Workspace
from domain.log.restoring import erase_again
from domain.log.store import Store, now_us
from domain.log.workspaces import all_workspaces, find_workspace, make_workspace, workspace_by_number
from domain.matching.text import forget_texts

from .answers import Answers
from .follow import Follower
from .kept import Kept
from .rebuilding import Progress
from .registries import Registries
from .rehearsals import rehearse
from .search.indexes import SearchIndexes
from .timelines import Timelines
from .verifying import Rest, Verification, at_once, verify

MOST_LAID_OUT = 32
MOST_OF_SECTIONS = 16 * 2**20  # bytes


@dataclass
class Tenant:
    """One workspace: writes return when their facts can be read."""

    ledger: Ledger

    @property
    def workspace(self) -> Workspace:
        return self.ledger.workspace

    @cached_property
    def timelines(self) -> Timelines:
        return Timelines(self.ledger)

    @cached_property
    def kept(self) -> Kept:
        return Kept(self.ledger)

    @cached_property
    def answers(self) -> Answers:
        return Answers()

    @cached_property
    def sections(self) -> Answers:
        """Sections of analyses, by all that they were found from."""
        return Answers(most=MOST_OF_SECTIONS)

    @cached_property
    def laid_out(self) -> Kept:
        """Layouts of pictures, each of a whole account."""
        return Kept(self.ledger, most=MOST_LAID_OUT)

    @cached_property
    def registries(self) -> Registries:
        return Registries(self.ledger)

    @cached_property
    def searching(self) -> SearchIndexes:
        return SearchIndexes(self.ledger)

    @cached_property
    def follower(self) -> Follower:
        return Follower(self.ledger, scrubbed=self._forget, stepped=self.timelines.told)

    def record(self, sent: Sequence[Mapping[str, Any]], terms: Terms) -> list[Receipt]:
        """Raises NotYetReadable when the facts are recorded and the views cannot count them now."""
        written = self.ledger.write(sent, terms)
        try:
            self.follower.catch_up(written.facts)
        except Exception as error:
            raise _not_yet_readable(written.receipts) from error
        return written.receipts

    def _forget(self) -> None:
        """Drop what is kept in memory, or take out what was erased: somebody was."""
        self.timelines.forget()
        self.registries.forget()
        self.kept.forget()
        self.answers.forget()
        self.sections.forget()
        self.laid_out.forget()
        self.searching.scrub()
        forget_texts()

    def dry_run(self, sent: Sequence[Mapping[str, Any]], terms: Terms, *, restricted: bool = True) -> dict[str, Any]:
        """What would be recorded and what that would change; nothing is."""
        return rehearse(self.ledger, sent, terms, restricted=restricted)

    def catch_up(self) -> int:
        return self.follower.catch_up()

    def verify(self, accounts: Iterable[str] | None = None, rest: Rest = at_once) -> Verification:
        """Whether the views are what a rebuild would give, everywhere or for some accounts."""
        return verify(self.ledger, accounts, rest)

    def rebuild(self, progress: Progress = lambda done, total: None) -> None:
        self.follower.rebuild(progress)


def _not_yet_readable(receipts: Sequence[Receipt]) -> NotYetReadable:
    """Whoever gave neither ids nor an Idempotency-Key must not send them again: the receipts say what stands."""
    said = "recorded, not readable yet; with the same ids or Idempotency-Key the request may be sent again"
    facts = [{"id": receipt.id, "position": receipt.position} for receipt in receipts]
    return NotYetReadable(said, facts=facts, position=max(receipt.position for receipt in receipts))


@dataclass
class Tenants:
    """The workspaces of one store, opened when first asked for."""

    store: Store
    root_key: bytes
    erasures: ErasureLedger = field(default_factory=lambda: ErasureLedger(None))
    clock: Callable[[], int] = now_us
    elsewhere: Elsewhere = NOWHERE
    _open: dict[int, Tenant] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, workspace: int) -> Tenant:
        return self.at_hand(workspace) or self._opened(workspace_by_number(self.store, workspace))

    def at_hand(self, workspace: int) -> Tenant | None:
        """The workspace if it is open."""
        return self._open.get(workspace)

    def named(self, name: str) -> Tenant:
        """Raises NotFound."""
        return self._opened(find_workspace(self.store, name))

    def make(self, name: str) -> Tenant:
        """The workspace of this name, made if new."""
        return self._opened(make_workspace(self.store, name, self.root_key))

    def all(self) -> list[Tenant]:
        return [self._opened(workspace) for workspace in all_workspaces(self.store)]

    def renew(self) -> None:
        """Workspaces that are open here are as other processes have set them."""
        for workspace in all_workspaces(self.store) if self._open else ():
            if (tenant := self.at_hand(workspace.id)) is not None:
                tenant.ledger.workspace = workspace

    def _opened(self, workspace: Workspace) -> Tenant:
        with self._lock:
            if workspace.id not in self._open:
                ledger = Ledger(self.store, workspace, self.root_key, self.erasures, self.clock, self.elsewhere)
                self._open[workspace.id] = tenant = Tenant(ledger)
                if erase_again(ledger):
                    tenant.catch_up()
            self._open[workspace.id].ledger.workspace = workspace  # another process may have set another time zone
            return self._open[workspace.id]
