"""Real servers on loopback that answer as a test says, and every connection this process makes."""

from __future__ import annotations

import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from jobs.addresses import parse_allowed
from jobs.refusals import Egress


@dataclass
class Answer:
    """What to send. `pieces` are written one by one, `pause` seconds apart; with `whole` their length is declared."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: Any = (b"",)
    pause: float = 0.0
    declared: bool = True


@dataclass
class Asking:
    path: str
    headers: dict[str, str]


@dataclass
class Place:
    """A running server: its port, and what it was asked."""

    port: int
    asked: list[Asking] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def egress(self, **limits: Any) -> Egress:
        return Egress(allowed=parse_allowed(f"127.0.0.1:{self.port}, [::1]:{self.port}"), **limits)


@contextmanager
def serving(answer: Callable[[Asking], Answer], tls: Path | None = None) -> Iterator[Place]:
    """`tls`: a file with a certificate and its key."""
    ending = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asking = Asking(self.path, {name.lower(): value for name, value in self.headers.items()})
            place.asked.append(asking)
            with suppress(OSError):
                self.send(answer(asking))

        def send(self, said: Answer) -> None:
            self.send_response(said.status)
            if said.declared:
                said.pieces = list(said.pieces)
                self.send_header("Content-Length", str(sum(map(len, said.pieces))))
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Connection", "close")
            self.end_headers()
            self.close_connection = True
            for piece in said.pieces:
                if ending.wait(said.pause) or not self.wfile.write(piece):
                    return

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
    place = Place(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield place
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()


class Watch:
    """Python's own audit of sockets: addresses that a connection was tried to while somebody watches."""

    def __init__(self) -> None:
        self.watching = False
        self.tried: list[Any] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self.watching and event == "socket.connect":
            self.tried.append(arguments[1])

    @contextmanager
    def connections(self) -> Iterator[list[Any]]:
        self.watching, self.tried = True, []
        try:
            yield self.tried
        finally:
            self.watching = False


WATCH = Watch()
