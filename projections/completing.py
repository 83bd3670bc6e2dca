"""What was accepted before and ends something that is only known now: it ends that, too."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from domain.acceptance import Choice
from domain.dates import span_of
from domain.matching.registry import Registry
from domain.matching.verdicts import ends, just_ended

from .became import Part, parts_of
from .clerk import announcement_of
from .left_to_feeds import DECLINED, LeftToFeeds, beginning_named, departures, ended_by, recorder_of, untouched
from .nomination_reads import read, said_in
from .nominations import nominations
from .open_nominations import TOLD, ends_something, in_time
from .reviews import complete
from .snapshots import Snapshot


class Completing(LeftToFeeds):
    """Of what became facts."""

    def complete(self, people: Collection[str], posts: Collection[str]) -> None:
        """What was accepted before for these and ends something that is only known now, ends it."""
        with self.now() as at:
            rows = [row for row in self._nearby(at, people, posts) if ends_something(row)]
            choices = {row.home: self._completed(at, row) for row in untouched(at, rows)}
        for row in rows:
            if (choice := choices.get(row.home)) is not None:
                with suppress(*DECLINED):
                    complete(self.tenant, row.home, choice, recorder_of(row.feed))

    def _nearby(self, at: Snapshot, people: Collection[str], posts: Collection[str]) -> list[Any]:
        """Accepted for these people or roles."""
        ours, found = self.ours(at) & (nominations.c.state == "accepted"), dict[str, Any]()
        for column, ids in ((nominations.c.person, people), (nominations.c.role, posts)):
            found |= {row.home: row for row in at.rows(nominations, ours, column, ids, TOLD)}
        return sorted(found.values(), key=in_time)

    def _completed(self, at: Snapshot, row: Any) -> Choice | None:
        """With all that it ends; None where that is nothing new, or somebody has changed what it became."""
        parts = parts_of(self.tenant, at, row.home, read(row.facts))
        if any(part.corrected or part.standing is None for part in parts):
            return None
        said, before = said_in(row), ended_by(parts, row)
        with self.registry() as (registry, _):
            if row.person not in registry.people or row.role not in registry.roles:
                return None  # erased, or another record's by now
            if row.kind == "left":
                return _second_opinion(registry, row, parts)
            asked, rules = announcement_of(said), self.accepting[row.feed]
            predecessor, leaves = ends(registry, said, asked, (row.person, row.role), rules)
        now = before[0] or predecessor, before[1] or leaves
        if now == before:
            return None
        return Choice(person=row.person, role=row.role, predecessor=now[0], leaves=now[1], learn=False)


def _second_opinion(registry: Registry, row: Any, parts: Iterable[Part]) -> Choice | None:
    """A departure that ends nothing any more, since an earlier day was told of it: it names the stay that it is of."""
    if any(map(beginning_named, departures(parts, row.person))):
        return None
    ended = just_ended(registry, row.person, [row.role], span_of(said_in(row)["starts"]))
    return None if ended is None else Choice(person=row.person, role=row.role, took=ended.took, learn=False)
