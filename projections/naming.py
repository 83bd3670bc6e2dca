"""Which families name people and organizations: found once records are merged, which seldom happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from domain.sameness import Subject
from domain.standing import Family


class Naming:
    """Roots of families by whom they name, or named: noted from the first time that anybody asks."""

    def __init__(self) -> None:
        self._roots: dict[Subject, set[int]] | None = None

    def note(self, root: int, family: Family) -> None:
        """Look at what a family says now."""
        if self._roots is not None:
            _note(self._roots, root, family)

    def roots(self, subjects: Iterable[Subject], families: Mapping[int, Family]) -> set[int]:
        """Those of all these families that name one of the subjects."""
        if self._roots is None:
            self._roots = defaultdict(set)
            for root, family in families.items():
                _note(self._roots, root, family)
        return set().union(*(self._roots.get(subject, ()) for subject in subjects))


def _note(roots: dict[Subject, set[int]], root: int, family: Family) -> None:
    for said in family.says:
        for subject in said.fact.named:
            if subject[0] in ("person", "organization"):
                roots[subject].add(root)
