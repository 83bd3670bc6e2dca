"""JSON Feed 1.1 (jsonfeed.org), with the extension `_incumbent` or a provider's own for moves as fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from domain.language import in_english

from .entries import Entry, Move, Options, Page, Unreadable, collected, cut
from .free_text import told
from .mapping import move_of
from .shapes import BadEntry, Item, day, each, identity, listed, parsed, parsed_object, text
from .texts import plain

OURS = "_incumbent"
TEXT = "text"
_LONGEST = 200_000


def read(body: bytes, options: Options) -> Page:
    """Raises Unreadable."""
    feed = parsed_object(body)
    version = feed.get("version")
    if not (isinstance(version, str) and "jsonfeed.org/version/" in version):
        raise Unreadable(in_english("version: expected https://jsonfeed.org/version/1.1"))
    following = feed.get("next_url")
    items = each(listed(feed, "items"), lambda item: _entries(item, options))
    return collected(items, next=following if isinstance(following, str) else None)


def _entries(item: dict[str, Any], options: Options) -> Iterator[Item]:
    published = _day_of(item)
    title = text(item, "title") or ""
    contents = (text(item, name, _LONGEST) for name in ("content_text", "content_html", "summary"))
    words = plain(next(filter(None, contents), ""))
    moves = structured(item, words, options, published, title) or told(title, words, options, published)
    yield Entry(id=identity(item), published=published, moves=moves)


def _day_of(item: dict[str, Any]) -> str | None:
    days = (day(text(item, name), name) for name in ("date_published", "date_modified"))
    return next(filter(None, days), None)


def structured(
    item: Mapping[str, Any], words: str, options: Options, published: str | None, title: str
) -> tuple[Move, ...]:
    """Moves sent as fields: one object or a list of them, in an extension or as the text itself."""
    within = options.within or OURS
    sent = _in_text(words) if within == TEXT else item.get(within)
    if sent is None:
        return ()
    several = sent if isinstance(sent, list) else [sent]
    if not all(isinstance(one, dict) for one in several):
        raise BadEntry(in_english("{name}: expected an object or a list of objects", name=within))
    return tuple(move_of(one, options, published=published, excerpt=cut(title)) for one in several)


def _in_text(words: str) -> Any:
    try:
        return parsed(words.encode())
    except Unreadable:
        raise BadEntry(in_english("the text: expected JSON")) from None
