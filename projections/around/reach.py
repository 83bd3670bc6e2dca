"""How far a change reaches: whom else key moments have to be looked for again, in which posts and units, and from
which day on everywhere.

Rather too far than not far enough: everything that was ever known is looked at, at whatever position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any

from sqlalchemy import Column, select

from domain.dates import DAWN
from domain.key_moments.rules import EVERYTHING, Beside

from ..opportunities import buying_roles
from ..organizations import units
from ..people import links, people
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from .changes import Changed, Days, earliest
from .origins import where_colleagues_are

_CHUNK = 500
# Vocabularies by which rules judge, wherever their words were used.
_JUDGING = frozenset({"level", "buying_role", "relation"})


@dataclass
class Reached:
    """Whom and which posts and units a change touches, on whatever day; the first day from which on it may touch
    everybody, if any; by organization, that from which on somebody whom we know may be missing there (`missing`); by
    post, that from which on it touches who moves there (`titled`)."""

    people: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    since: int | None = None
    missing: Days = field(default_factory=dict)
    titled: Days = field(default_factory=dict)
    everything: bool = False


class Reach:
    """Of the changes within one answer; what was asked for once is kept."""

    def __init__(self, at: Snapshot) -> None:
        self._at = at
        self._kept: dict[object, dict[object, set[str]]] = defaultdict(dict)

    def of(self, changed: Changed, before: int, through: int, rests_on: Container[Beside] = EVERYTHING) -> Reached:
        """People by whom they know, and by whom they followed where it matters; as far as rules rest on it."""
        own = self._held_by(changed.players) | changed.posts
        whole = changed.roles | self._posts_in(changed.units)
        followed = own & self._decisive if "predecessors" in rests_on else set()
        holders = self.holders_of(followed | whole)
        return Reached(
            changed.people | holders | self._acquainted(changed, rests_on),
            own | whole,
            self.units_of(own | whole) | changed.units,
            min(self._since(changed, before, through, rests_on), default=None),
            self._missing(changed.lost) if "presence" in rests_on else {},
            changed.titled,
            not _JUDGING.isdisjoint(changed.vocabularies),
        )

    def _acquainted(self, changed: Changed, rests_on: Container[Beside]) -> set[str]:
        """Colleagues who know them, for when these leave; and whom somebody knows who became a colleague."""
        known = self._linked(changed.people) & self.colleagues if "links" in rests_on else set()
        return known | self._linked(changed.flagged)

    def _since(self, changed: Changed, before: int, through: int, rests_on: Container[Beside]) -> Iterable[int]:
        if "selling" in changed.since:
            yield changed.since["selling"]
        if "occasions" in rests_on and "occasions" in changed.since:
            yield changed.since["occasions"]
        if "relations" in rests_on:
            yield from (day for name, day in changed.since.items() if name == "relations")
            yield from [DAWN + 1] if self._moved_house(changed, before, through) else []

    def _missing(self, lost: Days) -> Days:
        found: Days = {}
        for person in lost.keys() & self.linked:
            for organization in self._owners(self._held_by([person])):
                earliest(found, organization, lost[person])
        return found

    def _owners(self, posts: Collection[str]) -> set[str]:
        """Every organization that these ever belonged to."""
        own = self._over(roles.c.organization, roles.c.home, posts)
        return own | self._over(units.c.organization, units.c.home, self.units_of(posts))

    def _moved_house(self, changed: Changed, before: int, through: int) -> bool:
        """Whether other organizations are those of our colleagues now."""
        ours = not self.colleagues.isdisjoint(changed.movers) or changed.flagged or changed.roles
        return bool(ours) and self._houses(before) != self._houses(through)

    def _houses(self, position: int) -> set[str]:
        at = self._at.on(self._at.day, position)
        found: set[str] = at.lasting(("ours", position), partial(where_colleagues_are, at))
        return found

    @cached_property
    def _decisive(self) -> set[str]:
        """Posts whose holders may hand on a part in an opportunity: to whoever follows, whoever is found in between."""
        playing = select(buying_roles.c.person).where(self._at.ours(buying_roles))
        found = select(tenures.c.home).where(self._at.ours(tenures), tenures.c.person.in_(playing)).distinct()
        return set(self._at.connection.scalars(found))

    @cached_property
    def colleagues(self) -> set[str]:
        """Whoever was ours at any time."""
        query = select(people.c.home).where(self._at.ours(people), people.c.ours).distinct()
        return set(self._at.connection.scalars(query))

    @cached_property
    def linked(self) -> set[str]:
        """With a colleague, at any time."""
        return self._linked(self.colleagues)

    def holders_of(self, posts: Collection[str]) -> set[str]:
        """Whoever held them at any time."""
        return self._over(tenures.c.person, tenures.c.home, posts)

    def holders_at(self, organizations: Collection[str]) -> set[str]:
        """Everybody who held a post there at any time."""
        own = self._over(roles.c.home, roles.c.organization, organizations)
        own |= self._posts_in(self._over(units.c.home, units.c.organization, organizations))
        return self.holders_of(own)

    def units_of(self, posts: Collection[str]) -> set[str]:
        """Every unit that these were ever in."""
        return self._over(roles.c.unit, roles.c.home, posts)

    def _linked(self, ids: Collection[str]) -> set[str]:
        one = self._over(links.c.other, links.c.person, ids)
        return one | self._over(links.c.person, links.c.other, ids)

    def _held_by(self, ids: Collection[str]) -> set[str]:
        return self._over(tenures.c.home, tenures.c.person, ids)

    def _posts_in(self, ids: Collection[str]) -> set[str]:
        return self._over(roles.c.home, roles.c.unit, ids)

    def _over(self, wanted: Column[Any], by: Column[Any], ids: Iterable[object]) -> set[str]:
        """What stands in one column where these stand in another, in rows known at any time."""
        kept, asked = self._kept[wanted, by], set(ids)
        missing = sorted(asked - kept.keys(), key=str)
        kept.update((id, set()) for id in missing)
        where = [self._at.ours(wanted.table), wanted.is_not(None)]
        for start in range(0, len(missing), _CHUNK):
            query = select(by, wanted).where(*where, by.in_(missing[start : start + _CHUNK])).distinct()
            for id, found in self._at.connection.execute(query):
                kept[id].add(found)
        return set().union(*(kept[id] for id in asked))
