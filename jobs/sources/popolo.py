"""Popolo's memberships (one JSON document), and our own lines of JSON: one move a line, under our names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import blake2b
from typing import Any

from domain.language import in_english

from .entries import MOST_ROWS, Bad, Entry, Kind, Move, Options, Page, Roster, Seat, Unreadable, collected
from .mapping import move_of
from .shapes import BadEntry, Item, day, each, listed, parsed_object, required, text


def read(body: bytes, options: Options) -> Page:
    """Memberships with dates are stated moves; the others say who is there now. Raises Unreadable."""
    document = parsed_object(body)
    names = {kind: _by_id(listed(document, kind)) for kind in ("persons", "organizations", "posts")}
    bodies = _by_id(listed(document, "posts"), "organization_id")
    undated: dict[str, list[Seat]] = defaultdict(list)
    found = each(_memberships(document), lambda item: _stated(_placed(item, bodies), names, undated))
    published = day(text(document, "date") or text(document, "updated_at"))
    rosters = (_roster(organization, seats, published) for organization, seats in undated.items() if published)
    return collected([*found, *rosters])


def _memberships(document: dict[str, Any]) -> Iterator[Any]:
    """Of the document, and those within a person or an organization, which need not say whose they are."""
    yield from listed(document, "memberships")
    for kind, whose in (("persons", "person_id"), ("organizations", "organization_id")):
        for one in listed(document, kind):
            within = one.get("memberships") if isinstance(one, dict) else None
            for item in within if isinstance(within, list) else ():
                yield {whose: one.get("id")} | item if isinstance(item, dict) else item


def _placed(item: dict[str, Any], bodies: dict[str, str]) -> dict[str, Any]:
    """In the organization of its post where it names none."""
    return item if item.get("organization_id") else item | {"organization_id": bodies.get(str(item.get("post_id")))}


def _by_id(items: list[Any], *members: str) -> dict[str, str]:
    """Names (of posts: labels) by id."""
    found = {}
    for item in items:
        if isinstance(item, dict) and isinstance(item.get("id"), str | int):
            values = (item.get(name) for name in members or ("name", "label", "role"))
            found[str(item["id"])] = next((value for value in values if isinstance(value, str)), "")
    return {id: value for id, value in found.items() if value}


def _stated(item: dict[str, Any], names: dict[str, dict[str, str]], undated: dict[str, list[Seat]]) -> Iterator[Item]:
    person = _named(item, "person_id", names["persons"])
    organization = _named(item, "organization_id", names["organizations"])
    role = names["posts"].get(str(item.get("post_id"))) or text(item, "label") or required(item, "role")
    dates: dict[Kind, str | None] = {
        "joined": day(text(item, "start_date"), "start_date"),
        "left": day(text(item, "end_date"), "end_date"),
    }
    _in_order(dates["joined"], dates["left"])
    if not any(dates.values()):
        undated[organization].append(Seat(person=person, role=role))
    said = f"{person}\n{organization}\n{role}\n{dates['joined'] or ''}"
    own = text(item, "id") or blake2b(said.encode(), digest_size=16).hexdigest()
    for kind, date in dates.items():
        if date is not None:
            move = Move(kind=kind, person_name=person, organization_name=organization, role_title=role, starts=date)
            yield Entry(id=f"{own}#{kind}", moves=(move,))


def _in_order(start: str | None, end: str | None) -> None:
    """As far as both are known. Raises BadEntry."""
    if start and end and end[: len(start)] < start[: len(end)]:
        raise BadEntry("end_date: is before start_date")


def _named(item: dict[str, Any], name: str, names: dict[str, str]) -> str:
    found = names.get(required(item, name))
    if found is None:
        raise BadEntry(in_english("{name}: names nothing in this document", name=name))
    return found


def _roster(organization: str, seats: list[Seat], published: str) -> Roster:
    return Roster(
        entry=f"{organization}@{published}",
        organization_name=organization,
        key=organization,
        published=published,
        seats=tuple(seats),
    )


def read_lines(body: bytes, options: Options) -> Page:
    """Lines of JSON with `id` and our names for the fields of a move. Raises Unreadable."""
    lines = [line for line in body.splitlines() if line.strip()]
    if len(lines) > MOST_ROWS:
        raise Unreadable(in_english("more lines than anybody reads at once"))
    entries: list[Entry] = []
    bad: list[Bad] = []
    for place, line in enumerate(lines, 1):
        try:
            entries.append(_line(parsed_object(line), options))
        except (BadEntry, Unreadable) as problem:
            bad.append(Bad(place=place, problem=str(problem)))
    return Page(entries=tuple(entries), bad=tuple(bad))


def _line(found: dict[str, Any], options: Options) -> Entry:
    move = move_of(found, options, published=None, excerpt=None)
    return Entry(id=row_identity(found), published=move.announced, moves=(move,))


def row_identity(found: dict[str, Any]) -> str:
    """Its id, else what it says: the same row is the same entry wherever it stands."""
    said = "\n".join(f"{name}={found[name]}" for name in sorted(found))
    return text(found, "id") or blake2b(said.encode(), digest_size=16).hexdigest()
