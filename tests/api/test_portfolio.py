"""Relationship capital of all accounts, over HTTP and on the command line."""

from typing import Any

from .command_line import CommandLine, lines
from .conftest import World
from .test_analysis_over_http import FACTS

Json = dict[str, Any]
OTHER: list[Json] = [
    {"type": "account_opened", "organization": "acme"},
    {"type": "organization_registered", "organization": "bolt", "name": "Bolt"},
    {"type": "account_opened", "organization": "bolt"},
]


def test_what_became_of_it_since_an_earlier_day_and_what_leaves_with_whom(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *OTHER]).raise_for_status()
    answer = client.get("/v1/portfolio?as_of=2021-06-01&since=2020-06-01").json()
    acme, bolt = answer["accounts"]
    assert (acme["account"], acme["before"], acme["known"], acme["people"]) == ("acme", 0, 1, 2)
    assert acme["change"] == acme["capital"] > 0
    assert (bolt["account"], bolt["capital"], bolt["units"]) == ("bolt", 0, [])
    (colleague,) = answer["colleagues"]
    assert colleague["accounts"] == [{"account": "acme", "carries": acme["capital"], "leaves": acme["capital"]}]
    assert answer["facets"]["trend"] == {"grows": 1, "stays": 1}


def test_it_pages_at_one_moment(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *OTHER]).raise_for_status()
    first = client.get("/v1/portfolio?limit=1").json()
    second = client.get("/v1/portfolio", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["accounts"][0]["account"] for one in (first, second)] == ["acme", "bolt"]


def test_it_follows_from_links_so_it_needs_their_scope(world: World) -> None:
    assert world.client("read").get("/v1/portfolio").status_code == 403


def test_the_command_draws_it(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, *OTHER))
    drawn = line.ok("portfolio", "--workspace", "w").out
    assert "1 of 2" in drawn
    assert "With Cy would leave" in drawn
