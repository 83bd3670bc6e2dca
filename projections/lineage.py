"""The facts that made organizations belong to a group, or no longer, between two moments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .groups import PARENT
from .organizations import relations
from .sides import Window
from .snapshots import Snapshot
from .spans import Span
from .states import Change


class Lineage:
    """Of one leg of a difference, and of the subsidiaries of which it tells."""

    def __init__(self, before: Snapshot, after: Snapshot, window: Window, told: Iterable[Change]) -> None:
        self._moments, self._fresh = (before, after), window.fresh
        subsidiaries = [change for change in told if change.kind == "subsidiary"]
        moving = (change for change in subsidiaries if change.name is None)
        self._below = {change.subject: str((change.after or change.before)["below"]) for change in moving}
        ids = {change.subject for change in subsidiaries}
        said = after.within(Span(), relations.c.home, ids, any_day=True)
        self._rows = [row for row in said if row.relation == PARENT]
        named = {id for row in self._rows for id in (row.begun_by, row.ended_by) if id is not None}
        self._places = after.positions_of_facts(named)

    def places(self, organization: str) -> set[int]:
        """Positions of what put it below another or took it away, or else did so with what it is below."""
        found = self._own(organization)
        seen = {organization}
        while not found and (organization := self._below.get(organization, organization)) not in seen:
            seen.add(organization)
            found = self._own(organization)
        return found

    def _own(self, organization: str) -> set[int]:
        """Positions of what put it below another, or took it away; if nothing was newly recorded, of amendments."""
        mine = [row for row in self._rows if row.home == organization]
        before, after = ({row.other: row for row in mine if at.holds(row)} for at in self._moments)
        come = [row for other, row in after.items() if other not in before]
        gone = [row for other, row in before.items() if other not in after]
        ends = [self._end(mine, row) for row in gone]
        found = {self._places[id] for id in [*(row.begun_by for row in come), *ends] if id in self._places}
        if any(map(self._fresh, found)):
            return found
        amending = [*(row.known_from for row in come), *(row.known_to for row in gone)]
        return found.union(filter(self._fresh, amending))

    def _end(self, mine: list[Any], gone: Any) -> str | None:
        """What is known later to have ended it."""
        known = self._moments[1].position
        rows = (row for row in mine if row.other == gone.other and row.known_from <= known < row.known_to)
        return next((row.ended_by for row in rows if row.begun_by == gone.begun_by), None)
