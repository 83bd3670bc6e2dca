"""A second process that writes into a SQLite file while this one counts on: Python runs one thread at a time."""

from __future__ import annotations

import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from ..errors import Unavailable
from ..language import say
from . import scribe
from .engines import PATIENCE, SQLITE_MEMORY, SQLITE_PRAGMAS
from .store import Store
from .writing import Many


def has_a_hand_free(store: Store) -> bool:
    """Whether a second process helps: not where there is one processor, and PostgreSQL's server is one already."""
    return store.sqlite and len(os.sched_getaffinity(0)) > 1


class Scribe:
    """Begun with the first dictation. Whichever of the two dies, what came last is written whole or not at all."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def write(self, dictated: Sequence[Many]) -> bool:
        """Commit these; False, and nothing is written, where the last of them found no row. Raises DBAPIError."""
        try:
            _say(self._process, [tuple(many) for many in dictated])
            found, kind, words = self._answer()
        except (OSError, EOFError) as error:
            raise Unavailable(say("the process that writes beside this one has ended; begin again")) from error
        if kind:
            raise _as_raised(self._store, getattr(sqlite3, kind, sqlite3.Error)(words))
        return bool(found)

    def _answer(self) -> tuple[bool, str, str]:
        heard: Any = self._process.stdout
        answer: tuple[bool, str, str] = marshal.load(heard)  # noqa: S302  from the process started here
        return answer

    def close(self) -> None:
        """It ends once nothing more can be dictated."""
        if "_process" in self.__dict__:
            self._process.communicate()

    @cached_property
    def _process(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-I", "-S", scribe.__file__]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={})  # noqa: S603  our own words
        file = str(Path(str(self._store.engine.url.database)).absolute())
        _say(process, (file, PATIENCE, {**SQLITE_PRAGMAS, **SQLITE_MEMORY}))
        return process


def _say(process: subprocess.Popen[bytes], said: Any) -> None:
    pipe: Any = process.stdin
    pipe.write(marshal.dumps(said))
    pipe.flush()


def _as_raised(store: Store, error: sqlite3.Error) -> Exception:
    return DBAPIError.instance("", None, error, sqlite3.Error, dialect=store.engine.dialect)
