"""What is matched: an announcement as somebody wrote it; and what comes of it: candidates and an outcome for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Kind = Literal["person", "organization", "role"]
Outcome = Literal["accepted", "review", "unmatched"]
Shortfall = Literal["name_alone", "below", "tied"]


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """An appointment or departure as it was announced; what it does not say is absent.

    `on`: the day (ordinal) since when it is true. `kind`: joined, left, …: a departure is told from the rest.
    `identifiers` are the person's by scheme, `organization_identifiers` the organization's.
    """

    person: str | None = None
    organization: str | None = None
    role: str | None = None
    on: int | None = None
    kind: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    organization_identifiers: Mapping[str, str] = field(default_factory=dict)
    previous_organization: str | None = None
    previous_role: str | None = None
    predecessor: str | None = None

    @property
    def says_anything(self) -> bool:
        """Whether there is anything in it to look for."""
        names = self.person, self.organization, self.role
        return any(names) or bool(self.identifiers or self.organization_identifiers)

    @property
    def places(self) -> bool:
        """Whether it says where: of somebody's move anywhere a name alone, be it with a day, tells nothing."""
        posts = self.organization, self.role, self.previous_organization, self.previous_role
        return any(posts) or bool(self.organization_identifiers)

    @property
    def departs(self) -> bool:
        return self.kind == "left"


class Candidate(NamedTuple):
    """Somebody or something known that may be meant: score from 0 to 1, with reasons in words.

    `context`: something besides the name speaks for it.
    """

    kind: Kind
    id: str
    name: str | None
    score: float
    reasons: tuple[str, ...]
    context: bool = False


@dataclass(frozen=True)
class Thresholds:
    """When a match is accepted by itself and when it is worth somebody's look.

    The defaults follow from costs: a wrong match costs as much as looking 20 times (accept from 1 - 1/20), a missed one
    as much as looking 5 times (review from 1/5). `lead`: by how much the best is ahead of the next one.
    """

    accept: float = 0.95
    review: float = 0.2
    lead: float = 0.05


@dataclass(frozen=True)
class Matched:
    """What one part of an announcement comes to: candidates, the best first, and whether the best one is taken."""

    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True)
class Match:
    """Each part that was announced; None for one that was not."""

    person: Matched | None = None
    organization: Matched | None = None
    role: Matched | None = None


def decided(candidates: tuple[Candidate, ...], thresholds: Thresholds) -> Matched:
    """Ties go to review, and a person is never accepted for the name alone."""
    if not candidates or candidates[0].score < thresholds.review:
        return Matched("unmatched", candidates)
    return Matched("review" if short_of(candidates, thresholds) else "accepted", candidates)


def short_of(candidates: tuple[Candidate, ...], thresholds: Thresholds) -> Shortfall | None:
    """What the best of these lacks to be sure; None where it is."""
    best = candidates[0]
    ahead = best.score - candidates[1].score if len(candidates) > 1 else 1.0
    if best.kind == "person" and not best.context:
        return "name_alone"
    if best.score < thresholds.accept:
        return "below"
    return "tied" if ahead < thresholds.lead else None
