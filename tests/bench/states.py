"""The states of roles, derived plainly from the facts: what the peers store, and what answers are checked against."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from tests.bench.tenures import FOREVER, Tenures
from tests.bench.workload import Fact

ALWAYS = ("9999-12-31", "9999-12-31T00:00:00Z")  # later than any day, later than any instant


class State(NamedTuple):
    title: str | None
    reports_to: str | None
    holder: str | None


class Rectangle(NamedTuple):
    """A state that held on days [valid_from, valid_to) and was what was known during [known_from, known_to)."""

    role: str
    state: State
    valid_from: str
    valid_to: str
    known_from: str
    known_to: str


@dataclass
class Role:
    """The facts about one role that count, and the timeline they give; a withdrawn fact is taken out."""

    facts: dict[str, Fact]

    def apply(self, fact: Fact) -> None:
        if fact["type"] == "fact_withdrawn":
            del self.facts[fact["fact"]]
        else:
            self.facts[fact["id"]] = fact

    def timeline(self) -> list[tuple[str, State]]:
        """(first day, state) in order, from the day the role is defined on."""
        changes = self._changes()
        now: dict[str, Any] = {"title": None, "reports_to": None, "holder": None}
        defined, steps = False, list[tuple[str, State]]()
        for day in sorted(changes):
            now |= changes[day]
            defined = defined or "defined" in changes[day]
            state = State(now["title"], now["reports_to"], now["holder"])
            if defined and (not steps or steps[-1][1] != state):
                steps.append((day, state))
        return steps

    def _changes(self) -> defaultdict[str, dict[str, Any]]:
        """What changes on which day; facts lie in recorded order, so of one day the one recorded last wins."""
        changes: defaultdict[str, dict[str, Any]] = defaultdict(dict)
        spans = self.tenures().spans()
        for _, end, _ in spans:
            if end != FOREVER:
                changes[_text(end)]["holder"] = None
        for begin, _, person in spans:
            changes[_text(begin)]["holder"] = person
        for fact in self.facts.values():
            if fact["type"] in ("role_defined", "role_restructured"):
                changes[fact["effective"]] |= {key: fact[key] for key in ("title", "reports_to") if key in fact}
            if fact["type"] == "role_defined":
                changes[fact["effective"]]["defined"] = True
        return changes

    def tenures(self) -> Tenures:
        tenures = Tenures()
        for fact in self.facts.values():
            if fact["type"] == "person_took_role":
                tenures.begins[fact["person"]] = _number(fact["effective"])
            elif fact["type"] == "person_left_role":
                tenures.ends[fact["person"]][fact["id"]] = _number(fact["effective"])
        return tenures


@cache
def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()


@cache
def _text(day: int) -> str:
    return date.fromordinal(day).isoformat()


def by_role(facts: Iterable[Fact], account: str) -> dict[str, list[Fact]]:
    """The facts about each role of an account; a withdrawal goes to the role of what it withdraws."""
    role_of: dict[str, str] = {}
    sorted_out: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        role = fact.get("role") or role_of.get(fact.get("fact", ""))
        if role and role.startswith(f"{account}-"):
            role_of[fact["id"]] = role
            sorted_out[role].append(fact)
    return sorted_out


def map_at(roles: dict[str, list[Fact]], as_of: str, known_at: str) -> dict[str, State]:
    """The state of every role on a day, as known at an instant."""
    found = {}
    for name, facts in roles.items():
        role = Role({})
        for fact in facts:
            if fact["recorded_at"] <= known_at:
                role.apply(fact)
        if before := [state for day, state in role.timeline() if day <= as_of]:
            found[name] = before[-1]
    return found


def rectangles(roles: dict[str, list[Fact]]) -> Iterator[Rectangle]:
    for name, facts in roles.items():
        yield from _rectangles_of(name, facts)


def _rectangles_of(name: str, facts: list[Fact]) -> Iterator[Rectangle]:
    """What one recording leaves as it was stays one rectangle; what it changes ends then and begins anew."""
    role, known = Role({}), dict[tuple[str, str, State], str]()
    for recorded_at, together in groupby(facts, key=itemgetter("recorded_at")):
        for fact in together:
            role.apply(fact)
        steps = role.timeline()
        ends = [day for day, _ in [*steps[1:], (ALWAYS[0], None)]]
        now = {(day, end, state): recorded_at for (day, state), end in zip(steps, ends, strict=False)}
        for key in known.keys() - now.keys():
            yield Rectangle(name, key[2], key[0], key[1], known[key], recorded_at)
        known = now | {key: since for key, since in known.items() if key in now}
    for (day, end, state), since in known.items():
        yield Rectangle(name, state, day, end, since, ALWAYS[1])
