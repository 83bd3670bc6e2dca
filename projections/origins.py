"""From whom or what facts are known, in few words: what kind of source, what is noted of it, and who recorded it."""

from __future__ import annotations

from collections.abc import Iterable

from domain.facts import Source
from domain.language import plain, say, say_count
from domain.log.keys import KeyRing
from domain.log.reading import read_families, roots_of_facts
from domain.standing import Recorded

from .snapshots import Snapshot

_MOST, _LONGEST = 2, 100


class Origins:
    """Of facts, as recorded by the snapshot's position."""

    def __init__(self, at: Snapshot, keys: KeyRing, facts: Iterable[str]) -> None:
        ids = sorted(set(facts))
        roots = set(roots_of_facts(at.connection, at.workspace, ids).values())
        read = read_families(at.connection, keys, roots, at.position) if roots else ()
        self._told = {one.fact.id: _told(one) for one in read}

    def of(self, facts: Iterable[str]) -> str:
        """`feed, press release, feed:news`; of many, the first few."""
        told = list(dict.fromkeys(self._told[id] for id in facts if id in self._told))
        more = [say_count("{count} more", "{count} more", len(told) - _MOST)] if len(told) > _MOST else []
        return say("; ").join([*told[:_MOST], *more])


def _told(recorded: Recorded) -> str:
    """Who recorded it is told where nothing is noted, and of a feed: there it says which."""
    source, by = recorded.fact.source, recorded.recorded_by
    kind, noted = "" if source.kind == "person" else plain(source.kind), _noted(source)
    recorder = by if not noted or by.startswith("feed:") else ""
    return ", ".join(part for part in (kind, noted, recorder) if part)


def _noted(source: Source) -> str:
    noted = " ".join((source.note or source.ref or "").split())
    return noted if len(noted) <= _LONGEST else f"{noted[:_LONGEST]}…"
