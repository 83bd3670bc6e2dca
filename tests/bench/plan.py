"""What happens in the roles of one account over ten years, and when somebody records it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

START, END = date(2016, 1, 1), date(2025, 12, 31)
DAYS = (END - START).days
DAY = 86_400
SUCCESSION = 8  # direct reports of a role
FUNCTIONS = ("Purchasing", "Indirect Spend", "Infrastructure", "Data Platforms", "Field Service", "Plant Safety")
RANKS = ("Chief Officer, {}", "Vice President, {}", "Director, {}", "Head of {}", "Lead Buyer, {}", "Manager, {}")

Kind = Literal["define", "restructure", "take", "leave", "withdraw"]


@dataclass(eq=False)
class Act:
    """One thing that happens to one role on a day, and the second at which it is recorded."""

    kind: Kind
    role: int
    day: int
    at: int
    title: str | None = None
    parent: int | None = None
    person: str | None = None
    undoes: Act | None = None
    said: list[tuple[str, str | None]] = field(default_factory=list)  # its facts: id, whose tenure it ends


@dataclass(frozen=True)
class Account:
    id: str
    roles: int
    acts: int  # of each role


def acts_of(account: Account, rnd: random.Random) -> list[Act]:
    """All acts of an account in the order in which they are recorded."""
    acts = [act for role in range(account.roles) for act in _role(account, role, rnd)]
    return sorted(acts, key=lambda act: act.at)


def _role(account: Account, role: int, rnd: random.Random) -> Iterator[Act]:
    """A definition first; whatever else the role goes through is recorded after it."""
    first, *others = _days(account.acts, role, rnd)
    defined = _recorded(Act("define", role, first, 0, _title(role, rnd), _superior(role)), rnd)
    defined.at = defined.at if role else -61 * DAY  # the top role is known before all others
    yield from _with_withdrawal(defined, rnd)
    for act in _course(account, role, others, rnd):
        _recorded(act, rnd)
        act.at = max(act.at, defined.at + 1)
        yield from _with_withdrawal(act, rnd)


def _days(count: int, role: int, rnd: random.Random) -> list[int]:
    early = role == 0 or rnd.random() < 0.75
    born = rnd.randrange(180) if early else rnd.randrange(180, int(DAYS * 0.8))
    return [born, *sorted(rnd.randint(born, DAYS) for _ in range(count - 1))]


def _course(account: Account, role: int, days: list[int], rnd: random.Random) -> Iterator[Act]:
    """Three in ten acts restructure; of the rest, some leave the role empty and most hand it over."""
    holder, earlier = None, set[str]()
    for day in days:
        draw = rnd.random()
        if draw < 0.3:
            yield _restructuring(role, day, rnd)
        elif holder and draw < 0.55:
            yield Act("leave", role, day, 0, person=holder)
            holder = None
        else:
            holder = _newcomer(account, earlier, rnd)
            yield Act("take", role, day, 0, person=holder)


def _restructuring(role: int, day: int, rnd: random.Random) -> Act:
    """A new title, a new superior, or both; a superior has a lower number, so there is never a cycle."""
    what = rnd.random()
    title = _title(role, rnd) if what < 0.6 or not role else None
    parent = rnd.randrange(role) if what > 0.4 and role else None
    return Act("restructure", role, day, 0, title, parent)


def _newcomer(account: Account, earlier: set[str], rnd: random.Random) -> str:
    """Anybody of the account who never held the role: nobody comes back to a role in this workload."""
    while (person := f"{account.id}-p{rnd.randrange(account.roles * 2):05d}") in earlier:
        pass
    earlier.add(person)
    return person


def _recorded(act: Act, rnd: random.Random) -> Act:
    """Most acts are recorded the same day, some late, a few ahead."""
    late = rnd.random()
    lag = 0 if late < 0.85 else rnd.randint(1, 120) if late < 0.98 else -rnd.randint(1, 60)
    act.at = min(act.day + lag, DAYS) * DAY + rnd.randrange(8 * 3600, 20 * 3600)
    return act


def _with_withdrawal(act: Act, rnd: random.Random) -> Iterator[Act]:
    yield act
    if rnd.random() < 0.01:
        day = min(act.at // DAY + rnd.randint(1, 200), DAYS)
        yield Act("withdraw", act.role, act.day, day * DAY + rnd.randrange(20 * 3600, 22 * 3600), undoes=act)


def _title(role: int, rnd: random.Random) -> str:
    return f"{rnd.choice(RANKS).format(rnd.choice(FUNCTIONS))} {role}"


def _superior(role: int) -> int | None:
    return (role - 1) // SUCCESSION if role else None
