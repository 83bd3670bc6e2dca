"""Which scenes are read: on what days, at which accounts, of which people, posts and units."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

Ids = frozenset[str] | None


@dataclass(frozen=True)
class Scope:
    """Days as ordinals, both included; of each kind of subject these only, or all. `today` is the last day that has
    passed as far as the passing of days counts. `starts`: by person the first day of theirs, where that is later."""

    first: int
    last: int
    today: int
    accounts: Ids = None
    people: Ids = None
    roles: Ids = None
    units: Ids = None
    starts: Mapping[str, int] = field(default_factory=dict)

    def covers(self, day: int, person: str | None = None) -> bool:
        return max(self.first, self.starts.get(person or "", self.first)) <= day <= self.last


def wanted(ids: Container[str] | None, id: str | None) -> bool:
    return ids is None or id in ids
