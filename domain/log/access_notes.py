"""Who read restricted kinds about whom: kept beside the facts, never among them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection

from .store import Store
from .tables import access_log
from .writing import insert_ignoring


class Note(NamedTuple):
    """`hour` counts from 1970 UTC."""

    workspace: int
    caller: str
    kind: str
    subject: str
    hour: int


def keep_note(connection: Connection, note: Note) -> None:
    """Within a transaction that does what is noted."""
    insert_ignoring(connection, access_log, [note])


def keep_notes(store: Store, notes: Iterable[Note]) -> None:
    """What was noted before stays as it is."""
    by_workspace: dict[int, list[Note]] = defaultdict(list)
    for note in notes:
        by_workspace[note.workspace].append(note)
    for workspace, some in by_workspace.items():
        with store.writing(workspace) as connection:
            insert_ignoring(connection, access_log, some)
