"""Has a SQLite file swept by a process of its own, and knows what to do where that cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from . import sweeper

_PATIENCE = 1_000  # milliseconds: who erases waits, and so do those who write


def sweep(connection: Connection) -> bool:
    """Nothing that was deleted stays in the file; False: others are in the way, try later."""
    file = Path(str(connection.engine.url.database)).absolute()
    ended = subprocess.run([sys.executable, "-I", "-S", sweeper.__file__, str(file)], env={}, check=False)  # noqa: S603  our own words
    if ended.returncode in (0, sweeper.IN_THE_WAY):
        return not ended.returncode and emptied(connection)
    return _rewritten(connection) and emptied(connection)


def emptied(connection: Connection) -> bool:
    """Whether SQLite's log of writes is empty: where a reader needs it, it stays."""
    before = connection.exec_driver_sql("PRAGMA busy_timeout").scalar_one()
    try:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={min(before, _PATIENCE)}")
        busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={before}")
    return not busy


def _rewritten(connection: Connection) -> bool:
    """For files whose pages the sweeper does not know."""
    try:
        connection.exec_driver_sql("VACUUM")
    except OperationalError:
        return False
    return True
