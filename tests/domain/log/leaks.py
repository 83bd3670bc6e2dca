"""Looking for words where the log is kept: in the bytes of the files, in every column of every table."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain.log import tables
from domain.log.store import Store
from tests.raw import all_rows

LOG = (
    tables.facts, tables.sealed, tables.subject_facts, tables.subjects, tables.person_keys, tables.idempotency,
    tables.workspaces,
)  # fmt: skip


def kept(store: Store) -> bytes:
    """Everything that the log's tables hold, and on SQLite the files with all that was ever written to them."""
    held = b"\n".join(raw(value) for table in LOG for row in rows(store, table) for value in row)
    return held + b"".join(file.read_bytes() for file in files(store))


def rows(store: Store, table: Any) -> list[Any]:
    with all_rows(store) as connection:
        return list(connection.execute(select(table)))


def raw(value: Any) -> bytes:
    return bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()


def files(store: Store) -> list[Path]:
    if not store.sqlite:
        return []
    path = Path(str(store.engine.url.database))
    return [file for file in sorted(path.parent.glob(f"{path.name}*")) if not file.name.endswith("-shm")]


class Canaries:
    """Words of 24 letters, each never said before, and where each was said."""

    def __init__(self) -> None:
        self.said: dict[bytes, str] = {}

    def sing(self, where: str) -> str:
        word = f"canary-{len(self.said):017d}"
        self.said[word.encode()] = where
        return word

    def found(self, haystack: bytes) -> list[str]:
        return [where for word, where in self.said.items() if word in haystack]
