"""What an announcement may mean, for whoever reviews it: candidates out of the workspace's registry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from domain.dates import span_of
from domain.matching.announcements import Announcement, Matched, Thresholds
from domain.matching.matching import match
from domain.nominations import Candidate

from .moments import moment_of
from .reports import Candidates
from .tenants import Tenant

MOST_OF_EACH = 3
_USUAL = Thresholds()


def suggestions(tenant: Tenant) -> Candidates:
    """What a report may mean as known now: of each part the best ones that are worth a look."""

    def candidates(said: Mapping[str, Any]) -> Sequence[Candidate]:
        announcement = _announcement(said)
        if not announcement.says_anything:
            return ()
        with tenant.registries.at(moment_of(tenant.ledger)) as (registry, _):
            found = match(registry, announcement, _USUAL)
        return [one for part in (found.person, found.organization, found.role) for one in _worth_a_look(part)]

    return candidates


def _announcement(said: Mapping[str, Any]) -> Announcement:
    return Announcement(
        person=said.get("person_name"),
        organization=said.get("organization_name"),
        role=said.get("role_title"),
        on=_day(said.get("starts") or said.get("announced")),
        kind=said.get("kind"),
        previous_organization=said.get("previous_organization"),
        previous_role=said.get("previous_role"),
        predecessor=said.get("predecessor_name"),
    )


def _day(written: str | None) -> int | None:
    """What is no date is refused where it is recorded."""
    with suppress(ValueError):
        return None if written is None else span_of(written).first
    return None


def _worth_a_look(part: Matched | None) -> list[Candidate]:
    found = part.candidates[:MOST_OF_EACH] if part is not None else ()
    return [
        Candidate(kind=one.kind, id=one.id, score=round(one.score, 4), reasons=one.reasons)
        for one in found
        if one.score >= _USUAL.review
    ]
