"""The benchmark's facts: one large account, one of 30 roles and 20 noise accounts, as contract JSON lines.

Ten acts (size L: fifty) happen to each role from 2016 to 2025: 85 % are recorded the same day, 13 % late by up to 120
days, 2 % ahead by up to 60; 1 % are withdrawn later. Whoever records an act keeps the book straight with what is known
by then: a handover also ends the tenure of the one who held the role, a withdrawn one also brings that tenure's end
up to date. With this and the introduction of people the workload has more facts than acts; the rest is the same as
for a system that has a column for the holder. A role has one holder at most at any pair of dates.
"""

import heapq
import json
import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from tests.bench.plan import DAYS, START, SUCCESSION, Account, Act, acts_of
from tests.bench.tenures import Tenures

Fact = dict[str, Any]
SIZES = {"T": (50, 8), "S": (1_000, 10), "M": (10_000, 10), "L": (10_000, 50)}
LARGE, SMALL = "large", "small"
GIVEN = ("Ada", "Bruno", "Chiara", "Dmitri", "Elif", "Farid", "Greta", "Hugo", "Ines", "Jonas")
FAMILY = ("Abbing", "Bellweather", "Castelnau", "Dragomir", "Engstrand", "Fairholme", "Grunwald", "Halvorsen")


def accounts(size: str) -> list[Account]:
    noise = [Account(f"noise-{i:02d}", 50, 10) for i in range(20)]
    return [Account(LARGE, *SIZES[size]), Account(SMALL, 30, 10), *noise]


def facts(size: str, seed: int = 11) -> Iterator[Fact]:
    """All facts of a size in recorded order."""
    rnd = random.Random(f"{size}/{seed}")
    clerks = [Clerk(account, random.Random(f"{size}/{seed}/{account.id}")) for account in accounts(size)]
    plans = [[(act.at, i, act) for act in acts_of(clerk.account, rnd)] for i, clerk in enumerate(clerks)]
    second = -62 * 86_400
    for clerk in clerks:
        yield from _stamped(clerk.opening(), second)
    for at, i, act in heapq.merge(*plans, key=lambda entry: entry[:2]):
        second = max(at, second + 1)  # one act a second at most, so that every instant tells them apart
        yield from _stamped(clerks[i].record(act), second)


def write(size: str, path: Path) -> int:
    """The facts as JSON lines; gives how many there are."""
    count = 0
    with path.open("w") as out:
        for fact in facts(size):
            out.write(json.dumps(fact, separators=(",", ":")) + "\n")
            count += 1
    return count


def read(path: Path) -> list[Fact]:
    with path.open() as lines:
        return [json.loads(line) for line in lines]


def random_points(count: int, seed: object) -> list[tuple[str, str]]:
    """Random pairs of an effective date and a recorded instant, after the first year."""
    rnd = random.Random(f"points/{seed}")
    return [(_day(rnd.randint(365, DAYS)), _instant(rnd.randrange(365 * 86_400, DAYS * 86_400))) for _ in range(count)]


def _stamped(said: Iterator[Fact], second: int) -> Iterator[Fact]:
    recorded_at = _instant(second)
    for fact in said:
        yield {"recorded_at": recorded_at, **fact}


def _day(day: int) -> str:
    return (START + timedelta(day)).isoformat()


def _instant(second: int) -> str:
    moment = datetime.combine(START, time(), UTC) + timedelta(seconds=second)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass
class Clerk:
    """Records the acts of one account as somebody would who knows what has been recorded so far."""

    account: Account
    rnd: random.Random
    defined: set[int] = field(default_factory=set)
    introduced: set[str] = field(default_factory=set)
    tenures: dict[int, Tenures] = field(default_factory=dict)

    def opening(self) -> Iterator[Fact]:
        yield self._fact("organization_registered", organization=self.account.id, name=f"{self.account.id.title()} AG")
        yield self._fact("account_opened", organization=self.account.id)

    def record(self, act: Act) -> Iterator[Fact]:
        known = self.tenures.setdefault(act.role, Tenures())
        match act.kind:
            case "define":
                yield self._define(act)
            case "restructure":
                yield self._restructure(act)
            case "take":
                yield from self._take(act, known)
            case "leave":
                yield from self._leave(act, known)
            case "withdraw":
                yield from self._withdraw(act, known)

    def _define(self, act: Act) -> Fact:
        """A superior that nobody has recorded yet is passed over for the one above."""
        parent = act.parent
        while parent and parent not in self.defined:
            parent = (parent - 1) // SUCCESSION
        self.defined.add(act.role)
        above = {} if parent is None else {"reports_to": self._role(parent)}
        return self._said(act, "role_defined", organization=self.account.id, title=act.title, **above)

    def _restructure(self, act: Act) -> Fact:
        changed: Fact = {} if act.title is None else {"title": act.title}
        if act.parent is not None:
            changed["reports_to"] = self._role(act.parent if act.parent in self.defined else 0)
        return self._said(act, "role_restructured", **changed)

    def _take(self, act: Act, known: Tenures) -> Iterator[Fact]:
        person = str(act.person)
        for holder in known.on(act.day):
            yield self._ended(act, known, holder, act.day)
        yield from self._introduction(person)
        yield self._said(act, "person_took_role", person=person)
        known.begins[person] = act.day
        yield from self._bounded(act, known, person)

    def _leave(self, act: Act, known: Tenures) -> Iterator[Fact]:
        yield from self._introduction(str(act.person))
        yield self._ended(act, known, str(act.person), act.day)

    def _withdraw(self, act: Act, known: Tenures) -> Iterator[Fact]:
        """Withdraw everything the act said; whoever thereby holds the role again does so until the next one."""
        assert act.undoes
        for said, ended in act.undoes.said:
            yield self._fact("fact_withdrawn", fact=said, reason="entered by mistake")
            if ended:
                del known.ends[ended][said]
        if act.undoes.kind == "take":
            known.begins.pop(str(act.undoes.person))
        for person in [ended for _, ended in act.undoes.said if ended in known.begins]:
            yield from self._bounded(act, known, str(person))

    def _bounded(self, act: Act, known: Tenures, person: str) -> Iterator[Fact]:
        following = known.next_beginning(person)
        if following < known.end(person):
            yield self._ended(act, known, person, following)

    def _ended(self, act: Act, known: Tenures, person: str, day: int) -> Fact:
        fact = self._fact("person_left_role", role=self._role(act.role), person=person, effective=_day(day))
        act.said.append((fact["id"], person))
        known.ends[person][fact["id"]] = day
        return fact

    def _said(self, act: Act, kind: str, **fields: Any) -> Fact:
        fact = self._fact(kind, role=self._role(act.role), effective=_day(act.day), **fields)
        act.said.append((fact["id"], None))
        return fact

    def _introduction(self, person: str) -> Iterator[Fact]:
        if person not in self.introduced:
            self.introduced.add(person)
            name = f"{self.rnd.choice(GIVEN)} {self.rnd.choice(FAMILY)} {person[-5:]}"
            yield self._fact("person_introduced", person=person, name=name)

    def _role(self, role: int) -> str:
        return f"{self.account.id}-r{role:05d}"

    def _fact(self, kind: str, **fields: Any) -> Fact:
        return {"type": kind, "id": str(uuid.UUID(int=self.rnd.getrandbits(128), version=4)), **fields}
