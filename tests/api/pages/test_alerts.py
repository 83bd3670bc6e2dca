"""Alerts on the page: listed for whom they are, acted on with scripts and without, by whoever is first."""

import re
from collections import Counter
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.page.languages import day_in
from domain.key_moments.found import SEVERITIES
from tests.api.conftest import World

from .conftest import HOME, PARTS, visitor

DAY = re.compile(r"\d{4}-\d\d-\d\d")
LISTS = ("/alerts?state=any", "/accounts/acme/alerts?state=any")


@pytest.fixture(scope="module")
def client(departed: World) -> TestClient:
    return visitor(departed)


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="(?:card alert \w+|reason)" id="alert-([^"]+)"', page)


def of_moves(alerts: list[dict[str, Any]]) -> list[str]:
    """The ids, those of one move below the first of them."""
    moves: dict[Any, list[str]] = {}
    for one in alerts:
        moves.setdefault((one["person"], one["day"]) if "person" in one else one["id"], []).append(one["id"])
    return [id for ids in moves.values() for id in ids]


def of_several(alerts: list[dict[str, Any]]) -> list[Any]:
    """Moves of several alerts."""
    moves = Counter((one["person"], one["day"]) for one in alerts if "person" in one)
    return [move for move, count in moves.items() if count > 1]


def alert_of(world: World, rule: str) -> dict[str, Any]:
    found: list[dict[str, Any]] = world.client().get("/v1/alerts", params={"rule": rule}).json()["alerts"]
    return next(one for one in found if one["id"] != "a-1")


@pytest.mark.parametrize("path", LISTS)
def test_a_page_lists_what_the_call_lists_the_most_severe_first(departed: World, client: TestClient, path: str) -> None:
    every = departed.client().get("/v1/alerts?account=acme").json()["alerts"]
    page = client.get(path).text
    newest_first = every[::-1]
    urgent_first = sorted(newest_first, key=lambda one: -SEVERITIES.index(one["severity"]))
    assert ids(page) == of_moves(urgent_first)
    assert page.count('<section class="card alert move') == len(of_several(every))
    reasons = [one["reason"] for one in every if '"' not in one["reason"]]
    assert all(DAY.sub(lambda day: day_in("en", day[0]), reason) in page for reason in reasons)
    assert any(map(DAY.search, reasons))
    told = re.findall(r'<a class="why" href="/facts/([^"]+)" title="([^"]+)">([^<]+)</a>', page)
    facts = {id: departed.client().get(f"/v1/facts/{id}").json() for id, _, _ in told}
    assert {id for one in every for id in one.get("sources", [])} == facts.keys()
    for id, sentence, said in told:
        assert said.startswith(facts[id]["type"].replace("_", " "))
        assert ((facts[id]["effective"] or "")[:4] in said, sentence.endswith(".")) == (True, True)


@pytest.mark.parametrize("path", [*LISTS, "/key-moments?since=2000-01-01"])
def test_what_rests_on_links_is_withheld_and_that_is_said(departed: World, client: TestClient, path: str) -> None:
    said, told = visitor(departed, "read").get(path).text, client.get(path).text
    assert ("Links lost" in told, "Links lost" in said) == (True, False)
    assert ("withheld" in said, "withheld" in told) == (True, False)
    assert 'method="post" action="/alerts' not in said
    assert len(ids(said)) < len(ids(told)) or "/alerts" not in path


def test_a_day_tells_what_happened_and_counts_the_alerts_that_were_raised(departed: World, client: TestClient) -> None:
    raised = departed.client().get("/v1/accounts/acme/timeline?type=alert_raised").json()["events"]
    (day,) = {one["day"] for one in raised}
    asked = {"as_of": day}
    told = client.get("/accounts/acme/happened", params=asked).text
    assert f"{len(raised)} alerts raised" in told
    assert "an alert was" not in told.casefold()
    assert "raised" not in visitor(departed, "read").get("/accounts/acme/happened", params=asked).text
    assert "left as" in client.get("/accounts/acme/happened?as_of=2026-06-30").text


def test_lists_are_narrowed_and_count_what_is_there(departed: World, client: TestClient) -> None:
    severe = departed.client().get("/v1/alerts?severity=critical&state=open").json()["alerts"]
    page = client.get("/alerts?severity=critical").text
    assert ids(page) == [one["id"] for one in reversed(severe)]
    assert f">still open {len(severe)}</a>" in re.sub(r"\s+", " ", page)
    assert ids(client.get("/alerts?state=snoozed").text) == []
    unknown = client.get("/alerts?state=gone")
    assert (unknown.status_code, "<code>state</code>" in unknown.text) == (422, True)


def test_acting_answers_with_the_part_that_changed(departed: World, client: TestClient) -> None:
    id = alert_of(departed, "decider_left")["id"]
    part = client.post(f"/alerts/{id}/assign", data={"person": "p-2c8d"}, headers=PARTS)
    assert (part.status_code, ids(part.text), "<html" in part.text) == (200, [id], False)
    assert 'role="status"' in part.text
    assert "Assigned to Cy Doe." in part.text
    client.post(f"/alerts/{id}/comment", data={"text": "I <b>call</b> her"}, headers=PARTS)
    client.post(f"/alerts/{id}/snooze", data={"until": "2099-01-01"}, headers=PARTS)
    told = departed.client().get(f"/v1/alerts/{id}").json()
    assert (told["state"], told["assigned"], told["until"]) == ("snoozed", "p-2c8d", "2099-01-01")
    assert "I &lt;b&gt;call&lt;/b&gt; her" in client.get(f"/alerts/{id}").text
    part = client.post(f"/alerts/{id}/assign", data={"person": ""}, headers=PARTS)
    assert "nobody in particular." in part.text
    part = client.post(f"/alerts/{id}/snooze", data={"until": "2001-01-01"}, headers=PARTS)
    assert re.search(r"expected a day after \w+ \d+, 20\d\d<", part.text)


