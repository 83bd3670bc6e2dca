"""The plan of an import: its lines in batches that the log can take one after the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from domain.errors import UnknownSubject
from domain.log.ledger import Ledger
from domain.log.reading import roots_of_facts
from domain.log.tables import subjects

from .files import Files, Flaw
from .plan import SIZE, Unplaceable, cut, hoisted, reach_of
from .survey import Key, Survey, named_by

_CHUNK = 300


def batches_of(files: Files, found: Survey, recorded: set[Key]) -> list[Sequence[int]]:
    """Batches in the order of the files, or with lines brought forward where that cannot be. Raises Unplaceable.

    `recorded` are those of the subjects and facts that the files bring which the workspace has already.
    """
    reach: dict[int, int] = {}
    for key in found.ahead.keys() - recorded:
        needed = found.creator(key) or 0
        for line in found.ahead[key]:
            reach[line] = max(reach.get(line, 0), needed)
    try:
        if found.amended_ahead and reach:
            raise Unplaceable(min(reach))
        return cut(range(len(files)), reach, found.breaks, SIZE)
    except Unplaceable:
        return _brought_forward(files, found, recorded)


def unplaceable(files: Files, line: int) -> Flaw:
    kept = "with --keep-recorded no line is brought forward past another instant"
    return files.flaw(line, UnknownSubject(f"names what only a later line creates, and {kept}"))


def _brought_forward(files: Files, found: Survey, recorded: set[Key]) -> list[Sequence[int]]:
    def needs(line: int) -> list[int]:
        creators = (found.creator(key) for key in named_by(files.line(line).values) if key not in recorded)
        return [creator for creator in creators if creator is not None]

    def at_the_same_instant(line: int, needed: int) -> bool:
        return found.kept is None or found.kept[line] == found.kept[needed]

    order = hoisted(len(files), needs, at_the_same_instant)
    return cut(order, reach_of(order, needs), found.breaks, SIZE)


def recorded_of(found: Survey, ledger: Ledger) -> set[Key]:
    """Those of the subjects that the files create, and of the facts they name ahead, that the workspace has already."""
    workspace, wanted = ledger.workspace.id, defaultdict(list)
    for kind, id in found.creators.keys() | found.ahead.keys():
        wanted[kind].append(id)
    with ledger.store.reading(workspace) as connection:
        recorded = {("fact", id) for id in roots_of_facts(connection, workspace, wanted.pop("fact", []))}
        for kind, ids in wanted.items():
            recorded |= {(kind, id) for id in _existing(connection, workspace, kind, sorted(ids))}
    return recorded


def _existing(connection: Connection, workspace: int, kind: str, ids: list[str]) -> Iterator[str]:
    for start in range(0, len(ids), _CHUNK):
        some = subjects.c.subject.in_(ids[start : start + _CHUNK])
        query = select(subjects.c.subject).where(subjects.c.workspace == workspace, subjects.c.kind == kind, some)
        yield from connection.scalars(query)
