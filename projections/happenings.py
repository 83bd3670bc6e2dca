"""From which day a fact counts as an event, and for what was known when: corrections move it, withdrawals end it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import Connection

from domain.amendments import AMENDMENTS, FactCorrected, FactWithdrawn, PersonErased, ValueErased
from domain.coverage import ContactRuleSet, CoverageAssigned
from domain.dates import DAWN, span_of
from domain.facts import REGISTRY, Fact
from domain.log.keys import KeyRing
from domain.log.mapper import EPOCH
from domain.log.reading import read_families
from domain.opportunities import BuyingRoleAssigned
from domain.organizations import OrganizationsRelated
from domain.roles import PersonTookRole
from domain.standing import Family, Recorded
from domain.teams import TeamRolePlayed

from .intervals import OPEN

EVENT = np.dtype(
    [
        ("day", np.int32),
        ("position", np.uint32),
        ("root", np.uint32),
        ("known_from", np.uint32),
        ("known_to", np.uint32),
        ("restricted", np.bool_),
    ]
)
_ABOUT_FACTS = frozenset(cls.type for cls in (FactCorrected, FactWithdrawn, ValueErased, PersonErased))
_AMENDING = frozenset(cls.type for cls in AMENDMENTS)
_BEGINNING = (
    PersonTookRole, BuyingRoleAssigned, OrganizationsRelated, CoverageAssigned, ContactRuleSet, TeamRolePlayed,
)  # fmt: skip
_DAY, _FIRST = 86_400_000_000, EPOCH.toordinal()
Spell = tuple[int, int, int, int, int]


class Happening(NamedTuple):
    """A fact that stands, by the day from which it counts."""

    day: int
    position: int
    root: int


def happenings(connection: Connection, keys: KeyRing, rows: Sequence[Any], upto: int) -> list[Spell]:
    """(day, position, root, known from, known to) of (position, root, type, effective, recorded_at) of whole families.

    Amendments and erasures are no events.
    """
    amended = {root for _, root, type, *_ in rows if type in _AMENDING}
    found = [
        (counted_from(REGISTRY[type], effective, _FIRST + recorded_at // _DAY), position, root, position, OPEN)
        for position, root, type, effective, recorded_at in rows
        if root not in amended and type not in _ABOUT_FACTS
    ]
    members: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(connection, keys, amended, upto):
        members[recorded.root].append(recorded)
    return found + [spell for family in members.values() for spell in _spells(family)]


def _spells(members: list[Recorded]) -> Iterator[Spell]:
    family, open = Family(), dict[int, tuple[int, int]]()
    for member in members:
        family.join(member)
        says = {said.place: said for said in family.says if said.fact.type not in _ABOUT_FACTS}
        days = {place: counted_from(type(said.fact), said.fact.effective, said.day) for place, said in says.items()}
        for place in [place for place, (day, _since) in open.items() if days.get(place) != day]:
            day, since = open.pop(place)
            yield day, place, member.root, since, member.position
        open |= {place: (day, member.position) for place, day in days.items() if place not in open}
    for place, (day, since) in open.items():
        yield day, place, members[0].root, since, OPEN


def counted_from(cls: type[Fact], effective: str | None, recorded: int) -> int:
    """The day from which a fact counts: of an unknown date, what begins something counts from before everything."""
    if effective is not None:
        return span_of(effective).first
    return DAWN if cls.creates or cls.undated or issubclass(cls, _BEGINNING) else recorded
