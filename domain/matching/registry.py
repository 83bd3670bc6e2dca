"""What is known by a moment, kept so that names find it: people with their tenures, roles, organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from .announcements import Kind
from .blocking import NameIndex
from .names import PersonName, parse
from .phrases import PhraseIndex, organization_words, title_words

Identifiers = Mapping[str, str]
# Days within which two dates are about the same.
MONTH = 31
# So many people and roles nobody has told of are counted with those known: what few people share may still be rare.
UNSEEN = 50


@dataclass(frozen=True, slots=True)
class Tenure:
    """A stay in a role: the days (ordinals) start <= day < stop. `took`: the fact it began with, where one is known."""

    role: str
    start: int
    stop: int
    took: str | None = field(default=None, compare=False)

    def covers(self, day: int) -> bool:
        return self.start <= day < self.stop


@dataclass(frozen=True, slots=True)
class Person:
    """`names`: what somebody is and was called, the present name first."""

    id: str
    names: tuple[str, ...]
    identifiers: Identifiers = field(default_factory=dict)
    tenures: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """`titles`: what it is and was called, the present title first. It exists on the days start <= day < stop."""

    id: str
    organization: str | None
    titles: tuple[str, ...]
    start: int = 0
    stop: int = 2**31


@dataclass(frozen=True, slots=True)
class Organization:
    id: str
    names: tuple[str, ...]
    identifiers: Identifiers = field(default_factory=dict)


class Registry:
    """Everything known, by id; what is put again under an id replaces what stood there."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.parsed: dict[str, tuple[PersonName, ...]] = {}
        self.roles: dict[str, Role] = {}
        self.organizations: dict[str, Organization] = {}
        self.names = NameIndex[str]()
        self.titles, self.bodies = PhraseIndex[str](), PhraseIndex[str]()
        self.roles_of: dict[str, dict[str, None]] = defaultdict(dict)
        self.holders: dict[str, dict[str, None]] = defaultdict(dict)
        self._identified: dict[tuple[str, str, str], dict[str, None]] = defaultdict(dict)
        self._before: dict[tuple[Kind, str], Any] | None = None

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """What is put or dropped within is taken back at the end: it may come to nothing. One may lie in another."""
        around, self._before = self._before, {}
        try:
            yield
        finally:
            before, self._before = self._before, None
            for (kind, id), known in reversed(before.items()):
                put, drop = self._ways[kind]
                drop(id) if known is None else put(known)
            self._before = around

    @property
    def _ways(self) -> dict[Kind, tuple[Callable[[Any], None], Callable[[str], None]]]:
        return {
            "person": (self.put_person, self.drop_person),
            "organization": (self.put_organization, self.drop_organization),
            "role": (self.put_role, self.drop_role),
        }

    def _note(self, kind: Kind, id: str, known: Any) -> None:
        """What stood before, while only supposing."""
        if self._before is not None:
            self._before.setdefault((kind, id), known)

    def knew(self, kind: Kind, id: str) -> bool:
        """Whether something was known before anything was supposed."""
        if self._before is not None and (kind, id) in self._before:
            return self._before[kind, id] is not None
        known: dict[Kind, Mapping[str, object]] = {
            "person": self.people, "organization": self.organizations, "role": self.roles,
        }  # fmt: skip
        return id in known[kind]

    def put_person(self, person: Person) -> None:
        known = self.people.get(person.id)
        if known is not None and known.names == person.names and known.identifiers == person.identifiers:
            self.put_tenures(person.id, person.tenures)
            return
        self.drop_person(person.id)
        self._note("person", person.id, None)
        self.people[person.id] = person
        self.parsed[person.id] = tuple(map(parse, person.names))
        self.names.put(person.id, self.parsed[person.id])
        for tenure in person.tenures:
            self.holders[tenure.role][person.id] = None
        self._identify("person", person.id, person.identifiers)

    def put_tenures(self, id: str, tenures: tuple[Tenure, ...]) -> None:
        """What somebody known held and holds, instead of what stood there."""
        person = self.people[id]
        self._note("person", id, person)
        for tenure in person.tenures:
            self.holders[tenure.role].pop(id, None)
        for tenure in tenures:
            self.holders[tenure.role][id] = None
        self.people[id] = replace(person, tenures=tenures)

    def drop_person(self, id: str) -> None:
        person = self.people.pop(id, None)
        if person is not None:
            self._note("person", id, person)
            self.names.take(id, self.parsed.pop(id))
            for tenure in person.tenures:
                self.holders[tenure.role].pop(id, None)
            self._forget("person", id, person.identifiers)

    def put_role(self, role: Role) -> None:
        if self.roles.get(role.id) == role:
            return
        self.drop_role(role.id)
        self._note("role", role.id, None)
        self.roles[role.id] = role
        self.titles.put(role.id, map(title_words, role.titles), role.organization)
        if role.organization is not None:
            self.roles_of[role.organization][role.id] = None

    def drop_role(self, id: str) -> None:
        role = self.roles.pop(id, None)
        if role is not None:
            self._note("role", id, role)
            self.titles.take(id, role.organization)
            self.roles_of[role.organization or ""].pop(id, None)

    def put_organization(self, organization: Organization) -> None:
        if self.organizations.get(organization.id) == organization:
            return
        self.drop_organization(organization.id)
        self._note("organization", organization.id, None)
        self.organizations[organization.id] = organization
        self.bodies.put(organization.id, map(organization_words, organization.names))
        self._identify("organization", organization.id, organization.identifiers)

    def drop_organization(self, id: str) -> None:
        organization = self.organizations.pop(id, None)
        if organization is not None:
            self._note("organization", id, organization)
            self.bodies.take(id)
            self._forget("organization", id, organization.identifiers)

    def identified(self, kind: str, identifiers: Identifiers) -> list[str]:
        """Ids of what bears one of these identifiers."""
        found = (self._identified.get((kind, scheme, value), {}) for scheme, value in identifiers.items())
        return list(dict.fromkeys(id for ids in found for id in ids))

    def organization_of(self, role: str) -> str | None:
        known = self.roles.get(role)
        return None if known is None else known.organization

    def share_of_role(self, role: str) -> float:
        """Of how many people this is a role they ever held."""
        return (len(self.holders.get(role, ())) + 1) / (len(self.people) + UNSEEN)

    def share_of_organization(self, organization: str) -> float:
        """Of how many roles it is the organization, which tells of how many people it is."""
        return (len(self.roles_of.get(organization, ())) + 1) / (len(self.roles) + UNSEEN)

    def _identify(self, kind: str, id: str, identifiers: Identifiers) -> None:
        for scheme, value in identifiers.items():
            self._identified[kind, scheme, value][id] = None

    def _forget(self, kind: str, id: str, identifiers: Identifiers) -> None:
        for scheme, value in identifiers.items():
            self._identified[kind, scheme, value].pop(id, None)


def registry(
    people: Iterable[Person] = (), roles: Iterable[Role] = (), organizations: Iterable[Organization] = ()
) -> Registry:
    made = Registry()
    for organization in organizations:
        made.put_organization(organization)
    for role in roles:
        made.put_role(role)
    for person in people:
        made.put_person(person)
    return made
