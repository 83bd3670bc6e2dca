"""What a stretch of the log changed, told from the interval tables: rows that were opened or closed at its positions.

Corrections, withdrawals and ends that name their beginnings need nothing more: what they changed shows as rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, or_, select

from ..attitudes import attitudes
from ..crafted import crafted_jobs
from ..fragments import decode
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
    tenures: {"person": "person", "home": "post"},
    roles: {"home": "role"},
    people: {"home": "person"},
    links: {"person": "person", "other": "person"},
    buying_roles: {"person": "person"},
    attitudes: {"person": "person"},
    crafted_jobs: {"person": "person"},
    organizations: {"home": "organization"},
    relations: {"home": "organization", "other": "organization"},
    units: {"home": "unit"},
    coverage: {"person": "person"},
    vocabularies: {"home": "vocabulary"},
}

_PLURALS = {"person": "people", "vocabulary": "vocabularies", "selling": "selling", "opportunity": "opportunities"}


@dataclass
class Changed:
    """Ids of subjects, by kind; `posts` are roles of which only who holds them changed.

    `opportunities` opened or ended otherwise; `selling` are the organizations where they did. Words of vocabularies
    change levels everywhere.
    """

    people: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    organizations: set[str] = field(default_factory=set)
    opportunities: set[str] = field(default_factory=set)
    selling: set[str] = field(default_factory=set)
    vocabularies: set[str] = field(default_factory=set)

    def add(self, kind: str, id: str) -> None:
        getattr(self, _PLURALS.get(kind, f"{kind}s")).add(id)


def changes(at: Snapshot, after: int, through: int) -> dict[int, Changed]:
    """By position, of those at which anything changed."""
    found: dict[int, Changed] = defaultdict(Changed)
    for table, naming in _NAMING.items():
        for position, kind, id in _changes_of(at, table, naming, after, through):
            found[position].add(kind, id)
    for position, kind, id in _lives(at, after, through):
        found[position].add(kind, id)
    return found


def _changes_of(
    at: Snapshot, table: Table, naming: dict[str, str], after: int, through: int
) -> Iterator[tuple[int, str, str]]:
    query = select(table.c.known_from, table.c.known_to, *(table.c[name] for name in naming))
    for known_from, known_to, *ids in at.connection.execute(query.where(_turned(at, table, after, through))):
        for position in (known_from, known_to):
            if after < position <= through:
                yield from ((position, kind, id) for kind, id in zip(naming.values(), ids, strict=True) if id)


def _turned(at: Snapshot, table: Table, after: int, through: int) -> ColumnElement[bool]:
    opened, closed = (column.between(after + 1, through) for column in (table.c.known_from, table.c.known_to))
    return and_(at.ours(table), or_(opened, closed))


def _lives(at: Snapshot, after: int, through: int) -> Iterator[tuple[int, str, str]]:
    """Organizations that became accounts or ceased to be, and opportunities that opened or ended otherwise, with where.

    Most facts about an opportunity change what it is worth or how far it has come, and reach nobody. What is sold to an
    account makes it none.
    """
    steady = _steady_accounts(at, after, through)
    for table, owner in ((accounts, accounts.c.home), (opportunities, opportunities.c.organization)):
        before, since = (defaultdict[tuple[int, str], list[_Life]](list) for _ in range(2))
        query = select(table, owner.label("owner")).where(_turned(at, table, after, through))
        for row in at.connection.execute(query):
            since[row.known_from, row.home].append(_life(row))
            before[row.known_to, row.home].append(_life(row))
        for key in sorted(since.keys() | before.keys()):
            if after < key[0] <= through and _joined(before[key]) != _joined(since[key]):
                lives = [one for one in (*before[key], *since[key]) if one.owner]
                if table is opportunities:
                    yield key[0], "opportunity", key[1]
                    yield from ((key[0], "selling", one.owner) for one in lives)
                    lives = [one for one in lives if not _within(one, steady.get(one.owner, ()))]
                yield from ((key[0], "organization", one.owner) for one in lives)


def _steady_accounts(at: Snapshot, after: int, through: int) -> dict[str, list[tuple[date, date]]]:
    """By organization, the days on which it was an account throughout the stretch of the log."""
    kept = (accounts.c.known_from <= after, accounts.c.known_to > through, accounts.c.life == "open")
    query = select(accounts.c.home, accounts.c.valid_from, accounts.c.valid_to).where(at.ours(accounts), *kept)
    found: dict[str, list[tuple[date, date]]] = defaultdict(list)
    for row in at.connection.execute(query):
        found[row.home].append((row.valid_from, row.valid_to))
    return found


def _within(life: _Life, spans: Iterable[tuple[date, date]]) -> bool:
    return life.life != "open" or any(start <= life.start and life.stop <= stop for start, stop in spans)


class _Life(NamedTuple):
    start: date
    stop: date
    owner: str
    life: str | None
    outcome: str | None


def _life(row: Any) -> _Life:
    outcome = decode(row.details or "{}").get("outcome") if row.life == "closed" else None
    return _Life(row.valid_from, row.valid_to, row.owner or "", row.life, outcome)


def _joined(lives: list[_Life]) -> list[_Life]:
    """Pieces that differ in nothing else than their days, as one."""
    found: list[_Life] = []
    for one in sorted(lives, key=lambda one: (one.owner, one.life or "", one.outcome or "", one.start)):
        if found and found[-1][2:] == one[2:] and found[-1].stop == one.start:
            found[-1] = found[-1]._replace(stop=one.stop)
        else:
            found.append(one)
    return found
