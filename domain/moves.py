"""Career moves of people, derived from the spells they held posts for: what they took, what they left, of which kinds.

A spell is the time somebody held one post without a break. A move is one beginning, with the spells it came from, or
the end of a spell that nothing followed directly. Everything here is a function of the spells of one person, whatever
the order they are given in; only who exchanged roles with whom needs the moves of several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, get_args

from .dates import DAWN, Span
from .levels import Level, compare

Kind = Literal[
    "swapped", "interim", "first", "promoted", "demoted", "lateral", "additional", "returned", "joined", "left"
]
# In this order: the first that applies names the move.
KINDS: tuple[Kind, ...] = get_args(Kind)
# Many write the last day of the one post and the first day of the next.
DIRECT_DAYS = 1
# Notice and garden leave: three months between two posts are still one step of a career.
TOLERATED_DAYS = 92
_STEPS: dict[int, Kind] = {1: "promoted", 0: "lateral", -1: "demoted"}
_OF_TAKING = frozenset({"interim", "first", "additional", "returned", "joined"})


class Seat(NamedTuple):
    """A post as it was on a day: whose it was, and how high it stood."""

    role: str
    organization: str | None
    level: Level = Level()


class Spell(NamedTuple):
    """A post held without a break.

    `begin` is nothing where only an end was ever told, `end` while the spell runs; what began on an unknown date began
    before everything.
    The end is the first day on which the post is no longer held. `id` is that of the spell, `last` of what it ended
    with: another one where somebody was appointed again.
    """

    id: str
    person: str
    begin: Span | None
    end: Span | None
    entered: Seat
    vacated: Seat
    last: str
    interim: bool = False

    @property
    def role(self) -> str:
        return self.entered.role

    @property
    def first(self) -> int:
        """The first day known of it."""
        return self.begin.first if self.begin else self.end.first if self.end else DAWN

    def gap_to(self, later: Spell) -> int | None:
        """Days between the end and the beginning of the other, 0 where they may touch; nothing while it still runs."""
        if self.end is None or later.begin is None or later.begin.last < self.end.first:
            return None
        return max(0, later.begin.first - self.end.last)


class Move(NamedTuple):
    """`day` is the first on which it counts; `gap` the days between leaving and taking, where something was left.

    `enters` and `leaves` are organizations that the person did not belong to before, and does not belong to after.
    """

    id: str
    person: str
    day: int
    kinds: tuple[Kind, ...]
    took: Spell | None = None
    left: tuple[Spell, ...] = ()
    gap: int | None = None
    enters: frozenset[str | None] = frozenset()
    leaves: frozenset[str | None] = frozenset()
    swapped_with: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.kinds[0]

    @property
    def order(self) -> tuple[int, str, str]:
        return self.day, self.person, self.id

    @property
    def across(self) -> bool:
        """Whether it led from one organization to another."""
        came_from = {spell.vacated.organization for spell in self.left}
        return bool(self.took and came_from and self.took.entered.organization not in came_from)


class _Around(NamedTuple):
    """The other spells of a person as one begins: those begun before, of these the ones that go on and the ones it
    comes from; and those that begin with it."""

    earlier: list[Spell]
    going_on: list[Spell]
    begun_with: list[Spell]
    left: list[Spell]
    gap: int | None


def moves_of(spells: Iterable[Spell], tolerated: int = TOLERATED_DAYS) -> list[Move]:
    """The moves of one person in order. Gaps of up to `tolerated` days still make one step of two roles."""
    whole = unbroken(spells)
    around = {spell.id: _around(spell, whole, tolerated) for spell in whole if spell.begin}
    taken = [_taking(spell, around[spell.id]) for spell in whole if spell.begin]
    followed = {spell.id for found in around.values() if _direct(found) for spell in found.left}
    ended = [_leaving(spell, whole) for spell in whole if spell.end and spell.id not in followed]
    return sorted([*taken, *ended], key=lambda move: move.order)


def unbroken(spells: Iterable[Spell]) -> list[Spell]:
    """Spells in one post that touch, as one: a reappointment is no move."""
    by_role: dict[str, list[Spell]] = defaultdict(list)
    for spell in sorted(spells, key=lambda one: (one.first, one.id)):
        line = by_role[spell.role]
        gap = line[-1].gap_to(spell) if line and spell.begin else None
        if gap is not None and gap <= DIRECT_DAYS:
            line[-1] = line[-1]._replace(end=spell.end, vacated=spell.vacated, last=spell.last)
        else:
            line.append(spell)
    return sorted((spell for line in by_role.values() for spell in line), key=lambda one: (one.first, one.id))


def swapped(moves: Sequence[Move], tolerated: int = TOLERATED_DAYS) -> list[Move]:
    """The moves of several people, those marked that took the post of somebody who took theirs."""
    by_step: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        for step in _steps(move):
            by_step[step].append(move)
    return [_with_partners(move, by_step, tolerated) for move in moves]


def concerns(move: Move, organization: str, kind: str | None = None) -> bool:
    """Whether a move is one of an organization's, as this kind: who joined a customer left somebody else."""
    took = move.took is not None and move.took.entered.organization == organization
    left = _just_left(move) and any(spell.vacated.organization == organization for spell in move.left)
    if kind is not None and kind not in move.kinds:
        return False
    if kind == "left":
        return left and (move.took is None or organization in move.leaves)
    return took or (left and kind not in _OF_TAKING)


