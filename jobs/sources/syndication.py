"""RSS in all its dialects and Atom (RFC 4287, paging RFC 5005), parsed by feedparser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any
from xml.sax import SAXException

import feedparser

from domain.language import in_english
from jobs.wording.dates import read_date

from .entries import MOST_ENTRIES, MOST_ID, Entry, Options, Page, Unreadable, collected, cut
from .free_text import told
from .json_feed import TEXT, structured
from .shapes import BadEntry, Item, day, each
from .texts import plain

_LONGEST = 200_000
_MOST_SIGNS = {
    b"<item": MOST_ENTRIES,
    b"<entry": MOST_ENTRIES,
    b"xmlns": 2_000,
    b"<": 150_000,
    b"=": 200_000,
    b"&": 300_000,
}
_WEEKDAY = re.compile(r"^[^\W\d]+,? (?=\d)")
_DECLARES = re.compile(rb"<!ENTITY", re.IGNORECASE)


def read(body: bytes, options: Options) -> Page:
    """Raises Unreadable."""
    found = parsed_feed(body)
    return collected(each(found.entries, lambda item: _entries(item, options)), next=next_of(found))


def parsed_feed(body: bytes) -> Any:
    """Raises Unreadable. Of a document that ends in the middle the last entry may be cut, and is left out."""
    _refuse_bulk(body)
    found = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    if not found.get("version"):
        raise Unreadable(in_english("expected RSS or Atom"))
    if len(found.entries) > MOST_ENTRIES:
        raise Unreadable(in_english("more than {most:,} entries at once", most=MOST_ENTRIES))
    if isinstance(found.get("bozo_exception"), SAXException):
        found.entries = found.entries[:-1]
    return found


def _refuse_bulk(body: bytes) -> None:
    """What would only be noticed after long work. Raises Unreadable."""
    if _DECLARES.search(body):
        raise Unreadable(in_english("a feed that declares entities is not read"))
    for sign, most in _MOST_SIGNS.items():
        if body.count(sign) > most:
            raise Unreadable(in_english("more markup than anybody sends at once"))


def next_of(found: Any) -> str | None:
    links: Iterable[Any] = found.feed.get("links", ())
    return next((link.get("href") for link in links if link.get("rel") == "next"), None)


def _entries(item: dict[str, Any], options: Options) -> Iterator[Item]:
    title = cut(plain(item.get("title", ""))) or ""
    words = _words(item)
    published = published_of(item)
    sent = structured({}, words, options, published, title) if options.within == TEXT else ()
    yield Entry(id=_identity(item, title), published=published, moves=sent or told(title, words, options, published))


def _words(item: dict[str, Any]) -> str:
    contents = [one.get("value", "") for one in item.get("content", ())]
    text = contents[0] if contents else item.get("summary", "")
    return plain(text[:_LONGEST])


def published_of(item: dict[str, Any]) -> str | None:
    """The day by the publisher's own clock, also in prose; None where it is written as nobody can read it."""
    for name in ("published", "updated"):
        said = dict.get(item, name)  # feedparser's own get takes one for the other
        try:
            if found := day(said):
                return found
        except BadEntry:
            if in_prose := read_date(_WEEKDAY.sub("", str(said).strip())):
                return in_prose
    return None


def _identity(item: dict[str, Any], title: str) -> str:
    """Its guid, else its link, else what it says: some feeds leave guids out."""
    given = item.get("id") or item.get("link")
    if given and (said := cut(given, MOST_ID)):
        return said
    if not title:
        raise BadEntry(in_english("has neither an id, a link nor a title"))
    return blake2b(f"{title}\n{item.get('published', '')}".encode(), digest_size=16).hexdigest()
