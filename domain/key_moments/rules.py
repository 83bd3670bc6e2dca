"""What a rule of key moments is: an id, a line that says what it looks for, parameters as data, a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from .business import Part
from .found import Severity, Subject
from .parameters import Parameter, Settings
from .scenes import Scene


class Sign(NamedTuple):
    """What a rule saw in a scene: what happened (`action`), in words with names, whom and which post it is about.

    `subjects` are kinds and ids that tell it apart from other signs of the same scene. `restricted` says that it rests
    on links, attitudes or opinions; `sales` are opportunities that it touches beside those of the parts. What is given
    of `day`, `starts`, `began` and `parts` goes before those of the scene, `steps` before those of the rule.
    """

    action: str
    reason: str
    person: str | None = None
    role: str | None = None
    organization: str | None = None
    subjects: tuple[Subject, ...] = ()
    facts: tuple[str, ...] = ()
    restricted: bool = False
    day: int | None = None
    starts: str | None = None
    began: str | None = None
    parts: tuple[Part, ...] | None = None
    sales: tuple[str, ...] = ()
    steps: tuple[str, ...] | None = None


Beside = Literal["links", "occasions", "predecessors", "presence", "relations"]
"""Whom somebody is linked with, what begins there, who held a post before, whom else we know there, how organizations
are related."""
EVERYTHING: frozenset[Beside] = frozenset(get_args(Beside))
Find = Callable[[Any, Settings], Iterable[Sign]]


@dataclass(frozen=True)
class Rule:
    """`over` is the kind of scene that it looks at; `base` the severity before what is touched counts; `steps` are
    codes of steps.toml. `rests_on`: what of others besides whom it is about decides whether it sees anything, so that a
    change of theirs reaches further."""

    id: str
    says: str
    over: tuple[type[Scene], ...]
    find: Find
    base: Severity
    steps: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    restricted: bool = False
    rests_on: frozenset[Beside] = frozenset()
