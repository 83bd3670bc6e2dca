"""Which roles an announcement may mean: title and organization, whether the role existed and was free that day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import prod

from .announcements import Announcement, Candidate
from .phrases import Words, title_words
from .reasons import Reason, alike
from .registry import MONTH, Person, Registry, Role

MOST = 10
# What is kept of the score of the title where the rest does not fit.
ELSEWHERE, NOT_THEN, TAKEN, NOT_THEIRS = 0.4, 0.9, 0.93, 0.93
_PLAUSIBLE = 0.5
# Titles that are so much less alike than the likest are left out.
_NEAR = 0.5


Called = list[tuple[Role, float]]
"""Roles with how alike their titles are."""


def called_like(registry: Registry, announcement: Announcement, organizations: tuple[Candidate, ...]) -> Called:
    """Roles elsewhere are looked for only where no organization is known that may be meant."""
    words = title_words(announcement.role or "")
    found = _at(registry, words, _owners(organizations)) or registry.titles.like(words) if words else {}
    least = max(found.values(), default=0.0) * _NEAR
    return [(registry.roles[id], likeness) for id, likeness in found.items() if likeness >= least]


def roles_like(
    registry: Registry,
    announcement: Announcement,
    organizations: tuple[Candidate, ...],
    called: Called,
    theirs: frozenset[str] = frozenset(),
) -> tuple[Candidate, ...]:
    """The best first. `theirs`, held about that day by who is meant, come before others that are called alike."""
    owners = _owners(organizations)
    candidates = [_candidate(registry, announcement, owners, theirs, *one) for one in called]
    return tuple(sorted(candidates, key=lambda one: (-one.score, one.id))[:MOST])


def _owners(organizations: tuple[Candidate, ...]) -> dict[str, float]:
    return {one.id: one.score for one in organizations if one.score >= _PLAUSIBLE}


def held_about(person: Person, day: int | None) -> frozenset[str]:
    if day is None:
        return frozenset()
    return frozenset(one.role for one in person.tenures if one.start <= day + MONTH and one.stop >= day - MONTH)


def _at(registry: Registry, words: Words, owners: Iterable[str]) -> dict[str, float]:
    found = (registry.titles.like(words, within=owner) for owner in owners)
    return {id: likeness for one in found for id, likeness in one.items()}


def _candidate(
    registry: Registry,
    announcement: Announcement,
    owners: Mapping[str, float],
    theirs: frozenset[str],
    role: Role,
    likeness: float,
) -> Candidate:
    found = [(likeness, _said(likeness))]
    if announcement.organization:
        inside = role.organization in owners
        kept = owners.get(role.organization or "", ELSEWHERE)
        found.append((kept, Reason.INSIDE if inside else Reason.ELSEWHERE))
    if announcement.on is not None:
        kept, said = _then(registry, role, announcement.on, announcement.departs, theirs)
        closed = role.stop <= (announcement.on - 1 if announcement.departs else announcement.on)
        found.append((kept, Reason.CLOSED if closed else said))
    score, reasons = prod(kept for kept, _ in found), tuple(said for _, said in found)
    return Candidate("role", role.id, role.titles[0], score, reasons, role.organization in owners)


def _said(likeness: float) -> str:
    return Reason.SAME_TITLE if likeness == 1 else alike(Reason.TITLES_ALIKE, likeness)


def _then(registry: Registry, role: Role, day: int, departs: bool, theirs: frozenset[str]) -> tuple[float, str]:
    """How much is kept of the score, and what was so that day."""
    if role.id in theirs:
        return 1.0, Reason.THEIRS
    if theirs:
        return NOT_THEIRS, Reason.NOT_THEIRS
    if not role.start <= day < role.stop:
        return NOT_THEN, Reason.NOT_THEN
    held = len(holders_on(registry, role.id, day - 1 if departs else day))
    if departs:
        return 1.0, Reason.HELD_BEFORE if held else Reason.NOT_HELD_BEFORE
    return (TAKEN, Reason.HELD.format(count=held)) if held else (1.0, Reason.VACANT)


def holders_on(registry: Registry, role: str, day: int) -> list[str]:
    """Who holds a role on a day."""
    people = [registry.people[id] for id in registry.holders.get(role, ())]
    held = [one.id for one in people for stay in one.tenures if stay.role == role and stay.start <= day < stay.stop]
    return list(dict.fromkeys(held))
