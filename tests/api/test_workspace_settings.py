"""The settings of a workspace: shown, changed, checked, over HTTP and on the command line."""

import msgspec
import pytest

from domain.half_lives import HalfLives
from tests.api.command_line import CommandLine

from .conftest import World

HALF_LIVES = msgspec.to_builtins(HalfLives())
MATCHING = {"accepts": True, "accept_from": 0.95, "review_from": 0.2, "lead": 0.05}
USUAL = MATCHING | {"time_zone": "UTC", "half_lives": HALF_LIVES}


def test_what_is_named_is_changed_and_null_brings_the_usual_back(world: World) -> None:
    client = world.client("admin")
    assert client.get("/v1/settings").json() == USUAL
    said = {"accept_from": 0.99, "time_zone": "Pacific/Auckland"}
    changed = client.patch("/v1/settings", json=said).json()
    assert changed == client.get("/v1/settings").json() == USUAL | said
    assert client.patch("/v1/settings", json={"accept_from": None, "time_zone": None}).json() == USUAL


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"accept_from": 0.4}, "accept_from", "0.5"),
        ({"accept_from": "much"}, "accept_from", "a number"),
        ({"review_from": 0.97}, "review_from", "at most accept_from, which is 0.95"),
        ({"time_zone": "Europe/Atlantis"}, "time_zone", "IANA list"),
        ({"lead": -1}, "lead", "0"),
        ({"colour": "red"}, "colour", "there are accept_from, accepts"),
        ({"half_lives": {"link": 0}}, "half_lives.link", "1"),
        ({"half_lives": {"color": 3}}, "half_lives.color", "no such field"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(
    sqlite_world: World, sent: dict[str, object], field: str, said: str
) -> None:
    answer = sqlite_world.client("admin").patch("/v1/settings", json=sent)
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert answer.json()["field"] == field
    assert sqlite_world.client("admin").get("/v1/settings").json() == USUAL


def test_half_lives_are_changed_one_by_one(sqlite_world: World) -> None:
    client = sqlite_world.client("admin")
    client.patch("/v1/settings", json={"half_lives": {"link": 100, "power": 50}})
    client.patch("/v1/settings", json={"half_lives": {"power": None}, "lead": 0.1})
    now = client.get("/v1/settings").json()
    assert (now["half_lives"], now["lead"]) == (HALF_LIVES | {"link": 100}, 0.1)
    assert client.patch("/v1/settings", json={"half_lives": None}).json()["half_lives"] == HALF_LIVES


def test_matching_is_by_what_is_set_unless_asked_otherwise(sqlite_world: World) -> None:
    client = sqlite_world.client("admin")
    client.patch("/v1/settings", json={"accept_from": 1.0})
    facts = [
        {"type": "organization_registered", "organization": "acme", "name": "Acme Steel Works"},
        {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
    ]
    assert client.post("/v1/facts", json=facts).status_code == 201
    asked = {"organization": "ACME Steel Works"}
    assert client.get("/v1/match", params=asked).json()["organization"]["outcome"] == "review"
    assert client.get("/v1/match", params=asked | {"accept": 0.9}).json()["organization"]["outcome"] == "accepted"


def test_the_command_line_shows_and_changes_them(sqlite_url: str) -> None:
    incumbent = CommandLine(sqlite_url)
    incumbent.ok("keys", "create", "--workspace", "W", "--scope", "admin")
    assert incumbent.ok("settings", "--workspace", "W", "--json").json == USUAL
    told = incumbent.ok("settings", "accepts=false", "lead=0.1", "--workspace", "W")
    assert told.out.splitlines()[0] == "accepts=false"
    assert incumbent.ok("settings", "lead=", "--workspace", "W", "--json").json == USUAL | {"accepts": False}
    assert "half_lives.link=90" in incumbent.ok("settings", "half_lives.link=90", "--workspace", "W").out
    again = incumbent.ok("settings", "half_lives.link=", "--workspace", "W", "--json").json
    assert again["half_lives"] == HALF_LIVES
    refused = incumbent("settings", "lead", "--workspace", "W")
    assert (refused.code, "lead: expected NAME=VALUE" in refused.err) == (2, True)
    assert "accept_from" in incumbent("settings", "accept_from=7", "--workspace", "W").err


def test_a_feed_is_let_accept_and_may_be_reviewed_again(sqlite_url: str) -> None:
    incumbent, on = CommandLine(sqlite_url), ("--workspace", "W")
    incumbent.ok("keys", "create", *on, "--scope", "admin")
    made = incumbent.ok("feeds", "add", "https://x.example/feed", *on, "--kind", "rss", "--id", "wire", "--json").json
    assert (made["accepts"], made["introduces"]) == (False, [])
    said = incumbent.ok("feeds", "accept", "wire", *on, "--introduces", "person", "--introduces", "role").out
    assert said == "Feed wire accepts what is sure, and introduces person, role.\n"
    (feed,) = incumbent.ok("feeds", "list", *on, "--json").json["feeds"]
    assert (feed["accepts"], feed["introduces"]) == (True, ["person", "role"])
    assert "accepts nothing" in incumbent.ok("feeds", "accept", "wire", *on, "--reviewed").out
    assert "introduces: expected kinds among" in incumbent("feeds", "accept", "wire", *on, "--introduces", "cat").err
