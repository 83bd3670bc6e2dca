"""Up to which fact somebody has seen what there was to see."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import delete, insert, select

from .store import Store
from .tables import last_looks


class LastLook(NamedTuple):
    position: int
    looked_at: int


def last_look(store: Store, workspace: int, key: str) -> LastLook | None:
    mine = (last_looks.c.workspace == workspace, last_looks.c.key == key)
    with store.reading(workspace) as connection:
        row = connection.execute(select(last_looks.c.position, last_looks.c.looked_at).where(*mine)).one_or_none()
    return None if row is None else LastLook(*row)


def look(store: Store, workspace: int, key: str, position: int, now: int) -> None:
    """Somebody with this key has seen everything up to this position."""
    mine = (last_looks.c.workspace == workspace, last_looks.c.key == key)
    values = {"workspace": workspace, "key": key, "position": position, "looked_at": now}
    with store.writing(workspace) as connection:
        connection.execute(delete(last_looks).where(*mine))
        connection.execute(insert(last_looks).values(values))
