"""What a stretch of the log changed, told from the interval tables: rows that were opened or closed at its positions.

Corrections, withdrawals and ends that name their beginnings need nothing more: what they changed shows as rows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, or_, select

from ..actions import actions
from ..attitudes import attitudes
from ..crafted import crafted_jobs
from ..fragments import decode
from ..opportunities import buying_roles, opportunities
from ..organizations import accounts, organizations, relations, units
from ..people import links, people
from ..responsibilities import coverage
from ..roles import roles
from ..snapshots import Snapshot
from ..team_roles import team_roles
from ..tenures import tenures
from ..vocabularies import vocabularies
from .spans import Contents, contents_of, first_changed, first_lost

# Of each table the columns that name subjects, and the kinds of these.
_NAMING: dict[Table, dict[str, str]] = {
    tenures: {"person": "mover", "home": "post"},
    roles: {"home": "post"},
    people: {"home": "person"},
    links: {"person": "person", "other": "person"},
    attitudes: {"person": "person"},
    crafted_jobs: {"person": "person"},
    units: {"home": "unit"},
    coverage: {"person": "person"},
    vocabularies: {"home": "vocabulary"},
}
_PLURALS = {"vocabulary": "vocabularies", "flagged": "flagged"}
Around = Literal["places", "relations", "occasions"]
Selling = Literal["accounts", "sales"]
Days = dict[str, int]


@dataclass
class Changed:
    """Ids of subjects, by kind; of `people` with the first day of anything of theirs that is otherwise. `posts` are
    roles of which anything changed, also who holds them, `roles` those that are new or belong elsewhere, `titled` from
    which day on they are called, or stand, otherwise; `movers` people whose tenures changed, `flagged` those who became
    colleagues, or are no more.

    `since`: from which day on what is around them is otherwise: where posts and units belong (`places`); how
    organizations are related, of which kind they are, where we won (`relations`); what begins (`occasions`).
    `accounts`: by organization, from which day on it is an account, or none any more; `sales`: by opportunity, from
    which day on it is sold, or no more, or to somebody else; `players`: by person, from which day on they play another
    part in one; `turned`: by post, from which day on somebody else holds it.
    `lost`: by person, from which day on they hold a post, know somebody, or are whose they were, no more. Words of
    vocabularies reach everywhere.
    """

    people: Days = field(default_factory=dict)
    movers: set[str] = field(default_factory=set)
    flagged: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    vocabularies: set[str] = field(default_factory=set)
    titled: Days = field(default_factory=dict)
    since: Days = field(default_factory=dict)
    accounts: Days = field(default_factory=dict)
    sales: Days = field(default_factory=dict)
    players: Days = field(default_factory=dict)
    turned: Days = field(default_factory=dict)
    lost: Days = field(default_factory=dict)

    def add(self, kind: str, id: str) -> None:
        getattr(self, _PLURALS.get(kind, f"{kind}s")).add(id)

    def add_row(self, kind: str, id: str, day: int) -> None:
        """Of a row that holds from a day on."""
        if kind in ("mover", "person"):
            earliest(self.people, id, day)
        if kind != "person":
            self.add(kind, id)

    def join(self, other: Changed) -> None:
        for each in fields(self):
            mine, more = getattr(self, each.name), getattr(other, each.name)
            if isinstance(mine, set):
                mine |= more
            else:
                for name, day in more.items():
                    earliest(mine, name, day)


def joined(some: Iterable[Changed]) -> Changed:
    found = Changed()
    for one in some:
        found.join(one)
    return found


def earliest(days: Days, name: str, day: int | None) -> None:
    if day is not None:
        days[name] = min(day, days.get(name, day))


def changes(at: Snapshot, after: int, through: int) -> dict[int, Changed]:
    """By position, of those at which anything changed."""
    found: dict[int, Changed] = defaultdict(Changed)
    for table, naming in _NAMING.items():
        for position, kind, id, day in _changes_of(at, table, naming, after, through):
            found[position].add_row(kind, id, day)
    for surroundings in _AROUND:
        for one in _differences(at, surroundings, after, through):
            earliest(found[one.position].since, surroundings.of, one.first)
    for surroundings in _SELLING:
        for one in _differences(at, surroundings, after, through):
            earliest(getattr(found[one.position], surroundings.of), one.home, one.first)
    _learn_roles(found, at, after, through)
    _learn_players(found, at, after, through)
    _learn_turned(found, at, after, through)
    for table in (tenures, links, people):
        _learn_lost(found, at, table, after, through)
    return found


def _changes_of(
    at: Snapshot, table: Table, naming: dict[str, str], after: int, through: int
) -> Iterator[tuple[int, str, str, int]]:
    columns = (table.c.known_from, table.c.known_to, table.c.valid_from, *(table.c[name] for name in naming))
    rows = at.connection.execute(select(*columns).where(_turned(at, table, after, through)))
    for known_from, known_to, valid_from, *ids in rows:
        day = valid_from.toordinal()
        for position in (known_from, known_to):
            if after < position <= through:
                yield from ((position, kind, id, day) for kind, id in zip(naming.values(), ids, strict=True) if id)


def _turned(at: Snapshot, table: Table, after: int, through: int) -> ColumnElement[bool]:
    opened, closed = (column.between(after + 1, through) for column in (table.c.known_from, table.c.known_to))
    return and_(at.ours(table), or_(opened, closed))


class _Surroundings(NamedTuple):
    """A table, what of its rows matters to whoever is near (nothing: the row does not), and whether it does also where
    it is new: not of posts, which have had nobody yet."""

    of: Around | Selling
    table: Table
    content: Callable[[Any], tuple[Any, ...] | None]
    also_new: bool = True


def _sold(row: Any) -> tuple[Any, ...] | None:
    """Most facts about an opportunity change what it is worth or how far it has come, and reach nobody."""
    return (row.organization,) if row.life == "open" else None


def _won(row: Any) -> tuple[Any, ...] | None:
    won = row.life == "closed" and decode(row.details or "{}").get("outcome") == "won"
    return (row.organization,) if won else None


def _blocking(row: Any) -> tuple[Any, ...] | None:
    why = decode(row.why or "{}")
    return None if row.life != "open" else (row.organization, row.person, row.opportunity, why.get("blocked"))


_AROUND = (
    _Surroundings("places", roles, lambda row: (row.organization, row.unit), also_new=False),
    _Surroundings("places", units, lambda row: (row.organization,), also_new=False),
    _Surroundings("occasions", actions, _blocking),
    _Surroundings("occasions", coverage, lambda row: (row.person, row.begun_by)),
    _Surroundings("occasions", team_roles, lambda row: (row.person, row.begun_by)),
    _Surroundings("occasions", units, lambda row: (row.organization,)),
    _Surroundings("relations", relations, lambda row: (row.other, row.relation)),
    _Surroundings("relations", organizations, lambda row: (decode(row.details or "{}").get("kind"),)),
    _Surroundings("relations", opportunities, _won),
)
_SELLING = (
    _Surroundings("accounts", accounts, lambda row: (row.life,)),
    _Surroundings("sales", opportunities, _sold),
)


class _Difference(NamedTuple):
    position: int
    home: str
    first: int | None


def _differences(at: Snapshot, around: _Surroundings, after: int, through: int) -> Iterator[_Difference]:
    first = first_changed if around.also_new else first_lost
    for (position, home), (before, since) in _turns(at, around.table, around.content, after, through).items():
        yield _Difference(position, home, first(before, since))


Turns = dict[tuple[int, str], tuple[Contents, Contents]]


def _turns(
    at: Snapshot, table: Table, content: Callable[[Any], tuple[Any, ...] | None], after: int, through: int
) -> Turns:
    """By position and home, what was so before it and what is since, of what changed there."""
    closed, opened = (defaultdict[tuple[int, str], list[Any]](list) for _ in range(2))
    for row in at.connection.execute(select(table).where(_turned(at, table, after, through))):
        opened[row.known_from, row.home].append(row)
        closed[row.known_to, row.home].append(row)
    places = [place for place in {*opened, *closed} if after < place[0] <= through]
    return {place: (contents_of(closed[place], content), contents_of(opened[place], content)) for place in places}


def _learn_roles(found: dict[int, Changed], at: Snapshot, after: int, through: int) -> None:
    """Most facts about a post say to whom it reports, and so on, and reach nobody."""
    for (position, home), (before, since) in _turns(at, roles, _stands, after, through).items():
        day = first_changed(before, since)
        start = min((first for spans in (*before.values(), *since.values()) for first, _ in spans), default=0)
        moved = {said[:3] for said in before} != {said[:3] for said in since}
        # What it is called first it was called before that too.
        if moved or (day is not None and day <= start):
            found[position].add("role", home)
        else:
            earliest(found[position].titled, home, day)


def _learn_players(found: dict[int, Changed], at: Snapshot, after: int, through: int) -> None:
    turns = _turns(at, buying_roles, lambda row: (row.person, row.buying_role), after, through)
    for (position, _), (before, since) in turns.items():
        for part in {*before, *since}:
            day = first_changed(*({part: days.get(part, ())} for days in (before, since)))
            earliest(found[position].players, part[0], day)


def _learn_turned(found: dict[int, Changed], at: Snapshot, after: int, through: int) -> None:
    turns = _turns(at, tenures, lambda row: (row.item, row.person, row.took is None), after, through)
    for (position, post), (before, since) in turns.items():
        earliest(found[position].turned, post, first_changed(before, since))


def _stands(row: Any) -> tuple[Any, ...]:
    return row.life, row.organization, row.unit, row.title, decode(row.details or "{}").get("level")


# Of each table, what tells that somebody is there, or known.
_PRESENT: dict[Table, Callable[[Any], tuple[Any, ...] | None]] = {
    tenures: lambda row: (row.person,),
    links: lambda row: (row.person, row.other),
    people: lambda row: (row.home, bool(row.ours)),
}


def _learn_lost(found: dict[int, Changed], at: Snapshot, table: Table, after: int, through: int) -> None:
    for (position, _), (before, since) in _turns(at, table, _PRESENT[table], after, through).items():
        for content, spans in before.items():
            day, (person, *others) = first_lost({content: spans}, since), content
            for one in (person, *(other for other in others if table is links)):
                earliest(found[position].lost, one, day)
            if table is people and day is not None:
                found[position].add("flagged", person)
