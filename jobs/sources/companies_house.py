"""UK Companies House: the officers of a company, the appointments of an officer, and the stream of changes.

`appointed_on` and `resigned_on` are stated by the register. For managing officers and for those appointed before 1992
the first is only a day by which they held office.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .entries import MOST_ROWS, Bad, Entry, Kind, Move, Options, Page, Unreadable, collected
from .shapes import BadEntry, Item, day, each, identity, listed, member, parsed_object, required, text

_NOTIFIED = "managing-officer"


def read_officers(body: bytes, options: Options) -> Page:
    """`/company/{number}/officers`: the company is what the feed's options call it. Raises Unreadable."""
    return collected(each(listed(parsed_object(body), "items"), lambda item: _entries(item, options.organization)))


def read_appointments(body: bytes, options: Options) -> Page:
    """`/officers/{id}/appointments`: every item names its company. Raises Unreadable."""
    return collected(each(listed(parsed_object(body), "items"), lambda item: _entries(item, _company(item, options))))


def read_stream(body: bytes, options: Options) -> Page:
    """Lines of the streaming API; an unfinished last line is left for the next time. Raises Unreadable."""
    whole, _, _ = body.rpartition(b"\n")
    lines = [line for line in whole.splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise Unreadable("more lines than anybody reads at once")
    found: list[Item] = []
    points: list[int] = []
    for place, line in enumerate(lines, 1):
        try:
            found.extend(_event(line, options, points))
        except (BadEntry, Unreadable) as bad:
            found.append(Bad(place=place, problem=str(bad)))
    latest = {one.id: one for one in found if isinstance(one, Entry)}
    rest = [one for one in found if not isinstance(one, Entry)]
    return collected([*latest.values(), *rest], cursor=str(max(points)) if points else None)


def _event(line: bytes, options: Options, points: list[int]) -> Iterator[Item]:
    event = parsed_object(line)
    point = member(event, "event").get("timepoint")
    if not isinstance(point, int) or isinstance(point, bool):
        raise BadEntry("event.timepoint: expected a number")
    points.append(point)
    if event.get("resource_kind") == "company-officers" and member(event, "event").get("type") == "changed":
        data = member(event, "data")
        published = day(text(member(event, "event"), "published_at"), "published_at")
        yield from _entries(data, _company(data, options) or _number(event), published)


def _company(item: dict[str, Any], options: Options) -> str | None:
    return text(member(item, "appointed_to"), "company_name") or text(item, "company_name") or options.organization


def _number(event: dict[str, Any]) -> str | None:
    """The stream tells the company by its number only."""
    parts = (text(event, "resource_uri") or "").split("/")
    return parts[2] if len(parts) > 2 and parts[1] == "company" else None


def _entries(item: dict[str, Any], company: str | None, published: str | None = None) -> Iterator[Item]:
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
        person_name=written_forwards(required(item, "name")),
        organization_name=company,
        role_title=required(item, "officer_role").replace("-", " "),
        announced=published,
        starts=date,
        excerpt=text(item, "occupation"),
    )


def written_forwards(name: str) -> str:
    """`SMITH, Jane Mary` as it is said: Jane Mary Smith. A company has no comma and stays as it is."""
    last, comma, first = name.partition(", ")
    if not comma:
        return name
    return f"{first} {_cased(last)}"


def _cased(name: str) -> str:
    return "-".join(part.capitalize() for part in name.split("-")) if name.isupper() and " " not in name else name
