"""From whom or what facts are known, in few words: what kind of source, what is noted of it, and who recorded it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from domain.facts import Source
from domain.language import listed, marked, plain, say, say_count
from domain.log.api_keys import OF_KEYS
from domain.log.keys import KeyRing
from domain.log.reading import read_families, roots_of_facts
from domain.log.tables import api_keys
from domain.standing import Recorded

from .became import OF_FEEDS
from .snapshots import Snapshot

_PROGRAM = {"cli": marked("command line"), "import": marked("an import"), "alerts": marked("Incumbent, by a rule")}
_MOST, _LONGEST = 2, 100


class Origins:
    """Of facts, as recorded by the snapshot's position."""

    def __init__(self, at: Snapshot, keys: KeyRing, facts: Iterable[str]) -> None:
        ids = sorted(set(facts))
        roots = set(roots_of_facts(at.connection, at.workspace, ids).values())
        read = read_families(at.connection, keys, roots, at.position) if roots else ()
        labels = labels_of_keys(at, (one.recorded_by for one in read))
        self._told = {one.fact.id: _told(one, labels) for one in read}

    def of(self, facts: Iterable[str]) -> str:
        """`press release, feed news`; of many, the first few."""
        told = list(dict.fromkeys(self._told[id] for id in facts if id in self._told))
        more = [say_count("{count} more", "{count} more", len(told) - _MOST)] if len(told) > _MOST else []
        return listed([*told[:_MOST], *more])


def _told(recorded: Recorded, labels: Mapping[str, str]) -> str:
    """Who recorded it is told where nothing is noted, and of a feed: there it says which."""
    source, by = recorded.fact.source, recorded.recorded_by
    of_feed, noted = by.startswith(OF_FEEDS), _noted(source)
    kind = "" if of_feed or source.kind in ("person", by) else plain(source.kind)
    recorder = recorder_told(by, labels) if of_feed or not noted else ""
    return ", ".join(dict.fromkeys(part for part in (kind, noted, recorder) if part))


def recorder_told(by: str, labels: Mapping[str, str]) -> str:
    """A key by its label: whoever holds it entered what has no other source."""
    if by.startswith(OF_FEEDS):
        return say("feed {feed}", feed=by.removeprefix(OF_FEEDS))
    if not by.startswith(OF_KEYS):
        return say(_PROGRAM[by]) if by in _PROGRAM else plain(by)
    label = labels.get(by.removeprefix(OF_KEYS))
    return say("entered by {who}", who=label) if label else say("entered by hand")


def labels_of_keys(at: Snapshot, recorders: Iterable[str]) -> dict[str, str]:
    """By id, of those of these that are keys and have one."""
    ids = {by.removeprefix(OF_KEYS) for by in recorders if by.startswith(OF_KEYS)}
    if not ids:
        return {}
    own = (api_keys.c.workspace == at.workspace, api_keys.c.id.in_(ids), api_keys.c.label.is_not(None))
    rows = at.connection.execute(select(api_keys.c.id, api_keys.c.label).where(*own))
    return {row.id: row.label for row in rows}


def _noted(source: Source) -> str:
    noted = " ".join((source.note or source.ref or "").split())
    return noted if len(noted) <= _LONGEST else f"{noted[:_LONGEST]}…"
