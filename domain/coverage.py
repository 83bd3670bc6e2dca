"""Facts about who of ours covers whom at a customer, and through whom somebody is to be addressed."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from msgspec import UNSET

from .facts import PUBLIC, Fact, Given, LongText, OrganizationId, PersonId, Stated, UnitId, of
from .lazy import lazy
from .rules import require_different, require_one

Part = Literal["lead", "covers", "sponsor", "backup"]
# In this order somebody is looked for who should act.
PARTS: tuple[Part, ...] = get_args(Part)
COVERED = ("organization", "unit", "other")
ADDRESSED = ("unit", "other")

Subject = tuple[str, str]


class CoverageAssigned(Fact, type="coverage_assigned", subject="organization"):
    """A colleague covers an organization, a unit, or somebody (`other`), in a part."""

    person: PersonId
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    unit: Annotated[Given[UnitId], PUBLIC] = UNSET
    other: Annotated[Given[PersonId], PUBLIC] = UNSET
    part: Annotated[Part, PUBLIC]

    @lazy
    def named(self) -> tuple[Subject, ...]:
        return about_first(self, COVERED)

    @property
    def home(self) -> Subject:
        return home_of("coverage", self.named[0])

    def check(self) -> None:
        require_one(self, *COVERED)
        require_different(self, "person", "other")


class CoverageEnded(Fact, type="coverage_ended", subject="organization"):
    """Ends the part of a colleague that runs; other parts of theirs go on."""

    person: PersonId
    organization: Annotated[Given[OrganizationId], PUBLIC] = UNSET
    unit: Annotated[Given[UnitId], PUBLIC] = UNSET
    other: Annotated[Given[PersonId], PUBLIC] = UNSET
    part: Annotated[Part, PUBLIC]

    @lazy
    def named(self) -> tuple[Subject, ...]:
        return about_first(self, COVERED)

    @property
    def home(self) -> Subject:
        return home_of("coverage", self.named[0])

    def check(self) -> None:
        require_one(self, *COVERED)
        require_different(self, "person", "other")


class ContactRuleSet(Fact, type="contact_rule_set", subject="unit"):
    """Somebody (`other`), or everybody in a unit, is addressed through a colleague; `exclusive`: through nobody else.

    Set again while it runs it changes what it states.
    """

    other: Annotated[Given[PersonId], PUBLIC] = UNSET
    unit: Annotated[Given[UnitId], PUBLIC] = UNSET
    through: PersonId
    exclusive: Annotated[Given[bool], PUBLIC] = UNSET
    reason: Annotated[Given[LongText], of("other", "through", text=True, required=True)] = UNSET

    @lazy
    def named(self) -> tuple[Subject, ...]:
        return about_first(self, ADDRESSED)

    @property
    def home(self) -> Subject:
        return home_of("contact_rule", self.named[0])

    def check(self) -> None:
        require_one(self, *ADDRESSED)
        require_different(self, "other", "through")


class ContactRuleEnded(Fact, type="contact_rule_ended", subject="unit"):
    other: Annotated[Given[PersonId], PUBLIC] = UNSET
    unit: Annotated[Given[UnitId], PUBLIC] = UNSET
    through: PersonId
    reason: Annotated[Stated[LongText], of("other", "through", text=True)] = UNSET

    @lazy
    def named(self) -> tuple[Subject, ...]:
        return about_first(self, ADDRESSED)

    @property
    def home(self) -> Subject:
        return home_of("contact_rule", self.named[0])

    def check(self) -> None:
        require_one(self, *ADDRESSED)
        require_different(self, "other", "through")


def home_of(kind: str, about: Subject) -> Subject:
    """What is said of one subject is resolved together; ids are unique per kind only, so the id says which."""
    return kind, ":".join(about)


def about_of(home: str) -> Subject:
    """What a home of coverage or of contact rules is about."""
    kind, _, id = home.partition(":")
    return kind, id


def about_first(fact: Fact, names: tuple[str, ...]) -> tuple[Subject, ...]:
    """What it is about guards it, whichever of the fields names it."""
    about = next((fact.refs[name], id) for name, id in fact.stated(*names).items())
    return (about, *(pair for pair in Fact.named.find(fact) if pair != about))
