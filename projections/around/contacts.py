"""Links between people and colleagues of ours on any day, and what is known of people, from rows read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from domain.dates import FOREVER
from domain.key_moments.found import Tie
from domain.key_moments.scenes import Attitude

from ..attitudes import attitudes
from ..fragments import decode
from ..people import links, people
from ..snapshots import Snapshot
from ..ties import link_of
from .sales import holds

_ENDS = ("person", "other", "kind", "directed")
_FLAGS = ("home", "ours", "details", "valid_from", "valid_to")


class Contacts:
    def __init__(self, at: Snapshot) -> None:
        self._at = at
        self._links: dict[str, list[Any]] = {}
        self._people: dict[str, list[Any]] = {}
        self._attitudes: dict[str, list[Any]] = {}

    def learn(self, asked: Iterable[str]) -> None:
        """Links of these people, and who of both ends is ours."""
        ids = set(asked) - self._links.keys()
        if not ids:
            return
        self._links.update((id, []) for id in ids)
        for row in self._read(ids):
            for end in {row.person, row.other} & ids:
                self._links[end].append(row)
        self.learn_people(ids | {end for id in ids for row in self._links[id] for end in (row.person, row.other)})

    def learn_people(self, asked: Iterable[str]) -> None:
        ids = set(asked) - self._people.keys()
        if not ids:
            return
        self._people.update((id, []) for id in ids)
        for row in self._at.known_rows(people.c.home, ids, _FLAGS):
            self._people[row.home].append(row)

    def learn_attitudes(self, asked: Iterable[str]) -> None:
        ids = set(asked) - self._attitudes.keys()
        if not ids:
            return
        self._attitudes.update((id, []) for id in ids)
        for row in self._at.known_rows(attitudes.c.person, ids):
            self._attitudes[row.person].append(row)

    def is_ours(self, person: str, day: int) -> bool:
        return any(row.ours and holds(row, day) for row in self._people.get(person, ()))

    def described(self, person: str, day: int) -> frozenset[str]:
        """Which properties of somebody are known."""
        rows = (row for row in self._people.get(person, ()) if holds(row, day))
        return frozenset(name for row in rows for name in decode(row.details or "{}"))

    def attitudes_of(self, person: str, day: int) -> tuple[Attitude, ...]:
        """The latest that anybody said of each opportunity."""
        rows = [row for row in self._attitudes.get(person, ()) if holds(row, day)]
        latest = {row.home: decode(row.attitude) for row in sorted(rows, key=lambda row: (row.said, row.place))}
        return tuple(Attitude(*one) for one in sorted(latest.items()))

    def far_ends(self, person: str) -> set[str]:
        """Everybody with whom somebody was ever linked."""
        return {end for row in self._links.get(person, ()) for end in (row.person, row.other)} - {person}

    def ties(self, person: str, day: int) -> tuple[Tie, ...]:
        """With colleagues, in the order of their ids."""
        return tuple(tie for tie in self.all_ties(person, day) if self.is_ours(tie.ours, day))

    def linked_throughout(self, person: str, first: int) -> bool:
        """Whether somebody, who is not ours, has a link with one and the same colleague on every day from one on."""
        if any(row.ours and row.valid_to.toordinal() > first for row in self._people.get(person, ())):
            return False
        rows = [row for row in self._links.get(person, ()) if row.assessor is None and _lasts(row, first)]
        ends = ({row.person, row.other} - {person} for row in rows)
        return any(
            row.ours and _lasts(row, first) for some in ends for end in some for row in self._people.get(end, ())
        )

    def all_ties(self, person: str, day: int) -> list[Tie]:
        """With anybody, who stands where a colleague would."""
        running = defaultdict(list)
        for row in self._links.get(person, ()):
            if holds(row, day):
                running[tuple(getattr(row, name) for name in _ENDS)].append(row)
        found = [link for rows in running.values() if (link := link_of(rows))]
        return sorted((_tie(person, link) for link in found), key=lambda tie: tie[:3])

    def _read(self, ids: set[str]) -> list[Any]:
        """Each once, whichever end was asked for; between records that are one it links nobody."""
        one, other = (self._at.known_rows(column, ids) for column in (links.c.person, links.c.other))
        found = [*one, *(row for row in other if row.person not in ids)]
        return [row for row in found if row.person != row.other]


def _lasts(row: Any, first: int) -> bool:
    return holds(row, first) and holds(row, FOREVER - 1)


def _tie(person: str, link: dict[str, Any]) -> Tie:
    other = link["other"] if link["person"] == person else link["person"]
    return Tie(other, person, link["kind"], link.get("tone"), link.get("strength"))
