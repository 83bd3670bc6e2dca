"""SQL that one engine compiled serves every other of its kind: each test has an engine of its own."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.util import LRUCache

_STATEMENTS = 2_000
_Key = tuple[Any, ...]


class Compiled(LRUCache[_Key, Any]):
    """An engine's own dialect is the first part of its keys; all of a class compile alike."""

    def get(self, key: _Key, default: Any = None) -> Any:
        return super().get(_of_any_engine(key), default)

    def __setitem__(self, key: _Key, compiled: Any) -> None:
        super().__setitem__(_of_any_engine(key), compiled)


def _of_any_engine(key: _Key) -> _Key:
    return type(key[0]), *key[1:]


def share_what_is_compiled() -> None:
    """Between all engines of this process; to compile it anew for each took a sixth of the time of many tests."""
    compiled = Compiled(_STATEMENTS)

    def use(connection: Connection) -> None:
        connection.execution_options(compiled_cache=compiled)

    event.listen(Engine, "engine_connect", use)
