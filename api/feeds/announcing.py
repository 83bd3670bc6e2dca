"""Announcements as they are pushed in: as fields, or as the text of a post or a mail, read by the rules for feeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import structs

from domain.errors import InvalidRequest, Refused
from jobs.sources.entries import Move
from jobs.wording.reading import moves_in
from projections.reports import Announcement, announcement, entry_of
from projections.tenants import Tenant

# What a text may say where its sender does not.
_READ = (
    "person_name", "organization_name", "role_title", "announced", "starts", "predecessor_name",
    "previous_organization", "previous_role",
)  # fmt: skip


class Pushed(NamedTuple):
    """What was announced, and of each its place in what was sent."""

    announcements: list[Announcement]
    places: list[int]


def pushed(tenant: Tenant, sent: Sequence[object]) -> Pushed:
    """A text that tells of several moves is several announcements of one entry. Raises InvalidRequest with a place."""
    told = [(place, one) for place, values in enumerate(sent) for one in _read(tenant, _announced(place, values))]
    return Pushed([one for _, one in told], [place for place, _ in told])


def _announced(place: int, values: object) -> Announcement:
    try:
        return announcement(values)
    except Refused as refused:
        raise refused.at(place) from None


def _read(tenant: Tenant, announced: Announcement) -> Iterator[Announcement]:
    """What its sender states stands; the entry stays the same whatever a better rule reads in the text one day."""
    found = moves_of_text(announced)
    if not found:
        yield announced
    entry = entry_of(tenant, announced)
    for number, move in enumerate(found, 1):
        read = {name: getattr(move, name) for name in _READ if getattr(announced, name) is None}
        yield structs.replace(announced, entry=entry if number == 1 else f"{entry}#{number}", kind=move.kind, **read)


def moves_of_text(announced: Announcement) -> Sequence[Move]:
    """Where nobody said who does what. The first of several lines is a title, as the subject of a mail is."""
    if announced.text is None or announced.person_name is not None or announced.kind != "unknown":
        return ()
    first, _, rest = announced.text.strip().partition("\n")
    return moves_in(first, rest or first, announced.announced)


def at_its_place(refused: Refused, places: Sequence[int]) -> Refused:
    """A refusal names the place in what was sent."""
    if refused.index is not None:
        refused.index = places[refused.index]
    return refused


def some_of(sent: object) -> list[object]:
    """One or a list. Raises InvalidRequest."""
    some = sent if isinstance(sent, list) else [sent]
    if not some:
        raise InvalidRequest("expected at least one nomination")
    return some
