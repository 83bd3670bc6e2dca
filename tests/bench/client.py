"""A client that costs next to nothing: requests over one kept-alive connection, in a process of its own.

    python -m tests.bench.client        one JSON order a line in, one JSON report a line out

It reads bodies by their Content-Length and looks at nothing else but the status, so that the time is the server's.
"""

import gc
import json
import socket
import sys
import time
from dataclasses import asdict, dataclass, field
from urllib.parse import urlsplit

LENGTH = b"content-length:"
BUFFER = memoryview(bytearray(64 * 1024 * 1024))


@dataclass(frozen=True)
class Order:
    """Ask the paths of a server in turn until the time is up, each at least once in `least` requests."""

    url: str
    paths: list[str]
    seconds: float = 1.0
    least: int = 3
    warm_up: int = 1
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Report:
    seconds: list[float]
    bytes: int


class Connection:
    """One kept-alive connection."""

    def __init__(self, url: str, headers: dict[str, str]) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port or 80), timeout=120)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        lines = [f"{name}: {value}\r\n" for name, value in {"Host": parts.netloc, **headers}.items()]
        self.tail = f" HTTP/1.1\r\n{''.join(lines)}\r\n".encode()

    def get(self, path: str) -> memoryview:
        self.socket.sendall(b"GET " + path.encode() + self.tail)
        return self._answer()

    def _answer(self) -> memoryview:
        filled, head = 0, -1
        while head < 0:
            filled += self._receive(filled)
            head = bytes(BUFFER[: min(filled, 16_384)]).find(b"\r\n\r\n")
        start = head + 4
        end = start + _length(bytes(BUFFER[:head]))
        while filled < end:
            filled += self._receive(filled)
        return BUFFER[start:end]

    def _receive(self, filled: int) -> int:
        received = self.socket.recv_into(BUFFER[filled:])
        if not received:
            raise ConnectionError("the server closed the connection")
        return received

    def close(self) -> None:
        self.socket.close()


def _length(head: bytes) -> int:
    lowered = head.lower()
    if head[9:12] != b"200" or LENGTH not in lowered:
        raise ValueError(f"not a plain answer: {head[:400]!r}")
    return int(lowered.split(LENGTH, 1)[1].split(b"\r\n", 1)[0])


def carry_out(order: Order) -> Report:
    connection, taken, size = Connection(order.url, order.headers), list[float](), 0
    for path in order.paths[: order.warm_up]:
        connection.get(path)
    until, turn = time.perf_counter() + order.seconds, order.warm_up
    while len(taken) < order.least or time.perf_counter() < until:
        path = order.paths[turn % len(order.paths)]
        started = time.perf_counter()
        size = len(connection.get(path))
        taken.append(time.perf_counter() - started)
        turn += 1
    connection.close()
    return Report(taken, size)


def main() -> None:
    gc.disable()  # nothing here makes cycles
    for line in sys.stdin:
        print(json.dumps(asdict(carry_out(Order(**json.loads(line))))), flush=True)


if __name__ == "__main__":
    main()
