"""Notes of who read restricted kinds: once an hour per caller and subject, written beside the request."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import structlog

from domain.log.access_notes import Note, keep_notes
from domain.log.store import Store, now_us

from .access import Caller

_HOUR = 3_600_000_000
log = structlog.get_logger()


class AccessNotes:
    """Reading never waits for a note and never fails with it; a note that could not be written is tried again."""

    def __init__(self, store: Store, clock: Callable[[], int] = now_us) -> None:
        self.store = store
        self.clock = clock
        self._hour = 0
        self._noted: set[Note] = set()
        self._waiting: set[Note] = set()
        self._lock = threading.Lock()
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="access-notes")

    def note(self, caller: Caller, kind: str, subject: str) -> None:
        hour = self.clock() // _HOUR
        note = Note(caller.workspace, caller.recorder, kind, subject, hour)
        if note in self._noted:
            return
        with self._lock:
            if hour != self._hour:
                self._hour, self._noted = hour, set()
            self._noted.add(note)
            self._waiting.add(note)
        self._writer.submit(self._write)

    def flush(self) -> None:
        """Returns when everything noted so far is written, or was tried."""
        self._writer.submit(self._write).result()

    def _write(self) -> None:
        with self._lock:
            notes, self._waiting = self._waiting, set()
        try:
            keep_notes(self.store, notes)
        except Exception as error:
            log.warning("access notes could not be written", error=type(error).__name__)
            with self._lock:
                self._waiting |= notes
