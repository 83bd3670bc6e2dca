"""The map over HTTP: the same by the quick and by the ordinary way, in parts, with its reasons, compared, told."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.map import quick_map

from .conftest import TOLD, World, bearer

MAP = "/v1/accounts/acme/map"
QUESTIONS = [
    "",
    "?as_of=2026-06-30",
    "?as_of=last-quarter-end",
    "?as_of=2016&position=3",
    "?position=12",
    "?known_at=2099-01-01",
    "?known_at=2001-01-01T00:00:00Z",
    "?fields=roles.title,roles.holders.person",
    "?fields=nothing",
    "?as_of=soon",
    "?as_off=2026-06-30",
    "?known_at=then",
    "?position=3&known_at=2026-01-01",
    "?position=99999999999999999999",
    "?why=maybe",
]
# A reader that asks for a position is answered the ordinary way.
ORDINARY = {"Incumbent-Min-Position": "0"}


def shown(answer: Any) -> tuple[int, str | None, bytes]:
    return answer.status_code, answer.headers.get("etag"), answer.content


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_quick_way_answers_as_the_ordinary_one(sqlite_world: World, question: str) -> None:
    for client in (sqlite_world.told().client(), sqlite_world.client("read"), sqlite_world.client("write")):
        client.get(MAP)
        assert shown(client.get(MAP + question)) == shown(client.get(MAP + question, headers=ORDINARY))


def test_a_plain_question_goes_the_quick_way(sqlite_world: World) -> None:
    """Not the first one: the key has to be verified and the map to be read."""
    world, taken = sqlite_world.told(), []
    client = world.client()

    async def watch(scope: Any, receive: Any, send: Any) -> None:
        from starlette.requests import Request

        if scope["type"] == "http":
            seen = Request({**scope, "app": world.app, "path_params": {"id": "acme"}})
            taken.append(quick_map(seen) is not None)
        await world.app(scope, receive, send)

    watched = TestClient(watch, headers=dict(client.headers))
    for question in ("", "", "?as_of=2026-06-30&fields=roles", "?why=true"):
        watched.get(MAP + question).raise_for_status()
    assert taken == [False, True, True, False]


def test_a_map_has_the_shape_of_the_contract(world: World) -> None:
    answer = world.told().client().get(MAP, params={"as_of": "2026-06-30"}).json()
    assert list(answer) == [
        "as_of", "position", "account", "units", "roles", "people", "links", "opportunities", "findings", "rumors",
    ]  # fmt: skip
    (cfo,) = [role for role in answer["roles"] if role["id"] == "r-cfo"]
    assert (
        cfo["holders"][0].items() >= {"person": "p-7k2m", "name": "Jane Roe", "since": "2026-03-01", "power": 7}.items()
    )


def test_what_is_withheld_is_named(world: World) -> None:
    answer = world.told().client("read").get(MAP).json()
    assert {"links", "power", "attitudes", "opinions"} == set(answer["withheld"])
    assert answer["links"] == []
    assert "power" not in answer["roles"][0]["holders"]


def test_every_part_names_the_facts_it_comes_from(world: World) -> None:
    client = world.told().client()
    answer = client.get(MAP, params={"why": True}).json()
    facts = {fact["id"]: fact for fact in client.get("/v1/facts").json()["facts"]}
    (cfo,) = [role for role in answer["roles"] if role["id"] == "r-cfo"]
    assert [facts[id]["type"] for id in cfo["why"]["title"]] == ["role_defined"]
    assert client.get(MAP, params={"why": True, "fields": "roles"}).status_code == 422


def test_a_diff_says_what_happened_and_what_was_learned(world: World) -> None:
    client = world.told().client()
    late = {"type": "person_left_role", "person": "p-7k2m", "role": "r-cfo", "effective": "2026-05-01"}
    client.post("/v1/facts", json=late).raise_for_status()
    answer = client.get("/v1/accounts/acme/diff", params={"from": "2026-04-01", "to": "2026-06-30"}).json()
    assert answer["from"] == {"as_of": "2026-04-01", "position": TOLD + 1}
    assert {change["because"] for change in answer["changes"]} == {"happened"}
    early = client.get("/v1/facts").json()["facts"][0]["recorded_at"]
    answer = client.get(
        "/v1/accounts/acme/diff", params={"from": "2026-06-30", "to": "2026-06-30", "known_from": early}
    ).json()
    assert answer["from"].keys() == {"as_of", "known_at", "position"}
    assert {change["because"] for change in answer["changes"]} == {"learned"}


def test_a_timeline_goes_on_until_it_ends(world: World) -> None:
    client, told, asked = world.told().client(), [], {"limit": 3}
    while True:
        page = client.get("/v1/accounts/acme/timeline", params=asked).json()
        told += [event["position"] for event in page["events"]]
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert len(told) == len(set(told)) > 6


def test_the_accounts_go_on_at_the_moment_of_the_first_page(world: World) -> None:
    client = world.told().client()
    for id in ("bolt", "coil"):
        opened = [{"type": "organization_registered", "organization": id, "name": id}]
        client.post("/v1/facts", json=[*opened, {"type": "account_opened", "organization": id}]).raise_for_status()
    first = client.get("/v1/accounts", params={"limit": 2}).json()
    client.post("/v1/facts", json={"type": "account_closed", "organization": "coil"}).raise_for_status()
    second = client.get("/v1/accounts", params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["id"] for page in (first, second) for one in page["accounts"]] == ["acme", "bolt", "coil"]
    assert (second["position"], second["next"]) == (first["position"], None)
    assert second["accounts"][0]["status"] == "open"


def test_what_was_erased_is_gone_from_every_read(world: World) -> None:
    client = world.told().client("admin")
    client.get(MAP).raise_for_status()
    client.post("/v1/people/p-7k2m/erase", json={"request": "DSR-1"}).raise_for_status()
    for path in (MAP, f"{MAP}?position={TOLD}", "/v1/facts", "/v1/people/p-7k2m", "/v1/roles/r-cfo/holders"):
        assert "Jane Roe" not in client.get(path).text, path


def test_why_somebody_was_erased_is_a_reference_and_no_text(sqlite_world: World) -> None:
    client = sqlite_world.told().client("admin")
    refused = client.post("/v1/people/p-7k2m/erase", json={"request": "Jane Roe wrote to us"})
    assert (refused.status_code, refused.json()["field"]) == (422, "request")
    assert "Jane Roe" in client.get("/v1/people/p-7k2m").text


def test_a_key_is_looked_up_again_after_it_was_forgotten(sqlite_world: World) -> None:
    key = sqlite_world.told().key()
    client = TestClient(sqlite_world.app, headers=bearer(key))
    client.get(MAP).raise_for_status()
    sqlite_world.client("admin").delete(f"/v1/keys/{key.split('_')[1]}").raise_for_status()
    assert client.get(MAP).status_code == 401
