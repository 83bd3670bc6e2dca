"""How far a change reaches: whom else key moments have to be looked for again, and in which posts and units.

Rather too far than not far enough: everything that was ever known is looked at, at whatever position.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable
from functools import cached_property
from typing import Any

from sqlalchemy import Column, ColumnElement, select

from domain.key_moments.rules import EVERYTHING, Beside

from ..opportunities import buying_roles
from ..organizations import relations, units
from ..people import links, people
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from .changes import Changed

_CHUNK = 500


class Reach:
    """Of the changes within one answer."""

    def __init__(self, at: Snapshot) -> None:
        self._at = at

    def widened(self, changed: Changed, rests_on: Container[Beside] = EVERYTHING) -> Changed:
        """People by whom they know, by whom they followed where it matters, and where a whole organization is meant;
        as far as rules rest on it."""
        near, linked, followed = changed.organizations, set[str](), set[str]()
        near = near | changed.selling if "sales" in rests_on else near
        if "relations" in rests_on:
            near = self._related(self._related(near | self._ours(changed.people)))
        people = changed.people | self._over(buying_roles.c.person, buying_roles.c.home, changed.opportunities)
        own = self._held_by(people) | changed.posts
        if "predecessors" in rests_on:
            followed = own & self._decisive
        if "links" in rests_on:
            linked = self._linked(changed.people)
        whole = changed.roles | self._posts_in(changed.units) | self._posts_of(near)
        holders = self._over(tenures.c.person, tenures.c.home, followed | whole)
        in_units = self._over(roles.c.unit, roles.c.home, own | whole) | changed.units
        return Changed(
            people=people | linked | holders,
            roles=own | whole,
            units=in_units,
            vocabularies=changed.vocabularies,
        )

    @cached_property
    def _decisive(self) -> set[str]:
        """Posts whose holders may hand on a part in an opportunity: to whoever follows, whoever is found in between."""
        playing = select(buying_roles.c.person).where(self._at.ours(buying_roles))
        found = select(tenures.c.home).where(self._at.ours(tenures), tenures.c.person.in_(playing)).distinct()
        return set(self._at.connection.scalars(found))

    def linked_beside(self, ids: Collection[str]) -> set[str]:
        """Everybody linked with a colleague who was ever where these, or whom they know, held a post; and two steps on
        from these."""
        near = self._linked(ids) | set(ids)
        places = self._posts_of(self._owners(self._held_by(near)))
        return self._linked(near) | (self._over(tenures.c.person, tenures.c.home, places) & self.everybody_linked())

    def _owners(self, posts: Collection[str]) -> set[str]:
        units_of = self._over(roles.c.unit, roles.c.home, posts)
        return self._over(roles.c.organization, roles.c.home, posts) | self._over(
            units.c.organization, units.c.home, units_of
        )

    def everybody_linked(self) -> set[str]:
        """With a colleague, at any time."""
        colleagues = self._over(people.c.home, people.c.ours, [True])
        return self._linked(colleagues)

    def _ours(self, ids: Collection[str]) -> set[str]:
        """Where the colleagues among these people hold posts: that is what makes an organization ours."""
        colleagues = self._over(people.c.home, people.c.home, ids, people.c.ours)
        return self._over(roles.c.organization, roles.c.home, self._held_by(colleagues))

    def _linked(self, ids: Collection[str]) -> set[str]:
        one = self._over(links.c.other, links.c.person, ids)
        return one | self._over(links.c.person, links.c.other, ids)

    def _related(self, ids: Collection[str]) -> set[str]:
        """With what they are related to, either way."""
        one = self._over(relations.c.other, relations.c.home, ids)
        return one | self._over(relations.c.home, relations.c.other, ids) | set(ids)

    def _held_by(self, ids: Collection[str]) -> set[str]:
        return self._over(tenures.c.home, tenures.c.person, ids)

    def _posts_of(self, ids: Collection[str]) -> set[str]:
        own = self._over(roles.c.home, roles.c.organization, ids)
        return own | self._posts_in(self._over(units.c.home, units.c.organization, ids))

    def _posts_in(self, ids: Collection[str]) -> set[str]:
        return self._over(roles.c.home, roles.c.unit, ids)

    def _over(
        self, wanted: Column[Any], by: Column[Any], ids: Iterable[object], *also: ColumnElement[bool]
    ) -> set[str]:
        """What stands in one column where these stand in another, in rows known at any time."""
        ordered, found = sorted(set(ids), key=str), set[str]()
        where = [self._at.ours(wanted.table), *also]
        for start in range(0, len(ordered), _CHUNK):
            query = select(wanted).where(*where, by.in_(ordered[start : start + _CHUNK])).distinct()
            found.update(filter(None, self._at.connection.scalars(query)))
        return found
