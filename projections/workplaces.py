"""The facts that changed where people work who are on a map without a role there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .lives import Ends
from .organizations import units
from .roles import roles
from .sides import Sides, Window
from .snapshots import Snapshot
from .stated import moved
from .states import Change
from .tenures import tenures

OF_OUTSIDERS = ("external", "of")
_TOLD = ("home", "item", "person", "place", "valid_from", "valid_to", "known_from", "known_to")


class Elsewhere:
    """Of one leg of a difference, and of the people of whom it tells that they are external or whose they are."""

    def __init__(self, before: Snapshot, after: Snapshot, window: Window, told: Iterable[Change]) -> None:
        self._moments, self._window = (before, after), window
        people = {change.subject for change in told if change.kind == "person" and change.name in OF_OUTSIDERS}
        self._rows = after.rows(tenures, after.ours(tenures), tenures.c.person, people, only=_TOLD)
        posts = {row.home for row in self._rows}
        window.learn(roles, posts)
        window.learn(units, {row.unit for post in posts for row in window.sides(roles, post).between if row.unit})
        self._ends = Ends(after, [Change("tenure", post, "", None, None) for post in posts])

    def places(self, person: str) -> set[int]:
        """Positions of what began or ended a tenure of theirs meanwhile, or moved a post that they held.

        Where nothing of it was newly recorded: of what amended it.
        """
        mine = [row for row in self._rows if row.person == person]
        before, after = ({row.item: row for row in mine if at.holds(row)} for at in self._moments)
        taken = [row for item, row in after.items() if item not in before]
        gone = [row for item, row in before.items() if item not in after]
        around = [*self._around({row.home for row in (*before.values(), *after.values())})]
        found = {row.place for row in taken}.union(*(self._ends.place(row.item) for row in gone), *map(moved, around))
        fresh = self._window.fresh
        if any(map(fresh, found)):
            return found
        amending = [row.known_from for row in (*taken, *(row for sides in around for row in sides.after))]
        return found.union(filter(fresh, [*amending, *(row.known_to for row in gone)]))

    def _around(self, posts: set[str]) -> Iterator[Sides]:
        """Posts and the units that they were in, before and after."""
        for post in sorted(posts):
            sides = self._window.sides(roles, post)
            yield sides
            yield from (self._window.sides(units, unit) for unit in {row.unit for row in sides.between if row.unit})
