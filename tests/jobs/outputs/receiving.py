"""A real receiver on loopback: what it was sent, and how it answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from jobs.addresses import parse_allowed
from jobs.refusals import Egress


@dataclass(frozen=True)
class Got:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def data(self) -> dict[str, Any]:
        return dict(self.json["data"])


@dataclass
class Reply:
    """`status` None: the connection is closed without an answer. `wait`: seconds before."""

    status: int | None = 204
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0


class Moody:
    """Answers as it was last told to."""

    def __init__(self) -> None:
        self.reply = Reply()
        self.by_path: dict[str, Reply] = {}

    def __call__(self, got: Got) -> Reply:
        return self.by_path.get(got.path, self.reply)


@dataclass
class Receiver:
    port: int
    got: list[Got] = field(default_factory=list)

    def url(self, path: str = "/hook") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def egress(self, seconds: float = 5.0) -> Egress:
        return Egress(allowed=parse_allowed(f"127.0.0.1:{self.port}"), seconds=seconds, most_bytes=65_536)

    @property
    def facts(self) -> list[str]:
        return [one.data["fact"] for one in self.got]


@contextmanager
def receiving(reply: Callable[[Got], Reply] = lambda got: Reply()) -> Iterator[Receiver]:
    """What a request is answered is asked for once it is whole and counted as received."""
    ending, counting = threading.Event(), threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            body = self.rfile.read(length)
            if len(body) < length:
                return  # whoever sent it was killed
            one = Got(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
            with counting:
                receiver.got.append(one)
                said = reply(one)
            ending.wait(said.wait)
            with suppress(OSError):
                self.answer(said)

        def answer(self, said: Reply) -> None:
            self.close_connection = True
            if said.status is None:
                return
            self.send_response(said.status)
            for name, value in {"Content-Length": "0", **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    receiver = Receiver(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        ending.set()
        server.shutdown()
        server.server_close()
        thread.join()
