"""Feeds over HTTP and from the command line, against a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.app import create_app
from jobs.feeds.policy import Policy
from jobs.feeds.pulling import Puller
from tests.api.command_line import CommandLine
from tests.api.conftest import OURS, World
from tests.jobs.feeds.pulled import feed_of, item
from tests.jobs.feeds.serving import Answer, Asking, Place, serving

FEED = {"id": "press", "name": "Press", "kind": "json-feed"}


@pytest.fixture
def place() -> Iterator[Place]:
    moved: dict[str, Any] = {"organization_name": "Acme", "starts": "2024-01-01"}
    pages = iter([feed_of([item(1, person="Jane Roe", **moved), item(2, kind="swam")]), feed_of([])])
    with serving(lambda asking: respond(asking, pages)) as one:
        yield one


def respond(asking: Asking, pages: Iterator[bytes]) -> Answer:
    return Answer(pieces=[next(pages)]) if asking.path == "/feed" else Answer(404)


def pull(world: World, place: Place) -> None:
    tenant = world.tenants.named(OURS)
    Puller(Policy(egress=place.egress(), host_gap=0)).pull(tenant, "press")


def test_a_feed_is_connected_pulled_reviewed_and_removed(world: World, place: Place) -> None:
    world.app = create_app(world.tenants, world.store, feeding=Policy(egress=place.egress()))
    client = world.client("admin")
    made = client.post("/v1/feeds", json=FEED | {"url": place.url("/feed")})
    assert (made.status_code, made.json()["state"], made.json()["every_minutes"]) == (201, "active", 60)
    pull(world, place)
    (run,) = client.get("/v1/feeds/press/runs").json()["runs"]
    assert (run["outcome"], run["status"], run["entries"], run["announced"]) == ("done", 200, 1, 1)
    assert run["problems"][0].startswith("entry 2: kind: expected one of first, joined")
    (waiting,) = client.get("/v1/feeds/press/announcements").json()["announcements"]
    assert (waiting["state"], waiting["person_name"], waiting["kind"]) == ("waiting", "Jane Roe", "joined")
    pull(world, place)
    held = client.get("/v1/feeds/press").json()
    assert (held["state"], held["next_pull"]) == ("review", None)
    assert held["reason"] == "no entries, where there were 1 the last time"
    assert client.post("/v1/feeds/press/pull").status_code == 422
    refused = client.post("/v1/feeds/press/rematch")
    assert (refused.status_code, refused.json()["field"]) == (422, "state")
    reread = client.post("/v1/feeds/press/reread").json()
    assert (reread["entries"], reread["fresh"], reread["quarantined"]) == (1, 0, 0)
    resumed = client.patch("/v1/feeds/press", json={"state": "active", "every_minutes": 5}).json()
    assert (resumed["state"], resumed["reason"], resumed["every_minutes"]) == ("active", None, 5)
    assert client.post("/v1/feeds/press/pull").status_code == 202
    assert client.delete("/v1/feeds/press").json()["id"] == "press"
    assert client.get("/v1/feeds").json() == {"feeds": []}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "telex"}, "kind"),
        ({"url": "http://127.0.0.1:22/"}, "url"),
        ({"url": "http://user:secret@x.example/"}, "url"),
        ({"url": "folder:moves"}, "url"),
        ({"every_minutes": 0}, "every_minutes"),
        ({"id": "Press!"}, "id"),
        ({"options": {"fields": {"nobody": "x"}}}, "options.fields"),
        ({"options": {"kinds": {"x": "swam"}}}, "options.kinds"),
        ({"kind": "edgar-current", "url": "https://www.sec.gov/x"}, "kind"),
    ],
)
def test_what_cannot_be_connected_is_refused_by_its_field(
    sqlite_world: World, change: dict[str, object], field: str
) -> None:
    body = FEED | {"url": "https://x.example/feed"} | change
    answer = sqlite_world.client("admin").post("/v1/feeds", json=body)
    assert (answer.status_code, answer.json()["field"].split("[")[0]) == (422, field)
    assert "secret" not in answer.text


def test_an_id_is_given_once(sqlite_world: World) -> None:
    client = sqlite_world.client("admin")
    assert client.post("/v1/feeds", json=FEED | {"url": "https://x.example/"}).status_code == 201
    assert client.post("/v1/feeds", json=FEED | {"url": "https://x.example/"}).json()["field"] == "id"


def test_a_feed_that_nobody_named_is_called_as_its_address(sqlite_world: World) -> None:
    made = sqlite_world.client("admin").post("/v1/feeds", json={"kind": "rss", "url": "https://x.example/" + "y" * 300})
    assert (made.status_code, made.json()["name"]) == (201, f"https://x.example/{'y' * 182}")


def test_the_command_line_connects_and_pulls(database_url: str, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    incumbent = CommandLine(database_url)
    monkeypatch.setenv("INCUMBENT_EGRESS_ALLOW", f"127.0.0.1:{place.port}")
    monkeypatch.setenv("INCUMBENT_FEED_HOST_GAP", "0")
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    on = ("--workspace", "W")
    incumbent.ok("feeds", "add", place.url("/feed"), *on, "--kind", "json-feed", "--id", "press", "--name", "Press")
    pulled = incumbent.ok("feeds", "pull", "press", *on)
    assert pulled.out == "done: 1 entries, 1 new, 1 announced\n"
    assert pulled.err.startswith("entry 2: kind")
    assert incumbent("feeds", "pull", "press", *on).code == 1
    (feed,) = incumbent.ok("feeds", "list", *on, "--json").json["feeds"]
    assert feed["state"] == "review"
    assert "review" in incumbent.ok("feeds", "list", *on).out
    runs = incumbent.ok("feeds", "runs", "press", *on, "--json").json["runs"]
    assert [run["outcome"] for run in runs] == ["held", "done"]
    assert "held" in incumbent.ok("feeds", "runs", "press", *on).out
    assert incumbent.ok("feeds", "resume", "press", *on, "--drop", "--json").json["state"] == "active"
    kinds = (word for kind in ("person", "role", "organization") for word in ("--introduces", kind))
    assert "feeds rematch press --dry-run" in incumbent.ok("feeds", "accept", "press", *on, *kinds).err
    who = "Jane Roe (new): joined, Chair (new) at Acme (new), 2024-01-01"
    trial = incumbent.ok("feeds", "rematch", "press", *on, "--dry-run").out.splitlines()
    assert (trial[0].endswith(f"  {who}"), trial[1:]) == (True, ["1 of 1 would be accepted; 0 stay open"])
    (done,) = incumbent.ok("feeds", "rematch", "press", *on, "--json").json["accepted"]
    assert trial[0].startswith(done["nomination"])
    assert incumbent.ok("feeds", "rematch", "press", *on).out == "0 of 0 accepted; 0 stay open\n"
    assert incumbent.ok("feeds", "pause", "press", *on).out == "Feed press is paused.\n"
    refused = incumbent("feeds", "pull", "press", *on)
    assert (refused.code, "set its state to active first" in refused.err) == (2, True)
    incumbent.ok("feeds", "remove", "press", *on)
    assert incumbent("feeds", "runs", "press", *on).code == 1


def test_the_doctor_looks_at_what_feeds_need(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    incumbent = CommandLine(database_url)
    assert "EDGAR answers only once INCUMBENT_CONTACT is set" in incumbent("doctor").out
    monkeypatch.setenv("INCUMBENT_CONTACT", "Acme ops@acme.example")
    assert "asked as Incumbent (Acme ops@acme.example)" in incumbent("doctor").out
    monkeypatch.setenv("INCUMBENT_EGRESS_ALLOW", "everything")
    refused = incumbent("doctor")
    assert (refused.code, "INCUMBENT_EGRESS_ALLOW: everything: expected addresses" in refused.out) == (1, True)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("{", "options: expected a JSON object"),
        ('{"unread": "x"}', "options.unread"),
        ('{"wat": 1}', "options.wat: no such field; there are "),
    ],
)
def test_options_of_the_command_line_are_checked(database_url: str, options: str, said: str) -> None:
    incumbent = CommandLine(database_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    where = ("--workspace", "W", "--kind", "rss", "--options", options)
    refused = incumbent("feeds", "add", "https://x.example/", *where)
    assert refused.code == 2
    assert said in refused.err
