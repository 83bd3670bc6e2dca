"""Rules that several fact types share for being well formed."""

from __future__ import annotations

from msgspec import UNSET

from .errors import InvalidFact
from .facts import Fact
from .language import say


def require_any(fact: Fact, *names: str) -> None:
    """At least one of these fields is stated and not an empty list."""
    if all(getattr(fact, name) is UNSET or getattr(fact, name) == () for name in names):
        raise InvalidFact(say("state at least one of {names}", names=", ".join(names)), field=names[0])


def require_one(fact: Fact, *names: str) -> None:
    """Exactly one of these fields is stated."""
    if len(fact.stated(*names)) != 1:
        raise InvalidFact(say("state exactly one of {names}", names=", ".join(names)), field=names[0])


def require_different(fact: Fact, one: str, other: str) -> None:
    if getattr(fact, one) == getattr(fact, other):
        raise InvalidFact(say("must differ from {name}", name=one), field=other)
