"""Nominations that are open, side by side: whose they are, which speak of one move, which comes first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

import msgspec

from domain.matching.names import PersonName, parse
from domain.matching.phrases import organization_words
from domain.matching.text import fold
from domain.nominations import Candidate
from domain.readable import readable

from .nomination_reads import said_in

_POST = ("role_title", "organization_name")
# What of a nomination is looked at to accept it: candidates are long, and days take long to read.
TOLD = (
    "home", "state", "feed", "kind", "first", "report", "person", "role", "predecessor", "acceptance", "facts",
    "revised", "said", "unsure",
)  # fmt: skip


def name_of(row: Any) -> PersonName:
    return parse(said_in(row).get("person_name") or "")


def families_of(called: Iterable[PersonName]) -> frozenset[str]:
    return frozenset(word for name in called for word in name.family)


def who_is_meant(name: PersonName) -> tuple[Any, ...]:
    """The same for names that say the same in another order, or with another honorific."""
    return name.given, name.family, name.territory, name.peer, name.generation


def is_akin(row: Any, called: Collection[PersonName]) -> bool:
    """Whoever departs has to be known to hold the role; who arrives may be somebody else of nearly that name."""
    if row.kind == "left":
        return not families_of(called).isdisjoint(name_of(row).family)
    return who_is_meant(name_of(row)) in map(who_is_meant, called)


def in_pairs(rows: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """Arrivals and departures of one name in what is written as the same role, where there are both.

    Of those never accepted.
    """
    sides: dict[tuple[Any, ...], tuple[list[Any], list[Any]]] = defaultdict(lambda: ([], []))
    for row in (one for one in rows if one.acceptance is None):
        post = (fold(said_in(row).get(name) or "") for name in _POST)
        sides[who_is_meant(name_of(row)), *post][row.kind == "left"].append(row)
    both = [pair for pair in sides.values() if all(pair)]
    return [row for came, _ in both for row in came], [row for _, gone in both for row in gone]


def candidates_in(row: Any) -> tuple[Candidate, ...]:
    """Whom and what it may mean, as was said last."""
    return msgspec.json.decode(row.candidates or "[]", type=readable(tuple[Candidate, ...]))


def whom(candidates: Iterable[Candidate]) -> list[tuple[str, str]]:
    """In their order, however likely each is."""
    return [(one.kind, one.id) for one in candidates]


def in_time(row: Any) -> tuple[str, int]:
    """As they would have been told in time."""
    said = said_in(row)
    return said.get("announced") or said.get("starts") or "", row.first


def ends_something(row: Any) -> bool:
    """Whether it says that somebody leaves a role, besides or at all."""
    said = said_in(row)
    return said["kind"] == "left" or "predecessor_name" in said or "previous_role" in said


def words_of(organizations: Iterable[str]) -> frozenset[str]:
    """Of what these are called; one shared is enough to look again."""
    return frozenset(word for name in organizations for word in organization_words(name))


def place_of(row: Any) -> frozenset[str]:
    """The words of the organization that is named."""
    return words_of([said_in(row).get("organization_name") or ""])
