"""Refusals: what the domain declines to do, each with a stable kind and a message that says what would be right."""

from __future__ import annotations

from typing import Any, ClassVar


class Refused(Exception):
    """The root of expected refusals; nothing was recorded, unless it says so (NotYetReadable)."""

    kind: ClassVar[str] = "refused"

    def __init__(self, detail: str, *, field: str | None = None, index: int | None = None, **extra: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.field = field
        self.index = index
        self.extra = extra

    def at(self, index: int) -> Refused:
        """The same refusal, naming the place of the fact in its batch (from 0)."""
        self.index = index if self.index is None else self.index
        return self

    def __str__(self) -> str:
        place = "" if self.index is None else f"fact {self.index}: "
        return f"{place}{self.field}: {self.detail}" if self.field else f"{place}{self.detail}"


class InvalidFact(Refused):
    """A fact is not well formed."""

    kind = "invalid-fact"


class UnknownSubject(Refused):
    """A fact names a subject that does not exist in the workspace."""

    kind = "unknown-subject"


class UnknownFact(Refused):
    """A fact names a fact that was not recorded, or one of a type that does not fit."""

    kind = "unknown-fact"


class PersonErased(Refused):
    """A fact names a person who was erased; nothing more may be recorded about them."""

    kind = "person-erased"


class FactConflict(Refused):
    """The id was recorded before with other content."""

    kind = "fact-conflict"


class StaleExpectation(Refused):
    """Something was recorded about a subject since the position the writer had seen."""

    kind = "stale-expectation"


class OutOfTurn(Refused):
    """What became of a nomination or an alert by now does not allow this; `decision` says what was decided."""

    kind = "out-of-turn"


class KeyReused(Refused):
    """The Idempotency-Key was used before with another body."""

    kind = "idempotency-key-reused"


class BatchTooLarge(Refused):
    """More facts in one batch than may be recorded at once."""

    kind = "batch-too-large"


class InstantRefused(Refused):
    """A kept recorded_at decreases or lies in the future."""

    kind = "recorded-at-refused"


class InvalidRequest(Refused):
    """A parameter or the body of a request is not of its form."""

    kind = "invalid-request"


class NotFound(Refused):
    """Nothing of that id in this workspace."""

    kind = "not-found"


class Unavailable(Refused):
    """The store cannot answer now; trying again later may succeed."""

    kind = "unavailable"


class NotYetReadable(Unavailable):
    """The facts are recorded, but cannot be read yet: the same request may be sent again."""

    kind = "not-yet-readable"


class Misconfigured(Exception):
    """The program refuses to start: a setting or the database's durability is not as it must be."""
