"""Rules of key moments on the page: switched on and off by administrators, and replayed."""

import pytest
from starlette.testclient import TestClient

from api.page.sentences import whole
from tests.api.conftest import World

from .conftest import PARTS, visitor


@pytest.fixture(scope="module")
def client(departed: World) -> TestClient:
    return visitor(departed, "admin")


def test_every_rule_is_listed_and_switched_where_it_stands(departed: World, client: TestClient) -> None:
    rules = departed.client().get("/v1/rules").json()["rules"]
    page = client.get("/rules").text
    assert all(f'id="rule-{rule["id"]}"' in page and rule["description"] in page for rule in rules)
    for switch, on in (("off", False), ("on", True)):
        part = client.post(f"/rules/soon_left/{switch}", headers=PARTS)
        assert (part.status_code, part.text.count("<tr")) == (200, 1)
        now = {rule["id"]: rule["on"] for rule in departed.client().get("/v1/rules").json()["rules"]}
        assert (now["soon_left"], all(value for id, value in now.items() if id != "soon_left")) == (on, True)
    assert client.post("/rules/soon_left/off", data={"back": "/rules"}).headers["location"] == "/rules"
    assert (client.get("/rules/nothing").status_code, client.post("/rules/nothing/on").status_code) == (404, 404)


def test_a_replay_says_what_the_call_says(departed: World, client: TestClient) -> None:
    raised = departed.client("admin").post("/v1/rules/champion_left/replay", json={"since": "-30d"}).json()["alerts"]
    page = client.get("/rules/champion_left/replay?since=-30d").text
    assert raised
    assert all(f'href="/facts/{fact}"' in page for one in raised for fact in one["effects"]["sources"])
    assert f"{len(raised)} alert" in page
    refused = client.get("/rules/champion_left/replay?since=soon", headers={"accept-language": "fr"})
    assert (refused.status_code, "attendu\u00a0: une date comme 2026-06-30, -90d" in refused.text) == (422, True)


def test_who_is_no_administrator_looks_only(departed: World) -> None:
    reader = visitor(departed)
    assert "data-act" not in reader.get("/rules").text
    assert "Replay" not in reader.get("/rules/champion_left").text
    assert reader.get("/rules/champion_left/replay").status_code == 403
    assert reader.post("/rules/champion_left/off").status_code == 403


def test_sentences_by_code_are_told_in_french(departed: World, client: TestClient) -> None:
    page = client.get("/rules", headers={"accept-language": "fr"}).text
    assert "Un poste qui compte est vacant depuis un moment." in page
    assert not [sentence for sentence in whole() if sentence in page]
