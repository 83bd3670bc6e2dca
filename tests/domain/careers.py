"""Spells in one line each, random careers, and what a naive reader says of them."""

from datetime import date
from random import Random

from domain.dates import Span, span_of
from domain.levels import Level
from domain.moves import Move, Seat, Spell

START = date(2020, 1, 1).toordinal()


def spell(role: str, begin: str | None, end: str | None = None, *, person: str = "ann", interim: bool = False) -> Spell:
    """A role is its organization, a dot, and a level: `acme.3`; `begin` of nothing is one that nobody told."""
    seat, id = seat_of(role), f"{person}|{role}|{begin}"
    spans = [None if text is None else span_of(text) for text in (begin, end)]
    return Spell(id, person, spans[0], spans[1], seat, seat, id, interim)


def seat_of(role: str) -> Seat:
    organization, _, level = role.partition(".")
    return Seat(role, organization, Level(number=int(level[0])) if level[:1].isdecimal() else Level())


def told(moves: list[Move]) -> list[tuple[str, ...]]:
    """(day, kinds, took, left) as text."""
    return [
        (
            date.fromordinal(move.day).isoformat(),
            " ".join(move.kinds),
            move.took.role if move.took else "",
            " ".join(sorted(spell.role for spell in move.left)),
        )
        for move in moves
    ]


def random_spells(seed: int, person: str = "p", count: int = 8, days: int = 400) -> list[Spell]:
    """With exact days, some that touch, some side by side; two in one role never share a day."""
    random, found, free = Random(f"{seed}/{person}"), list[Spell](), dict[str, int]()
    for number in range(count):
        role = f"{random.choice('ab')}.{random.randint(1, 3)}{random.choice('xy')}"
        first = max(free.get(role, 0), random.randrange(days)) + random.choice((0, 0, 2))
        length = random.choice((1, 5, 40, 90, None))
        free[role] = 10**6 if length is None else first + length
        if free.get(role, 0) < 10**6 or length is None:
            end = None if length is None else exact(first + length)
            seat, id = seat_of(role), f"{person}{number}"
            if first < 10**6:
                found.append(Spell(id, person, exact(first), end, seat, seat, id))
    return found


def exact(day: int) -> Span:
    return Span(START + day, START + day)
