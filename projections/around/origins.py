"""Where people come from: who supplied these places at that time, and what those suppliers are to us."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import select

from domain.key_moments.scenes import Origin, Related
from domain.moves import Spell

from ..fragments import decode
from ..organizations import organizations, relations
from ..people import people
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from ..words import Words
from .sales import Sales, holds

OURSELVES = "ourselves"


class Origins:
    def __init__(self, at: Snapshot, sales: Sales) -> None:
        self._at, self._words = at, Words(at)
        self._sales = sales
        self._relations: dict[str, list[Any]] = defaultdict(list)
        self._organizations: dict[str, list[Any]] = defaultdict(list)
        self._ours: set[str] = set()

    def learn(self, asked: Iterable[str]) -> None:
        """What these places, and whoever is related to them, are to others and to us."""
        ids = set(asked)
        self._sales.learn(ids)
        others = {row.other for row in self._related(ids, relations.c.home)}
        rows = {*self._related(others, relations.c.home), *self._related(others, relations.c.other)}
        near = others.union(*((row.home, row.other) for row in rows))
        if others:
            self.learn_ours(near)

    def learn_ours(self, ids: Iterable[str]) -> None:
        """Which of these are us."""
        at = self._at
        for row in at.known_rows(organizations.c.home, ids):
            self._organizations[row.home].append(row)
        self._ours = at.lasting(("ours", at.position), partial(where_colleagues_are, at))
        self._sales.learn(self._ours)

    def of(self, spells: Iterable[Spell], day: int) -> tuple[Origin, ...]:
        """Of posts that somebody held before a day; the last time at each place."""
        last: dict[str, int] = {}
        for spell in spells:
            owner = spell.vacated.organization
            if owner is not None and spell.first < day:
                until = day - 1 if spell.end is None else min(spell.end.first, day) - 1
                last[owner] = max(until, last.get(owner, 0))
        found = (Origin(id, until, self._of_place(id, until), self._sales.won(id, until)) for id, until in last.items())
        return tuple(sorted(found, key=lambda one: (-one.until, one.organization)))

    def _of_place(self, organization: str, day: int) -> tuple[Related, ...]:
        rows = (row for row in self._relations[organization] if row.home == organization and holds(row, day))
        return tuple(
            Related(
                row.other, self._meant(row.relation, day), self._kinds(row.other, day), self.is_ours(row.other, day)
            )
            for row in sorted(rows, key=lambda row: (row.other, row.relation))
        )

    def _kinds(self, organization: str, day: int) -> frozenset[str]:
        """What it is by itself, and what it is to us or we to it."""
        own = self._kind(organization, day)
        near = (row for row in self._relations[organization] if holds(row, day))
        with_us = [row.relation for row in near if self.is_ours(_far_end(organization, row), day)]
        return frozenset().union([own] if own else (), *(self._meant(word, day) for word in with_us))

    def _meant(self, relation: str, day: int) -> frozenset[str]:
        """The word for a relation, and what it means."""
        return frozenset((relation, self._words.meaning("relation", relation, date.fromordinal(day))))

    def is_ours(self, organization: str, day: int) -> bool:
        """A colleague at a customer does not make the customer us."""
        held = organization in self._ours and not self._sales.concerns(organization, day)
        return held or self._kind(organization, day) == OURSELVES

    def _kind(self, organization: str, day: int) -> str | None:
        rows = (row for row in self._organizations[organization] if holds(row, day))
        return next((decode(row.details or "{}").get("kind") for row in rows), None)

    def _related(self, ids: set[str], column: Any) -> list[Any]:
        """Each relation known by both of its ends, once."""
        rows = self._at.known_rows(column, ids)
        for row in rows:
            for end in (row.home, row.other):
                if row not in self._relations[end]:
                    self._relations[end].append(row)
        return rows


def where_colleagues_are(at: Snapshot) -> set[str]:
    """Organizations in which a colleague ever held a post."""
    colleagues = select(people.c.home).where(at.known(people), people.c.ours)
    posts = select(tenures.c.home).where(at.known(tenures), tenures.c.person.in_(colleagues))
    found = select(roles.c.organization).where(at.known(roles), roles.c.home.in_(posts)).distinct()
    return {id for id in at.connection.scalars(found) if id is not None}


def ourselves(at: Snapshot, asked: Iterable[str]) -> set[str]:
    """Those of these organizations that are us on the day: by their kind, or because colleagues of ours work there."""
    origins, ids = Origins(at, Sales(at)), set(asked)
    origins.learn_ours(ids)
    return {id for id in ids if origins.is_ours(id, at.day.toordinal())}


def _far_end(organization: str, row: Any) -> str:
    other: str = row.other if row.home == organization else row.home
    return other
