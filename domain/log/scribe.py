"""Run as a process of its own: writes into a SQLite file what another process dictates, one transaction a time.

It imports nothing of ours, so that it is there in a fiftieth of a second; it knows no keys. It ends with the process it
listens to: what is cut off by the death of that one is not written.
"""

import marshal
import signal
import sqlite3
import sys
from typing import Any


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever dictates, and then ends
    connection = opened(*_heard())
    while dictated := _heard():
        marshal.dump(answer(connection, dictated), sys.stdout.buffer)
        sys.stdout.buffer.flush()


def _heard() -> Any:
    try:
        return marshal.load(sys.stdin.buffer)  # noqa: S302  from the process that started this one
    except EOFError:
        sys.exit()


def opened(file: str, patience: float, pragmas: dict[str, Any]) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    for name, value in pragmas.items():
        connection.execute(f"PRAGMA {name}={value}")
    return connection


def answer(connection: sqlite3.Connection, dictated: list[tuple[str, list[tuple[Any, ...]]]]) -> tuple[bool, str, str]:
    """(whether the last statement found a row, and all is committed; else the driver's error and its words)."""
    try:
        return written(connection, dictated), "", ""
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return False, type(error).__name__, str(error)


def written(connection: sqlite3.Connection, dictated: list[tuple[str, list[tuple[Any, ...]]]]) -> bool:
    connection.execute("BEGIN IMMEDIATE")
    found = 0
    for words, rows in dictated:
        found = connection.executemany(words, rows).rowcount
    connection.execute("COMMIT" if found else "ROLLBACK")
    return bool(found)


if __name__ == "__main__":
    main()
