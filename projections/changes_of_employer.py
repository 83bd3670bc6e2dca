"""The facts that changed where people work and where posts belong, other than on the map that is told of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .lives import Ends
from .organizations import units
from .roles import roles
from .sides import Sides, Window
from .snapshots import Snapshot
from .spans import Span
from .stated import moved
from .states import Change
from .tenures import tenures

OF_EXTERNAL_PEOPLE = ("external", "of")
_TOLD = ("home", "item", "person", "place", "valid_from", "valid_to", "known_from", "known_to")


class ChangesOfEmployer:
    """Of one leg of a difference: of people of whom it tells that they are external or whose they are, and of roles of
    which it tells that they belong to another organization of a group."""

    def __init__(self, before: Snapshot, after: Snapshot, window: Window, told: Iterable[Change]) -> None:
        self._moments, self._window, told = (before, after), window, list(told)
        people = {change.subject for change in told if change.kind == "person" and change.name in OF_EXTERNAL_PEOPLE}
        self._rows = after.within(Span(), tenures.c.person, people, _TOLD, any_day=True)
        held = {row.home for row in self._rows}
        posts = held | {change.subject for change in told if (change.kind, change.name) == ("role", "organization")}
        window.learn(roles, posts)
        window.learn(units, {row.unit for post in posts for row in window.sides(roles, post).between if row.unit})
        self._ends = Ends(after, [Change("tenure", post, "", None, None) for post in held])

    def of_person(self, person: str) -> set[int]:
        """Positions of what began or ended a tenure of theirs meanwhile, or moved a post that they held."""
        mine = [row for row in self._rows if row.person == person]
        before, after = ({row.item: row for row in mine if at.holds(row)} for at in self._moments)
        taken = [row for item, row in after.items() if item not in before]
        gone = [row for item, row in before.items() if item not in after]
        found = {row.place for row in taken}.union(*(self._ends.place(row.item) for row in gone))
        amending = [*(row.known_from for row in taken), *(row.known_to for row in gone)]
        posts = {row.home for row in (*before.values(), *after.values())}
        return self._amended(found, amending).union(*map(self.of_post, posts))

    def of_post(self, post: str) -> set[int]:
        """Positions of what moved a role, or the unit that it was in."""
        around = [*self._around(post)]
        amending = (row.known_from for sides in around for row in sides.after)
        return self._amended(set[int]().union(*map(moved, around)), amending)

    def _amended(self, found: set[int], amending: Iterable[int]) -> set[int]:
        """Where nothing of it was newly recorded: with what amended it."""
        fresh = self._window.fresh
        return found if any(map(fresh, found)) else found.union(filter(fresh, amending))

    def _around(self, post: str) -> Iterator[Sides]:
        """The role and the units that it was in, before and after."""
        sides = self._window.sides(roles, post)
        yield sides
        yield from (self._window.sides(units, unit) for unit in sorted({row.unit for row in sides.between if row.unit}))
