"""How often wrong keys may be tried from one address."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict, deque

from .problems import TooManyAttempts

MOST_WRONG = 10
WINDOW_SECONDS = 60.0
_MOST_ADDRESSES = 10_000


class Attempts:
    """Wrong keys of late, by the address they came from."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def refuse_many(self, address: str) -> None:
        """Raises TooManyAttempts."""
        with self._lock:
            wrong = self._wrong.get(address, deque())
            while wrong and wrong[0] < time.monotonic() - WINDOW_SECONDS:
                wrong.popleft()
            if len(wrong) >= MOST_WRONG:
                raise TooManyAttempts("too many wrong keys: wait a minute")

    def wrong(self, address: str) -> None:
        with self._lock:
            self._wrong.setdefault(address, deque()).append(time.monotonic())
            while len(self._wrong) > _MOST_ADDRESSES:
                self._wrong.popitem(last=False)
