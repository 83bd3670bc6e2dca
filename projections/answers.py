"""Whole answers that took long to make, kept by their ETag: what is asked again before anything changed is not made
again. Of one workspace; the least used are dropped beyond so many bytes, all of them once somebody is erased."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from .builds import Head

_MOST_BYTES = 8 * 2**20


@dataclass
class Answers:
    most: int = _MOST_BYTES
    _kept: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _bytes: int = 0
    _of: tuple[int, int] = (0, 0)
    _forgotten: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, tag: str, head: Head, make: Callable[[], bytes]) -> bytes:
        """What was made for the tag, or is made now; `head` is that of the moment that the tag is of."""
        with self._lock:
            if self._of != (head.build, head.erasures):
                self._clear()
                self._of = head.build, head.erasures
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
            forgotten = self._forgotten
        made = make()
        with self._lock:
            if forgotten == self._forgotten:
                self._keep(tag, made)
        return made

    def forget(self) -> None:
        with self._lock:
            self._clear()

    def _clear(self) -> None:
        """What is being made meanwhile is not kept either."""
        self._forgotten += 1
        self._kept.clear()
        self._bytes = 0

    def _keep(self, tag: str, made: bytes) -> None:
        self._bytes += len(made) - len(self._kept.pop(tag, b""))
        self._kept[tag] = made
        while self._bytes > self.most:
            self._bytes -= len(self._kept.popitem(last=False)[1])
