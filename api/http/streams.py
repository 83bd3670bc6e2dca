"""Listeners to a workspace's log: bounded per key, woken when facts are recorded, holding no thread while they wait."""

from __future__ import annotations

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass

from .access import Caller
from .problems import TooManyStreams


@dataclass(frozen=True, eq=False)
class Listener:
    """One open stream: an event of the loop it runs on."""

    loop: asyncio.AbstractEventLoop
    rung: asyncio.Event

    def ring(self) -> None:
        with suppress(RuntimeError):  # its loop is closed: nobody listens any more
            self.loop.call_soon_threadsafe(self.rung.set)

    async def wait(self, seconds: float) -> None:
        """Until facts were recorded in this process, or this long: other processes do not ring."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self.rung.wait(), seconds)
        self.rung.clear()


class Streams:
    """Every open stream of this process."""

    def __init__(self, most_per_key: int) -> None:
        self.most_per_key = most_per_key
        self.closed = False
        self._open: Counter[str] = Counter()
        self._listeners: dict[int, set[Listener]] = defaultdict(set)

    @asynccontextmanager
    async def listening(self, caller: Caller) -> AsyncIterator[Listener]:
        """Raises TooManyStreams."""
        if self._open[caller.key] >= self.most_per_key:
            raise TooManyStreams(f"{self.most_per_key} streams are open with this key; close one first")
        listener = Listener(asyncio.get_running_loop(), asyncio.Event())
        self._open[caller.key] += 1
        self._listeners[caller.workspace].add(listener)
        try:
            yield listener
        finally:
            self._open[caller.key] -= 1
            self._listeners[caller.workspace].discard(listener)

    def close(self) -> None:
        """Every stream ends: a server that stops need not wait for its listeners."""
        self.closed = True
        for workspace in tuple(self._listeners):
            self.ring(workspace)

    def ring(self, workspace: int) -> None:
        """Facts were recorded; called from any thread."""
        for listener in tuple(self._listeners.get(workspace, ())):
            listener.ring()
