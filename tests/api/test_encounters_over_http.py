"""Acquaintances from earlier employers and old friends in new places, over HTTP and on the command line."""

import pytest
from starlette.testclient import TestClient

from .command_line import CommandLine, lines
from .conftest import World
from .encounters import STORY, Json


@pytest.fixture
def client(world: World) -> TestClient:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=STORY).raise_for_status()
    return client


def test_who_used_to_work_with_whom_where_and_when(client: TestClient) -> None:
    answer = client.get("/v1/accounts/acme/acquaintances?why=true&as_of=2024-01-01").json()
    with_us, with_her = answer["acquaintances"]
    assert answer["counts"] == {"people": 2, "know_us": 1, "colleagues": 1, "know_each_other": 2}
    assert [(one["person"], one["other"]["person"]) for one in (with_us, with_her)] == [("ann", "cy"), ("ann", "dee")]
    (bolt,) = with_us["where"]
    assert (bolt["units"][0]["name"], bolt["own_roles"][0]["title"]) == ("Treasury", "Head of cash")
    assert bolt["periods"] == [{"since": "2015", "until": "2015-06-30", "possible": True}]
    assert {client.get(f"/v1/facts/{id}").json()["person"] for id in bolt["why"]} == {"ann", "cy"}
    assert with_her["where"][0]["periods"] == [{"since": "2016", "until": "2018"}]
    assert [one["title"] for one in with_us["other"]["now"]] == ["Account manager"]
    first = client.get("/v1/accounts/acme/acquaintances?limit=1&as_of=2024-01-01").json()
    second = client.get("/v1/accounts/acme/acquaintances", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["acquaintances"][0]["other"]["person"] for one in (first, second)] == ["cy", "dee"]
    before = client.get("/v1/accounts/acme/acquaintances?as_of=2021-01-01").json()
    assert [one["other"]["person"] for one in before["acquaintances"]] == ["cy"]
    of_bob = client.get("/v1/people/bob/acquaintances?with=theirs&as_of=2024-01-01").json()
    assert [one["other"]["person"] for one in of_bob["acquaintances"]] == ["ann", "dee", "eve"]
    assert client.get("/v1/accounts/acme/acquaintances?position=0").json()["acquaintances"] == []


def test_old_friends_are_elsewhere_now_than_when_the_link_was_made(client: TestClient) -> None:
    answer = client.get("/v1/friends?why=true&as_of=2024-01-01").json()
    assert [one["person"] for one in answer["friends"]] == ["bob", "ann"]
    bob, ann = answer["friends"]
    assert (bob["now"][0]["arrived"], bob["now"][0]["to_us"]) == ("2021-02", {"is_our": ["competitor"]})
    assert ann["now"][0]["to_us"] == {"account": "open", "prospect": True, "we_are_its": ["supplier"]}
    (cy,) = ann["known_by"]
    assert (cy["name"], cy["strength"], cy["then"][0]["organization"]) == ("Cy", 7, "bolt")
    assert client.get(f"/v1/facts/{cy['why'][0]}").json()["type"] == "link_rated"
    assert answer["count"] == 2


ASKED = {
    "now=acme": ["ann"],
    "before=bolt&limit=1": ["bob"],
    "colleague=cy": ["ann"],
    "since=2020-01-01": ["bob"],
    "strength=7": ["ann"],
    "as_of=2019-04-15": [],
    "position=0": [],
}


def test_friends_are_asked_for_by_place_colleague_day_and_closeness(client: TestClient) -> None:
    answers = {asked: client.get(f"/v1/friends?{asked}").json()["friends"] for asked in ASKED}
    assert {asked: [one["person"] for one in friends] for asked, friends in answers.items()} == ASKED


def test_merged_records_are_one_friend_and_erased_people_have_no_name(client: TestClient, world: World) -> None:
    twin: list[Json] = [
        {"type": "person_introduced", "person": "ann-2", "name": "A."},
        {"type": "link_rated", "person": "ann-2", "other": "gus", "tone": 2, "strength": 9, "effective": "2016-01-01"},
        {"type": "person_records_merged", "kept": "ann", "duplicate": "ann-2"},
    ]
    client.post("/v1/facts", json=twin).raise_for_status()
    (ann,) = client.get("/v1/friends?now=acme").json()["friends"]
    assert [one["person"] for one in ann["known_by"]] == ["cy", "gus"]
    first = client.get("/v1/friends?limit=1").json()
    second = client.get("/v1/friends", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["friends"][0]["person"] for one in (first, second)] == ["bob", "ann"]
    world.client("admin").post("/v1/people/dee/erase").raise_for_status()
    text = client.get("/v1/accounts/acme/acquaintances").text
    assert "Dee" not in text
    assert "erased person" in text


def test_what_follows_from_links_needs_their_scope_and_careers_do_not(client: TestClient, world: World) -> None:
    reader = world.client("read")
    assert reader.get("/v1/friends").status_code == 403
    assert len(reader.get("/v1/accounts/acme/acquaintances").json()["acquaintances"]) == 2
    for asked, field in (("now=nowhere", "account"), ("colleague=nobody", "person"), ("since=soon", "as_of")):
        answer = client.get(f"/v1/friends?{asked}")
        assert (answer.status_code in (404, 422), answer.json()["field"]) == (True, field)


def test_the_commands_tell_of_both(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*STORY))
    drawn = line.ok("friends", "--workspace", "w").out
    assert "Bob" in drawn
    assert "our competitor" in drawn
    met = line.ok("acquaintances", "acme", "--workspace", "w").out
    assert "Ann worked with Cy" in met
    assert "Bolt" in met
    assert "Ann" in line.ok("acquaintances", "bob", "--person", "--workspace", "w").out
    assert line.ok("friends", "--workspace", "w", "--json").json["count"] == 2
