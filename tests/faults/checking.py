"""Whether a log holds what was acknowledged, once, and nothing that nobody sent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from .journal import Fact, Journal


class Entry(NamedTuple):
    """A fact as the log gives it back; `values` where it was read with what it says."""

    id: str
    position: int
    recorded_at: Any
    values: Fact | None = None


class Log(NamedTuple):
    """Entries in the order in which they were read, and where the log says it ends."""

    head: int
    entries: Sequence[Entry]


def flaws(journal: Journal, log: Log) -> list[str]:
    """Everything that is wrong, by kind: each begins with a word for it."""
    checks = (lost, doubled, strange, misplaced, halved, altered)
    return [flaw for check in checks for flaw in check(journal, log)] + [f"refused: {one}" for one in journal.refused]


def lost(journal: Journal, log: Log) -> Iterator[str]:
    found = {entry.id: entry.position for entry in log.entries}
    for id, position in journal.acknowledged.items():
        if id not in found:
            yield f"lost: {id}, acknowledged at {position}"
        elif found[id] != position:
            yield f"moved: {id}, acknowledged at {position}, stands at {found[id]}"


def doubled(_: Journal, log: Log) -> Iterator[str]:
    counted = Counter(entry.id for entry in log.entries)
    yield from (f"doubled: {id} is there {times} times" for id, times in counted.items() if times > 1)


def strange(journal: Journal, log: Log) -> Iterator[str]:
    yield from (f"strange: nobody sent {entry.id}" for entry in log.entries if entry.id not in journal.sent)


def misplaced(_: Journal, log: Log) -> Iterator[str]:
    """Positions are 1, 2, 3 to the head, instants never go back."""
    for place, entry in enumerate(log.entries, 1):
        if entry.position != place:
            yield f"gap: {entry.id} stands at {entry.position}, not at {place}"
            break
    if log.head != len(log.entries):
        yield f"gap: the head is {log.head} after {len(log.entries)} facts"
    for earlier, later in pairwise(log.entries):
        if later.recorded_at < earlier.recorded_at:
            yield f"back: {later.id} is recorded at {later.recorded_at}, after {earlier.recorded_at}"


def halved(journal: Journal, log: Log) -> Iterator[str]:
    """A batch is there whole, in one piece and of one instant, or not at all."""
    found = {entry.id: entry for entry in log.entries}
    for batch in journal.batches:
        there = [found[id] for id in batch if id in found]
        if there and len(there) < len(batch):
            yield f"halved: {len(there)} of the {len(batch)} facts of {batch[0]} are there"
        elif there and [entry.position - there[0].position for entry in there] != list(range(len(batch))):
            yield f"torn: the batch of {batch[0]} does not stand in one piece"
        elif len({entry.recorded_at for entry in there}) > 1:
            yield f"torn: the batch of {batch[0]} was recorded at several instants"


def altered(journal: Journal, log: Log) -> Iterator[str]:
    """Every value that was sent is given back."""
    for entry in log.entries:
        sent = journal.sent.get(entry.id)
        if sent is None or entry.values is None:
            continue
        other = sorted(name for name in sent if entry.values.get(name) != sent[name])
        if other:
            yield f"altered: {entry.id} has other {', '.join(other)}"
