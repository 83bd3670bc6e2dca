"""Types that msgspec has looked through before several threads read by them.

It looks through a class once, at first use; a second thread that uses it meanwhile ends the process (SIGSEGV, 0.22).
"""

from __future__ import annotations

from threading import Lock
from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")

_LOOKED_THROUGH = set[object]()
_LOCK = Lock()


def readable(kind: Kind) -> Kind:
    """The type itself, to convert or decode to."""
    if kind not in _LOOKED_THROUGH:
        with _LOCK:
            msgspec.json.Decoder(kind)
            _LOOKED_THROUGH.add(kind)
    return kind
