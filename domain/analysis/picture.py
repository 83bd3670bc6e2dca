"""An account at a moment as analysis looks at it: what its map says, in plain typed data.

It is read from the map's own JSON, so that whatever a map can be of (a past date, what was known then, hypothetical
facts, a caller without the scope `restricted`) can be analyzed too. Fields mean what they mean on the map.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

Number = int | float
Facts = dict[str, list[str]]


class Entry(Struct, frozen=True, kw_only=True):
    """What parts of a map carry: `certainty` of its being there, values that are only `probable`, and in `why` the
    ids of the facts behind each value where the map was asked for with them."""

    certainty: str = "confirmed"
    probable: list[str] = []
    why: Facts = {}


class Account(Entry, frozen=True, kw_only=True):
    id: str
    name: str | None = None
    status: str | None = None
    potential: Number | str | None = None
    revenue: dict[str, Any] = {}
    goals: str | None = None
    culture: dict[str, float] = {}
    culture_assessed: dict[str, Any] = {}


class Unit(Entry, frozen=True, kw_only=True):
    id: str
    name: str | None = None
    parent: str | None = None
    culture: dict[str, float] = {}
    culture_assessed: dict[str, Any] = {}


class Holder(Entry, frozen=True, kw_only=True):
    """Somebody in a role; informal `power` there from 0 to 10, and what it rests on."""

    person: str
    name: str | None = None
    since: str | None = None
    tenure_kind: str = "permanent"
    took: str = ""
    power: Number | None = None
    power_by: str | None = None
    power_sources: list[str] = []
    crafted: dict[str, Any] = {}


class Role(Entry, frozen=True, kw_only=True):
    """`organization` is told where a picture is of several."""

    id: str
    organization: str | None = None
    title: str | None = None
    unit: str | None = None
    reports_to: str | None = None
    dotted_to: list[str] = []
    function: str | None = None
    level: int | str | None = None
    headcount: int = 1
    holders: list[Holder] = []


class Person(Entry, frozen=True, kw_only=True):
    id: str
    name: str | None = None
    ours: bool = False
    erased: bool = False


class Link(Entry, frozen=True, kw_only=True):
    """Tone from -2 to 2 and strength from 0 to 10 are two things, and either may not be known."""

    person: str
    other: str
    kind: str
    since: str | None = None
    directed: bool = False
    tone: Number | None = None
    strength: Number | None = None
    desired: Number | None = None
    purpose: str | None = None

    def counts(self, least: float) -> bool:
        """Friendly or neutral, and of at least this strength; what is not known is taken as enough."""
        return (self.strength is None or self.strength >= least) and (self.tone is None or self.tone >= 0)

    @property
    def bad(self) -> bool:
        """Strained or hostile."""
        return (self.tone or 0) < 0

    def across(self, end: str) -> str:
        return self.other if end == self.person else self.person


class Member(Entry, frozen=True, kw_only=True):
    """Somebody in a buying role of an opportunity; attitude from -2 to 2."""

    person: str
    buying_role: str
    weight: Number | None = None
    attitude: Number | None = None


class Stance(Entry, frozen=True, kw_only=True):
    """Where somebody stands on an opportunity, from -2 to 2, who plays no part in it."""

    person: str
    attitude: Number


class Opportunity(Entry, frozen=True, kw_only=True):
    """One that is closed has an `outcome`."""

    id: str
    name: str | None = None
    unit: str | None = None
    stage: str | None = None
    since: str | None = None
    closes: str | None = None
    value: dict[str, Any] = {}
    purchase_scope: str | None = None
    qualification: str | None = None
    outcome: str | None = None
    buying_center: list[Member] = []
    attitudes: list[Stance] = []


class Held(NamedTuple):
    role: Role
    holder: Holder


class Picture(Struct, frozen=True, kw_only=True, dict=True):
    as_of: str
    position: int
    account: Account
    subsidiaries: list[Account] = []
    units: list[Unit] = []
    roles: list[Role] = []
    people: list[Person] = []
    links: list[Link] = []
    opportunities: list[Opportunity] = []
    findings: list[dict[str, Any]] = []

    @cached_property
    def person(self) -> dict[str, Person]:
        return {one.id: one for one in self.people}

    @cached_property
    def role(self) -> dict[str, Role]:
        return {one.id: one for one in self.roles}

    @cached_property
    def unit(self) -> dict[str, Unit]:
        return {one.id: one for one in self.units}

    @cached_property
    def held(self) -> dict[str, list[Held]]:
        """The roles that each person holds here, in the order of the roles; people without one are not named."""
        found = defaultdict(list)
        for role in self.roles:
            for holder in role.holders:
                found[holder.person].append(Held(role, holder))
        return dict(found)

    @cached_property
    def ours(self) -> frozenset[str]:
        return frozenset(one.id for one in self.people if one.ours)

    @cached_property
    def theirs(self) -> list[str]:
        """Whoever holds a role here and is none of us."""
        return [id for id in self.held if id not in self.ours]

    @cached_property
    def links_of(self) -> dict[str, list[Link]]:
        found = defaultdict(list)
        for link in self.links:
            found[link.person].append(link)
            found[link.other].append(link)
        return dict(found)

    def good_links(self, person: str) -> list[Link]:
        """What runs between somebody and others that is neither strained nor hostile, nor without any strength."""
        return [link for link in self.links_of.get(person, ()) if not link.bad and link.strength != 0]

    def our_links(self, person: str) -> Sequence[Link]:
        """Links between somebody and our colleagues."""
        return self.linked_to_us.get(person, ())

    @cached_property
    def linked_to_us(self) -> dict[str, list[Link]]:
        """By who is linked to our colleagues: those links."""
        found, ours = defaultdict(list), self.ours
        for link in self.links:
            if link.other in ours:
                found[link.person].append(link)
            if link.person in ours:
                found[link.other].append(link)
        return dict(found)

    @cached_property
    def explained(self) -> bool:
        """Whether it was asked for with the facts behind it."""
        return any(one.why for one in (self.account, *self.roles))

    @property
    def facts_behind(self) -> set[str]:
        """The ids of all facts that any part names."""
        parts: list[Entry] = [*self.units, *self.roles, *self.people, *self.links, *self.opportunities]
        parts += [holder for role in self.roles for holder in role.holders]
        parts += [member for sale in self.opportunities for member in sale.buying_center]
        return {id for part in parts for ids in part.why.values() for id in ids}

    @cached_property
    def organizations(self) -> list[str]:
        """The account, and of a group whatever else roles belong to."""
        return list(dict.fromkeys([self.account.id, *(one.organization for one in self.roles if one.organization)]))

    def units_around(self, unit: str | None) -> Iterator[Unit]:
        """The unit and those above it, the closest first; each once, whatever circles they form."""
        seen = set[str]()
        while unit in self.unit and unit not in seen:
            seen.add(unit)
            yield self.unit[unit]
            unit = self.unit[unit].parent


_DECODER = msgspec.json.Decoder(Picture)


def picture_of(map_json: bytes) -> Picture:
    """Of a whole map; what analysis has no use for is passed over."""
    return _DECODER.decode(map_json)