def _around(spell: Spell, whole: list[Spell], tolerated: int) -> _Around:
    others = [other for other in whole if other.id != spell.id]
    earlier = [other for other in others if _was_before(other, spell)]
    gaps = {other.id: other.gap_to(spell) for other in earlier}
    going_on = [other for other in earlier if gaps[other.id] is None]
    begun_with = [other for other in others if other.begin and other.first == spell.first]
    gap = min((gap for gap in gaps.values() if gap is not None), default=None)
    if gap is None or gap > (DIRECT_DAYS if going_on else max(tolerated, DIRECT_DAYS)):
        return _Around(earlier, going_on, begun_with, [], None)
    within = max(gap, DIRECT_DAYS)
    left = [other for other in earlier if (found := gaps[other.id]) is not None and found <= within]
    return _Around(earlier, going_on, begun_with, left, gap)


def _was_before(other: Spell, spell: Spell) -> bool:
    """What is not known to have begun was before if it ended by then; later on it says nothing of the time before."""
    return other.gap_to(spell) is not None if other.begin is None else other.first < spell.first


def _direct(around: _Around) -> bool:
    return around.gap is not None and around.gap <= DIRECT_DAYS


def _just_left(move: Move) -> bool:
    return move.gap is None or move.gap <= DIRECT_DAYS


def _taking(spell: Spell, around: _Around) -> Move:
    here = spell.entered.organization
    present = {other.vacated.organization for other in (*around.going_on, *around.left)}
    enters = frozenset({here} - present)
    gone = {other.vacated.organization for other in around.left if _direct(around)}
    staying = {other.vacated.organization for other in (*around.going_on, *around.begun_with)}
    leaves = frozenset(gone - staying - {here})
    day = max([spell.first, *(other.end.first for other in around.left if other.end and _direct(around))])
    kinds = _in_order(_kinds(spell, around, entering=bool(enters), leaving=bool(leaves)))
    return Move(spell.id, spell.person, day, kinds, spell, tuple(around.left), around.gap, enters, leaves)


def _kinds(spell: Spell, around: _Around, *, entering: bool, leaving: bool) -> set[Kind]:
    known = {other.vacated.organization for other in around.earlier}
    kinds: set[Kind] = {"interim"} if spell.interim else set()
    if not around.earlier:
        kinds.add("first")
    elif around.left:
        kinds |= _step(spell, around.left)
    elif around.going_on:
        kinds.add("additional")
    if entering:
        kinds.add("returned" if spell.entered.organization in known else "joined")
    elif any(other.role == spell.role for other in around.earlier):
        kinds.add("returned")
    return (kinds or {"additional"}) | ({"left"} if leaving else set())


def _step(spell: Spell, left: list[Spell]) -> set[Kind]:
    """Within an organization, whoever is not known to rise or to fall moved sideways."""
    change = compare((other.vacated.level for other in left), spell.entered.level)
    within = any(other.vacated.organization == spell.entered.organization for other in left)
    return {_STEPS[change or 0]} if change is not None or within else set()


def _leaving(spell: Spell, whole: list[Spell]) -> Move:
    """An imprecise end counts from the day after; that of what nobody knew to have begun from its first."""
    end = spell.end or Span(DAWN, DAWN)
    day = end.first if end.exact or spell.begin is None else end.last + 1
    staying = {other.vacated.organization for other in whole if other.id != spell.id and _runs_on(other, day)}
    leaves = frozenset({spell.vacated.organization} - staying)
    return Move(f"{spell.id}:left", spell.person, day, ("left",), None, (spell,), None, frozenset(), leaves)


def _runs_on(spell: Spell, day: int) -> bool:
    return spell.begin is not None and spell.first <= day and (spell.end is None or day < spell.end.first)


def _steps(move: Move) -> set[tuple[str, str]]:
    return {(spell.role, move.took.role) for spell in move.left if spell.role != move.took.role} if move.took else set()


def _with_partners(move: Move, by_step: dict[tuple[str, str], list[Move]], tolerated: int) -> Move:
    back = (other for here, there in _steps(move) for other in by_step[there, here])
    near = {other.person for other in back if abs(other.day - move.day) <= tolerated and other.person != move.person}
    return move._replace(kinds=_in_order({*move.kinds, "swapped"}), swapped_with=tuple(sorted(near))) if near else move


def _in_order(kinds: set[Kind]) -> tuple[Kind, ...]:
    return tuple(kind for kind in KINDS if kind in kinds)
