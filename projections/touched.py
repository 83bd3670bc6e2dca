"""Which subjects newer facts were about, for what is kept in memory of a whole workspace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection

from domain.amendments import PersonErased, ValueErased
from domain.facts import Fact
from domain.log.ledger import Ledger
from domain.log.reading import told_after
from domain.nominations import Deciding, NominationMatched, NominationReported
from domain.roles import PersonLeftRole, PersonTookRole
from domain.sameness import merges
from domain.standing import Family

from .engine import Subject
from .shelf import Shelf

# So many facts may have come since: reading everything anew is quicker than following more.
MOST_CHANGES = 5_000
MOVING = (PersonTookRole, PersonLeftRole)
_ERASING = {PersonErased.type, ValueErased.type}
_NOMINATING = {fact.type for fact in (NominationReported, NominationMatched, *Deciding)}


class Touched(NamedTuple):
    """Subjects by kind that something was about, and whether anything was erased.

    `held`: the roles among them of which nothing was told but who came and who left.
    """

    subjects: dict[str, set[str]]
    erased: bool
    held: frozenset[str] = frozenset()


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
    moving = {root: family for root, family in families.items() if isinstance(_first(family), MOVING)}
    others = {root: family for root, family in families.items() if root not in moving}
    held, touched = (shelf.with_kept(shelf.subjects_of(some)) for some in (moving, others))
    if erased or any(map(merges, others.values())):
        touched |= shelf.concerned(_records(families), families)
    if len(held | touched) > MOST_CHANGES:
        return None
    return Touched(_by_kind(held | touched), erased, frozenset(id for kind, id in held - touched if kind == "role"))


def _first(family: Family) -> Fact:
    return next(iter(family.members.values())).fact


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
