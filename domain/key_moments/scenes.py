"""What is known around a move, in plain data: whatever reads the log fills it, and rules look at nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ..moves import Spell
from .found import Tie, Touched

# What a subject is called on the day of the scene: of a kind and an id.
Call = Callable[[str, str], str]


class Sale(NamedTuple):
    """An opportunity of ours that is open on the day."""

    id: str
    amount: float | None = None
    currency: str | None = None


class Part(NamedTuple):
    """A buying role that somebody plays in an open opportunity, and the fact that says so."""

    opportunity: str
    person: str
    buying_role: str
    fact: str


@dataclass(frozen=True, kw_only=True)
class Passage:
    """Everything that one person takes and leaves on one day at one account, with what we have to do with them.

    `enters` and `leaves` say that they did not belong to the account before, or do not after; `began` is the fact of
    the beginning that opened what was left or taken, which tells two departures of one person apart. `parts` are those
    played the day before in the open `sales` of the account, by whomever; `ties` are the person's with colleagues.
    """

    person: str
    account: str
    day: int
    starts: str | None
    call: Call
    took: tuple[Spell, ...] = ()
    left: tuple[Spell, ...] = ()
    enters: bool = False
    leaves: bool = False
    began: str = ""
    facts: tuple[str, ...] = ()
    probable: bool = False
    ours: bool = False
    sales: tuple[Sale, ...] = ()
    parts: tuple[Part, ...] = ()
    ties: tuple[Tie, ...] = ()

    def played(self, buying_roles: Iterable[str]) -> tuple[Part, ...]:
        """The parts of the person, of these buying roles."""
        wanted = frozenset(buying_roles)
        return tuple(part for part in self.parts if part.person == self.person and part.buying_role in wanted)

    @property
    def touched(self) -> tuple[Touched, ...]:
        """The open opportunities in which the person plays a part."""
        own = [part for part in self.parts if part.person == self.person]
        found = ((sale, tuple(part.buying_role for part in own if part.opportunity == sale.id)) for sale in self.sales)
        return tuple(Touched(*sale, tuple(sorted(set(roles)))) for sale, roles in found if roles)

    @property
    def emptied(self) -> tuple[tuple[str, str], ...]:
        """Opportunity and buying role of what the person plays and nobody else does."""
        others = {(part.opportunity, part.buying_role) for part in self.parts if part.person != self.person}
        own = {(part.opportunity, part.buying_role) for part in self.parts if part.person == self.person}
        return tuple(sorted(own - others))
