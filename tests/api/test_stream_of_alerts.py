"""What happens to alerts as it happens, from where a listener left off, also after a restart."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

import httpx2

from .conftest import THEIRS, Server, served, worlds
from .test_stream_of_facts import Event, parsed

RAISED = {"type": "alert_raised", "rule": "champion_left", "day": "2026-03-01", "severity": "high"}


@contextmanager
def events(client: httpx2.Client, last: str | None = None, **asked: Any) -> Iterator[Iterator[Event]]:
    headers = {} if last is None else {"Last-Event-ID": last}
    with client.stream("GET", "/v1/alerts/stream", params=asked, headers=headers) as response:
        yield parsed(response.iter_lines())


def told(found: Iterator[Event], count: int) -> list[tuple[str, str, str]]:
    """What happened, to which alert, and in which state that left it."""
    read = [(event["event"], json.loads(event["data"])) for event in islice(found, count)]
    return [(type, alert["id"], alert["state"]) for type, alert in read]


def test_what_happens_comes_as_it_happens_with_what_became_of_the_alert(server: Server) -> None:
    client = server.client()
    with events(server.client()) as found:
        client.post("/v1/facts", json={**RAISED, "alert": "a-1"}).raise_for_status()
        assert told(found, 1) == [("alert_raised", "a-1", "open")]
        client.post("/v1/alerts/a-1/acknowledge").raise_for_status()
        assert told(found, 1) == [("alert_acknowledged", "a-1", "acknowledged")]


def test_it_goes_on_after_the_event_that_was_received(server: Server) -> None:
    client = server.client()
    client.post("/v1/facts", json=[{**RAISED, "alert": f"a-{n}"} for n in (1, 2, 3)]).raise_for_status()
    with events(client) as found:
        (first,) = islice(found, 1)
    with events(client, last=first["id"]) as found:
        assert [id for _, id, _ in told(found, 2)] == ["a-2", "a-3"]


def test_an_id_of_before_a_restore_begins_anew(server: Server) -> None:
    client = server.client()
    client.post("/v1/facts", json={**RAISED, "alert": "a-1"}).raise_for_status()
    with events(client, last="00000000-0000-4000-8000-000000000000-7") as found:
        reset, first = islice(found, 2)
    assert (reset["event"], first["event"]) == ("reset", "alert_raised")


def test_only_what_is_severe_enough_and_may_be_seen(server: Server) -> None:
    client = server.client()
    client.post("/v1/facts", json=[
        {**RAISED, "alert": "a-1", "severity": "low"}, {**RAISED, "alert": "a-2", "withheld": True},
        {**RAISED, "alert": "a-3"},
    ]).raise_for_status()  # fmt: skip
    with events(server.client("read"), severity="medium") as found:
        assert [id for _, id, _ in told(found, 1)] == ["a-3"]


def test_another_workspace_hears_nothing(server: Server) -> None:
    theirs = server.client(workspace=THEIRS)
    with events(theirs) as found:
        server.client().post("/v1/facts", json={**RAISED, "alert": "a-1"}).raise_for_status()
        theirs.post("/v1/facts", json={**RAISED, "alert": "a-9"}).raise_for_status()
        assert [id for _, id, _ in told(found, 1)] == ["a-9"]


def test_it_is_resumed_across_a_restart(sqlite_url: str) -> None:
    with started(sqlite_url) as first:
        client = first.client()
        client.post("/v1/facts", json=[{**RAISED, "alert": f"a-{n}"} for n in (1, 2)]).raise_for_status()
        with events(client) as found:
            (seen,) = islice(found, 1)
    with started(sqlite_url) as second, events(second.client(), last=seen["id"]) as found:
        second.client().post("/v1/facts", json={**RAISED, "alert": "a-3"}).raise_for_status()
        assert [id for _, id, _ in told(found, 2)] == ["a-2", "a-3"]


@contextmanager
def started(url: str) -> Iterator[Server]:
    """A server that has nothing in memory, and ends with the block."""
    with contextmanager(worlds)(url) as world, contextmanager(served)(world) as server:
        yield server
