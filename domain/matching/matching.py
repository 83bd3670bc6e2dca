"""Matching an announcement with what is known: candidates and an outcome for its organization, role and person."""

from __future__ import annotations

from .announcements import Announcement, Candidate, Match, Thresholds, decided
from .bodies import organizations_like
from .context import Setting, plausible
from .people import MOST, people_like
from .posts import called_like, held_about, roles_like
from .registry import Registry

# From when on an organization or role is taken for the one meant, as the context of a person.
_AS_CONTEXT = 0.8
_DEFAULT = Thresholds()


def match(registry: Registry, announcement: Announcement, thresholds: Thresholds = _DEFAULT, most: int = MOST) -> Match:
    """What each part that was announced may mean, the best first, and whether it is accepted by itself.

    `most`: so many people, at least two.
    """
    organizations = organizations_like(registry, announcement)
    called = called_like(registry, announcement, organizations)
    roles = roles_like(registry, announcement, organizations, called)
    people = people_like(_setting(registry, announcement, organizations, roles), most)
    theirs = _theirs(registry, people, announcement.on, thresholds.accept) & {role.id for role, _ in called}
    if theirs:
        roles = roles_like(registry, announcement, organizations, called, theirs)
    named = announcement.person or announcement.identifiers
    placed = announcement.organization or announcement.organization_identifiers
    return Match(
        decided(people, thresholds) if named else None,
        decided(organizations, thresholds) if placed else None,
        decided(roles, thresholds) if announcement.role else None,
    )


def _theirs(registry: Registry, people: tuple[Candidate, ...], day: int | None, least: float) -> frozenset[str]:
    """Which roles who is meant held about that day, where it is sure who that is."""
    if not people or people[0].score < least:
        return frozenset()
    return held_about(registry.people[people[0].id], day)


def _setting(
    registry: Registry,
    announcement: Announcement,
    organizations: tuple[Candidate, ...],
    roles: tuple[Candidate, ...],
) -> Setting:
    here, there = plausible(roles, _AS_CONTEXT), plausible(organizations, _AS_CONTEXT)
    return Setting(registry, announcement, here, there, _came_from(registry, announcement))


def _came_from(registry: Registry, announcement: Announcement) -> frozenset[str]:
    """The role that is said to be left where it is known, else the organization."""
    if not (announcement.previous_organization or announcement.previous_role):
        return frozenset()
    before = Announcement(organization=announcement.previous_organization, role=announcement.previous_role)
    organizations = organizations_like(registry, before)
    called = called_like(registry, before, organizations)
    roles = plausible(roles_like(registry, before, organizations, called), _AS_CONTEXT)
    return roles or plausible(organizations, _AS_CONTEXT)
