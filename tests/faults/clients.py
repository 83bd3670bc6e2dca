"""Clients that send batch after batch to a server, and send again what was not acknowledged before it was killed."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

import httpx2

from tests.program import Running
from tests.serving import TLS

from .journal import Fact, Journal
from .place import Place
from .telling import batch

# Longer than whatever else the machine does may keep a process from its turn; only what is wrong waits so long.
PATIENCE = 60.0
_ADDRESS = re.compile(r"Incumbent serves (http://127\.0\.0\.1:\d+)\n")
_AGAIN = 503


@dataclass
class Client:
    """One that waits for each answer before it sends the next batch, for as long as there is a server."""

    name: str
    journal: Journal
    number: int = 0
    answered: bool = True
    again: int = 0

    def tell(self, url: str, headers: Mapping[str, str], stopping: threading.Event) -> None:
        try:
            with httpx2.Client(base_url=url, headers=dict(headers), timeout=PATIENCE, verify=TLS) as server:
                self._repeat(server)
                while not stopping.is_set():
                    self._next()
                    self._send(server, self.number)
                    self.answered = True
        except httpx2.TransportError:
            return

    def _next(self) -> None:
        if self.answered:
            self.number += 1
            self.answered = False
            self.journal.send(batch(self.name, self.number))
        else:
            self.again += 1

    def _repeat(self, server: httpx2.Client) -> None:
        """What was acknowledged long ago is sent once more: it is answered as it was, and recorded no second time."""
        if self.number > 2:
            self._send(server, self.number // 2)

    def _send(self, server: httpx2.Client, number: int) -> None:
        facts = batch(self.name, number)
        keyed = {"Idempotency-Key": f"{self.name}-{number}"} if number % 2 else {}
        while (answer := server.post("/v1/facts", json=facts, headers=keyed)).status_code == _AGAIN:
            continue
        if answer.status_code == 201:
            self.journal.acknowledge({fact["id"]: fact["position"] for fact in answer.json()["facts"]})
        else:
            self.journal.refused.append(f"{answer.status_code} {answer.text}")


@dataclass
class Crowd:
    """Several clients, and the threads they have while a server runs."""

    place: Place
    clients: list[Client]
    key: str
    stopping: threading.Event = field(default_factory=threading.Event)

    @property
    def waiting(self) -> int:
        return sum(not client.answered for client in self.clients)

    @contextmanager
    def telling(self, url: str) -> Iterator[None]:
        """The clients go on until the block ends, or the server does."""
        self.stopping.clear()
        headers = {"Authorization": f"Bearer {self.key}"}
        threads = [threading.Thread(target=client.tell, args=(url, headers, self.stopping)) for client in self.clients]
        with ExitStack() as stack:
            for thread in threads:
                thread.start()
                stack.callback(thread.join)
            stack.callback(self.stopping.set)
            yield


def crowd(place: Place, size: int = 3) -> Crowd:
    return Crowd(place, [Client(f"c{number}", place.journal) for number in range(size)], place.new_key())


def found_first(place: Place, facts: list[Fact], url: str, key: str) -> None:
    """What every client's facts name has to be there."""
    place.journal.send(facts)
    answer = httpx2.post(f"{url}/v1/facts", json=facts, headers={"Authorization": f"Bearer {key}"}, timeout=PATIENCE)
    assert answer.status_code == 201, answer.text
    place.journal.acknowledge({fact["id"]: fact["position"] for fact in answer.json()["facts"]})


def address(server: Running) -> str:
    """Where a server that has just been started answers."""
    wait_for(lambda: _ADDRESS.search(server.said) is not None or server.ended)
    found = _ADDRESS.search(server.said)
    assert found, server.said
    return found[1]


def wait_for(condition: Callable[[], bool], pause: float = 0.004) -> None:
    until = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < until, "waited too long"
        time.sleep(pause)
