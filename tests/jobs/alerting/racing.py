"""Processes that look at a desk at once, or die on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from domain.log.ledger import Terms
from domain.log.store import open_store
from jobs.alerting import looking
from projections.tenants import Tenants
from tests.jobs.alerting.desk import ROOT_KEY, Desk

FORK = multiprocessing.get_context("fork")
_IN = vars(looking)
Sabotage = Callable[[], None]


def looks(desk: Desk, *sabotages: Sabotage) -> list[int | None]:
    """Each in a process of its own, all at once; how they ended."""
    arguments = (desk.url, desk.clock.now, desk.started_at)
    running = [FORK.Process(target=_look, args=(*arguments, sabotage)) for sabotage in sabotages]
    for one in running:
        one.start()
    for one in running:
        one.join(60)
    desk.tenant.catch_up()
    return [one.exitcode for one in running]


def _look(url: str, now: int, started_at: int, sabotage: Sabotage) -> None:
    store = open_store(url)
    tenant = Tenants(store, ROOT_KEY, clock=lambda: now).named("desk")
    sabotage()
    tenant.catch_up()
    looking.look(tenant, looking.Policy(), started_at, store.writing)
    store.close()


def nothing() -> None:
    """An ordinary look."""


def die_before_recording() -> None:
    _IN["_record"] = _die


def die_before_noting() -> None:
    _IN["advance"] = _die


def _die(*_: Any) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def together(count: int) -> Sabotage:
    """Whoever compared waits until all have: nobody has seen what another records."""
    barrier, compare = FORK.Barrier(count), looking.looked

    def waiting(*arguments: Any) -> Any:
        found = compare(*arguments)
        if _IN["looked"] is waiting:  # once: who has to look again does so at once
            _IN["looked"] = compare
            barrier.wait(30)
        return found

    def sabotage() -> None:
        _IN["looked"] = waiting

    return sabotage


def unguarded(sabotage: Sabotage) -> Sabotage:
    """Records whatever others have recorded meanwhile."""

    def break_it() -> None:
        sabotage()
        _IN["Terms"] = lambda by, expected: replace(Terms(by=by), expected=None)

    return break_it
