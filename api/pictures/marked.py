"""What is shown of a difference between two moments on a map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Marked:
    """What changed between two moments: a class by role, what is told of it as it was, and the lines that it had."""

    roles: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str | None] = field(default_factory=dict)
