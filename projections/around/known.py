"""Everything that was read for the scenes of one answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import islice

from domain.key_moments.scenes import Call
from domain.moves import Spell

from ..names import Names
from ..passing import Passing
from ..snapshots import Snapshot
from ..spells import Careers
from .careers import KeptCareers
from .contacts import Contacts
from .crafting import Crafting
from .origins import Origins
from .posts import Posts, opened
from .reach import Reach
from .sales import Sales

# Of people at an account who are looked at together.
_SOME = 50


class Known:
    """One of each reader, so that nothing is read twice."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at
        self.careers = KeptCareers(at) if isinstance(at, Passing) else Careers(at)
        self.names: Names = self.careers.names
        self.sales: Sales = at.lasting("sales", partial(Sales, at)).on(at)
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

    def linked_at(self, account: str) -> Iterator[str]:
        """Everybody who was ever linked with a colleague and ever held a post at an account, with their links and
        posts: some at a time, since the first often tells enough."""
        every = self.at.lasting(("linked", account), partial(self._linked_at, account))
        for start in range(0, len(every), _SOME):
            some = every[start : start + _SOME]
            self.contacts.learn(some)
            self.posts.learn_people(some)
            yield from some

    def know_others_throughout(self, account: str, first: int) -> bool:
        """Whether at least two people there have a link of ours on every day from one on."""
        steady = (
            one
            for one in self.linked_at(account)
            if self.contacts.linked_throughout(one, first) and self.posts.held_throughout(one, account, first)
        )
        return len(list(islice(steady, 2))) == 2

    def _linked_at(self, account: str) -> list[str]:
        reach = Reach(self.at)
        return sorted(reach.linked & reach.holders_at([account]))
