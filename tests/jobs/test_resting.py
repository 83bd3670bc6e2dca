"""Long work leaves the processor to others most of the time, and ends where it rests."""

import threading
import time

import pytest

from jobs.resting import CutShort, Resting


def busy(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_rests_are_as_many_times_as_long_as_the_work_before_each() -> None:
    rest = Resting(lambda: False, times=4)
    for _ in range(2):
        busy(0.02)
        began = time.monotonic()
        rest()
        assert time.monotonic() - began >= 0.08


def test_whoever_is_to_end_rests_no_longer() -> None:
    stopping = threading.Event()
    rest = Resting(stopping.is_set, times=1e6)
    busy(0.001)
    threading.Timer(0.05, stopping.set).start()
    with pytest.raises(CutShort):
        rest()
