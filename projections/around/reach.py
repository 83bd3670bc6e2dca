"""How far a change reaches: whom else key moments have to be looked for again, and in which posts and units.

Rather too far than not far enough: everything that was ever known is looked at, at whatever position.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Column, ColumnElement, select

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

    def widened(self, changed: Changed) -> Changed:
        """People by whom they know, whom they followed in a post, and where a whole organization is meant."""
        known = {*self._linked(changed.people), *changed.people}
        near = self._related(self._related(changed.organizations | self._ours(changed.people)))
        posts = self._held_by(changed.people) | changed.roles | self._posts_in(changed.units) | self._posts_of(near)
        holders = self._over(tenures.c.person, tenures.c.home, posts)
        in_units = self._over(roles.c.unit, roles.c.home, posts) | changed.units
        return Changed(known | holders, posts | self._posts_in(in_units), in_units, near, changed.vocabularies)

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
