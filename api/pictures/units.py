"""Which unit lies in which."""

from __future__ import annotations

from collections.abc import Mapping


class Units:
    """By unit the one it is part of; circles end where they began."""

    def __init__(self, parents: Mapping[str, str | None]) -> None:
        self.parents = parents

    def same(self, one: str | None, other: str | None) -> bool:
        return one is not None and one == other

    def holds(self, outer: str | None, inner: str | None) -> bool:
        seen = set[str]()
        while inner is not None and inner not in seen and outer is not None:
            if inner == outer:
                return True
            seen.add(inner)
            inner = self.parents.get(inner)
        return False

    def outermost(self, inner: str | None, beside: str | None) -> str | None:
        """The largest unit around one that does not hold the other as well; none where its own does."""
        found, seen = None, set[str]()
        while inner is not None and inner not in seen and not self.holds(inner, beside):
            seen.add(inner)
            found, inner = inner, self.parents.get(inner)
        return found
