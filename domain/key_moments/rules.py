"""What a rule of key moments is: an id, a line that says what it looks for, parameters as data, a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from .found import Severity
from .scenes import Passage

Settings = Mapping[str, Any]


class Words(NamedTuple):
    """A parameter that is a list of words."""

    name: str
    says: str
    default: tuple[str, ...]


class Whole(NamedTuple):
    """A parameter that is a whole number within bounds, both included."""

    name: str
    says: str
    default: int
    least: int
    most: int


Parameter = Words | Whole


class Sign(NamedTuple):
    """What a rule saw in a scene: what happened (`action`), in words with names, and what should be done."""

    action: str
    reason: str
    role: str | None = None
    steps: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """`base` is the severity before what the moment touches is looked at."""

    id: str
    says: str
    base: Severity
    find: Callable[[Passage, Settings], Iterable[Sign]]
    parameters: tuple[Parameter, ...] = ()

    @property
    def defaults(self) -> dict[str, Any]:
        return {parameter.name: parameter.default for parameter in self.parameters}
