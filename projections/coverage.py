"""Who of ours covers whom at a moment, the closest first, and through whom somebody is to be addressed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table

from domain.coverage import PARTS, about_of, home_of

from .fragments import decode
from .responsibilities import contact_rules, coverage
from .snapshots import Snapshot
from .surroundings import surroundings

Subject = tuple[str, str]
# From so many subjects on all rows are read: naming so many takes longer.
_MANY = 1_000


@dataclass(frozen=True)
class Covering:
    """Somebody of ours (`person`) covers something (`covered`: kind and id) in a part.

    `since` and `until` are dates as they were given; `begun_by` is the fact that began it, `ended_by` the one that ends
    it, if any is known.
    """

    person: str
    part: str
    covered: Subject
    since: str | None
    until: str | None
    possible: bool
    certainty: str
    begun_by: str
    ended_by: str | None


@dataclass(frozen=True)
class ContactRule:
    """Somebody, or everybody in a unit (`addressed`), is addressed through a colleague, and `exclusive`ly so.

    `reason` is nothing once it is erased; `probable` names the values that only a probable fact says.
    """

    addressed: Subject
    through: str
    exclusive: bool
    reason: str | None
    probable: tuple[str, ...]
    since: str | None
    until: str | None
    possible: bool
    certainty: str
    begun_by: str
    ended_by: str | None


def covering(at: Snapshot, subjects: Iterable[Subject]) -> dict[Subject, list[Covering]]:
    """Who covers each of these people, roles, units and organizations that day, the closest first.

    A person is covered through themselves, then through the units of the roles they hold and the units above these,
    then through the organizations; a role through its unit and organization. Of those equally close a lead comes
    before whoever covers, sponsors or is a backup.
    """
    found = surroundings(at, subjects)
    said = covering_itself(at, {one for around in found.values() for one in around})
    return {subject: [one for part in around for one in said[part]] for subject, around in found.items()}


def rules_of_contact(at: Snapshot, subjects: Iterable[Subject]) -> dict[Subject, list[ContactRule]]:
    """Through whom each of these people, roles and units is to be addressed that day, the closest rule first."""
    found = surroundings(at, subjects)
    said = rules_naming(at, {one for around in found.values() for one in around})
    return {subject: [one for part in around for one in said[part]] for subject, around in found.items()}


def covered_by(at: Snapshot, person: str) -> list[Covering]:
    """What a colleague covers that day, by what it is."""
    rows = at.rows(coverage, at.holding(coverage) & (coverage.c.person == person))
    found = [Covering(person, row.part, about_of(row.home), *_running(row)) for row in rows]
    return sorted(found, key=lambda one: (one.covered, PARTS.index(one.part)))


def rules_through(at: Snapshot, person: str) -> list[ContactRule]:
    """Who is addressed through a colleague that day."""
    rows = at.rows(contact_rules, at.holding(contact_rules) & (contact_rules.c.through == person))
    return sorted((_rule(about_of(row.home), row) for row in rows), key=lambda one: one.addressed)


def covering_itself(at: Snapshot, subjects: Iterable[Subject]) -> defaultdict[Subject, list[Covering]]:
    """Who covers each of these by itself, those who should act first."""
    found: defaultdict[Subject, list[Covering]] = defaultdict(list)
    for about, row in _said_of(at, coverage, "coverage", subjects):
        found[about].append(Covering(row.person, row.part, about, *_running(row)))
    for some in found.values():
        some.sort(key=lambda one: (PARTS.index(one.part), one.person))
    return found


def rules_naming(at: Snapshot, subjects: Iterable[Subject]) -> defaultdict[Subject, list[ContactRule]]:
    """The rules that are of each of these by itself, the exclusive ones first."""
    found: defaultdict[Subject, list[ContactRule]] = defaultdict(list)
    for about, row in _said_of(at, contact_rules, "contact_rule", subjects):
        found[about].append(_rule(about, row))
    for some in found.values():
        some.sort(key=lambda one: (not one.exclusive, one.through))
    return found


def _said_of(at: Snapshot, table: Table, kind: str, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Any]]:
    """Rows that hold that day, with whom or what they are about."""
    homes = {home_of(kind, about)[1]: about for about in subjects}
    named = (table.c.home, homes) if len(homes) < _MANY else ()
    for row in at.rows(table, at.holding(table), *named):
        if row.home in homes:
            yield homes[row.home], row


def _rule(about: Subject, row: Any) -> ContactRule:
    said = (bool(row.exclusive), row.reason, tuple(decode(row.probable or "[]")))
    return ContactRule(about, row.through, *said, *_running(row))


def _running(row: Any) -> tuple[Any, ...]:
    return row.since, row.until, row.possible, row.certainty, row.begun_by, row.ended_by
