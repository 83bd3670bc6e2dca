"""What is kept of people beside the log and its views; whoever keeps it is told before keys are destroyed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, select

from ..facts import Fact
from ..nominations import AliasRecorded, NominationAccepted, NominationMatched, NominationReported
from ..people import PersonDescribed, PersonIntroduced
from ..standing import Family, Recorded
from .keys import KeyRing
from .reading import of_family, read_families, roots_of_subjects
from .tables import facts

_CHUNK = 500


@dataclass(frozen=True)
class Leaving:
    """Who is about to be erased: every name they are known by, and the nominations that are theirs or may mean them."""

    names: frozenset[str]
    accepted: frozenset[str]
    matched: frozenset[str] = frozenset()


class Elsewhere(Protocol):
    """Keeps something about people. `tables`: those to be cleaned of what was deleted from them."""

    @property
    def tables(self) -> Sequence[str]: ...

    def forget(self, connection: Connection, keys: KeyRing, leaving: Leaving) -> None:
        """Within the transaction that erases, while keys still open what they sealed."""


class Nowhere:
    """Nothing is kept beside the log."""

    tables = ()

    def forget(self, connection: Connection, keys: KeyRing, leaving: Leaving) -> None:
        return


NOWHERE = Nowhere()


def leaving(connection: Connection, keys: KeyRing, person: str) -> Leaving:
    roots = roots_of_subjects(connection, keys.workspace, "person", [person])[person]
    accepted = subjects_among(connection, keys.workspace, roots, NominationAccepted)
    matched = subjects_among(connection, keys.workspace, roots, NominationMatched)
    recorded = read_families(connection, keys, {*roots, *_roots(connection, keys, accepted)})
    return Leaving(frozenset(_names(recorded, person)), frozenset(accepted), frozenset(matched))


def nomination_leaving(connection: Connection, keys: KeyRing, nomination: str) -> Leaving:
    """Of a nomination that is erased for whom it was accepted, when nobody knows any more who that was."""
    recorded = read_families(connection, keys, _roots(connection, keys, [nomination]))
    names = {name for fact in versions(recorded) for name in _reported(fact, "person_name")}
    return Leaving(frozenset(names), frozenset([nomination]))


def subjects_among(connection: Connection, workspace: int, roots: Sequence[int], *types: type[Fact]) -> list[str]:
    """What facts of these types in these families are about, whether or not they still stand."""
    streams: set[str] = set()
    for start in range(0, len(roots), _CHUNK):
        these = (of_family(roots[start : start + _CHUNK]), facts.c.type.in_(type.type for type in types))
        streams.update(connection.scalars(select(facts.c.stream).where(facts.c.workspace == workspace, *these)))
    return sorted(stream.partition(":")[2] for stream in streams)


def _roots(connection: Connection, keys: KeyRing, nominations: Sequence[str]) -> list[int]:
    found = roots_of_subjects(connection, keys.workspace, "nomination", nominations)
    return [root for roots in found.values() for root in roots]


def _names(recorded: Sequence[Recorded], person: str) -> Iterator[str]:
    """As they were introduced, described and called, and as announced where that was accepted for them."""
    told = [*versions(recorded)]
    accepted = [fact for fact in told if isinstance(fact, NominationAccepted)]
    theirs = {fact.nomination: _field_of(fact, person) for fact in accepted}
    for fact in told:
        if isinstance(fact, PersonIntroduced | PersonDescribed) and fact.person == person:
            yield from _texts(fact.name, *(fact.names if isinstance(fact.names, tuple) else ()))
        elif isinstance(fact, AliasRecorded) and fact.person == person:
            yield from _texts(fact.alias)
        elif isinstance(fact, NominationReported) and (field := theirs.get(fact.nomination)):
            yield from _reported(fact, field)


def _field_of(accepted: NominationAccepted, person: str) -> str:
    return "predecessor_name" if accepted.predecessor == person else "person_name"


def _reported(fact: Fact, field: str) -> Iterator[str]:
    if isinstance(fact, NominationReported):
        yield from _texts(getattr(fact, field))


def _texts(*values: object) -> Iterator[str]:
    return (value for value in values if isinstance(value, str) and value)


def versions(recorded: Iterable[Recorded]) -> Iterator[Fact]:
    """Every fact, and every form that corrections gave it."""
    families = defaultdict[int, list[Recorded]](list)
    for one in recorded:
        families[one.root].append(one)
        yield one.fact
    for members in families.values():
        yield from Family(members).versions()
