"""Three accounts of 30, 300 and 3,000 roles with five years of moves, links and an opportunity, as contract facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

Fact = dict[str, Any]
SIZES = (30, 300, 3_000)
BEGUN, YEARS, SPAN, UNIT_OF = date(2021, 1, 4), 5, 8, 12
_GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas", "Kaspar", "Liv")
_FAMILY = ("Abbing", "Bellweather", "Castelnau", "Dragomir", "Engstrand", "Fairholme", "Grunwald", "Halvorsen", "Ito")
_POSTS = ("Head of Logistics", "Plant Manager", "Controller", "Team Lead Procurement", "Engineer", "Director of IT")


def account_of(size: int) -> str:
    return f"a{size}"


def facts(size: int, seed: int = 1) -> Iterator[Fact]:
    """A fifth of the posts change hands once or twice, a twentieth reports to somebody else later."""
    random, own = Random(seed * 10_000 + size), account_of(size)
    known = {"recorded_at": f"{BEGUN}T08:00:00Z"}
    yield known | {"type": "organization_registered", "organization": own, "name": f"Company of {size}"}
    yield known | {"type": "account_opened", "effective": BEGUN.isoformat(), "organization": own}
    for number in range(size // UNIT_OF + 1):
        parent = {"parent": f"{own}-u{(number - 1) // 4}"} if number else {}
        named = {"organization": own, "name": f"Unit {number}", **parent}
        yield known | {"type": "unit_defined", "effective": BEGUN.isoformat(), "unit": f"{own}-u{number}", **named}
    for number in range(size):
        yield from (known | fact for fact in _post(random, own, number))
    yield from _links(random, own, size)
    yield from _moves(random, own, size)


def _post(random: Random, own: str, number: int) -> Iterator[Fact]:
    above = {"reports_to": f"{own}-r{(number - 1) // SPAN}"} if number else {}
    title = f"{random.choice(_POSTS)} {number}"
    unit = f"{own}-u{number // UNIT_OF}"
    day = BEGUN.isoformat()
    placed = {"organization": own, "unit": unit, "title": title, **above}
    yield {"type": "role_defined", "effective": day, "role": f"{own}-r{number}", **placed}
    introduced, took = _taken(random, own, f"{own}-p{number}", number, day)
    yield introduced
    if random.random() < 0.95:
        yield took


def _taken(random: Random, own: str, person: str, number: int, day: str) -> tuple[Fact, Fact]:
    name = f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}-{number}"
    took = {"type": "person_took_role", "effective": day, "person": person, "role": f"{own}-r{number}"}
    return {"type": "person_introduced", "effective": day, "person": person, "name": name}, took


def _links(random: Random, own: str, size: int) -> Iterator[Fact]:
    for _ in range(size // 2):
        one, other = random.sample(range(size), 2)
        rated = {"person": f"{own}-p{one}", "other": f"{own}-p{other}", "kind": "cooperation"}
        known = {"recorded_at": f"{BEGUN}T09:00:00Z", "effective": BEGUN.isoformat()}
        yield known | {"type": "link_rated", **rated, "tone": random.randint(-2, 2), "strength": random.randint(1, 9)}


def _moves(random: Random, own: str, size: int) -> Iterator[Fact]:
    days = sorted(random.randrange(30, 365 * YEARS) for _ in range(size // 4))
    for at, day in enumerate(days):
        when = BEGUN + timedelta(day)
        told = {"recorded_at": f"{when}T10:{at // 60 % 60:02d}:{at % 60:02d}Z", "effective": when.isoformat()}
        number = random.randrange(1, size)
        if random.random() < 0.2:
            above = f"{own}-r{random.randrange(number)}"
            yield told | {"type": "role_restructured", "role": f"{own}-r{number}", "reports_to": above}
        else:
            yield from (told | fact for fact in _taken(random, own, f"{own}-q{at}", number, when.isoformat()))
