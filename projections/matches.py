"""What an announcement may mean, as a workspace knew its people, organizations and roles at a moment."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.errors import InvalidRequest
from domain.matching.announcements import Announcement, Candidate, Match, Matched, Thresholds
from domain.matching.matching import match

from .account_maps import header
from .moments import Moment
from .tenants import Tenant

Json = dict[str, Any]
_PARTS = ("person", "organization", "role")


def matches(tenant: Tenant, announcement: Announcement, moment: Moment, thresholds: Thresholds) -> Json:
    """Each part that was announced with its outcome and its candidates, the best first; a part left out is null.

    Raises InvalidRequest where none was announced.
    """
    if not announcement.says_anything:
        raise InvalidRequest("give person, organization or role: whom or what to look for", field="person")
    with tenant.registries.at(moment) as (registry, position):
        found = match(registry, replace(announcement, on=moment.as_of.toordinal()), thresholds)
    return {**header(replace(moment, position=position), True), **{part: _part(found, part) for part in _PARTS}}


def _part(found: Match, name: str) -> Json | None:
    part: Matched | None = getattr(found, name)
    if part is None:
        return None
    return {"outcome": part.outcome, "candidates": [_candidate(one) for one in part.candidates]}


def _candidate(one: Candidate) -> Json:
    return {"id": one.id, "name": one.name, "score": round(one.score, 4), "reasons": list(one.reasons)}
