"""From a feed's address to entries: pages until something is known, and the texts that new entries lead to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from domain.log.ledger import Workspace
from jobs.egress import Retrieved
from jobs.sources.capped import read_capped
from jobs.sources.entries import Bad, Entry, Move, Page, Roster, Unreadable
from jobs.sources.readers import FILING

from .fetching import Failed, Fetching
from .folders import bodies
from .policy import FOLDER

Known = Callable[[Collection[str]], set[str]]


@dataclass
class Gathered:
    """Everything one pull gave, each entry once: as it stood first, for sources show the newest first."""

    entries: dict[str, Entry] = field(default_factory=dict)
    rosters: list[Roster] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    place: str | None = None
    count: int = 0
    whole: bool = True

    def add(self, page: Page) -> None:
        self.entries = {entry.id: entry for entry in reversed(page.entries)} | self.entries
        self.rosters += page.rosters
        self.bad += page.bad
        self.place = page.cursor or self.place
        self.count += len(page.entries) + len(page.rosters)


def gather(fetching: Fetching, workspace: Workspace, known: Known) -> tuple[Gathered | None, Retrieved | None]:
    """(None, None): nothing new since the last time. Raises Failed."""
    if fetching.feed.url.startswith(FOLDER):
        return _dropped(fetching, workspace), None
    answer = fetching.first()
    if answer is None:
        return None, None
    found = Gathered()
    _pages(fetching, answer, found, known)
    _documents(fetching, found, known)
    return found, answer


def _dropped(fetching: Fetching, workspace: Workspace) -> Gathered:
    found = Gathered()
    for body in bodies(fetching.feed.url, workspace, fetching.policy):
        fetching.bodies.append((fetching.feed.kind, body))
        found.add(read(fetching, body))
    return found


def _pages(fetching: Fetching, answer: Retrieved, found: Gathered, known: Known) -> None:
    for _ in range(fetching.policy.most_pages):
        page = read(fetching, answer.body)
        found.add(page)
        ids = [one.id for one in page.entries] + [one.entry for one in page.rosters]
        if page.next is None or not ids or known(ids):
            return
        answer = fetching.ask(page.next)


def _documents(fetching: Fetching, found: Gathered, known: Known) -> None:
    """A few at a time; the others stay unseen, so that the next pull goes on with them."""
    unread = [entry for entry in found.entries.values() if entry.document is not None]
    seen = known([entry.id for entry in unread])
    for number, entry in enumerate(entry for entry in unread if entry.id not in seen):
        if number >= fetching.policy.most_documents:
            del found.entries[entry.id]
            found.whole = False
        else:
            _document(fetching, found, entry)
    for id in seen:
        del found.entries[id]


def _document(fetching: Fetching, found: Gathered, entry: Entry) -> None:
    """One that cannot be read is left to a person; one that cannot be had now to the next pull."""
    try:
        page = read_capped(FILING, fetching.ask(entry.document or "", kind=FILING).body, fetching.feed.options)
        moves = tuple(move for one in page.entries for move in one.moves)
        found.entries[entry.id] = replace(entry, moves=moves, document=None)
    except Unreadable as unreadable:
        found.entries[entry.id] = replace(entry, moves=(_unread(entry),), document=None)
        found.bad.append(Bad(place=len(found.bad) + 1, problem=f"the text of an entry: {unreadable}"))
    except Failed as failed:
        del found.entries[entry.id]
        found.whole = False
        found.bad.append(Bad(place=len(found.bad) + 1, problem=f"the text of an entry: {failed}"))


def _unread(entry: Entry) -> Move:
    return Move(kind="unknown", announced=entry.published, excerpt=f"A text that could not be read: {entry.document}")


def read(fetching: Fetching, body: bytes) -> Page:
    """Raises Failed."""
    try:
        return read_capped(fetching.feed.kind, body, fetching.feed.options)
    except Unreadable as unreadable:
        raise Failed(str(unreadable), 200) from None
