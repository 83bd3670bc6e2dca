"""What is known around something that happened, in plain data: whatever reads the log fills it, rules see nothing else.

Days are ordinals. Opportunities, buying roles and links are those of the day before, when whoever goes was still there.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from ..levels import Level
from ..moves import Spell
from .business import NO_BUSINESS, Business, Part
from .found import Subject, Tie

# What a subject is called on the day of the scene: of a kind and an id.
Call = Callable[[str, str], str]


class Attitude(NamedTuple):
    """How somebody stands on an opportunity of ours, -2 to 2, the latest that anybody said."""

    opportunity: str
    value: int


class Related(NamedTuple):
    """What another organization is to one (`relations`: the word, and what it means), what it is by itself and to us
    (`kinds`, likewise), whether it is us."""

    organization: str
    relations: frozenset[str]
    kinds: frozenset[str] = frozenset()
    ours: bool = False


class Origin(NamedTuple):
    """Where somebody held a post before, until which day; to whom that place was related then, and whether we had
    won an opportunity there."""

    organization: str
    until: int
    related: tuple[Related, ...] = ()
    sold: bool = False


class Successor(NamedTuple):
    """Who follows in a post, or fills in until somebody does."""

    person: str
    interim: bool = False


@dataclass(frozen=True, kw_only=True)
class Scene(ABC):
    """What all scenes have. `began` are the facts of the beginning that opened what ended or was taken, as they
    were recorded: the first tells apart what happened twice. `absent` are colleagues who cannot act on it."""

    account: str | None
    day: int
    starts: str | None
    call: Call
    began: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    probable: bool = False
    business: Business = NO_BUSINESS

    @property
    @abstractmethod
    def subjects(self) -> tuple[Subject, ...]:
        """Kinds and ids that make it one scene."""

    @property
    def concerned(self) -> frozenset[str]:
        """People whose parts in opportunities it touches."""
        return frozenset()

    @property
    def absent(self) -> frozenset[str]:
        return frozenset()

    @property
    def links_lost(self) -> tuple[Tie, ...]:
        return ()

    @property
    def links_gained(self) -> tuple[Tie, ...]:
        return ()

    def parts(self) -> tuple[Part, ...]:
        """Played by these people on the day before, when whoever went was still there."""
        return self.business.parts(self.concerned, self.day - 1)

    def emptied(self) -> frozenset[tuple[str, str]]:
        """Pairs of opportunity and buying role that nobody plays any more."""
        return frozenset()


@dataclass(frozen=True, kw_only=True)
class Passage(Scene):
    """Everything that one person takes and leaves on one day at one account.

    `enters`, `leaves`: they did not belong to it before, or do not after; `died`: that is why they left; `ours`: they
    are a colleague. `goes_to` are organizations where they take a post at once, `successors` those who follow in the
    posts left. `inherited` are the parts that the last holders of the posts taken played; `origins` where the person
    was before; `attitudes` how they stand on whatever we sell or sold; `described` what is known of how they think,
    `crafted` of what they make of the posts taken; `others_linked` tells whether somebody else at the account has a
    link of ours, for whoever asks.
    """

    person: str
    took: tuple[Spell, ...] = ()
    left: tuple[Spell, ...] = ()
    enters: bool = False
    leaves: bool = False
    died: bool = False
    ours: bool = False
    goes_to: tuple[str, ...] = ()
    successors: tuple[Successor, ...] = ()
    ties: tuple[Tie, ...] = ()
    inherited: tuple[Part, ...] = ()
    origins: tuple[Origin, ...] = ()
    attitudes: tuple[Attitude, ...] = ()
    described: frozenset[str] = frozenset()
    crafted: frozenset[str] = frozenset()
    others_linked: Callable[[], bool] = lambda: False

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (("person", self.person),)

    @property
    def concerned(self) -> frozenset[str]:
        return frozenset([self.person])

    def parts(self) -> tuple[Part, ...]:
        return (*super().parts(), *self.inherited)

    def emptied(self) -> frozenset[tuple[str, str]]:
        if not self.leaves:
            return frozenset()
        own = self.business.parts([self.person], self.day - 1)
        every = self.business.players({part.opportunity for part in own}, self.day - 1)
        others = {(part.opportunity, part.buying_role) for part in every if part.person != self.person}
        return frozenset((part.opportunity, part.buying_role) for part in own) - others

    @property
    def links_lost(self) -> tuple[Tie, ...]:
        return self.ties if self.leaves else ()

    @property
    def links_gained(self) -> tuple[Tie, ...]:
        return self.ties if self.enters else ()


@dataclass(frozen=True, kw_only=True)
class Departure(Scene):
    """A colleague of ours leaves us: seen from one account, whose people they know (`ties`) or which they cover.

    `alone` are the people there whom nobody else of ours knows. Without an account it touches none.
    """

    person: str
    role: str | None = None
    covers: bool = False
    ties: tuple[Tie, ...] = ()
    alone: frozenset[str] = frozenset()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (("person", self.person),)

    @property
    def concerned(self) -> frozenset[str]:
        return frozenset(tie.other for tie in self.ties)

    @property
    def absent(self) -> frozenset[str]:
        return frozenset([self.person])

    @property
    def links_lost(self) -> tuple[Tie, ...]:
        return self.ties


@dataclass(frozen=True, kw_only=True)
class Parting(Scene):
    """A link of a colleague to somebody at an account ended; `alone`: nobody else of ours knows them."""

    tie: Tie
    alone: bool = False

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return ("person", self.tie.other), ("person", self.tie.ours)

    @property
    def concerned(self) -> frozenset[str]:
        return frozenset([self.tie.other])

    @property
    def links_lost(self) -> tuple[Tie, ...]:
        return (self.tie,)


@dataclass(frozen=True, kw_only=True)
class Wait(Scene):
    """A post that nobody holds, or somebody (`holder`) only for the time being: from its day until before another.

    `until` is the first day on which that is over, or which has not passed yet; `before` held the post last.
    """

    role: str
    level: Level
    until: int
    holder: str | None = None
    before: frozenset[str] = frozenset()

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return ("role", self.role), ("person", self.holder or "")

    @property
    def concerned(self) -> frozenset[str]:
        return self.before


class Turn(NamedTuple):
    """A post that changed hands or was left on a day; `place` is that of the fact in the log."""

    day: int
    role: str
    place: int
    fact: str
    people: frozenset[str]
    starts: str | None


@dataclass(frozen=True, kw_only=True)
class Unit(Scene):
    """A unit, every turn in its posts within some time, in order, and how many posts it has on a day."""

    unit: str
    turns: tuple[Turn, ...]
    posts: Callable[[int], int]

    @property
    def subjects(self) -> tuple[Subject, ...]:
        return (("unit", self.unit),)
