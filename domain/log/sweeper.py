"""Run as a process of its own: sets to zero what lies in a SQLite file outside of its rows.

With `secure_delete` SQLite clears the place of what it deletes, and whole pages that it gives up. But where rows move
from page to page, as an index grows, their old place in the page only counts as free: a copy stays there, whatever is
deleted later. Rewriting the file (VACUUM) writes everything several times; here only these places are written.

Why that is safe beside running servers. Under SQLite's write lock, while the log of writes is empty, the file alone is
the database, and nobody else writes into it. No byte that means anything is changed, so that a write that is cut short
leaves a sound file. Before the lock is given back a commit tells every connection to forget the pages it remembers,
else one of them could write an old copy back. A process of its own, because closing a file gives up all locks that a
process holds on it, SQLite's among them. Exit codes: 0 all is swept, 3 others are in the way, anything else: do not
rely on it.
"""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

IN_THE_WAY = 3
PIECE = 8_192  # pages that are looked at under one lock: 32 MiB, some tenths of a second
_PATIENCE = 1.0  # who erases waits, and so do those who write
_ATTEMPTS = 5
_INTERIOR, _PAGES = (2, 5), (2, 5, 10, 13)  # b-tree pages by their first byte
# From this page on a page number, with which other pages begin, could look like the first byte of a b-tree page.
_MOST_PAGES = 2 << 24


class Unexpected(Exception):
    """A page is not what the file format says."""


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # meant for whoever waits for this
    raw, connection = opened(sys.argv[1])
    ended = 0 if swept(raw, connection, sys.argv[1]) else IN_THE_WAY
    os._exit(ended)  # nothing is closed: whoever closes a file last removes its log of writes


def opened(file: str, patience: float = _PATIENCE) -> tuple[int, sqlite3.Connection]:
    """The file as the system sees it, and as SQLite does."""
    raw = os.open(file, os.O_RDWR)
    connection = sqlite3.connect(file, timeout=patience, isolation_level=None)
    connection.execute("PRAGMA synchronous=2")
    return raw, connection


def swept(raw: int, connection: sqlite3.Connection, file: str, piece: int = PIECE) -> bool:
    """Whether all of the file was swept; False where others read or write for longer than this waits."""
    size = connection.execute("PRAGMA page_size").fetchone()[0]
    start = 1  # the first page holds nothing but the schema
    try:
        while start * size < os.fstat(raw).st_size:
            if not alone(connection, file):
                return False
            sweep(connection, raw, size, range(start, start + piece))
            start += piece
    except sqlite3.OperationalError:
        return False
    return True


class Connection(Protocol):
    def execute(self, words: str, /) -> sqlite3.Cursor: ...


def alone(connection: Connection, file: str) -> bool:
    """Whether the write lock is held and the log of writes is empty: somebody may write between the two."""
    for _ in range(_ATTEMPTS):
        if connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            return False
        connection.execute("BEGIN IMMEDIATE")
        if not Path(f"{file}-wal").stat().st_size:
            return True
        connection.execute("ROLLBACK")
        time.sleep(0.01)
    return False


def sweep(connection: sqlite3.Connection, raw: int, size: int, pages: range) -> None:
    """What is free in these pages (from 0), and does not hold zeros only, is written; then everybody is told."""
    content = os.pread(raw, size * len(pages), size * pages.start)
    usable = size - os.pread(raw, 1, 20)[0]
    written = 0
    for page in range(pages.start, pages.start + len(content) // size):
        offset = size * (page - pages.start)
        for start, end in unused(content[offset : offset + size], usable):
            if content[offset + start : offset + end].strip(b"\0"):
                written += os.pwrite(raw, bytes(end - start), size * page + start)
    if pages.stop > _MOST_PAGES:
        raise Unexpected("the file is too large")
    if written:
        os.fsync(raw)
        # A true change: without one nothing would be committed, and nobody would forget.
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        connection.execute(f"PRAGMA user_version={(version + 1) % 2**31}")
    connection.execute("COMMIT")


def unused(page: bytes, usable: int) -> Iterator[tuple[int, int]]:
    """(start, end) of the free places of a b-tree page, by SQLite's description of its file format, section 1.6."""
    if page[0] not in _PAGES:
        return
    block, cells, content = (int.from_bytes(page[at : at + 2], "big") for at in (1, 3, 5))
    top, content = (12 if page[0] in _INTERIOR else 8) + 2 * cells, content or 65_536
    if not top <= content <= usable:
        raise Unexpected("cells lie outside of their page")
    yield top, content
    while block:
        following, length = (int.from_bytes(page[block + at : block + at + 2], "big") for at in (0, 2))
        if block + length > usable or 0 < following < block + length:
            raise Unexpected("free blocks lie outside of their page")
        yield block + 4, block + length
        block = following


if __name__ == "__main__":
    main()
