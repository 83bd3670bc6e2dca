"""What else speaks for a colleague or against: a past, things in common, coverage, contact rules, how much they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from domain.encounters.common import Sharing, Trait, commonness, traits
from domain.encounters.fit import Reason
from domain.encounters.together import Together

from ..analysis.beside import described_at
from ..coverage import ContactRule, Covering, covering_itself, rules_of_contact
from ..responsibilities import coverage
from ..snapshots import Snapshot
from .acquaintances import Met
from .pasts import Pasts

Json = dict[str, Any]
Reasons = Iterator[tuple[str, Reason]]
Subject = tuple[str, str]
_UNSURE, _NOT_ALONE = 0.5, 0.5


def of_pasts(pasts: Pasts, people: set[str], ours: set[str], most: int) -> Reasons:
    """Whom of them colleagues used to work with, each so many at most; what is unsure counts half."""
    met = Met(pasts.of_people(ours), [], among=pasts.of_people(people))
    for colleague in met.people:
        for person, places in islice(sorted(met.of(colleague, theirs=True).items()), most):
            found = (met.together(colleague, person, place, theirs=True) for place in places)
            yield colleague, _past(person, [one for one in found if one])


def _past(person: str, met: list[Together]) -> Reason:
    value = max(_UNSURE if one.doubtful else 1.0 for one in met)
    facts = {fact for one in met for fact in one.facts}
    return Reason("past", person, value, {"at": [one.organization for one in met]}, (), tuple(sorted(facts)))


def of_traits(at: Snapshot, people: set[str], ours: set[str], most: int, *, why: bool) -> Reasons:
    """With whom of them colleagues have most in common, each so many at most."""
    said = described_at(at, people | ours, why)
    own = {id: traits(one.said) for id, one in said.items()}
    sharing = Sharing({id: own[id] for id in people & own.keys()})
    for colleague in sorted(ours & own.keys()):
        for person, some in sharing.most(own[colleague], most):
            told = {"in_common": _told(some, own[person])}
            facts = {id for one in (person, colleague) for trait in some for id in said[one].why.get(_root(trait), ())}
            yield colleague, Reason("shared", person, commonness(some), told, (), tuple(sorted(facts)))


def _told(shared: Iterable[Trait], written: Mapping[Trait, str]) -> dict[str, list[str]]:
    found = defaultdict[str, list[str]](list)
    for trait in shared:
        found[trait.field].append(written[trait])
    return dict(found)


def _root(trait: Trait) -> str:
    """The field of the fact that states it."""
    return "drivers" if trait.field == "interests" else trait.field


def of_coverage(at: Snapshot, worth: Mapping[Subject, float]) -> Reasons:
    """By how close what a colleague covers is to whom they should fit."""
    for subject, some in covering_itself(at, worth).items():
        yield from ((one.person, _covers(one, worth[subject])) for one in some)


def _covers(one: Covering, value: float) -> Reason:
    told = {"covered": one.covered, "covers_as": one.part}
    return Reason("covers", None, value, told, (), (one.begun_by,))


def of_rules(at: Snapshot, people: set[str], candidates: set[str]) -> Reasons:
    """Through whom each of them is to be addressed, by the closest rules; an exclusive one bars all others, those too
    for whom only a rule about somebody else speaks."""
    found = rules_of_contact(at, (("person", id) for id in people))
    closest = {id: [one for one in rules if one.addressed == rules[0].addressed] for (_, id), rules in found.items()}
    everybody = candidates | {one.through for rules in closest.values() for one in rules}
    for person, rules in closest.items():
        exclusive = {one.through: one for one in rules if one.exclusive}
        for one in rules:
            yield one.through, _rule(person, one, 1.0 if one.exclusive else _NOT_ALONE)
        if exclusive:
            barred = _rule(person, next(iter(exclusive.values())), -1.0)
            yield from ((id, barred) for id in everybody - exclusive.keys())


def _rule(person: str, one: ContactRule, value: float) -> Reason:
    told = {"addressed": one.addressed, "only_through" if one.exclusive else "through_ours": one.through}
    return Reason("rule", person, value, told, (), (one.begun_by,))


def of_load(at: Snapshot, candidates: set[str], full: int) -> Reasons:
    """How much they cover already counts against them."""
    found = defaultdict[str, list[str]](list)
    for row in at.holding_rows(coverage.c.person, candidates, only=("person", "begun_by")):
        found[row.person].append(row.begun_by)
    for colleague, facts in found.items():
        told = {"coverages": len(facts)}
        yield colleague, Reason("load", None, -min(1.0, len(facts) / full), told, (), tuple(sorted(facts)))
