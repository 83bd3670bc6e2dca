"""Links between people and colleagues of ours on any day, from rows read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from domain.key_moments.found import Tie

from .people import links, people
from .sales import holds
from .snapshots import Snapshot
from .ties import link_of

_ENDS = ("person", "other", "kind", "directed")
_FLAGS = ("home", "ours", "valid_from", "valid_to")


class Contacts:
    """Of these people; `named` are they and everybody they were ever linked with."""

    def __init__(self, at: Snapshot, asked: Iterable[str]) -> None:
        ids = set(asked)
        self._rows: dict[str, list[Any]] = defaultdict(list)
        for row in self._read(at, ids):
            for end in {row.person, row.other}:
                self._rows[end].append(row)
        self.named = ids | self._rows.keys()
        self._people: dict[str, list[Any]] = defaultdict(list)
        for row in at.rows(people, at.known(people), people.c.home, self.named, only=_FLAGS):
            self._people[row.home].append(row)

    def is_ours(self, person: str, day: int) -> bool:
        return any(row.ours and holds(row, day) for row in self._people[person])

    def ties(self, person: str, day: int) -> tuple[Tie, ...]:
        """With colleagues, in the order of their ids."""
        running = defaultdict(list)
        for row in self._rows[person]:
            if holds(row, day):
                running[tuple(getattr(row, name) for name in _ENDS)].append(row)
        found = [link for rows in running.values() if (link := link_of(rows))]
        with_ours = (link for link in found if self.is_ours(_far_end(person, link), day))
        return tuple(sorted((_tie(person, link) for link in with_ours), key=lambda tie: tie[:3]))

    def _read(self, at: Snapshot, ids: set[str]) -> list[Any]:
        """Each once, whichever end was asked for."""
        one, other = (at.rows(links, at.known(links), column, ids) for column in (links.c.person, links.c.other))
        return [*one, *(row for row in other if row.person not in ids)]


def _far_end(person: str, link: dict[str, Any]) -> str:
    other: str = link["other"] if link["person"] == person else link["person"]
    return other


def _tie(person: str, link: dict[str, Any]) -> Tie:
    return Tie(_far_end(person, link), person, link["kind"], link.get("tone"), link.get("strength"))
