"""Registries told in a line, and the days in them."""

from datetime import date

from domain.matching.registry import Organization, Person, Registry, Role, Tenure, registry

NEVER = date(9999, 1, 1).toordinal()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def held(role: str, start: str, stop: str | None = None) -> Tenure:
    return Tenure(role, day(start), day(stop) if stop else NEVER)


def person(id: str, *names: str, tenures: tuple[Tenure, ...] = (), **identifiers: str) -> Person:
    return Person(id, names, identifiers, tenures)


def acme(*people: Person) -> Registry:
    """Acme and Bolt have a cfo and a ceo each; Acme has two regional sales managers."""
    roles = [
        Role("acme-cfo", "acme", ("Chief Financial Officer",)),
        Role("acme-ceo", "acme", ("Chief Executive Officer",)),
        Role("north", "acme", ("Regional Sales Manager",)),
        Role("south", "acme", ("Regional Sales Manager",)),
        Role("bolt-cfo", "bolt", ("Finance Director",)),
        Role("bolt-ceo", "bolt", ("Chief Executive Officer",)),
    ]
    bodies = [
        Organization("acme", ("Acme Holdings Ltd",), {"lei": "ACME"}),
        Organization("bolt", ("Bolt Engineering AG",), {"lei": "BOLT"}),
    ]
    return registry(people, roles, bodies)
