"""Facts as they stand, each in one sentence that calls whatever it names as it was called that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from domain.amendments import amends
from domain.facts import Fact
from domain.standing import Family, Recorded

from .account_maps import RESTRICTED_FIELDS
from .labels import Labels
from .names import Names
from .phrases import quoting
from .snapshots import Snapshot
from .telling import told


class Sentences:
    """`restricted`: whether opinions may be told."""

    def __init__(self, at: Snapshot, *, restricted: bool) -> None:
        self._names, self._labels = Names(at), Labels(at)
        self._hidden = frozenset() if restricted else RESTRICTED_FIELDS

    def learn(self, facts: Iterable[Fact]) -> None:
        self._names.learn_all(subject for fact in facts for subject in fact.subjects)

    def of(self, fact: Fact, day: date) -> str:
        def called(kind: str, id: str) -> str:
            return self._names.of(kind, id, day) or self._labels.of(kind, id, day) or id

        return told(fact, quoting(called), hidden=self._hidden)


def as_amended(found: Iterable[Recorded]) -> dict[int, Fact]:
    """By position: what stands of facts in families that are amended."""
    members: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in found:
        members[recorded.root].append(recorded)
    amended = (family for family in members.values() if any(amends(one.fact) for one in family))
    return {said.place: said.fact for family in amended for said in Family(family).says}
