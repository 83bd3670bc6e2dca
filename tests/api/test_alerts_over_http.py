"""Alerts over HTTP: filtered, paged, acted on by whoever is first, and for those who may see them."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from .alerting import a_departure, looked, rules
from .conftest import World, worlds

Json = dict[str, Any]


@pytest.fixture(scope="module")
def departed(shared_database_url: str) -> Iterator[World]:
    """Where somebody has left, for tests that only ask about it."""
    for world in worlds(shared_database_url):
        a_departure(world)
        yield world


def listed(client: TestClient, **asked: Any) -> Json:
    answer = client.get("/v1/alerts", params=asked)
    answer.raise_for_status()
    found: Json = answer.json()
    return found


def one_of(client: TestClient, rule: str) -> Json:
    """As the look raised it: the one in the story is nobody's."""
    return next(one for one in listed(client)["alerts"] if one["rule"] == rule and one["id"] != "a-1")


def test_a_departure_raises_what_it_is_by_each_rule(departed: World) -> None:
    client = departed.client()
    assert {"champion_left", "decider_left", "only_link_gone"} <= rules(listed(client))
    alert = one_of(client, "only_link_gone")
    assert alert["effects"]["links_lost"][0]["ours_name"] == "Cy Doe"
    assert client.get(f"/v1/alerts/{alert['id']}").json()["history"][0]["type"] == "alert_raised"


def test_filters_leave_the_others_out(departed: World) -> None:
    client = departed.client()
    every = listed(client)["alerts"]
    assert rules(listed(client, rule="champion_left")) == {"champion_left"}
    assert {one["person"] for one in listed(client, person="p-9x4c")["alerts"]} <= {"p-9x4c"}
    severe = [one["id"] for one in every if one["severity"] in ("high", "critical")]
    assert [one["id"] for one in listed(client, severity="high")["alerts"]] == severe != []
    assert len(listed(client, severity="low", account="acme", state="open")["alerts"]) == len(every)
    assert listed(client, since="+1d")["alerts"] == []
    refused = client.get("/v1/alerts", params={"since": "soon"})
    assert (refused.status_code, refused.json()["field"]) == (422, "since")


def test_pages_give_every_alert_once_though_more_are_raised_meanwhile(world: World) -> None:
    a_departure(world)
    client = world.client()
    every, pages, cursor = [one["id"] for one in listed(client)["alerts"]], list[str](), None
    while cursor or not pages:
        page = listed(client, limit=1, **({"cursor": cursor} if cursor else {}))
        pages += [one["id"] for one in page["alerts"]]
        client.post("/v1/facts", json={"type": "alert_raised", "rule": "x", "day": "2026-01-01", "severity": "low"})
        cursor = page["next"]
    assert pages == every


def test_what_rests_on_links_is_for_those_who_may_see_them(departed: World) -> None:
    reader, trusted = departed.client("read"), departed.client("read", "restricted")
    hidden = one_of(trusted, "only_link_gone")["id"]
    answer = listed(reader)
    assert rules(listed(trusted)) - rules(answer) == {"criteria_unknown", "only_link_gone"}
    assert {"links", "only_link_gone"} <= set(answer["withheld"])
    assert not any("links_lost" in one["effects"] for one in answer["alerts"])
    assert "link" not in {one["because"] for alert in answer["alerts"] for one in alert["effects"].get("act", ())}
    assert reader.get(f"/v1/alerts/{hidden}").status_code == 404
    assert hidden not in reader.get("/v1/alerts.atom").text
    assert hidden not in reader.get("/v1/facts?limit=1000").text


def test_of_two_who_acknowledge_the_second_is_told(world: World) -> None:
    a_departure(world)
    client = world.client()
    id = one_of(client, "champion_left")["id"]
    first = client.post(f"/v1/alerts/{id}/acknowledge", json={"by": "p-2c8d"})
    assert (first.status_code, first.json()["alert"]["state"]) == (201, "acknowledged")
    second = client.post(f"/v1/alerts/{id}/acknowledge")
    assert (second.status_code, second.json()["type"]) == (409, "urn:incumbent:problem:out-of-turn")
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": first.json()["fact"]}).raise_for_status()
    assert client.get(f"/v1/alerts/{id}").json()["state"] == "open"


def test_bad_requests_name_the_field(departed: World) -> None:
    client = departed.client()
    id = one_of(client, "champion_left")["id"]
    wrong = [
        ("snooze", {"until": "today"}, 422, "until"),
        ("snooze", {"until": "soon"}, 422, "until"),
        ("snooze", {}, 422, "until"),
        ("assign", {"person": "p-7k2m"}, 422, "person"),
        ("assign", {"person": "nobody"}, 404, "person"),
        ("comment", {"text": "x", "mentions": ["nobody"]}, 422, "mentions"),
        ("comment", {"mentions": []}, 422, "text"),
        ("acknowledge", {"by": "nobody"}, 422, "by"),
    ]
    for act, body, status, field in wrong:
        answer = client.post(f"/v1/alerts/{id}/{act}", json=body)
        assert (answer.status_code, answer.json().get("field")) == (status, field), answer.text
    assert "index" not in client.post(f"/v1/alerts/{id}/acknowledge", json={"by": "nobody"}).json()


def test_an_etag_holds_until_something_is_recorded_or_a_rule_is_set(world: World) -> None:
    a_departure(world)
    client, admin = world.client(), world.client("admin")
    tag = client.get("/v1/alerts").headers["etag"]
    assert client.get("/v1/alerts", headers={"If-None-Match": tag}).status_code == 304
    admin.put("/v1/rules/champion_left", json={"on": False}).raise_for_status()
    changed = client.get("/v1/alerts", headers={"If-None-Match": tag})
    assert changed.status_code == 200
    assert one_of(client, "champion_left")["reason"].startswith("Somebody who")


def test_a_person_who_is_erased_leaves_a_husk(world: World) -> None:
    left = a_departure(world)
    client, admin = world.client(), world.client("admin")
    alert = one_of(client, "champion_left")
    client.post(f"/v1/alerts/{alert['id']}/comment", json={"text": "Jane told me"}).raise_for_status()
    admin.post("/v1/people/p-7k2m/erase", json={"request": "DSR-1"}).raise_for_status()
    husk = client.get(f"/v1/alerts/{alert['id']}").json()
    assert (husk["erased"], husk["person"], husk["day"]) == (True, "p-7k2m", alert["day"])
    assert "Jane" not in client.get(f"/v1/alerts/{alert['id']}").text
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": left}).raise_for_status()
    looked(world)
    assert client.get(f"/v1/alerts/{alert['id']}").json()["state"] == "retracted"
    assert "Jane" not in client.get("/v1/alerts").text


def test_both_clocks_are_asked(world: World) -> None:
    left = a_departure(world)
    client = world.client()
    before = listed(client)["position"]
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": left}).raise_for_status()
    looked(world)
    assert {one["state"] for one in listed(client)["alerts"] if one["rule"] != "champion_left"} >= {"retracted"}
    then = listed(client, position=before)
    assert {one["state"] for one in then["alerts"]} == {"open"}
