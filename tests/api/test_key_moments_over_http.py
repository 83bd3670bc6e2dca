"""Key moments, rules and replays over HTTP and on the command line: pages, refusals, what is withheld, ETags."""

import json
from typing import Any
from urllib.parse import quote

import pytest

from .command_line import CommandLine, lines
from .conftest import World

Json = dict[str, Any]
STORY: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "account_opened", "organization": "acme"},
    {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
    {"type": "role_defined", "role": "ceo", "organization": "acme", "title": "CEO", "effective": None},
    {"type": "person_introduced", "person": "ann", "name": "Ann"},
    {"type": "person_introduced", "person": "bob", "name": "Bob"},
    {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
    {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "Renewal", "effective": "2024"},
    {"type": "person_took_role", "person": "ann", "role": "cfo", "effective": "2023-01-01"},
    {"type": "buying_role_assigned", "person": "ann", "opportunity": "o", "buying_role": "champion", "effective": None},
    {"type": "link_rated", "person": "ann", "other": "cy", "tone": 2, "strength": 5, "effective": "2023-01-01"},
    {"type": "person_left_role", "person": "ann", "role": "cfo", "effective": "2024-03-01"},
    {"type": "person_took_role", "person": "bob", "role": "ceo", "effective": "2024-06-01"},
]
YEAR = "since=2024-01-01&until=2024-12-31"


@pytest.fixture
def told(sqlite_world: World) -> World:
    sqlite_world.client().post("/v1/facts", json=STORY).raise_for_status()
    return sqlite_world


def moments(world: World, query: str, *scopes: str) -> Json:
    answer: Json = world.client(*scopes).get(f"/v1/key-moments?{query}").raise_for_status().json()
    return answer


def test_a_moment_says_what_it_does_to_us(told: World) -> None:
    (moment,) = moments(told, f"{YEAR}&account=acme&rule=champion_left")["key_moments"]
    assert moment["reason"] == 'Ann, CFO and champion in "Renewal", leaves Acme.'
    assert (moment["day"], moment["severity"], moment["title"]) == ("2024-03-01", "critical", "CFO")
    assert moment["severity_because"] == ["opportunity_touched", "buying_role_empty"]
    effects = moment["effects"]
    assert [one["name"] for one in effects["opportunities"]] == ["Renewal"]
    assert effects["links_lost"][0]["ours_name"] == "Cy"
    assert effects["act"] == [{"person": "cy", "because": "link", "name": "Cy"}]
    assert effects["next_steps"][0]["code"] == "find_champion"
    assert len(effects["sources"]) == 2


def test_links_and_what_rests_on_them_are_withheld_and_named(told: World) -> None:
    answer = moments(told, YEAR, "read")
    assert {"links", "attitudes", "opinions", "only_link_gone", "ally_arrived"} <= set(answer["withheld"])
    assert "only_link_gone" not in {one["rule"] for one in answer["key_moments"]}
    assert answer["key_moments"]
    for one in answer["key_moments"]:
        assert not {"links_lost", "links_gained"} & one["effects"].keys()
        assert one["effects"]["act"] == []
    assert "only_link_gone" in {one["rule"] for one in moments(told, YEAR)["key_moments"]}


def test_pages_go_on_at_the_moment_of_the_first(told: World) -> None:
    whole = moments(told, YEAR)["key_moments"]
    first = moments(told, f"{YEAR}&limit=1")
    told.client().post("/v1/facts", json={**STORY[-1], "role": "cfo", "effective": "2024-02-01"}).raise_for_status()
    found, next = first["key_moments"], first["next"]
    while next:
        page = moments(told, f"{YEAR}&limit=1&cursor={next}")
        found, next = [*found, *page["key_moments"]], page["next"]
    assert [one["id"] for one in found] == [one["id"] for one in whole]


def test_the_etag_changes_with_the_rules(told: World) -> None:
    client, url = told.client("admin"), f"/v1/key-moments?{YEAR}"
    tag = client.get(url).headers["etag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    client.put("/v1/rules/champion_left", json={"on": False}).raise_for_status()
    answer = client.get(url, headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert "champion_left" not in {one["rule"] for one in answer.json()["key_moments"]}


def test_rules_have_a_past_and_others_may_be_tried(told: World) -> None:
    client, url = told.client("admin"), f"/v1/key-moments?{YEAR}&rule=champion_left"
    before = client.get(url).json()["position"]
    client.post("/v1/facts", json={"type": "person_introduced", "person": "dee", "name": "Dee"}).raise_for_status()
    client.put("/v1/rules/champion_left", json={"parameters": {"buying_roles": ["user"]}}).raise_for_status()
    assert client.get(url).json()["key_moments"] == []
    assert len(client.get(f"{url}&position={before}").json()["key_moments"]) == 1
    tried = json.dumps({"buying_roles": ["champion"]})
    assert len(client.get(f"{url}&parameters={quote(tried)}").json()["key_moments"]) == 1
    now, then = (client.get("/v1/rules", params=asked).json()["rules"][0] for asked in ({}, {"position": before}))
    assert (now["version"], now["parameters"][0]["value"], "version" in then) == (1, ["user"], False)


WRONG: list[tuple[str, str, Json | None, int, str | None]] = [
    ("GET", "/v1/key-moments?rule=no_rule", None, 404, "rule"),
    ("GET", "/v1/key-moments?account=nowhere", None, 404, None),
    ("GET", "/v1/key-moments?since=soon", None, 422, "since"),
    ("GET", "/v1/key-moments?parameters={}", None, 422, "rule"),
    ("GET", "/v1/key-moments?rule=long_vacancy&parameters=days", None, 422, "parameters"),
    ("GET", '/v1/key-moments?rule=long_vacancy&parameters={"days":0}', None, 422, "parameters.days"),
    ("PUT", "/v1/rules/no_rule", {"on": True}, 404, "rule"),
    ("PUT", "/v1/rules/long_vacancy", {"parameters": {"days": "many"}}, 422, "parameters.days"),
    ("PUT", "/v1/rules/long_vacancy", {"off": True}, 422, None),
    ("POST", "/v1/rules/long_vacancy/replay", {"since": "2024-02-01", "until": "2024-01-01"}, 422, "since"),
    ("POST", "/v1/rules/long_vacancy/replay", {"since": "2024-02-01", "until": "2999-01-01"}, 422, "until"),
    ("POST", "/v1/rules/long_vacancy/replay", {}, 422, None),
]


def test_what_is_wrong_is_refused_by_name(told: World) -> None:
    client = told.client("admin")
    for method, path, body, status, field in WRONG:
        answer = client.request(method, path, json=body)
        assert answer.status_code == status, (path, answer.text)
        assert field is None or answer.json()["field"] == field, path


def test_a_rule_is_replayed_without_recording_anything(told: World) -> None:
    client = told.client("admin")
    before = client.get("/v1/facts?limit=1000").json()
    answer = client.post("/v1/rules/champion_left/replay", json={"since": "-5d"}).raise_for_status().json()
    (raised,) = answer["alerts"]
    assert raised["days_late"] > 0
    assert answer["parameters"] == {"buying_roles": ["champion", "sponsor"], "large_from_percent": 75}
    other = {"since": "-5d", "parameters": {"buying_roles": ["user"]}}
    assert client.post("/v1/rules/champion_left/replay", json=other).json()["alerts"] == []
    assert client.get("/v1/facts?limit=1000").json() == before


def test_the_command_line_shows_sets_and_replays(sqlite_url: str) -> None:
    incumbent, w = CommandLine(sqlite_url), ("--workspace", "W")
    incumbent.ok("keys", "create", *w, "--scope", "admin")
    incumbent.ok("record", *w, stdin=lines(*STORY))
    shown = incumbent.ok("key-moments", "acme", *w, "--since", "2024-01-01").out
    assert 'critical champion_left: Ann, CFO and champion in "Renewal", leaves Acme.' in shown
    assert "Who should act: Cy (link)" in shown
    assert "1 alert." in incumbent.ok("rules", "replay", "champion_left", *w, "--since", "-5d").out
    changed = incumbent.ok("rules", "set", "champion_left", *w, "--off", "-p", 'buying_roles=["user"]').out
    assert changed.startswith("champion_left (off, medium)")
    assert 'buying_roles=["user"]' in incumbent.ok("rules", "list", *w).out
    assert "champion_left" not in incumbent.ok("key-moments", *w, "--since", "2024-01-01").out
    refused = incumbent("rules", "set", "long_vacancy", *w, "-p", "days=0")
    assert refused.code != 0
    assert "parameters.days: expected a whole number from 1 to 3660" in refused.err
