"""What can be reached and what cannot, against real servers."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from datetime import UTC, datetime, timedelta
from itertools import chain, repeat
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from jobs.addresses import parse_allowed
from jobs.egress import Asked, Resolver, _trust, retrieve
from jobs.refusals import Egress, EgressRefused
from tests.jobs.feeds.corpus import DENIED, MALFORMED, SPELLINGS
from tests.jobs.feeds.serving import WATCH, Answer, Asking, Place, serving


def answering(*addresses: str) -> Resolver:
    return lambda host, port: list(addresses)


AS_SET_UP = Egress()


def refused(url: str, limits: Egress = AS_SET_UP, **resolving: Resolver) -> str:
    with pytest.raises(EgressRefused) as caught:
        retrieve(Asked(url), limits, **resolving)
    return caught.value.reason


def literal(address: str) -> str:
    return f"http://[{address}]/" if ":" in address else f"http://{address}/"


def test_the_corpus_is_large_enough() -> None:
    assert len({*DENIED, *SPELLINGS}) >= 120


def test_nothing_is_connected_to_however_it_is_spelled_or_whatever_a_name_resolves_to() -> None:
    with WATCH.connections() as tried:
        for url in SPELLINGS:
            assert refused(url) in ("address not allowed", "unreachable", "address"), url
        for address in DENIED:
            assert refused("http://feeds.example/", resolver=answering(address)) == "address not allowed", address
            assert refused("http://feeds.example/", resolver=answering("8.8.8.8", address)) == "address not allowed"
            if "%" not in address:
                assert refused(literal(address)) in ("address not allowed", "unreachable"), address
        for url in MALFORMED:
            assert refused(url, resolver=answering("8.8.8.8")) == "address", url
    assert tried == []


def test_the_watch_sees_a_connection_that_is_made() -> None:
    with serving(lambda _: Answer(pieces=[b"hello"])) as place, WATCH.connections() as tried:
        assert retrieve(Asked(place.url()), place.egress()).body == b"hello"
    assert tried == [("127.0.0.1", place.port)]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_checked_as_the_first_address_was(status: int) -> None:
    targets = iter([*map(literal, (one for one in DENIED if "%" not in one)), *SPELLINGS, *MALFORMED])
    current = [""]

    def lead(_: Asking) -> Answer:
        return Answer(status, {"Location": current[0].replace("\r\n", "")})

    with serving(lead) as place, WATCH.connections() as tried:
        for current[0] in targets:
            if current[0].isascii():
                assert refused(place.url(), place.egress(most_redirects=1, connect_seconds=1)) != "too slow"
    assert {*tried} == {("127.0.0.1", place.port)}


def test_a_name_is_resolved_once_for_each_connection_so_that_it_cannot_change_in_between() -> None:
    answers = chain([["127.0.0.1"]], repeat(["169.254.169.254"]))
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with serving(lambda _: Answer(pieces=[b"once"])) as place, WATCH.connections() as tried:
        url = place.url(host="feeds.example")
        assert retrieve(Asked(url), place.egress(), rebinding).body == b"once"
        assert refused(url, place.egress(), resolver=rebinding) == "address not allowed"
    assert (asked, tried) == (["feeds.example"] * 2, [("127.0.0.1", place.port)])
    assert place.asked[0].headers["host"] == f"feeds.example:{place.port}"


def test_loopback_is_denied_unless_an_operator_allows_it() -> None:
    with serving(lambda _: Answer()) as place, WATCH.connections() as tried:
        assert refused(place.url()) == "address"
        assert refused("http://127.0.0.1/", place.egress()) == "address not allowed"
    assert tried == []


def test_redirects_are_followed_a_few_times() -> None:
    def lead(asking: Asking) -> Answer:
        number = int(asking.path.removeprefix("/"))
        return Answer(pieces=[b"there"]) if number == 3 else Answer(301, {"Location": f"/{number + 1}"})

    with serving(lead) as place:
        found = retrieve(Asked(place.url("/0")), place.egress())
        assert (found.body, found.moved_to) == (b"there", place.url("/3"))
        assert refused(place.url("/-1"), place.egress()) == "redirects"


def test_a_move_for_a_while_is_not_one_for_good() -> None:
    def lead(asking: Asking) -> Answer:
        return Answer(pieces=[b"x"]) if asking.path == "/b" else Answer(302, {"Location": "/b"})

    with serving(lead) as place:
        assert retrieve(Asked(place.url("/a")), place.egress()).moved_to is None


def test_what_is_secret_stays_with_the_place_it_was_meant_for() -> None:
    secret = {"Authorization": "Basic a2V5Og==", "If-None-Match": '"1"'}
    with (
        serving(lambda _: Answer(pieces=[b"x"])) as other,
        serving(lambda _: Answer(302, {"Location": other.url()})) as place,
    ):
        both = parse_allowed(f"127.0.0.1:{place.port} 127.0.0.1:{other.port}")
        retrieve(Asked(place.url(), secret), Egress(allowed=both))
    assert place.asked[0].headers["authorization"] == secret["Authorization"]
    assert "authorization" not in other.asked[0].headers
    assert other.asked[0].headers["if-none-match"] == '"1"'


def test_who_asks_is_said_and_validators_are_sent_and_kept_as_they_are() -> None:
    said = {"ETag": 'W/"a b"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT", "Retry-After": "17"}
    with serving(lambda _: Answer(304, said)) as place:
        known = {"If-None-Match": said["ETag"]}
        found = retrieve(Asked(place.url(), known), place.egress(user_agent="Us contact@us.example"))
    headers = place.asked[0].headers
    assert (headers["user-agent"], headers["if-none-match"]) == ("Us contact@us.example", 'W/"a b"')
    assert (found.status, found.etag, found.last_modified) == (304, said["ETag"], said["Last-Modified"])
    assert found.retry_after == 17


@pytest.mark.parametrize(("encoding", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_a_compressed_answer_is_unpacked(encoding: str, pack: object) -> None:
    body = bytes(range(256)) * 40
    with serving(lambda _: Answer(headers={"Content-Encoding": encoding}, pieces=[pack(body)])) as place:  # type: ignore[operator]
        assert retrieve(Asked(place.url()), place.egress()).body == body


BOMB = gzip.compress(bytes(50_000_000))


@pytest.mark.parametrize(
    ("answer", "limits", "reason"),
    [
        (Answer(pieces=[bytes(1_001)]), {"most_bytes": 1_000}, "too large"),
        (Answer(pieces=repeat(bytes(1_000)), declared=False), {"most_bytes": 100_000}, "too large"),
        (Answer(headers={"Content-Encoding": "gzip"}, pieces=[BOMB]), {}, "too large"),
        (Answer(headers={"Content-Encoding": "gzip"}, pieces=[BOMB]), {"most_ratio": 10**9}, "too large"),
        (Answer(headers={"Content-Encoding": "gzip, gzip"}, pieces=[BOMB]), {}, "encoding"),
        (Answer(headers={"Content-Encoding": "br"}, pieces=[b"x"]), {}, "encoding"),
        (Answer(headers={"Content-Encoding": "gzip"}, pieces=[b"not at all"]), {}, "encoding"),
        (Answer(pieces=repeat(b"x"), pause=0.05, declared=False), {"seconds": 0.5}, "too slow"),
        (Answer(pieces=[b"", b"x"], pause=5, declared=False), {"seconds": 0.5}, "too slow"),
    ],
    ids=["large", "endless", "bomb", "bomb by size", "twice packed", "brotli", "not packed", "dripping", "silent"],
)
def test_an_answer_beyond_the_limits_is_given_up(answer: Answer, limits: dict[str, float], reason: str) -> None:
    with serving(lambda _: answer) as place:
        began = time.monotonic()
        assert refused(place.url(), place.egress(**limits)) == reason
        assert time.monotonic() - began < 3


def test_of_an_endless_answer_what_came_can_be_kept() -> None:
    with serving(lambda _: Answer(pieces=repeat(b"line\n"), pause=0.05, declared=False)) as place:
        found = retrieve(Asked(place.url(), take_what_comes=True), place.egress(seconds=0.5))
    assert found.cut
    assert found.body.startswith(b"line\nline\n")


def test_headers_that_drip_are_given_up() -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    place, ended = Place(listener.getsockname()[1]), threading.Event()

    def drip() -> None:
        connection, _ = listener.accept()
        with connection:
            while not ended.wait(0.05):
                try:
                    connection.sendall(b"H")
                except OSError:
                    return

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    try:
        began = time.monotonic()
        assert refused(place.url(), place.egress(seconds=0.5)) in ("too slow", "protocol")
        assert time.monotonic() - began < 3
    finally:
        ended.set()
        thread.join()
        listener.close()


def test_a_resolver_that_does_not_answer_is_given_up() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(2)
        return ["8.8.8.8"]

    assert refused("http://feeds.example/", Egress(connect_seconds=0.1), resolver=slow) == "too slow"


def test_a_port_where_nobody_listens_is_unreachable() -> None:
    with serving(lambda _: Answer()) as place:
        pass
    assert refused(place.url(), place.egress()) == "unreachable"


def test_with_tls_the_name_is_checked_although_the_address_is_connected_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certified("feeds.example", tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    _trust.cache_clear()
    with serving(lambda _: Answer(pieces=[b"safe"]), tls=certificate) as place:
        there = answering("127.0.0.1")
        url = f"https://feeds.example:{place.port}/"
        assert retrieve(Asked(url), place.egress(), there).body == b"safe"
        assert place.asked[0].headers["host"] == f"feeds.example:{place.port}"
        assert refused(f"https://other.example:{place.port}/", place.egress(), resolver=there) == "unreachable"
        monkeypatch.delenv("SSL_CERT_FILE")
        _trust.cache_clear()
        assert refused(url, place.egress(), resolver=there) == "unreachable"
    _trust.cache_clear()


def certified(name: str, folder: Path) -> Path:
    """A certificate for this name that vouches for itself, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = folder / "certificate.pem"
    path.write_bytes(made.public_bytes(Encoding.PEM) + private)
    return path
