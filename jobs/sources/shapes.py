"""JSON of strangers: members of the type they should have, or a problem that names the member and repeats nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

from domain.dates import span_of
from domain.language import in_english

from .entries import MOST_ID, MOST_NAME, MOST_ROWS, Bad, Entry, Roster, Unreadable, cut

_DEEPEST = 60


class BadEntry(Exception):
    """One entry is not as it should be; the others may be."""


def parsed(body: bytes) -> Any:
    """Raises Unreadable."""
    try:
        return msgspec.json.decode(body.removeprefix(b"\xef\xbb\xbf"))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Unreadable(in_english("expected JSON")) from None


def parsed_object(body: bytes) -> dict[str, Any]:
    found = parsed(body)
    if not isinstance(found, dict):
        raise Unreadable(in_english("expected a JSON object"))
    return found


def text(found: Mapping[str, Any], name: str, most: int = MOST_NAME) -> str | None:
    """A string, or a number as one. Raises BadEntry."""
    value = found.get(name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise BadEntry(in_english("{name}: expected a text", name=name))
    return cut(value, most)


def required(found: Mapping[str, Any], name: str, most: int = MOST_NAME) -> str:
    value = text(found, name, most)
    if value is None:
        raise BadEntry(in_english("{name}: is missing", name=name))
    return value


def identity(found: Mapping[str, Any], name: str = "id") -> str:
    return required(found, name, MOST_ID)


def listed(found: Mapping[str, Any], name: str) -> list[Any]:
    """Raises Unreadable where it is there and no list."""
    value = found.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Unreadable(in_english("{name}: expected a list", name=name))
    return value


def member(found: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """An object within objects; an empty one where it is missing."""
    value: Any = found
    for name in names[:_DEEPEST]:
        value = value.get(name) if isinstance(value, Mapping) else None
    return dict(value) if isinstance(value, Mapping) else {}


def day(value: str | None, name: str = "date") -> str | None:
    """A date of the contract, from an ISO date (00 is unknown) or instant or the date of a mail. Raises BadEntry."""
    if value is None:
        return None
    for form in (value, value[:10], value[:10].removesuffix("-00").removesuffix("-00")):
        try:
            span_of(form)
            return form
        except ValueError:
            continue
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        raise BadEntry(in_english("{name}: expected a date such as 2026-03-01", name=name)) from None


Item = Entry | Roster | Bad


def each(items: Iterable[Any], read: Callable[[dict[str, Any]], Iterable[Item]]) -> list[Item]:
    """What is read of every item; one that is bad is noted by its place and the rest go on."""
    found: list[Item] = []
    for place, item in enumerate(items, 1):
        try:
            if not isinstance(item, dict):
                raise BadEntry(in_english("expected an object"))
            found.extend(read(item))
        except BadEntry as bad:
            found.append(Bad(place=place, problem=str(bad)[:MOST_NAME]))
        if len(found) > MOST_ROWS:
            raise Unreadable(in_english("more than {most:,} entries at once", most=MOST_ROWS))
    return found
