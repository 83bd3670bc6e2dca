"""The facts that leave no row of their own: those that took back what was said of a crafted job or of a link, and those
by which there is a link of which nothing else is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from domain.facts import Fact
from domain.log.keys import KeyRing
from domain.people import RATED, LinkEnded, LinkRated
from domain.resolution import value_day
from domain.roles import JobCrafted, RoleClosed
from domain.standing import Standing

from .intervals import as_text
from .lives import Life, standings_of
from .people import tie_of
from .shelf import Shelf
from .sides import Sides
from .snapshots import Snapshot
from .stated import concerns
from .states import Change

_SAYING = {"crafted_job": Life("role", (JobCrafted,), RoleClosed), "link": Life("link", (LinkRated,), LinkEnded)}


class Silences:
    """Of one leg of a difference: two moments that differ on one clock, the earlier first."""

    def __init__(self, before: Snapshot, after: Snapshot, keys: KeyRing, told: Iterable[Change]) -> None:
        shelf = Shelf(after.connection, keys, after.position)
        self._days = range(before.day.toordinal() + 1, after.day.toordinal() + 1)
        self._said: dict[tuple[str, str], list[Standing]] = defaultdict(list)
        losing = [one for one in told if _loses(one) or _wordless(one)] if before.day < after.day else []
        for kind, life in _SAYING.items():
            homes = {change.home for change in losing if change.kind == kind}
            for one in standings_of(after, shelf, life, homes) if homes else ():
                if isinstance(one.fact, life.begins):
                    self._said[kind, one.home[1]].append(one)

    def places(self, change: Change, sides: Sides) -> set[int]:
        """Positions of those that count from a day between, on which something that was said holds no longer."""
        if change.before is None:
            return self._begun(change, sides) if _wordless(change) else set()
        ends = {row.valid_to.toordinal() for row in sides.between}.intersection(self._days)
        said = self._said[change.kind, change.home] if ends else ()
        return {one.place for one in said if value_day(one) in ends and _silent(change, one.fact)}

    def _begun(self, change: Change, sides: Sides) -> set[int]:
        begins = {row.valid_from.toordinal() for row in sides.after}.intersection(self._days)
        said = self._said[change.kind, change.home] if begins else ()
        return {one.place for one in said if value_day(one) in begins and _about(change, one.fact)}


def _wordless(change: Change) -> bool:
    """Whether a link came of which neither tone nor strength nor anything else is said."""
    return change.kind == "link" and change.before is None and change.after.keys().isdisjoint(RATED)


def _about(change: Change, fact: Fact) -> bool:
    return isinstance(fact, LinkRated) and concerns(change, tie_of(fact))


def _loses(change: Change) -> bool:
    """Whether less is said afterwards, or by others."""
    if change.kind not in _SAYING or change.before is None:
        return False
    if change.after is None:
        return change.kind == "crafted_job"
    return "opinions" in change.before or bool(change.before.keys() - change.after.keys())


def _silent(change: Change, fact: Fact) -> bool:
    """Whether a fact is about just what changed, and says nothing of it, or of a part of it."""
    if isinstance(fact, LinkRated):
        return _about(change, fact) and _nothing(fact, RATED)
    person, _, name = str(change.name).partition("|")
    return fact.person == person and _nothing(fact, (name,))  # type: ignore[attr-defined]


def _nothing(fact: Fact, names: tuple[str, ...]) -> bool:
    return any(as_text(value) is None for value in fact.stated(*names).values())
