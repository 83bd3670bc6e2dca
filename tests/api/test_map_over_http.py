"""The map over HTTP: the same by the quick and by the ordinary way, in parts, with its reasons, compared, told."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.http.quick import QuickMaps
from domain.log.api_keys import create_key
from domain.log.ledger import Terms
from domain.log.store import now_us
from projections.tenants import Tenants

from .conftest import OURS, TOLD, World, bearer

MAP = "/v1/accounts/acme/map"
QUESTIONS = [
    "",
    "?as_of=2026-06-30",
    "?as_of=last-quarter-end",
    "?as_of=2016&position=3",
    "?position=12",
    "?known_at=2099-01-01",
    "?known_at=2001-01-01T00:00:00Z",
    "?known_at=2099-01-01T00%3A00%3A00%2B01%3A00",
    "?as_of=2016&as_of=2026-06-30",
    "?as_of=",
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
def test_the_quick_way_answers_as_the_ordinary_one(world: World, question: str) -> None:
    """The first answer waits for the newest position, later ones may be made before it is known."""
    for client in (world.told().client(), world.client("read"), world.client("write")):
        client.get(MAP)
        ordinary = shown(client.get(MAP + question, headers=ORDINARY))
        assert [shown(client.get(MAP + question)) for _ in range(3)] == [ordinary] * 3


def test_head_is_answered_like_get_without_the_body(sqlite_world: World) -> None:
    client = sqlite_world.told().client()
    whole, bare = client.get(MAP), client.head(MAP)
    assert (bare.status_code, bare.headers, bare.content) == (200, whole.headers, b"")
    assert client.head(MAP, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
    assert client.head("/v1/accounts/nobody/map").status_code == 404


def test_a_plain_question_goes_the_quick_way(world: World) -> None:
    """Not the first one: the key has to be verified and the map to be read."""
    taken, client = [], world.told().client()
    quick = QuickMaps(world.app, world.app.state.site)

    async def watch(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            taken.append(await quick.answer({**scope, "app": world.app}) is not None)
        await world.app(scope, receive, send)

    with TestClient(watch, headers=dict(client.headers)) as watched:
        for question in ("", "", "?as_of=2026-06-30&fields=roles", "?why=true", "", ""):
            watched.get(MAP + question).raise_for_status()
    assert taken == [False, True, True, False, True, True]


def test_of_two_keys_the_first_counts_either_way(world: World) -> None:
    client = world.told().client()
    client.get(MAP).raise_for_status()
    for extra in ({}, ORDINARY):
        keys = [("Authorization", "Bearer inc_nobody"), ("Authorization", client.headers["Authorization"])]
        with TestClient(world.app) as another:
            assert another.get(MAP, headers=[*keys, *extra.items()]).status_code == 401


def test_what_another_process_recorded_is_on_the_next_map(world: World) -> None:
    """Also where the answer was made before the newest position was known."""
    client, elsewhere = world.told().client(), Tenants(world.store, bytes(32)).make(OURS)
    for number in range(3):
        for _ in range(3):
            client.get(MAP).raise_for_status()
        unit = {"type": "unit_defined", "unit": f"u-{number}", "organization": "acme", "name": "New"}
        receipts = elsewhere.record([unit], Terms(by="test"))
        answer = client.get(MAP).json()
        assert answer["position"] == receipts[-1].position
        assert f"u-{number}" in [unit["id"] for unit in answer["units"]]


def test_an_erasure_elsewhere_is_on_the_next_map(world: World) -> None:
    client, elsewhere = world.told().client(), Tenants(world.store, bytes(32)).make(OURS)
    before = [client.get(MAP).text for _ in range(4)][-1]
    elsewhere.record([{"type": "person_erased", "person": "p-7k2m"}], Terms(by="test"))
    assert "Jane Roe" in before
    assert "Jane Roe" not in client.get(MAP).text


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
    assert {"links", "power", "crafted_jobs", "attitudes", "opinions"} == set(answer["withheld"])
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
    assert answer["changes"][0]["sentence"].endswith(" (source: entered by hand).")
    ours = world.tenants.named(OURS).workspace.id
    _, named = create_key(world.store, ours, ["read", "write"], label="Ann", now=now_us())
    came = {"type": "person_took_role", "person": "p-9x4c", "role": "r-cfo", "effective": "2026-05-02"}
    client.post("/v1/facts", json=came, headers=bearer(named)).raise_for_status()
    answer = client.get("/v1/accounts/acme/diff", params={"from": "2026-04-01", "to": "2026-06-30"}).json()
    assert any(one["sentence"].endswith(" (source: entered by Ann).") for one in answer["changes"])
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