def test_without_scripts_one_is_led_back(departed: World, client: TestClient) -> None:
    id = alert_of(departed, "champion_left")["id"]
    done = client.post(f"/alerts/{id}/acknowledge", data={"back": "/accounts/acme/alerts"})
    assert (done.status_code, done.headers["location"]) == (303, "/accounts/acme/alerts")
    late = client.post(f"/alerts/{id}/acknowledge", data={"back": "https://elsewhere.example"})
    assert (late.status_code, "it is acknowledged already" in late.text) == (409, True)
    late = client.post(f"/alerts/{id}/acknowledge", headers=PARTS)
    assert (late.status_code, ids(late.text), 'role="alert"' in late.text) == (409, [id], True)


@pytest.mark.parametrize(
    ("act", "said", "status"),
    [("snooze", {"until": "2001-01-01"}, 422), ("snooze", {}, 422), ("comment", {"text": " "}, 422),
     ("assign", {"person": "p-7k2m"}, 422), ("vanish", {}, 422)],
)  # fmt: skip
def test_what_cannot_be_done_is_told(
    departed: World, client: TestClient, act: str, said: dict[str, str], status: int
) -> None:
    id = alert_of(departed, "only_link_gone")["id"]
    assert client.post(f"/alerts/{id}/{act}", data=said, headers=PARTS).status_code == status
    assert departed.client().get(f"/v1/alerts/{id}").json()["state"] == "open"


def test_the_first_view_counts_what_waits_and_what_the_reader_may_see(departed: World, client: TestClient) -> None:
    for visiting, calling in ((client, departed.client()), (visitor(departed, "read"), departed.client("read"))):
        page = re.sub(r"<[^>]*>|\s+", " ", visiting.get("/").text)
        alerts = calling.get("/v1/alerts?state=open").json()["alerts"]
        nominations = calling.get("/v1/nominations").json()["nominations"]
        waiting = [one for one in nominations if one["state"] in ("new", "matched")]
        assert re.search(rf" {len(alerts)} +open alert", page)
        assert re.search(rf" {len(waiting)} +nominations to review", page)
        recorded = calling.get("/v1/facts?account=acme&limit=1000").json()["facts"]
        own = [fact for fact in recorded if not fact["type"].startswith("alert_")]
        assert f" {len(own)} facts" in page


def test_only_those_who_may_write_act_and_only_from_here(departed: World, client: TestClient) -> None:
    id = alert_of(departed, "only_link_gone")["id"]
    assert visitor(departed, "read", "restricted").post(f"/alerts/{id}/acknowledge").status_code == 403
    assert visitor(departed, "read", "write").post(f"/alerts/{id}/acknowledge").status_code == 404
    foreign = HOME | {"sec-fetch-site": "cross-site"}
    assert client.post(f"/alerts/{id}/acknowledge", headers=foreign).status_code == 403


def test_as_known_before_nothing_can_be_done(departed: World, client: TestClient) -> None:
    position = departed.client().get("/v1/alerts?limit=1").json()["position"]
    page = client.get(f"/alerts?position={position}").text
    assert ids(page)
    assert "data-act" not in page


def test_alerts_of_one_move_are_told_together_and_acted_on_together_or_singly(
    departed: World, client: TestClient
) -> None:
    page = client.get("/alerts?state=any").text
    together = max(re.findall(r'name="alerts" value="([^"]+)"', page), key=len)
    first, *others = together.split()
    assert others
    assert page.count("<dt>Who should act</dt>") < len(ids(page))
    single = client.post(f"/alerts/{first}/acknowledge", data={"grouped": "1"}, headers=PARTS).text
    assert (ids(single), "Who should act" in single) == ([first], False)
    part = client.post("/alerts/together/acknowledge", data={"alerts": together}, headers=PARTS)
    assert (part.status_code, set(ids(part.text))) == (200, {first, *others})
    assert "Done for all of these." in part.text
    alerts = {one["id"]: one for one in departed.client().get("/v1/alerts?limit=1000").json()["alerts"]}
    assert {alerts[id]["state"] for id in (first, *others)} == {"acknowledged"}
    past = {"alerts": together, "until": "2001-01-01"}
    late = client.post("/alerts/together/snooze", data=past, headers=PARTS)
    assert (late.status_code, 'role="alert"' in late.text) == (422, True)
    assert client.post("/alerts/together/acknowledge", data={"alerts": "a-none"}, headers=PARTS).status_code == 404


def test_pages_lead_through_every_alert_once(departed: World, client: TestClient) -> None:
    more = [{"type": "alert_raised", "rule": "x", "account": "acme", "day": "2026-01-01", "severity": "low"}] * 60
    departed.client().post("/v1/facts", json=more).raise_for_status()
    every, path, found = len(departed.client().get("/v1/alerts").json()["alerts"]), "/alerts?state=any", list[str]()
    while path:
        page = client.get(path).text
        found += ids(page)
        path = next(iter(re.findall(r'href="(/alerts\?state=any&amp;before=\d+)"', page)), "").replace("&amp;", "&")
    assert len(found) == len(set(found)) == every


def test_of_what_was_taken_back_nobody_is_asked_to_do_anything(departed: World, client: TestClient) -> None:
    path = f"/alerts/{(id := alert_of(departed, 'only_link_gone')['id'])}"
    assert "What to do" in client.get(path).text
    departed.client().post("/v1/facts", json={"type": "alert_retracted", "alert": id}).raise_for_status()
    page = client.get(path).text
    assert ("taken back" in page, "What to do" in page) == (True, False)
