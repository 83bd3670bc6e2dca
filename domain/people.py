"""Facts about people and the links between them; nearly every value here is somebody's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from msgspec import UNSET, Meta

from .facts import PUBLIC, Fact, Given, Identifiers, Leaning, LongText, Open, PersonId, Score, ShortText, Stated, of
from .rules import require_any, require_different

INTRODUCED = ("name", "names", "identifiers", "emails", "phones", "ours")
DESCRIBED = (
    "name", "names", "identifiers", "emails", "phones", "preferences", "priorities", "pain_points", "motivations",
    "opinions", "drivers", "competences", "country", "attributes",
)  # fmt: skip
SCORES = ("tone", "strength", "desired")
RATED = ("tone", "strength", "how", "desired", "purpose")

Texts = tuple[ShortText, ...]
# May be empty: registers hold people of whom only the number is known.
PersonName = Annotated[str, Meta(max_length=500)]
OF_PERSON = of("person")
OF_PERSON_TEXT = of("person", text=True)
OF_BOTH = of("person", "other")


class PersonIntroduced(Fact, type="person_introduced", subject="person", creates=True, undated=True):
    person: PersonId
    name: Annotated[Given[PersonName], of("person", required=True)] = UNSET
    names: Annotated[Stated[Texts], OF_PERSON] = UNSET
    identifiers: Annotated[Stated[Identifiers], OF_PERSON] = UNSET
    emails: Annotated[Stated[Texts], OF_PERSON] = UNSET
    phones: Annotated[Stated[Texts], OF_PERSON] = UNSET
    ours: Annotated[Given[bool], PUBLIC] = UNSET


class PersonDescribed(Fact, type="person_described", subject="person"):
    person: PersonId
    name: Annotated[Given[PersonName], OF_PERSON] = UNSET
    names: Annotated[Stated[Texts], OF_PERSON] = UNSET
    identifiers: Annotated[Stated[Identifiers], OF_PERSON] = UNSET
    emails: Annotated[Stated[Texts], OF_PERSON] = UNSET
    phones: Annotated[Stated[Texts], OF_PERSON] = UNSET
    preferences: Annotated[Stated[LongText], OF_PERSON_TEXT] = UNSET
    priorities: Annotated[Stated[LongText], OF_PERSON_TEXT] = UNSET
    pain_points: Annotated[Stated[LongText], OF_PERSON_TEXT] = UNSET
    motivations: Annotated[Stated[LongText], OF_PERSON_TEXT] = UNSET
    opinions: Annotated[Stated[LongText], OF_PERSON_TEXT] = UNSET
    drivers: Annotated[Stated[Open], OF_PERSON_TEXT] = UNSET
    competences: Annotated[Stated[LongText | Texts], OF_PERSON_TEXT] = UNSET
    country: Annotated[Stated[ShortText], OF_PERSON] = UNSET
    attributes: Annotated[Given[Open], OF_PERSON_TEXT] = UNSET

    def check(self) -> None:
        require_any(self, *DESCRIBED)


def pair(one: str, other: str) -> str:
    """The id of everything informal between two people, whoever is named first."""
    return "|".join(sorted((one, other)))


def gap(link: Mapping[str, Any]) -> dict[str, Any]:
    """By how much a link is less strong than desired (negative where it is stronger), if both are known."""
    strength, desired = link.get("strength"), link.get("desired")
    return {} if strength is None or desired is None else {"gap": round(desired - strength, 6)}


class LinkRated(Fact, type="link_rated", subject="person", restricted="links"):
    """An informal tie of a kind; tone (-2 to 2) and strength (0 to 10) are two things."""

    person: PersonId
    other: PersonId
    kind: Annotated[Given[ShortText], PUBLIC] = UNSET
    tone: Annotated[Stated[Leaning], OF_BOTH] = UNSET
    strength: Annotated[Stated[Score], OF_BOTH] = UNSET
    directed: Annotated[bool, PUBLIC] = False
    how: Annotated[Stated[LongText], of("person", "other", text=True)] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET
    desired: Annotated[Stated[Score], OF_BOTH] = UNSET
    purpose: Annotated[Stated[LongText], of("person", "other", text=True)] = UNSET

    @property
    def home(self) -> tuple[str, str]:
        return "link", pair(self.person, self.other)

    def check(self) -> None:
        require_different(self, "person", "other")
        require_any(self, *RATED)


class LinkEnded(Fact, type="link_ended", subject="person", restricted="links"):
    """Ends the links of a kind, or of all kinds where none is given."""

    person: PersonId
    other: PersonId
    kind: Annotated[Given[ShortText], PUBLIC] = UNSET

    @property
    def home(self) -> tuple[str, str]:
        return "link", pair(self.person, self.other)

    def check(self) -> None:
        require_different(self, "person", "other")
