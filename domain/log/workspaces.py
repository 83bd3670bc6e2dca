"""Workspaces: made on first use, found by name; each with a key of its own."""

from __future__ import annotations

import os
from contextlib import suppress

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from ..errors import NotFound
from .keys import seal
from .ledger import Workspace
from .store import Store
from .tables import workspaces


def find_workspace(store: Store, name: str) -> Workspace:
    """Raises NotFound."""
    with store.reading() as connection:
        row = connection.execute(select(workspaces).where(workspaces.c.name == name)).one_or_none()
    if row is None:
        raise NotFound(
            f"no workspace {name}; `incumbent keys create --workspace {name} --scope admin` makes it", field="workspace"
        )
    return Workspace(row.id, row.name, row.time_zone)


def workspace_by_number(store: Store, id: int) -> Workspace:
    with store.reading() as connection:
        row = connection.execute(select(workspaces).where(workspaces.c.id == id)).one()
    return Workspace(row.id, row.name, row.time_zone)


def all_workspaces(store: Store) -> list[Workspace]:
    with store.reading() as connection:
        rows = connection.execute(select(workspaces).order_by(workspaces.c.id)).all()
    return [Workspace(row.id, row.name, row.time_zone) for row in rows]


def make_workspace(store: Store, name: str, root_key: bytes, time_zone: str = "UTC") -> Workspace:
    """The workspace of this name, made with a new key of its own if there is none."""
    # Of several who make it at once, one does.
    with suppress(IntegrityError), store.writing() as connection:
        row = connection.execute(select(workspaces).where(workspaces.c.name == name)).one_or_none()
        if row is None:
            secret = seal(root_key, os.urandom(32), b"workspace secret")
            connection.execute(insert(workspaces).values(name=name, time_zone=time_zone, secret=secret))
    return find_workspace(store, name)
