"""Facts about nominations: an appointment or a departure as somebody announced it, and what became of it.

A nomination has a key of its own: what it says of people is sealed under it before anybody knows who they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args

from msgspec import UNSET, Meta

from .dates import FORM, span_of
from .errors import InvalidFact
from .facts import (
    KEYED,
    PUBLIC,
    Fact,
    FactRef,
    Given,
    LongText,
    NominationId,
    OrganizationId,
    PersonId,
    RoleId,
    Same,
    ShortText,
    Stated,
    SubjectId,
    Tag,
    of,
)
from .lazy import lazy
from .rules import require_one
from .unsure import Unsure

# The words of moves, as far as somebody announces them; `unknown`: a text nobody could read yet.
NominationKind = Literal[
    "first", "joined", "left", "promoted", "demoted", "lateral", "additional", "interim", "returned", "swapped",
    "unknown",
]  # fmt: skip
Reported = Literal[
    "person_name", "organization_name", "role_title", "kind", "announced", "starts", "predecessor_name",
    "previous_organization", "previous_role", "excerpt",
]  # fmt: skip
REPORTED: tuple[str, ...] = get_args(Reported)
# What, when it changes, has to be decided anew; a text that is set otherwise has not.
DECIDING = frozenset(REPORTED) - {"announced", "excerpt"}

Entry = Annotated[str, Meta(min_length=1, max_length=2_000)]
Date = Annotated[str, Meta(max_length=40, description=FORM)]
OF_NOMINATION = of("nomination")
OF_NOMINATION_TEXT = of("nomination", text=True)


class NominationReported(Fact, type="nomination_reported", subject="nomination", creates=True):
    """An entry of a feed as it was read. Reported again with other values it is a revision.

    `revises` is the report before it, `changed` the fields that say something else than there.
    """

    nomination: NominationId
    feed: Annotated[SubjectId, PUBLIC]
    entry: Annotated[Given[Entry], of("nomination", required=True)] = UNSET
    person_name: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    organization_name: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    role_title: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    kind: Annotated[NominationKind, PUBLIC]
    announced: Annotated[Stated[Date], PUBLIC] = UNSET
    starts: Annotated[Stated[Date], PUBLIC] = UNSET
    predecessor_name: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    previous_organization: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    previous_role: Annotated[Stated[ShortText], OF_NOMINATION] = UNSET
    excerpt: Annotated[Stated[LongText], OF_NOMINATION_TEXT] = UNSET
    revises: Annotated[Stated[FactRef], PUBLIC] = UNSET
    changed: Annotated[Given[tuple[Reported, ...]], PUBLIC] = UNSET

    def check(self) -> None:
        for name in ("announced", "starts"):
            refuse_no_date(name, getattr(self, name))


class NominationWithdrawn(Fact, type="nomination_withdrawn", subject="nomination"):
    """Whoever reported it takes it back."""

    nomination: NominationId
    report: Annotated[Stated[FactRef], PUBLIC] = UNSET
    reason: Annotated[Stated[LongText], OF_NOMINATION_TEXT] = UNSET


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Whom or what a report may mean, how likely (0 to 1), and why."""

    kind: Literal["person", "organization", "role"]
    id: SubjectId
    score: Annotated[float, Meta(ge=0, le=1)]
    reasons: tuple[ShortText, ...]


class NominationMatched(Fact, type="nomination_matched", subject="nomination", version=2):
    """What the report may mean, and why it was not accepted by itself.

    Scores and reasons tell what people are called: they go with any of these.
    """

    nomination: NominationId
    candidates: Annotated[Given[tuple[Candidate, ...]], of("nomination", required=True)] = UNSET
    unsure: Annotated[Given[tuple[Unsure, ...]], PUBLIC] = UNSET

    @staticmethod
    def upcast_v1_v2(values: dict[str, Any]) -> dict[str, Any]:
        """Why was not said then."""
        return values

    @lazy
    def named(self) -> tuple[tuple[str, str], ...]:
        own = (("nomination", self.nomination), *(("person", id) for id in self.mentions))
        return tuple(dict.fromkeys((*own, *((one.kind, one.id) for one in self._candidates))))

    def renamed(self, same: Same) -> Fact:
        """Of records that are one the likeliest candidate stays."""
        found: dict[tuple[str, str], Candidate] = {}
        for one in self._candidates:
            meant = replace(one, id=same(one.kind, one.id))
            kept = found.setdefault((meant.kind, meant.id), meant)
            if meant.score > kept.score:
                found[meant.kind, meant.id] = meant
        candidates = tuple(found.values()) if self._candidates else self.candidates
        return replace(super().renamed(same), candidates=candidates)  # type: ignore[call-arg]

    def concerned(self, tag: Tag) -> frozenset[str]:
        people = {KEYED["person"] + one.id for one in self._candidates if one.kind == "person"}
        return super().concerned(tag) | (people if tag.of else set())

    def naming(self, kind: str, id: str) -> str:
        return "candidates" if any((one.kind, one.id) == (kind, id) for one in self._candidates) else "nomination"

    @property
    def _candidates(self) -> tuple[Candidate, ...]:
        return self.candidates if isinstance(self.candidates, tuple) else ()


class NominationAccepted(Fact, type="nomination_accepted", subject="nomination"):
    """It became these facts. Whoever it names takes its values along when they are erased."""

    nomination: NominationId
    report: Annotated[Stated[FactRef], PUBLIC] = UNSET
    facts: Annotated[tuple[FactRef, ...], PUBLIC]
    person: Annotated[Stated[PersonId], PUBLIC] = UNSET
    organization: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    role: Annotated[Stated[RoleId], PUBLIC] = UNSET
    predecessor: Annotated[Stated[PersonId], PUBLIC] = UNSET


class NominationRejected(Fact, type="nomination_rejected", subject="nomination"):
    nomination: NominationId
    report: Annotated[Stated[FactRef], PUBLIC] = UNSET
    reason: Annotated[Stated[LongText], OF_NOMINATION_TEXT] = UNSET


CALLED = ("person", "organization", "role")


class AliasRecorded(Fact, type="alias_recorded", subject="person"):
    """What a person, an organization or a role is called besides."""

    person: Annotated[Given[PersonId], PUBLIC] = UNSET
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    role: Annotated[Given[RoleId], PUBLIC] = UNSET
    alias: Annotated[Given[ShortText], of("person", required=True)] = UNSET

    def check(self) -> None:
        require_one(self, *CALLED)

    @lazy
    def named(self) -> tuple[tuple[str, str], ...]:
        return (*self.stated(*CALLED).items(), *(("person", id) for id in self.mentions))


Deciding = (NominationAccepted, NominationRejected, NominationWithdrawn)


def key_of_nomination(nomination: str) -> str:
    """The id of the key under which its values are sealed."""
    return KEYED["nomination"] + nomination


def nomination_of_key(key: str) -> str | None:
    """The nomination whose key has this id."""
    prefix = KEYED["nomination"]
    return key.removeprefix(prefix) if key.startswith(prefix) else None


def refuse_no_date(name: str, value: object) -> None:
    """Raises InvalidFact naming the field, for a text that is no date."""
    try:
        span_of(value) if isinstance(value, str) else None
    except ValueError as error:
        raise InvalidFact(str(error), field=name) from None
