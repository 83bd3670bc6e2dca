"""Imports, rebuilds and servers, killed at random moments of their work and started again."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from domain.log.store import Store, open_store
from tests.program import Running

from .clients import Crowd, address, crowd, found_first, wait_for
from .journal import Fact
from .place import Place, growing, head_of
from .telling import founding

# Seconds: about as long as what is to be killed takes from the sign that is waited for.
_IMPORTING, _RECORDING, _REBUILDING, _STARTING, _ANSWERING = 0.2, 0.04, 0.15, 0.15, 0.01
_TOO_LATE = 4
_MOST_TOLD = 45
_SERVE = ("serve", "--port", "0")
T = TypeVar("T")


def kill_imports(place: Place, path: Path, batches: Sequence[Sequence[Fact]], kills: int, *options: str) -> int:
    """Import a file until it is whole, killed so many times; how many times it was not done when it was killed."""
    for batch in batches:
        place.journal.send(batch)
    command = ("import", "--workspace", place.workspace, *options, str(path))
    whole = sum(map(len, batches)) + len(place.journal.acknowledged)
    interrupted = 0
    for left in range(kills, 0, -1):
        interrupted += _kill_import(place, place.start(*command), whole, left)
        if left % 2:
            place.assert_sound()
            place.acknowledge_all()
    place.start(*command).finish()
    place.acknowledge_all()
    return interrupted


def _kill_import(place: Place, running: Running, whole: int, left: int) -> bool:
    """Mostly killed a share of the rest further, so that there is something left to do; else at any time at all."""
    if left % 3 == 2:
        linger(place, _IMPORTING)
        return running.kill()
    with closing(open_store(place.database_url)) as store:
        done = head_of(store, place.workspace)
        target = done + place.random.randint(1, max(1, 2 * (whole - done) // (left + 1) - 1))
        wait_for(lambda: head_of(store, place.workspace) >= target or running.ended)
    linger(place, _RECORDING)
    return running.kill()


def linger(place: Place, seconds: float) -> None:
    time.sleep(place.random.uniform(0, seconds))


def kill_rebuilds(place: Place, kills: int) -> int:
    """Rebuild until so many were killed before they were done, and then once more; how many were."""
    killed = tried = 0
    while killed < kills and tried < _TOO_LATE * kills:
        with closing(open_store(place.database_url)) as store:
            left_behind = growing(store, place.workspace)
            running = place.start("rebuild", "--workspace", place.workspace)
            wait_for(partial(_begun, store, place.workspace, left_behind, running))
        linger(place, _REBUILDING)
        killed, tried = killed + running.kill(), tried + 1
    place.start("rebuild", "--workspace", place.workspace).finish()
    return killed


def _begun(store: Store, workspace: str, left_behind: int | None, running: Running) -> bool:
    return running.ended or growing(store, workspace) not in (None, left_behind)


def kill_servers(place: Place, kills: int, sabotage: str = "") -> tuple[int, Crowd]:
    """How many servers owed a client an answer when they were killed, and the clients in the end."""
    clients, interrupted = crowd(place), 0
    with_server(place, lambda url: found_first(place, founding(), url, clients.key))
    for number in range(kills):
        server = place.start(*_SERVE, sabotage=sabotage)
        if number % 5 == 4:
            linger(place, _STARTING)
            assert server.kill()
        else:
            interrupted += _kill_server(place, server, clients)
        if not sabotage:
            assert not re.search("Traceback|error ignored", server.said), server.said
        if not sabotage and number % 3 == 2:
            place.assert_sound()
    return interrupted, clients


def _kill_server(place: Place, server: Running, clients: Crowd) -> bool:
    """Killed while all clients wait for an answer, or one has just been given."""
    journal = place.journal
    with clients.telling(address(server)):
        target = len(journal.acknowledged) + place.random.randint(0, _MOST_TOLD)
        wait_for(lambda: len(journal.acknowledged) >= target or bool(journal.refused) or server.ended)
        assert not server.ended, f"it ended by itself: {server.said}"
        time.sleep(1.0 if journal.refused else 0.0)  # a server at fault says first what it was
        linger(place, _ANSWERING)
        assert server.kill()
    return clients.waiting > 0


def finish_telling(place: Place, clients: Crowd) -> None:
    """A last server, to which the clients send what was not acknowledged; then nothing is owed."""
    with_server(place, lambda url: _tell_more(place, clients, url))
    assert not clients.waiting


def _tell_more(place: Place, clients: Crowd, url: str) -> None:
    target = len(place.journal.acknowledged) + 30
    with clients.telling(url):
        wait_for(lambda: len(place.journal.acknowledged) >= target)


def with_server(place: Place, work: Callable[[str], T]) -> T:
    server = place.start(*_SERVE)
    try:
        return work(address(server))
    finally:
        server.kill()
