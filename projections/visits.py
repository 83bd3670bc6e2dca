"""Ends that a correction made to name a beginning of another family stand where that stands, and move with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from domain.facts import Fact
from domain.roles import PersonTookRole
from domain.standing import Family, Recorded, Standing

Says = Callable[[int], list[Standing]]
RootOf = Callable[[str], int | None]


class Visits:
    """Which families have such ends, by the id of the beginning they name."""

    def __init__(self) -> None:
        self._visitors: dict[str, set[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._visitors)

    def look(self, root: int, family: Family, root_of: RootOf, says: Says) -> None:
        """Let a family see how the beginnings elsewhere stand that its ends name."""
        if not (named := family.elsewhere):
            return
        for id in named:
            self._visitors.setdefault(id, set()).add(root)
        there = {id: found for id in named if (found := root_of(id)) is not None}
        family.see({id: _standing(says(found), id) for id, found in there.items()})

    def of(self, recorded: Recorded, family: Family) -> list[int]:
        """Families that may move because a fact amended what they visit, in order."""
        if not self._visitors or recorded.fact.id in self._visitors or len(family.members) == 1:
            return []
        begun = (id for id in family.members if id in self._visitors)
        return sorted(set().union(*(self._visitors[id] for id in begun)))

    def clear(self) -> None:
        self._visitors.clear()


def begun_in(families: Mapping[int, Family]) -> dict[str, int]:
    """Families of beginnings, by the ids of these."""
    return {
        id: root
        for root, family in families.items()
        for id, member in family.members.items()
        if isinstance(member.fact, PersonTookRole)
    }


def _standing(says: Iterable[Standing], id: str) -> Fact | None:
    return next((said.fact for said in says if said.fact.id == id), None)
