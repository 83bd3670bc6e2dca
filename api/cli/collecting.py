"""When Python looks for cycles: seldom, and not at all while all facts of a workspace are gone through once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MADE_BETWEEN_COLLECTIONS = 100_000


def rarely_collect() -> None:
    """Facts and rows are many and make no cycles: looking for some took a fifth of an import's time (measured)."""
    gc.freeze()
    gc.set_threshold(_MADE_BETWEEN_COLLECTIONS, 20, 50)


@contextmanager
def uncollected() -> Iterator[None]:
    """For commands that end: even seldom took a twentieth of a rebuild's time (measured)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
