"""The UK assertions as announcements, matched in recorded order against what was known by then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.dates import DAWN, FOREVER
from domain.matching.announcements import Announcement, Thresholds
from domain.matching.matching import match
from domain.matching.registry import Organization, Person, Registry, Role, Tenure

Assertion = dict[str, Any]
ENDS = ("set_end", "change_end")


@dataclass(frozen=True)
class Judged:
    """One announcement: who was meant, if anybody known, and what came of it."""

    assertion: Assertion
    meant: str | None
    best: str | None
    outcome: str

    @property
    def right(self) -> bool:
        return self.best is not None and self.best == self.meant


@dataclass(frozen=True)
class Figures:
    lines: int
    precision: float
    recall: float
    review: float


def figures(judged: Sequence[Judged]) -> Figures:
    """Of what is accepted by itself how much is right, of what could be how much is, and how much goes to review."""
    accepted = [one for one in judged if one.outcome == "accepted"]
    right, known = sum(one.right for one in accepted), sum(one.meant is not None for one in judged)
    review = sum(one.outcome == "review" for one in judged)
    return Figures(len(judged), right / len(accepted), right / known, review / len(judged))


def announcement(assertion: Assertion) -> Announcement:
    """As written: an assertion is of somebody who joined, the setting of an end of somebody who left."""
    start, end = assertion["start"], assertion["end"]
    departs = assertion["op"] in ENDS and end is not None
    day = end if departs else start or assertion["recorded_at"][:10]
    kind = "left" if departs else "joined" if assertion["op"] == "assert" else None
    return Announcement(
        person=assertion["name"],
        organization=assertion["org"],
        role=assertion["role"],
        on=date.fromisoformat(day).toordinal(),
        kind=kind,
    )


@dataclass
class Known:
    """What the assertions so far told; `learning`: every spelling of a name is kept, not only the first."""

    learning: bool = False
    registry: Registry = field(default_factory=Registry)
    _names: dict[str, list[str]] = field(default_factory=dict)
    _tenures: dict[str, dict[tuple[str, str | None], Tenure]] = field(default_factory=dict)

    def count(self, assertion: Assertion) -> None:
        organization, role = assertion["org"], _role(assertion)
        self.registry.put_organization(Organization(organization, (organization,)))
        self.registry.put_role(Role(role, organization, (assertion["role"],)))
        names = self._names.setdefault(assertion["person"], [])
        if not names or (self.learning and assertion["name"] not in names):
            names.append(assertion["name"])
        tenures = self._tenures.setdefault(assertion["person"], {})
        _stand(tenures, assertion)
        self.registry.put_person(Person(assertion["person"], tuple(names), {}, tuple(tenures.values())))


def _stand(tenures: dict[tuple[str, str | None], Tenure], assertion: Assertion) -> None:
    was = assertion.get("was", assertion)
    tenures.pop((_role(was), was["start"]), None)
    if assertion["op"] != "retract":
        start, end = assertion["start"], assertion["end"]
        days = (
            date.fromisoformat(start).toordinal() if start else DAWN,
            date.fromisoformat(end).toordinal() if end else FOREVER,
        )
        tenures[_role(assertion), start] = Tenure(_role(assertion), *days)


def _role(assertion: Assertion) -> str:
    return f"{assertion['org']}|{assertion['role']}"


def judged(assertions: Iterable[Assertion], known: Known, thresholds: Thresholds | None = None) -> Iterator[Judged]:
    """Each is matched before it is counted."""
    for assertion in assertions:
        found = match(known.registry, announcement(assertion), thresholds or Thresholds()).person
        if found is not None:
            meant = assertion["person"] if assertion["person"] in known.registry.people else None
            yield Judged(assertion, meant, found.best.id if found.best else None, found.outcome)
        known.count(assertion)


Half = Callable[[Assertion], bool]
# Ways to halve the people and the years, so that what holds of one half was not seen in the other.
HALVES: dict[str, Half] = {
    "people, one half": lambda assertion: sum(map(ord, assertion["person"])) % 2 == 0,
    "people, the other": lambda assertion: sum(map(ord, assertion["person"])) % 2 == 1,
    "recorded by 2006": lambda assertion: assertion["recorded_at"] < "2007",
    "recorded later": lambda assertion: assertion["recorded_at"] >= "2007",
    "government": lambda assertion: assertion["kind"] == "government",
    "aides": lambda assertion: assertion["kind"] == "pps",
}
