"""From a feed's address to entries: pages until something is known, or all of a list, and the texts they lead to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from domain.language import in_english
from domain.log.ledger import Workspace
from jobs.egress import Retrieved
from jobs.sources.capped import read_capped
from jobs.sources.entries import Bad, Counted, Entry, Move, Page, Roster, Unreadable
from jobs.sources.readers import FILING

from .fetching import Failed, Fetching
from .folders import bodies
from .policy import FOLDER

Known = Callable[[Collection[str]], set[str]]


@dataclass
class Gathered:
    """Everything one pull gave, each entry once: as it stood first, for sources show the newest first.

    `whole`: nothing is left for the next pull; `telling`: whether the first page changes when any of them does.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    withdrawn: set[str] = field(default_factory=set)
    rosters: list[Roster] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    place: str | None = None
    count: int = 0
    whole: bool = True
    telling: bool = True

    def add(self, page: Page) -> None:
        self.withdrawn.update(page.withdrawn)
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
        if page.counted is not None:
            _rest_of_list(fetching, page.counted, found)
            return
        ids = [one.id for one in page.entries] + [one.entry for one in page.rosters]
        if page.next is None or not ids or known(ids):
            return
        answer = fetching.go_on(page.next)


def _rest_of_list(fetching: Fetching, counted: Counted, found: Gathered) -> None:
    """What changed may stand on any page: all of them, as they were at one time, or nothing. Raises Failed."""
    total, places = counted.total, counted.places
    if total > max(places, 1) * fetching.policy.most_list_pages:
        raise Failed(_too_long(total, places, fetching.policy.most_list_pages))
    while (place := counted.following) is not None:
        found.telling = False
        page = read(fetching, fetching.go_on(_from_place(fetching.feed.url, place)).body)
        if page.counted is None or page.counted.first != place or page.counted.total != total:
            raise Failed(in_english("the list changed while its pages were asked for, or they are not those asked for"))
        found.add(page)
        counted, places = page.counted, places + page.counted.places
    if places < total:
        problem = in_english("of {total:,} listed only {places:,} came", total=total, places=places)
        found.bad.append(Bad(place=places + 1, problem=problem))


def _too_long(total: int, places: int, most: int) -> str:
    return in_english(
        "lists {total:,} at {places:,} a page, and {most} pages at most are asked for: "
        "set items_per_page in the address",
        total=total,
        places=places,
        most=most,
    )


def _from_place(url: str, place: int) -> str:
    parts = urlsplit(url)
    said = [(name, value) for name, value in parse_qsl(parts.query) if name != "start_index"]
    return urlunsplit(parts._replace(query=urlencode([*said, ("start_index", place)])))


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
        found.bad.append(_of_text(found, unreadable))
    except Failed as failed:
        del found.entries[entry.id]
        found.whole = False
        found.bad.append(_of_text(found, failed))


def _of_text(found: Gathered, problem: Exception) -> Bad:
    return Bad(place=len(found.bad) + 1, problem=in_english("the text of an entry: {problem}", problem=problem))


def _unread(entry: Entry) -> Move:
    return Move(kind="unknown", announced=entry.published, excerpt=f"A text that could not be read: {entry.document}")


def read(fetching: Fetching, body: bytes) -> Page:
    """Raises Failed."""
    try:
        return read_capped(fetching.feed.kind, body, fetching.feed.options)
    except Unreadable as unreadable:
        raise Failed(str(unreadable), 200) from None
