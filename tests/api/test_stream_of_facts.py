"""The journal as it grows: every fact once and in order, from where a listener left off."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from time import monotonic, sleep
from typing import Any

import httpx2
import pytest

from .conftest import LIMITS, THEIRS, TOLD, Server, bearer
from .test_facts_over_http import RESTRICTED, listed

STREAM = "/v1/facts/stream"
NOTE = {"type": "note_added", "about": {"organization": "acme"}, "text": "Prefers mail."}
Event = dict[str, str]


@contextmanager
def events(client: httpx2.Client, last: str | None = None, **asked: Any) -> Iterator[Iterator[Event]]:
    headers = {} if last is None else {"Last-Event-ID": last}
    with client.stream("GET", STREAM, params=asked, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield parsed(response.iter_lines())


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    event: Event = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if not line and "id" in event:
            yield event
        event = event | {name: value} if line else {}


def positions(found: Iterator[Event], count: int) -> list[int]:
    return [json.loads(event["data"])["position"] for event in islice(found, count)]


def test_facts_come_in_order_each_with_its_id(server: Server) -> None:
    server.world.told()
    with events(server.client()) as found:
        first, *rest = islice(found, TOLD)
    assert first["id"] == f"{server.world.store.epoch}-1"
    assert [json.loads(event["data"])["position"] for event in (first, *rest)] == list(range(1, TOLD + 1))


def test_a_fact_recorded_later_comes_at_once(server: Server) -> None:
    writer = server.world.told().client()
    with events(server.client(), after=TOLD) as found:
        for position in range(TOLD + 1, TOLD + 4):
            writer.post("/v1/facts", json=NOTE).raise_for_status()
            before = monotonic()
            assert positions(found, 1) == [position]
            assert monotonic() - before < 2


def test_the_session_of_the_page_listens_too(server: Server) -> None:
    client = server.world.told().closing.enter_context(httpx2.Client(base_url=server.address, trust_env=False))
    body = f"key={server.world.key('read')}"
    client.post("/sign-in", content=body, headers={"sec-fetch-site": "same-origin"})
    with events(client, after=TOLD - 1) as found:
        assert positions(found, 1) == [TOLD]


def test_a_fact_recorded_by_another_process_comes_too(server: Server) -> None:
    """Which does not ring: here the ledger is used directly."""
    from domain.log.ledger import Terms

    tenant = server.world.told().tenants.named("ours")
    with events(server.client(), after=TOLD) as found:
        tenant.ledger.record([NOTE], Terms(by="elsewhere"))
        assert positions(found, 1) == [TOLD + 1]


def test_a_listener_goes_on_where_it_left_off(server: Server) -> None:
    server.world.told()
    with events(server.client()) as found:
        last = [event["id"] for event in islice(found, 5)][-1]
    with events(server.client(), last) as found:
        assert positions(found, TOLD - 5) == list(range(6, TOLD + 1))


@pytest.mark.parametrize("last", ["an-earlier-life-7", "nonsense", "-", "7", "é"])
def test_an_unknown_id_starts_again_from_the_first_fact(server: Server, last: str) -> None:
    server.world.told()
    headers = {"Last-Event-ID": last.encode("latin-1")}
    with server.client().stream("GET", STREAM, headers=headers) as response:  # type: ignore[arg-type]
        found = parsed(response.iter_lines())
        reset = next(found)
        assert (reset["event"], reset["id"]) == ("reset", f"{server.world.store.epoch}-0")
        assert positions(found, 3) == [1, 2, 3]


def test_restricted_facts_are_left_out(server: Server) -> None:
    writer = server.world.told().client()
    shown = [fact["type"] for fact in listed(writer) if fact["type"] not in RESTRICTED]
    with events(server.client("read")) as found:
        seen = [json.loads(event["data"])["type"] for event in islice(found, len(shown))]
        writer.post("/v1/facts", json=NOTE).raise_for_status()
        seen.append(json.loads(next(found)["data"])["type"])
    assert seen == [*shown, "note_added"]


def test_another_workspace_hears_nothing(server: Server) -> None:
    writer, theirs = server.world.told().client(), server.client(workspace=THEIRS)
    with events(theirs) as found:
        writer.post("/v1/facts", json=NOTE).raise_for_status()
        theirs.post("/v1/facts", json={"type": "organization_registered", "name": "Theirs"}).raise_for_status()
        assert json.loads(next(found)["data"])["name"] == "Theirs"


def test_a_key_has_so_many_streams_and_gets_them_back(server: Server) -> None:
    client = server.client()
    with ExitStack() as opened:
        for _ in range(LIMITS.most_streams):
            opened.enter_context(events(client))
        refused = client.get(STREAM)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        with events(server.client()):
            pass
    assert opens_again(client)


def opens_again(client: httpx2.Client) -> bool:
    """The server learns a moment later that a stream was closed."""
    until = monotonic() + 10
    while monotonic() < until:
        with client.stream("GET", STREAM) as response:
            if response.status_code == 200:
                return True
        sleep(0.05)
    return False


def test_streams_end_when_the_server_stops(server: Server) -> None:
    with events(server.client()) as found:
        server.world.app.state.site.streams.close()
        assert list(found) == []


def test_a_stream_ends_with_its_key(server: Server) -> None:
    key = server.world.key()
    with events(server.bare(bearer(key))) as found:
        server.client("admin").delete(f"/v1/keys/{key.split('_')[1]}").raise_for_status()
        assert list(found) == []
