"""What began and ended between two moments: the end of each tenure and buying role, and the facts of what exists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from domain.facts import Fact
from domain.log.keys import KeyRing
from domain.log.tables import facts, subject_facts
from domain.opportunities import OpportunityClosed, OpportunityOpened
from domain.organizations import AccountClosed, AccountOpened, UnitClosed, UnitDefined
from domain.people import LinkEnded
from domain.resolution import begin_days, end_days
from domain.roles import RoleClosed, RoleDefined
from domain.standing import Standing

from .opportunities import buying_roles
from .shelf import Shelf
from .snapshots import Snapshot
from .states import Change
from .tenures import tenures

_CHUNK = 500
_EXISTENCE = ("since", "possible", "certainty", "status")
_TOLD = ("home", "item", "since", "until", "reason", "ended_by")
_ENDED = {"tenure": tenures, "buying_role": buying_roles}
Key = tuple[str, str, str | None]
_SAME = (facts.c.workspace == subject_facts.c.workspace) & (facts.c.position == subject_facts.c.root)
_ROOTS = (
    select(facts.c.position)
    .select_from(subject_facts.join(facts, _SAME))
    .where(subject_facts.c.workspace == bindparam("ws"), subject_facts.c.kind == bindparam("kind"))
    .where(subject_facts.c.subject.in_(bindparam("homes", expanding=True)))
    .where(facts.c.type.in_(bindparam("types", expanding=True)))
)


class Life(NamedTuple):
    """The kind of subject whose facts say that something exists, and the types that begin and end it."""

    kind: str
    begins: tuple[type[Fact], ...]
    ends: type[Fact]

    @property
    def types(self) -> tuple[type[Fact], ...]:
        return (*self.begins, self.ends)


_AS_ACCOUNT = Life("organization", (AccountOpened,), AccountClosed)
_LIVES = {
    "account": _AS_ACCOUNT,
    "subsidiary": _AS_ACCOUNT,
    "unit": Life("unit", (UnitDefined,), UnitClosed),
    "role": Life("role", (RoleDefined,), RoleClosed),
    "opportunity": Life("opportunity", (OpportunityOpened,), OpportunityClosed),
    "link": Life("link", (), LinkEnded),
}


class Ends:
    """How tenures and buying roles end, as known at the later moment."""

    def __init__(self, at: Snapshot, told: Iterable[Change]) -> None:
        self._rows = {row.item: row for row in _ended_rows(at, list(told))}
        ids = {row.ended_by for row in self._rows.values() if row.ended_by is not None}
        self._places = at.positions_of_facts(ids)

    def row(self, begun: str) -> Any:
        """What is known of the run that a fact began, or None."""
        return self._rows.get(begun)

    def place(self, begun: str) -> set[int]:
        """The position of the fact that ended a run, if one did."""
        row = self._rows.get(begun)
        return {self._places[row.ended_by]} if row is not None and row.ended_by in self._places else set()


def _ended_rows(at: Snapshot, told: list[Change]) -> list[Any]:
    found: list[Any] = []
    for kind, table in _ENDED.items():
        homes = {change.subject for change in told if change.kind == kind}
        found += at.known_rows(table.c.home, homes, only=_TOLD)
    return found


def lives_between(before: Snapshot, after: Snapshot, keys: KeyRing, told: Iterable[Change]) -> dict[Key, set[int]]:
    """By change of what exists: positions of the facts by which it began or ended between the two days."""
    wanted = [change for change in told if _of_existence(change)] if before.day < after.day else []
    found: dict[Key, set[int]] = {}
    shelf = Shelf(after.connection, keys, after.position)
    for kind, life in _LIVES.items():
        mine = [change for change in wanted if change.kind == kind]
        homes = {change.home for change in mine}
        said = standings_of(after, shelf, life, homes) if mine else ()
        standings = [(life, one) for one in said if one.home[1] in homes]
        touching = _touching(before, after, standings)
        found.update((change.key, touching[change.home]) for change in mine)
    return found


def _of_existence(change: Change) -> bool:
    gone = change.after is None and change.kind in ("unit", "role", "link")
    return change.kind in _LIVES and (
        change.name in _EXISTENCE or (gone and change.name is None) or change.kind == "link"
    )


def _touching(before: Snapshot, after: Snapshot, said: Iterable[tuple[Life, Standing]]) -> dict[str, set[int]]:
    first, last = before.day.toordinal(), after.day.toordinal()
    found: dict[str, set[int]] = defaultdict(set)
    for life, one in said:
        days = end_days(one) if isinstance(one.fact, life.ends) else begin_days(one)
        if any(first < day <= last for day in days):
            found[one.home[1]].add(one.place)
    return found


def standings_of(at: Snapshot, shelf: Shelf, life: Life, ids: set[str]) -> list[Standing]:
    """What stands of the facts of these types that are about these subjects, or name them."""
    same = shelf.sameness()
    records = {record for id in ids for _, record in same.records((life.kind, id))}
    families = shelf.families(_roots(at, life, sorted(records)))
    said = (same.known_as(one) for family in families.values() for one in family.says)
    return [one for one in said if isinstance(one.fact, life.types)]


def _roots(at: Snapshot, life: Life, homes: list[str]) -> list[int]:
    found: list[int] = []
    asked = {"ws": at.workspace, "kind": life.kind, "types": [type.type for type in life.types]}
    for start in range(0, len(homes), _CHUNK):
        found += at.connection.scalars(_ROOTS, {**asked, "homes": homes[start : start + _CHUNK]})
    return found
