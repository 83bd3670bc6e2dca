"""Reads assertions, as they were really recorded, as facts of the contract."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.real.definitions import Definitions
from tests.real.ids import FactIds, encode, role_id

Fact = dict[str, Any]
Assertion = dict[str, Any]
Key = tuple[str, str, str, str | None]


@dataclass
class Standing:
    """What an assertion became: the tenure's fact, and that of its end while it has one."""

    took: str
    left: str | None = None
    end: str | None = None


class Reader:
    """Turns assertions, in their order, into facts; remembers which fact now stands for what was asserted."""

    def __init__(self) -> None:
        self.ids = FactIds(seed=2010)
        self.definitions = Definitions(self.ids)
        self.standing: dict[Key, Standing] = {}

    def read(self, assertions: Iterable[Assertion]) -> Iterator[Fact]:
        for assertion in assertions:
            recorded_at = instant(assertion["recorded_at"])
            for fact in self.facts_of(assertion):
                yield fact | {"recorded_at": recorded_at}

    def facts_of(self, assertion: Assertion) -> Iterator[Fact]:
        if assertion["op"] == "retract":
            yield from self.retracted(assertion)
        else:
            yield from self.defined(assertion)
            yield from self.stated(assertion)

    def defined(self, assertion: Assertion) -> Iterator[Fact]:
        organization, role = assertion["org"], role_id(assertion["org"], assertion["role"])
        yield from self.definitions.organization(encode(organization), organization)
        yield from self.definitions.role(role, encode(organization), assertion["role"])
        yield from self.definitions.person(encode(assertion["person"]), assertion["name"])

    def stated(self, assertion: Assertion) -> Iterator[Fact]:
        """What was never asserted is asserted now; what stands already gets its end."""
        if key_before(assertion) in self.standing:
            yield from self.corrected(assertion)
        elif key_of(assertion) not in self.standing:
            yield self.took(assertion)
        yield from self.ended(self.standing[key_of(assertion)], assertion)

    def took(self, assertion: Assertion) -> Fact:
        self.standing[key_of(assertion)] = Standing(self.ids.next())
        return tenure_fact("person_took_role", assertion, assertion["start"]) | {
            "id": self.standing[key_of(assertion)].took
        }

    def corrected(self, assertion: Assertion) -> Iterator[Fact]:
        """The tenure stands from now on under the corrected role and start."""
        before, after = key_before(assertion), key_of(assertion)
        if before == after:
            return
        self.standing[after] = self.standing.pop(before)
        changed = {"role": role_id(*after[1:3])} if before[1:3] != after[1:3] else {}
        begun = {"effective": after[3]} if before[3] != after[3] else {}
        yield self.correction(self.standing[after].took, changed | begun)

    def ended(self, standing: Standing, assertion: Assertion) -> Iterator[Fact]:
        """The end is brought to what is asserted: set, corrected or withdrawn."""
        end = assertion["end"]
        if end == standing.end:
            return
        if standing.left and end:
            yield self.correction(standing.left, {"effective": end})
        elif standing.left:
            yield self.withdrawal(standing.left)
            standing.left = None
        else:
            standing.left = self.ids.next()
            yield tenure_fact("person_left_role", assertion, end) | {"id": standing.left, "took": standing.took}
        standing.end = end

    def retracted(self, assertion: Assertion) -> Iterator[Fact]:
        standing = self.standing.pop(key_of(assertion), None)
        if standing:
            yield self.withdrawal(standing.took)

    def correction(self, fact: str, replacement: dict[str, Any]) -> Fact:
        return {"type": "fact_corrected", "id": self.ids.next(), "fact": fact, "replacement": replacement}

    def withdrawal(self, fact: str) -> Fact:
        return {"type": "fact_withdrawn", "id": self.ids.next(), "fact": fact, "reason": "retracted by the source"}


def key_of(assertion: Assertion) -> Key:
    return assertion["person"], assertion["org"], assertion["role"], assertion["start"]


def key_before(assertion: Assertion) -> Key:
    """Under which key the assertion's tenure stood: a correction says where."""
    was = assertion.get("was", assertion)
    return assertion["person"], was["org"], was["role"], was["start"]


def tenure_fact(fact_type: str, assertion: Assertion, effective: str | None) -> Fact:
    role = role_id(assertion["org"], assertion["role"])
    return {"type": fact_type, "effective": effective, "person": encode(assertion["person"]), "role": role}


def instant(recorded_at: str) -> str:
    """The instant as the contract writes it."""
    return datetime.fromisoformat(recorded_at).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
