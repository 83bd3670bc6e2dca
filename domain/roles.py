"""Facts about roles and about who fills them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta

from .errors import InvalidFact
from .facts import (
    PUBLIC,
    TEXT,
    Fact,
    FactRef,
    Given,
    LongText,
    Open,
    OrganizationId,
    PersonId,
    RoleId,
    Score,
    ShortText,
    Stated,
    UnitId,
    of,
)  # fmt: skip
from .language import marked, say
from .rules import require_any

RESTRUCTURABLE = (
    "organization", "title", "unit", "reports_to", "dotted_to", "function", "level", "zone", "headcount",
    "requirements", "expectations", "procedures", "works_with", "attributes",
)  # fmt: skip

Headcount = Annotated[int, Meta(ge=0, le=100_000)]
Level = int | ShortText
Texts = tuple[ShortText, ...]
SOURCES_OF_POWER = Literal["position", "trust", "competence", "performance", "influence", "network"]


class RoleDefined(Fact, type="role_defined", subject="role", creates=True):
    role: RoleId
    organization: OrganizationId
    title: Annotated[ShortText, PUBLIC]
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    reports_to: Annotated[Stated[RoleId], PUBLIC] = UNSET
    dotted_to: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    function: Annotated[Stated[ShortText], PUBLIC] = UNSET
    level: Annotated[Stated[Level], PUBLIC] = UNSET
    zone: Annotated[Stated[ShortText], PUBLIC] = UNSET
    headcount: Annotated[Stated[Headcount], PUBLIC] = UNSET
    requirements: Annotated[Stated[LongText], TEXT] = UNSET
    expectations: Annotated[Stated[LongText], TEXT] = UNSET
    procedures: Annotated[Stated[LongText], TEXT] = UNSET
    works_with: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    attributes: Annotated[Given[Open], TEXT] = UNSET


class RoleRestructured(Fact, type="role_restructured", subject="role"):
    role: RoleId
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    title: Annotated[Given[ShortText], PUBLIC] = UNSET
    unit: Annotated[Stated[UnitId], PUBLIC] = UNSET
    reports_to: Annotated[Stated[RoleId], PUBLIC] = UNSET
    dotted_to: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    function: Annotated[Stated[ShortText], PUBLIC] = UNSET
    level: Annotated[Stated[Level], PUBLIC] = UNSET
    zone: Annotated[Stated[ShortText], PUBLIC] = UNSET
    headcount: Annotated[Stated[Headcount], PUBLIC] = UNSET
    requirements: Annotated[Stated[LongText], TEXT] = UNSET
    expectations: Annotated[Stated[LongText], TEXT] = UNSET
    procedures: Annotated[Stated[LongText], TEXT] = UNSET
    works_with: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET
    attributes: Annotated[Given[Open], TEXT] = UNSET

    def check(self) -> None:
        require_any(self, *RESTRUCTURABLE)


class RoleClosed(Fact, type="role_closed", subject="role"):
    """Closing ends the role's tenures that day; successors get no holder by themselves."""

    role: RoleId
    successors: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET


class PersonTookRole(Fact, type="person_took_role", subject="role", version=2):
    """`leaves`: roles that the person leaves for it. The one fact tells the move: on its date it ends what was running
    there, as an end without `took` does."""

    person: PersonId
    role: RoleId
    tenure_kind: Annotated[Literal["permanent", "interim", "acting"], PUBLIC] = "permanent"
    share: Annotated[Stated[Annotated[float, Meta(gt=0, le=1)]], PUBLIC] = UNSET
    leaves: Annotated[Stated[tuple[RoleId, ...]], PUBLIC] = UNSET

    @staticmethod
    def upcast_v1_v2(values: dict[str, Any]) -> dict[str, Any]:
        """What was left for it was told by facts of its own then."""
        return values

    def check(self) -> None:
        if self.leaves and self.role in self.leaves:
            raise InvalidFact(say("nobody leaves a role for itself"), field="leaves")

    @property
    def elsewhere(self) -> tuple[Fact, ...]:
        """The ends in the roles left; once corrected it may name its own among them, which is not left."""
        if not self.leaves or self.certainty == "rumored":
            return ()
        return tuple(self._left(role) for role in dict.fromkeys(self.leaves) if role != self.role)

    def _left(self, role: str) -> PersonLeftRole:
        person, certainty = self.person, self.certainty
        return PersonLeftRole(id=self.id, effective=self.effective, certainty=certainty, person=person, role=role)


class PersonLeftRole(Fact, type="person_left_role", subject="role"):
    """With `took`, ends exactly that beginning; without, what was running."""

    person: PersonId
    role: RoleId
    took: Annotated[Stated[FactRef], PUBLIC] = UNSET
    reason: Annotated[
        Stated[Literal["promoted", "moved", "retired", "dismissed", "ended", "died", "unknown"]], of("person")
    ] = UNSET


class PowerAssessed(Fact, type="power_assessed", subject="role", restricted="power"):
    """Informal power of a person in a role, 0 to 10; it belongs to the tenure and ends with it."""

    person: PersonId
    role: RoleId
    power: Annotated[Given[Score], of("person", required=True)] = UNSET
    sources: Annotated[Stated[tuple[SOURCES_OF_POWER, ...]], of("person")] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


CRAFTED = ("priorities", "criteria", "partner_preferences", "quantity", "relations", "perception", "engagement")

# Of these, what decides how to sell to somebody: asked of each new holder, whatever the predecessor's answers were.
# {0} is the holder, {1} the post.
ASKED_AGAIN = {
    "priorities": marked("What comes first for {0} as {1}?"),
    "criteria": marked("By what does {0} decide as {1}?"),
    "partner_preferences": marked("With which partners does {0} prefer to work as {1}?"),
}

_Words = Annotated[Stated[LongText | Texts], of("person", text=True)]
_WordsOrScore = Annotated[Stated[LongText | Score], of("person", text=True)]


class JobCrafted(Fact, type="job_crafted", subject="role", restricted="crafted_jobs"):
    """What a holder makes of their post, as an assessor sees it; it belongs to the tenure and ends with it.

    Beside the formal job (the role's requirements, expectations and procedures) it says what they put first, by what
    they decide, with which partners they prefer to work, how much they do of what (`quantity`: words, or 0 to 10),
    with whom they deal, how they see the job, and how engaged they are in it (words, or 0 to 10).
    """

    person: PersonId
    role: RoleId
    priorities: _Words = UNSET
    criteria: _Words = UNSET
    partner_preferences: _Words = UNSET
    quantity: _WordsOrScore = UNSET
    relations: _Words = UNSET
    perception: _Words = UNSET
    engagement: _WordsOrScore = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET

    def check(self) -> None:
        require_any(self, *CRAFTED)


def fields_of_role(fact: Fact) -> dict[str, Any]:
    return fact.stated(*RESTRUCTURABLE)
