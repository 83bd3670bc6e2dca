"""What a stretch of the log changed, told from the interval tables: rows that were opened or closed at its positions.

Corrections, withdrawals and ends that name their beginnings need nothing more: what they changed shows as rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Table, or_, select

from ..attitudes import attitudes
from ..opportunities import buying_roles, opportunities
from ..organizations import accounts, organizations, relations, units
from ..people import links, people
from ..responsibilities import coverage
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from ..vocabularies import vocabularies

# Of each table the columns that name subjects, and the kinds of these.
_NAMING: dict[Table, dict[str, str]] = {
    tenures: {"person": "person", "home": "role"},
    roles: {"home": "role", "organization": "organization", "unit": "unit"},
    people: {"home": "person"},
    links: {"person": "person", "other": "person"},
    opportunities: {"organization": "organization"},
    buying_roles: {"person": "person"},
    attitudes: {"person": "person"},
    accounts: {"home": "organization"},
    organizations: {"home": "organization"},
    relations: {"home": "organization", "other": "organization"},
    units: {"home": "unit", "organization": "organization"},
    coverage: {"person": "person"},
    vocabularies: {"home": "vocabulary"},
}

_PLURALS = {"person": "people", "vocabulary": "vocabularies"}


@dataclass
class Changed:
    """Ids of subjects, by kind. Words of vocabularies change levels everywhere."""

    people: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)
    vocabularies: set[str] = field(default_factory=set)

    def add(self, kind: str, id: str) -> None:
        getattr(self, _PLURALS.get(kind, f"{kind}s")).add(id)


def changes(at: Snapshot, after: int, through: int) -> dict[int, Changed]:
    """By position, of those at which anything changed."""
    found: dict[int, Changed] = defaultdict(Changed)
    for table, naming in _NAMING.items():
        for position, kind, id in _changes_of(at, table, naming, after, through):
            found[position].add(kind, id)
    return found


def _changes_of(
    at: Snapshot, table: Table, naming: dict[str, str], after: int, through: int
) -> Iterator[tuple[int, str, str]]:
    opened, closed = (column.between(after + 1, through) for column in (table.c.known_from, table.c.known_to))
    query = select(table.c.known_from, table.c.known_to, *(table.c[name] for name in naming))
    for known_from, known_to, *ids in at.connection.execute(query.where(at.ours(table), or_(opened, closed))):
        for position in (known_from, known_to):
            if after < position <= through:
                yield from ((position, kind, id) for kind, id in zip(naming.values(), ids, strict=True) if id)
