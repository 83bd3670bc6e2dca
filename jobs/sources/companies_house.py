"""UK Companies House: the officers of a company, the appointments of an officer, and the stream of changes.

`appointed_on` and `resigned_on` are stated by the register. For managing officers and for those appointed before 1992
the first is only a day by which they held office. An appointment is two entries, its beginning and its end; the end is
taken back once the register no longer tells it, and both when the register deletes the appointment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from domain.language import in_english

from .entries import MOST_ID, MOST_ROWS, Bad, Counted, Entry, Kind, Move, Options, Page, Unreadable, collected
from .shapes import BadEntry, day, each, identity, listed, member, parsed_object, required, text

_NOTIFIED = "managing-officer"
# Titles that belong to a name, as the register writes them behind it.
_KEPT = frozenset(("Sir", "Dame"))
# Written small also where a family name begins with them …
_PARTICLES = frozenset(("of", "de", "da", "dos", "del", "della", "van", "von", "der", "den", "ten", "ter"))
# … and these only within one: Le Goff, de la Cruz.
_WITHIN = frozenset(("du", "des", "di", "la", "le"))
_GENERATIONS = frozenset(("II", "III", "IV"))


def read_officers(body: bytes, options: Options) -> Page:
    """`/company/{number}/officers`: the company is what the feed's options call it. Raises Unreadable."""
    return _listed(body, lambda item: options.organization)


def read_appointments(body: bytes, options: Options) -> Page:
    """`/officers/{id}/appointments`: every item names its company. Raises Unreadable."""
    return _listed(body, lambda item: _company(item, options))


def _listed(body: bytes, company: Callable[[dict[str, Any]], str | None]) -> Page:
    found = parsed_object(body)
    if "items" not in found:
        raise Unreadable("items: is missing")
    items = listed(found, "items")
    entries = each(items, lambda item: _entries(item, company(item)))
    own = [one.id.removesuffix("#joined") for one in entries if isinstance(one, Entry) and one.id.endswith("#joined")]
    told = {one.id for one in entries if isinstance(one, Entry)}
    serving = tuple(f"{id}#left" for id in own if f"{id}#left" not in told)
    return collected(entries, counted=_counted(found, len(items)), withdrawn=serving)


def _counted(found: dict[str, Any], places: int) -> Counted | None:
    """Raises Unreadable where the page says its place and it is no number."""
    if found.get("total_results") is None:
        return None
    first, total = found.get("start_index", 0), found["total_results"]
    for name, number in (("start_index", first), ("total_results", total)):
        if not isinstance(number, int) or isinstance(number, bool) or number < 0:
            raise Unreadable(in_english("{name}: expected a number from 0", name=name))
    return Counted(first=first, places=places, total=total)


def read_stream(body: bytes, options: Options) -> Page:
    """Lines of the streaming API; an unfinished last line is left for the next time."""
    whole, _, _ = body.rpartition(b"\n")
    lines = [line for line in whole.splitlines() if line.strip()][:MOST_ROWS]  # the next pull goes on after these
    told, points, bad = dict[str, Entry | None](), list[int](), list[Bad]()
    for place, line in enumerate(lines, 1):
        try:
            told |= _event(line, options, points)
        except (BadEntry, Unreadable) as problem:
            bad.append(Bad(place=place, problem=str(problem)))
    return Page(
        entries=tuple(entry for entry in told.values() if entry is not None),
        bad=tuple(bad),
        cursor=str(max(points)) if points else None,
        withdrawn=tuple(id for id, entry in told.items() if entry is None),
    )


def _event(line: bytes, options: Options, points: list[int]) -> dict[str, Entry | None]:
    """The entries it is about as it leaves them; None: taken back."""
    event = parsed_object(line)
    about = member(event, "event")
    point = about.get("timepoint")
    if not isinstance(point, int) or isinstance(point, bool):
        raise BadEntry(in_english("{name}: expected a number", name="event.timepoint"))
    points.append(point)
    if event.get("resource_kind") != "company-officers" or about.get("type") not in ("changed", "deleted"):
        return {}
    data = member(event, "data")
    own = text(member(data, "links"), "self", MOST_ID) or required(event, "resource_uri", MOST_ID)
    gone: dict[str, Entry | None] = {f"{own}#joined": None, f"{own}#left": None}
    if about["type"] == "deleted":
        return gone
    published = day(text(about, "published_at"), "published_at")
    company = _company(data, options) or _number(event)
    return gone | {one.id: one for one in _entries(data | {"links": {"self": own}}, company, published)}


def _company(item: dict[str, Any], options: Options) -> str | None:
    return text(member(item, "appointed_to"), "company_name") or text(item, "company_name") or options.organization


def _number(event: dict[str, Any]) -> str | None:
    """The stream tells the company by its number only."""
    parts = (text(event, "resource_uri") or "").split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "company" else None


def _entries(item: dict[str, Any], company: str | None, published: str | None = None) -> Iterator[Entry]:
    own = identity(member(item, "links"), "self")
    told: dict[Kind, str | None] = {"joined": _since(item), "left": day(text(item, "resigned_on"), "resigned_on")}
    for kind, date in told.items():
        if kind == "joined" or date is not None:
            yield Entry(id=f"{own}#{kind}", published=published, moves=(_move(item, company, kind, date, published),))


def _since(item: dict[str, Any]) -> str | None:
    """An upper bound where the register knows no more."""
    on = day(text(item, "appointed_on"), "appointed_on")
    before = day(text(item, "appointed_before"), "appointed_before")
    if on is None or _NOTIFIED in (text(item, "officer_role") or ""):
        last = on or before
        return None if last is None else f"[..{last}]"
    return on


def _move(item: dict[str, Any], company: str | None, kind: Kind, date: str | None, published: str | None) -> Move:
    return Move(
        kind=kind,
        person_name=_person(item),
        organization_name=company,
        role_title=required(item, "officer_role").replace("-", " "),
        announced=published,
        starts=date,
        excerpt=text(item, "occupation"),
    )


def _person(item: dict[str, Any]) -> str:
    """A company that is an officer may have a comma in its name."""
    name = required(item, "name")
    return name if "corporate" in (text(item, "officer_role") or "") else written_forwards(name)


def written_forwards(name: str) -> str:
    """`ROE, Jane Mary, Dr` as it is said: Jane Mary Roe. A company has no comma and stays as it is."""
    last, *rest = [part.strip() for part in name.split(",")]
    if not rest:
        return _cased(name) if not name.isupper() else name
    titles = (part.strip(" .") for part in rest[1:])
    return " ".join(filter(None, (next(filter(_KEPT.__contains__, titles), ""), _given(rest[0]), _cased(last))))


def _given(names: str) -> str:
    return "" if names == "." else _cased(names)


def _cased(names: str) -> str:
    return " ".join(_word(word, within=place > 0) for place, word in enumerate(names.split()))


def _word(word: str, *, within: bool) -> str:
    if not word.isupper() or len(word.strip(".")) < 2 or (within and word in _GENERATIONS):
        return word
    small = word.lower()
    if small in _PARTICLES or (within and small in _WITHIN):
        return small
    return re.sub(r"[^\W\d_]+", lambda part: _capital(part[0]), small)


def _capital(part: str) -> str:
    """Mc is one everywhere; Mac may be the beginning of Macey."""
    return f"Mc{part[2:].capitalize()}" if re.match(r"mc\w{2}", part) else part.capitalize()
