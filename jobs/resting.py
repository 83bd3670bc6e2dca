"""Long work beside whoever serves in the same process: it rests most of the time, and ends when it is asked to."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

_LONGEST_SLEEP = 0.1


class CutShort(Exception):
    """The process is to end; whoever leads next takes the work up."""


@dataclass
class Resting:
    """Called between pieces of work: rests so many times as long as the last one kept a processor busy."""

    stopping: Callable[[], bool]
    times: float = 3.0
    _worked: float = field(default_factory=time.thread_time)

    def __call__(self) -> None:
        until = time.monotonic() + self.times * (time.thread_time() - self._worked)
        while not self.stopping() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _LONGEST_SLEEP))
        if self.stopping():
            raise CutShort
        self._worked = time.thread_time()
