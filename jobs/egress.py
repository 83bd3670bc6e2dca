"""The one way out: addresses are resolved once, checked and connected to as checked, within limits of size and time."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import httpx2

from domain.language import in_english

from .addresses import Address, is_public, parse_addresses, written_out
from .decoding import ACCEPTED, decoded
from .refusals import USUAL_PORTS, Egress, EgressRefused
from .waiting import parse_retry_after

Resolver = Callable[[str, int], list[str]]
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_PORTS = {"http": 80, "https": 443}
_LONGEST_URL, _LONGEST_HOST = 2_000, 253
# What belongs to the place it was meant for, and does not follow a redirect to another.
_SECRET = frozenset({"authorization", "cookie"})


@dataclass(frozen=True)
class Retrieved:
    """An answer. `moved_to`: where it lies for good from now on; `cut`: more would have come than was asked for."""

    status: int
    body: bytes = field(repr=False)
    etag: str | None = None
    last_modified: str | None = None
    retry_after: float | None = None
    moved_to: str | None = None
    cut: bool = False


@dataclass(frozen=True)
class Asked:
    """What to ask for. `take_what_comes`: an endless answer is read until a limit and kept up to there.

    With a `body` it is posted, and a redirect is an answer like any other: it is not followed.
    """

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    take_what_comes: bool = False
    body: bytes | None = field(default=None, repr=False)

    @property
    def method(self) -> str:
        return "GET" if self.body is None else "POST"


def resolve(host: str, port: int) -> list[str]:
    """Every address the machine's resolver knows, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def refuse_url(url: str, limits: Egress) -> None:
    """What can be said of a URL before its name is resolved. Raises EgressRefused."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise EgressRefused("address", in_english("expected an address such as https://example.com/feed")) from None
    if len(url) > _LONGEST_URL or not url.isprintable() or " " in url:
        told = in_english("expected at most {most:,} characters that can be printed, no blanks", most=_LONGEST_URL)
        raise EgressRefused("address", told)
    if parts.scheme not in _PORTS or not host or len(host) > _LONGEST_HOST:
        raise EgressRefused("address", in_english("expected an address that begins with https:// or http://"))
    if parts.username is not None or parts.password is not None:
        raise EgressRefused("address", in_english("an address must not carry a user name or a password"))
    allowed_ports = USUAL_PORTS | {at for _, at in limits.allowed.places}
    port = _PORTS[parts.scheme] if port is None else port
    if port not in allowed_ports:
        raise EgressRefused("address", in_english("expected port 80 or 443"))
    for address in written_out(host):
        _refuse_place(address, port, limits)


def _refuse_place(address: Address, port: int, limits: Egress) -> None:
    usual = port in USUAL_PORTS
    if not ((usual and is_public(address)) or limits.allowed.admits(address, port, usual)):
        raise EgressRefused("address not allowed", in_english("the host is not at a public address"))


def checked(host: str, port: int, limits: Egress, resolver: Resolver) -> Address:
    """The address to connect to: the first, and only if every one of them may be. Raises EgressRefused."""
    try:
        found = parse_addresses(_resolved_in_time(host, port, limits, resolver))
    except (OSError, ValueError, UnicodeError):
        raise EgressRefused("unreachable", in_english("the name of the host cannot be resolved")) from None
    for address in found:
        _refuse_place(address, port, limits)
    if not found:
        raise EgressRefused("unreachable", in_english("the name of the host has no address"))
    return found[0]


def _resolved_in_time(host: str, port: int, limits: Egress, resolver: Resolver) -> list[str]:
    """A resolver that does not answer keeps its thread, not the caller."""
    found: list[list[str]] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            found.append(resolver(host, port))
        except Exception as error:
            failed.append(error)

    thread = threading.Thread(target=ask, name="resolving", daemon=True)
    thread.start()
    thread.join(limits.connect_seconds)
    if failed:
        raise failed[0]
    if not found:
        raise EgressRefused("too slow", in_english("the name of the host was not resolved in time"))
    return found[0]


@cache
def _trust() -> ssl.SSLContext:
    """Whom TLS trusts: the machine, or SSL_CERT_FILE. Reading that list takes longer than most answers."""
    return httpx2.create_ssl_context()


class Pinned(httpx2.BaseTransport):
    """Connects to the address that was checked; the host's name goes into Host and, with TLS, SNI and the check."""

    def __init__(self, limits: Egress, resolver: Resolver) -> None:
        self.limits, self.resolver = limits, resolver
        # No connection is kept: one to an address must not serve another name that resolves to it.
        self._inner = httpx2.HTTPTransport(_trust(), trust_env=False, limits=httpx2.Limits(max_keepalive_connections=0))

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        host, scheme = request.url.host, request.url.scheme
        address = checked(host, request.url.port or _PORTS[scheme], self.limits, self.resolver)
        request.extensions = {**request.extensions, "sni_hostname": host}
        request.url = request.url.copy_with(host=str(address))
        return self._inner.handle_request(request)

    def close(self) -> None:
        self._inner.close()


