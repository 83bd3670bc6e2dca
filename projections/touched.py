"""Which subjects newer facts were about, for what is kept in memory of a whole workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from domain.amendments import PersonErased, ValueErased
from domain.log.ledger import Ledger
from domain.log.reading import told_after
from domain.nominations import Deciding, NominationMatched, NominationReported
from domain.sameness import merges
from domain.standing import Family

from .engine import Subject
from .shelf import Shelf

# So many facts may have come since: reading everything anew is quicker than following more.
MOST_CHANGES = 5_000
_ERASING = {PersonErased.type, ValueErased.type}
_NOMINATING = {fact.type for fact in (NominationReported, NominationMatched, *Deciding)}


class Touched(NamedTuple):
    """Subjects by kind that something was about, and whether anything was erased."""

    subjects: dict[str, set[str]]
    erased: bool


def touched_since(connection: Connection, ledger: Ledger, since: int, until: int) -> Touched | None:
    """What anything after a position was about, up to another; None: read everything anew, for it is very much.

    After erasures and merges that is everything the records concerned ever had to do with. What is told of nominations
    changes nobody: the facts that they become do.
    """
    if until - since > MOST_CHANGES:
        return None
    told = told_after(connection, ledger.workspace.id, since, until - since)
    shelf = Shelf(connection, ledger.keys, until)
    families = shelf.families({root for type, root in told if type not in _NOMINATING})
    erased = any(type in _ERASING for type, _ in told)
    touched = shelf.with_kept(shelf.subjects_of(families))
    if erased or any(map(merges, families.values())):
        touched |= shelf.concerned(_records(families), families)
    return Touched(_by_kind(touched), erased) if len(touched) <= MOST_CHANGES else None


def _records(families: Mapping[int, Family]) -> set[Subject]:
    """Who was erased, and what was merged or parted."""
    members = (member.fact for family in families.values() for member in family.members.values())
    people = {("person", fact.person) for fact in members if isinstance(fact, PersonErased)}
    return people.union(*(family.subjects for family in families.values() if merges(family)))


def _by_kind(subjects: Iterable[Subject]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, id in subjects:
        found[kind].add(id)
    return found
