"""The plan of an import: its lines in batches that the log can take one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select, tuple_

from domain.errors import UnknownSubject
from domain.log.ledger import Ledger
from domain.log.reading import roots_of_facts
from domain.log.tables import subjects

from .files import Files, Flaw
from .plan import SIZE, Unplaceable, cut, hoisted, reach_of
from .survey import Key, Survey, named_by

_CHUNK = 300


def batches_of(files: Files, found: Survey, ledger: Ledger) -> list[Sequence[int]]:
    """Batches in the order of the files, or with lines brought forward where that cannot be. Raises Unplaceable."""
    recorded = _recorded(ledger, found.ahead)
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


def _recorded(ledger: Ledger, keys: Iterable[Key]) -> set[Key]:
    """Those of these subjects and facts that the workspace has already."""
    facts = [id for kind, id in keys if kind == "fact"]
    wanted = sorted(key for key in keys if key[0] != "fact")
    workspace, found = ledger.workspace.id, set[Key]()
    with ledger.store.reading(workspace) as connection:
        found.update(("fact", id) for id in roots_of_facts(connection, workspace, facts))
        for start in range(0, len(wanted), _CHUNK):
            some = tuple_(subjects.c.kind, subjects.c.subject).in_(wanted[start : start + _CHUNK])
            query = select(subjects.c.kind, subjects.c.subject).where(subjects.c.workspace == workspace, some)
            found.update((kind, id) for kind, id in connection.execute(query))
    return found