class Deadline:
    """Closes the connection when time is up: a server that sends a byte now and then would never time out."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._streams: list[Any] = []
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> Deadline:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def trace(self, name: str, info: Mapping[str, Any]) -> None:
        """httpx's own hook for what happens on a connection."""
        if name.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams.append(info["return_value"])

    def refuse_passed(self) -> None:
        """Raises EgressRefused."""
        if self.passed:
            raise EgressRefused("too slow", in_english("the answer did not come in time"))

    def _end(self) -> None:
        self.passed = True
        for stream in self._streams:
            with suppress(OSError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def retrieve(asked: Asked, limits: Egress, resolver: Resolver = resolve) -> Retrieved:
    """Ask, and follow a few redirects, each checked as the first was. Raises EgressRefused."""
    with Deadline(limits.seconds) as deadline, _client(limits, resolver) as client:
        try:
            return _followed(client, asked, limits, deadline)
        except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError) as error:
            raise _refusal(error, deadline) from None


def _refusal(error: Exception, deadline: Deadline) -> EgressRefused:
    if deadline.passed or isinstance(error, httpx2.TimeoutException):
        return EgressRefused("too slow", in_english("the other side did not answer in time"))
    if isinstance(error, httpx2.InvalidURL | httpx2.UnsupportedProtocol):
        return EgressRefused("address", in_english("the address cannot be read"))
    if isinstance(error, httpx2.ConnectError):
        return EgressRefused("unreachable", in_english("no connection could be made"))
    return EgressRefused("protocol", in_english("the answer could not be read ({error})", error=type(error).__name__))


@contextmanager
def _client(limits: Egress, resolver: Resolver) -> Iterator[httpx2.Client]:
    headers = {"User-Agent": limits.user_agent, "Accept-Encoding": ACCEPTED, "Accept": "*/*"}
    timeout = httpx2.Timeout(limits.seconds, connect=limits.connect_seconds)
    with httpx2.Client(
        transport=Pinned(limits, resolver), headers=headers, timeout=timeout, trust_env=False, follow_redirects=False
    ) as client:
        yield client


def _followed(client: httpx2.Client, asked: Asked, limits: Egress, deadline: Deadline) -> Retrieved:
    url, headers, for_good, moved_to = asked.url, dict(asked.headers), True, None
    for _ in range(limits.most_redirects + 1):
        refuse_url(url, limits)
        extensions = {"trace": deadline.trace}
        request = client.build_request(asked.method, url, headers=headers, content=asked.body, extensions=extensions)
        with _answering(client, request) as response:
            if not _leads_on(asked, response):
                return _taken(response, asked, limits, deadline, moved_to)
            following = str(httpx2.URL(url).join(response.headers["location"]))
        for_good = for_good and response.status_code in _FOR_GOOD
        headers = _carried(headers, url, following)
        url, moved_to = following, following if for_good else moved_to
    told = in_english("the answer leads to another place more than {most} times", most=limits.most_redirects)
    raise EgressRefused("redirects", told)


def _leads_on(asked: Asked, response: httpx2.Response) -> bool:
    return asked.body is None and response.status_code in _REDIRECTS and "location" in response.headers


@contextmanager
def _answering(client: httpx2.Client, request: httpx2.Request) -> Iterator[httpx2.Response]:
    response = client.send(request, stream=True)
    try:
        yield response
    finally:
        response.close()


def _carried(headers: dict[str, str], url: str, following: str) -> dict[str, str]:
    """Headers for the next place. Raises EgressRefused where that would be read by others on the way."""
    before, after = urlsplit(url), urlsplit(following)
    if before.scheme == "https" and after.scheme == "http":
        raise EgressRefused("redirects", in_english("the answer leads from https to http"))
    if (before.scheme, before.netloc) == (after.scheme, after.netloc):
        return headers
    return {name: value for name, value in headers.items() if name.lower() not in _SECRET}


def _taken(
    response: httpx2.Response, asked: Asked, limits: Egress, deadline: Deadline, moved_to: str | None
) -> Retrieved:
    body, cut = _read(response, asked, limits, deadline)
    headers = response.headers
    validators = (headers.get("etag"), headers.get("last-modified"))
    return Retrieved(
        response.status_code, body, *validators, parse_retry_after(headers.get("retry-after")), moved_to, cut
    )


def _read(response: httpx2.Response, asked: Asked, limits: Egress, deadline: Deadline) -> tuple[bytes, bool]:
    """The body, and whether it was cut. A connection closed by us reads like one that ended by itself."""
    body = bytearray()
    try:
        for piece in decoded(response.iter_raw(), response.headers.get("content-encoding", ""), limits):
            body += piece
        deadline.refuse_passed()
    except (EgressRefused, httpx2.HTTPError) as error:
        enough = deadline.passed or getattr(error, "reason", "") == "too large"
        if not (asked.take_what_comes and enough):
            raise
        return bytes(body), True
    return bytes(body), False
