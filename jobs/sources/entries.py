"""What every reader gives: entries with the moves they announce, rosters, and where the source goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from domain.language import in_english

# The words of `nomination_reported`, as far as somebody announces them; `unknown`: no rule could read it.
Kind = Literal[
    "first", "joined", "left", "promoted", "demoted", "lateral", "additional", "interim", "returned", "swapped",
    "unknown",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_ENTRIES = 2_000
# Where every line or row is small and stands for itself.
MOST_ROWS = 20_000
MOST_NAME = 300
MOST_EXCERPT = 2_000
MOST_ID = 1_000


class Unreadable(Exception):
    """The document as a whole is not what its source sends. The message repeats nothing of it."""


@dataclass(frozen=True, kw_only=True)
class Move:
    """One appointment or departure as it is announced. Dates as the contract writes them: 2026, 2026-03, 2026-03-01."""

    kind: Kind
    person_name: str | None = None
    organization_name: str | None = None
    role_title: str | None = None
    announced: str | None = None
    starts: str | None = None
    predecessor_name: str | None = None
    previous_organization: str | None = None
    previous_role: str | None = None
    excerpt: str | None = None


@dataclass(frozen=True, kw_only=True)
class Announcement(Move):
    """A move with the feed and the entry that announced it: the fields of `nomination_reported`.

    `source` is the `kind` of the fact's source: `inference` where the move was derived from two rosters. `withdrawn`:
    the source takes back what it announced under this entry; nothing else is told then.
    """

    feed: str
    entry: str
    source: Literal["feed", "inference"] = "feed"
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One item of a source. `document`: where the text lies that has to be read for its moves."""

    id: str
    published: str | None = None
    moves: tuple[Move, ...] = ()
    document: str | None = None


@dataclass(frozen=True, kw_only=True)
class Seat:
    person: str
    role: str


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Who held office in an organization on the day this was published; who came or went it does not say."""

    entry: str
    organization_name: str
    key: str
    published: str
    seats: tuple[Seat, ...]
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True)
class Bad:
    """An entry that cannot be read; the others can. `place` counts from 1."""

    place: int
    problem: str


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Where a page stands in a list that says how long it is: from which place on (from 0), how many, of how many."""

    first: int
    places: int
    total: int

    @property
    def following(self) -> int | None:
        """The place where the next page begins; None after the last."""
        after = self.first + self.places
        return after if self.places and after < self.total else None


@dataclass(frozen=True, kw_only=True)
class Page:
    """`next`: the address of the following page. `cursor`: where an endless source goes on.

    `counted`: the page is one of a list that is only right as a whole. `withdrawn`: ids of entries that the source
    takes back, or does not tell any more, if it ever did.
    """

    entries: tuple[Entry, ...] = ()
    rosters: tuple[Roster, ...] = ()
    bad: tuple[Bad, ...] = ()
    next: str | None = None
    cursor: str | None = None
    counted: Counted | None = None
    withdrawn: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a feed is to be read, set by whoever connects it.

    `organization` is meant where an entry names none. `fields` says under which names a provider sends ours, found in
    the member or the text called `within`; `kinds` what its words for kinds mean. `unread`: whether an entry that no
    rule can read and that has no word of a move is kept. `keep`: whether everything announced is made a nomination, or
    only what concerns a watch.
    """

    organization: str | None = None
    within: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    unread: Literal["keep", "skip"] = "keep"
    keep: Literal["everything", "watched"] = "everything"


def cut(text: str | None, most: int = MOST_NAME) -> str | None:
    """Printable words of at most so many characters; None where nothing is left."""
    if text is None:
        return None
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return words[:most].strip() or None


def collected(found: list[Entry | Roster | Bad], **more: Any) -> Page:
    """A page of what was read. Raises Unreadable when there is more than anybody sends at once."""
    if len(found) > MOST_ENTRIES:
        raise Unreadable(in_english("more than {most:,} entries at once", most=MOST_ENTRIES))
    return Page(
        entries=tuple(one for one in found if isinstance(one, Entry)),
        rosters=tuple(one for one in found if isinstance(one, Roster)),
        bad=tuple(one for one in found if isinstance(one, Bad)),
        **more,
    )
