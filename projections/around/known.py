"""Everything that was read for the scenes of one answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from domain.key_moments.scenes import Call
from domain.moves import Spell

from ..names import Names
from ..snapshots import Snapshot
from ..spells import Careers
from .contacts import Contacts
from .crafting import Crafting
from .origins import Origins
from .posts import Posts, opened
from .sales import Sales


class Known:
    """One of each reader, so that nothing is read twice."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at
        self.careers = Careers(at)
        self.names: Names = self.careers.names
        self.sales = Sales(at)
        self.contacts = Contacts(at)
        self.crafting = Crafting(at)
        self.posts = Posts(at, self.names, self.careers.words)
        self.origins = Origins(at, self.sales)

    def call(self, day: int) -> Call:
        """What subjects are called on a day; whoever was not thought of is learned when asked for."""
        at = date.fromordinal(day)

        def called(kind: str, id: str) -> str:
            self.names.learn(kind, [id])
            return self.names.of(kind, id, at) or id

        return called

    def spells_of(self, person: str) -> list[Spell]:
        """Every spell of somebody, in the order of the moves that tell of them."""
        moves = self.careers.moves_of([person])
        found = (spell for move in moves for spell in (*move.left, *([move.took] if move.took else ())))
        return list({spell.id: spell for spell in found}.values())

    def began(self, spells: Iterable[Spell]) -> tuple[str, ...]:
        return opened(tenure for spell in spells for tenure in self.careers.stays[spell.id].tenures)

    @cached_property
    def linked_people(self) -> set[str]:
        """Everybody who was ever linked with a colleague, with their links and posts: most of them moved at some other
        time."""
        colleagues = self.contacts.colleagues()
        self.contacts.learn(colleagues)
        found = {tie for one in colleagues for tie in self.contacts.far_ends(one)}
        self.contacts.learn(found)
        self.posts.learn_people(found)
        return found
