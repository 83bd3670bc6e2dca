"""Facts about facts: corrections, withdrawals, erasures."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET

from .errors import InvalidFact
from .facts import PUBLIC, TEXT, Fact, FactRef, LongText, Open, PersonId, Reference, ShortText, Stated
from .language import say


class FactCorrected(Fact, type="fact_corrected", subject="fact", dateless=True):
    """Recorded wrong: from now on the named fact stands with these fields replaced."""

    fact: FactRef
    replacement: Annotated[Open, TEXT]
    reason: Annotated[Stated[LongText], TEXT] = UNSET

    def check(self) -> None:
        if not self.replacement:
            raise InvalidFact(say("state at least one field to replace"), field="replacement")
        if forbidden := self.replacement.keys() & {"type", "id"}:
            raise InvalidFact(say("type and id cannot be corrected"), field=f"replacement.{min(forbidden)}")


class FactWithdrawn(Fact, type="fact_withdrawn", subject="fact", dateless=True):
    """It was never true; withdrawing an amendment undoes it."""

    fact: FactRef
    reason: Annotated[Stated[LongText], TEXT] = UNSET


class ValueErased(Fact, type="value_erased", subject="fact", dateless=True):
    """The personal values of one fact are made unreadable everywhere; its structure and dates stay.

    The reason is sealed as these values were: it may tell what they said. Once one of those people is erased, none is
    taken.
    """

    fact: FactRef
    reason: Annotated[Stated[ShortText], TEXT] = UNSET


class PersonErased(Fact, type="person_erased", subject="person", dateless=True):
    """Everything personal about somebody is made unreadable everywhere.

    The request stays readable, so that it can be shown why: a reference, which like ids carries nothing personal.
    """

    person: PersonId
    request: Annotated[Stated[Reference], PUBLIC] = UNSET


# As what a row of the log is about the beginning elsewhere that an end was corrected to name.
VISITED = "beginning"


def adopted(fact: Fact) -> str | None:
    """The id of the beginning that a correction makes an end name, also by correcting another correction."""
    replaced: Any = fact.replacement if isinstance(fact, FactCorrected) else {}
    while isinstance(replaced, dict) and "replacement" in replaced:
        replaced = replaced["replacement"]
    took = replaced.get("took") if isinstance(replaced, dict) else None
    return took if isinstance(took, str) else None


AMENDMENTS: tuple[type[Fact], ...] = (FactCorrected, FactWithdrawn)


def amends(fact: Fact) -> bool:
    return isinstance(fact, AMENDMENTS)
