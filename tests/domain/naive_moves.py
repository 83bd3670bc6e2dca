"""Moves told day by day from who held what, without a thought for speed: what the derivation is held against."""

from datetime import date

from domain.moves import Spell
from tests.domain.careers import START

Held = dict[int, set[str]]
DAYS = range(-2, 1200)


def naive_moves(spells: list[Spell], tolerated: int) -> list[tuple[str, ...]]:
    """(day, kinds, took, left), as `told` writes moves."""
    held = days_of(spells)
    taken = [(day, role) for day in DAYS for role in sorted(held[day] - held[day - 1])]
    ended = [(day, role) for day in DAYS for role in sorted(held[day - 1] - held[day])]
    starts = {day for day, _ in taken}
    moves = [taking(held, day, role, tolerated) for day, role in taken]
    moves += [(text(day), "left", "", role) for day, role in ended if not {day, day + 1} & starts]
    return sorted(moves)


def days_of(spells: list[Spell]) -> Held:
    """What is held on each day; a single day between two spells in one post is none."""
    held: Held = {day: set() for day in range(-5, DAYS.stop + 1)}
    for spell in spells:
        first = (spell.begin.first if spell.begin else 0) - START
        for day in range(first, spell.end.first - START if spell.end else DAYS.stop + 1):
            held[day].add(spell.role)
    for day in DAYS:
        held[day] |= held[day - 1] & held[day + 1]
    return held


def taking(held: Held, day: int, role: str, tolerated: int) -> tuple[str, ...]:
    before = {one for past in range(-5, day) for one in held[past]}
    going_on = held[day - 1] & held[day]
    left = (held[day - 1] | held[day - 2]) - held[day]
    if not left and not going_on:
        past = next((past for past in range(day - 1, -5, -1) if held[past]), None)
        left = held[past] if past is not None and day - past - 1 <= tolerated else set()
        direct = False
    else:
        direct = True
    kinds = steps(role, left) if left else {"additional"} if going_on else set()
    kinds = kinds if before else {"first"}
    kinds |= arriving(role, before, going_on | left)
    if direct and {organization(one) for one in left} - {organization(one) for one in held[day]}:
        kinds.add("left")
    order = ["first", "promoted", "demoted", "lateral", "additional", "returned", "joined", "left"]
    return text(day), " ".join(kind for kind in order if kind in kinds), role, " ".join(sorted(left))


def steps(role: str, left: set[str]) -> set[str]:
    highest = max(level(one) for one in left)
    return {"promoted" if level(role) > highest else "demoted" if level(role) < highest else "lateral"}


def arriving(role: str, before: set[str], present: set[str]) -> set[str]:
    if organization(role) not in {organization(one) for one in present}:
        return {"returned" if organization(role) in {organization(one) for one in before} else "joined"}
    return {"returned"} if role in before else set()


def organization(role: str) -> str:
    return role.split(".")[0]


def level(role: str) -> int:
    return int(role.split(".")[1][0])


def text(day: int) -> str:
    return date.fromordinal(START + day).isoformat()
