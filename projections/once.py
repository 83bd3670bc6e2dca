"""Changes as people read them: of whoever leaves it is said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

Json = dict[str, Any]
# What goes with whoever leaves, where no fact but those of the leaving takes it away.
_ALONG = ("power", "crafted_job", "link", "person")


def told_once(changes: Sequence[Json]) -> list[Json]:
    """Without what follows from a tenure that is told to have ended: what went along with it, and that it was known
    to end."""
    left = [one for one in changes if _ended(one, "tenure")]
    leaving = {because: _Leaving.of(left, because) for because in {one["because"] for one in left}}
    over = {_tenure_of(one) for one in left}
    nobody = _Leaving(set(), set())
    return [one for one in changes if not (leaving.get(one["because"], nobody).takes(one) or _foretold(one, over))]


class _Leaving(NamedTuple):
    people: set[str]
    facts: set[str]

    @classmethod
    def of(cls, tenures: Sequence[Json], because: str) -> _Leaving:
        told = [one for one in tenures if one["because"] == because]
        return cls({one["property"] for one in told}, {fact for one in told for fact in one["facts"]})

    def takes(self, change: Json) -> bool:
        """Somebody who holds no role here any more is gone, or stays on the map as an outsider."""
        if not (_ended(change, *_ALONG) or (change["kind"], change["property"]) == ("person", "external")):
            return False
        same = bool(change["facts"]) and self.facts.issuperset(change["facts"])
        return same or (change["kind"] == "person" and change["subject"] in self.people)


def _ended(change: Json, *kinds: str) -> bool:
    return change["kind"] in kinds and change["after"] is None


def _foretold(change: Json, over: set[tuple[str, str]]) -> bool:
    known = change["before"] is not None and change["after"] is not None
    return change["kind"] == "tenure" and known and _tenure_of(change) in over and "until" in change["after"]


def _tenure_of(change: Json) -> tuple[str, str]:
    return change["subject"], change["property"]
