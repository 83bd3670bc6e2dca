"""Where a demo keeps what it makes: a directory of its own, emptied before each run and shared with no other demo."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import IO

DATABASE, STORY = "incumbent.db", "story.jsonl"
_MADE = (STORY, *(f"{DATABASE}{ending}" for ending in ("", "-wal", "-shm", ".key", ".erased")))


@contextmanager
def own_place(parent: Path) -> Iterator[Path]:
    """The first of demo, demo-2, ... in which no other demo is running; only what demos make is removed from it."""
    directory, lock = _free(parent)
    with lock:
        for name in _MADE:
            (directory / name).unlink(missing_ok=True)
        yield directory


def _free(parent: Path) -> tuple[Path, IO[str]]:
    for number in count(1):
        directory = parent / ("demo" if number == 1 else f"demo-{number}")
        directory.mkdir(parents=True, exist_ok=True)
        if lock := _locked(directory / "lock"):
            return directory, lock
    raise AssertionError("numbers never end")


def _locked(path: Path) -> IO[str] | None:
    """An open file that nobody else holds; the system lets go of it however this process ends."""
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
