"""Series over HTTP and on the command line."""

from typing import Any

import pytest

from .command_line import CommandLine, lines
from .conftest import World
from .test_analysis_over_http import FACTS

Json = dict[str, Any]
LATER: list[Json] = [
    {"type": "link_rated", "person": "bob", "other": "cy", "tone": 2, "strength": 9, "effective": "2022-05-01"},
    {"type": "link_rated", "person": "ann", "other": "cy", "tone": 1, "strength": 4, "effective": "2022-08-01"},
]


def test_an_account_heads_where_our_links_go(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *LATER]).raise_for_status()
    asked = "/v1/accounts/acme/trend?as_of=2022-12-31&since=2020-12-31&every=year"
    answer = client.get(f"{asked}&property=known,capital,certain.our_links").json()
    known, capital, certain = answer["series"]
    assert [(point["date"], point["value"]) for point in known["points"]] == [
        ("2020-12-31", 0), ("2021-12-31", 1), ("2022-12-31", 2),
    ]  # fmt: skip
    assert (known["trend"]["heading"], capital["trend"]["heading"]) == ("rising", "rising")
    assert 0 < certain["points"][-1]["value"] < 1
    before = client.get(f"{asked}&property=known&as_known=then").json()["series"][0]
    assert {point["value"] for point in before["points"]} == {0}
    day = client.get("/v1/accounts/acme/analysis?sections=capital&as_of=2021-12-31&why=true").json()
    assert capital["points"][1]["value"] == day["capital"]["capital"]
    explained = client.get(f"{asked}&property=known,capital,certain.our_links&why=true").json()
    _, behind, _ = explained["series"]
    assert behind["points"][1].pop("why") == day["capital"]["why"]
    assert behind["points"][1] == capital["points"][1]
    assert {fact["id"] for fact in explained["facts_behind"]} >= set(day["capital"]["why"])


def test_a_person_has_a_series_of_each_link_with_its_facts(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *LATER]).raise_for_status()
    asked = "/v1/people/bob/trend?property=strength&other=cy&as_of=2022-12-31"
    (one,) = client.get(asked).json()["series"]
    assert [point["value"] for point in one["points"]] == [None, 6, 9, 9]
    (fact,) = one["points"][-1]["facts"]
    assert client.get(f"/v1/facts/{fact}").json()["strength"] == 9
    tag = client.get(asked).headers["ETag"]
    assert client.get(asked, headers={"If-None-Match": tag}).status_code == 304
    world.client("admin").patch("/v1/settings", json={"half_lives": {"link": 10}})
    faded = client.get(asked, headers={"If-None-Match": tag}).json()["series"][0]
    assert faded["points"][-1]["certain"] < one["points"][-1]["certain"]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ("people/bob/trend?since=2999-01-01", "since"),
        ("people/bob/trend?since=soon", "since"),
        ("people/bob/trend?property=charm", "property"),
        ("accounts/acme/trend?property=captal", "property"),
        ("accounts/acme/trend?since=1990-01-01&every=month", "every"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(sqlite_world: World, asked: str, field: str) -> None:
    client = sqlite_world.client("read", "write", "restricted")
    client.post("/v1/facts", json=FACTS).raise_for_status()
    answer = client.get(f"/v1/{asked}")
    assert (answer.status_code, field in answer.text) == (422, True)


def test_series_follow_from_what_is_restricted(sqlite_world: World) -> None:
    sqlite_world.client("write").post("/v1/facts", json=FACTS).raise_for_status()
    for path in ("people/bob", "accounts/acme"):
        assert sqlite_world.client("read").get(f"/v1/{path}/trend").status_code == 403


def test_the_commands_draw_them(sqlite_url: str) -> None:
    line, on = CommandLine(sqlite_url), ("--workspace", "w", "--as-of", "2022-12-31")
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, *LATER))
    drawn = line.ok("trend", "person", "bob", "--property", "strength", *on).out
    assert "Strength with Cy: rising" in drawn
    assert "unknown" in drawn
    drawn = line.ok("trend", "account", "acme", "--property", "capital,known", *on).out
    assert [row.split()[0] for row in drawn.splitlines() if row.strip()] == ["figure", "capital", "known"]
    told = line.ok("trend", "account", "acme", "--property", "capital", "--why", *on).out
    assert "The facts behind it" in told
    assert "every" in line("trend", "account", "acme", "--every", "change", *on).err
