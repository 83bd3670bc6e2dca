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
    share = acme["capital"]
    now = {"carries": share, "leaves": share, "before": 0.0, "change": share, "alone": ["bob"]}
    assert colleague["accounts"] == [{"account": "acme", "name": "Acme"} | now]
    assert answer["facets"]["trend"] == {"grows": 1, "stays": 1}
    why = client.get("/v1/portfolio?as_of=2021-06-01&since=2020-06-01&why=true").json()
    (link,) = why["colleagues"][0]["accounts"][0]["why"]
    assert why["accounts"][0]["why"] == why["accounts"][0]["colleagues"][0]["why"] == [link]
    assert link in {fact["id"] for fact in why["facts_behind"] if fact["type"] == "link_rated"}
    assert why["accounts"][0]["reached"]["why"]
    assert "why" not in why["accounts"][1]


def test_it_pages_at_one_moment(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=[*FACTS, *OTHER]).raise_for_status()
    first = client.get("/v1/portfolio?limit=1").json()
    second = client.get("/v1/portfolio", params={"limit": 1, "cursor": first["next"]}).json()
    assert [one["accounts"][0]["account"] for one in (first, second)] == ["acme", "bolt"]


TOLD_APART: list[Json] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme", "kind": "plc", "domain": "steel"},
    {"type": "organization_described", "organization": "acme", "country": "CH", "effective": "2019"},
    {"type": "organization_described", "organization": "bolt", "country": "FR", "effective": "2019"},
    {"type": "organization_registered", "organization": "us", "name": "Us", "kind": "ourselves"},
    {"type": "unit_defined", "unit": "u-west", "organization": "us", "name": "West"},
    {"type": "role_defined", "role": "kam", "organization": "us", "unit": "u-west", "title": "Key Account Manager"},
    {"type": "person_took_role", "person": "cy", "role": "kam", "effective": "2019"},
    {"type": "role_restructured", "role": "kam", "unit": "u-west", "effective": "2019"},
    {"type": "coverage_assigned", "person": "cy", "organization": "acme", "part": "lead", "effective": "2020"},
    {"type": "coverage_assigned", "person": "cy", "organization": "bolt", "part": "covers", "effective": "2020"},
    {"type": "opportunity_opened", "opportunity": "o", "organization": "bolt", "name": "Sale", "stage": "bid"},
]
WORLD: list[Json] = [*FACTS, *OTHER, *TOLD_APART]


def test_facets_count_what_each_filter_would_find(world: World) -> None:
    """Over all accounts, though a page shows one: against asking for every value in turn."""
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=WORLD).raise_for_status()
    asked = "/v1/portfolio?since=2020-06-01&limit=1"
    first = client.get(asked).json()
    facets = first["facets"]
    for facet, values in facets.items():
        assert values, facet
        for value, count in values.items():
            found = client.get(asked, params={facet: value, "since": "2020-06-01", "limit": 200}).json()
            assert (len(found["accounts"]), found["fitting"]) == (count, count), (facet, value)
            assert found["facets"][facet] == values
    assert (facets["lead"], facets["our_unit"], facets["stage"]) == ({"cy": 1}, {"u-west": 2}, {"bid": 1})
    both = client.get(f"{asked}&country=CH&trend=stays").json()
    assert (both["accounts"], both["facets"]["country"]) == ([], {"FR": 1})
    assert first["names"] == {"cy": "Cy", "u-west": "West"}


def test_what_leaves_with_a_colleague_and_a_series_of_each_account(world: World) -> None:
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=WORLD).raise_for_status()
    answer = client.get("/v1/portfolio?colleague=cy&since=2019-12-31&as_of=2022-06-30&every=year").json()
    (cy,) = answer["colleagues"]
    assert [(one["account"], one["alone"]) for one in cy["accounts"]] == [("acme", ["bob"])]
    acme = answer["accounts"][0]
    assert [point["date"] for point in acme["series"]] == ["2019-12-31", "2020-12-31", "2021-12-31", "2022-06-30"]
    assert (acme["series"][-1]["value"], acme["trend"]["heading"]) == (acme["capital"], "rising")
    assert [one["person"] for one in acme["leads"]] == ["cy"]


def test_what_is_recorded_next_is_counted(world: World) -> None:
    """Though what was found is kept."""
    client = world.client("read", "write", "restricted")
    client.post("/v1/facts", json=WORLD).raise_for_status()
    before = client.get("/v1/portfolio").json()["accounts"][0]
    better = {"type": "link_rated", "person": "ann", "other": "cy", "tone": 2, "strength": 9, "effective": "2022"}
    client.post("/v1/facts", json=better).raise_for_status()
    after = client.get("/v1/portfolio").json()["accounts"][0]
    assert (after["known"], after["capital"] > before["capital"]) == (2, True)
    world.client("admin").post("/v1/people/ann/erase", json={"request": "r-1"}).raise_for_status()
    analysis = client.get("/v1/accounts/acme/analysis?sections=capital").json()
    erased = client.get("/v1/portfolio").json()["accounts"][0]["capital"]
    assert erased == analysis["capital"]["capital"] < after["capital"]


def test_it_follows_from_links_so_it_needs_their_scope(world: World) -> None:
    assert world.client("read").get("/v1/portfolio").status_code == 403


def test_the_command_draws_it(sqlite_url: str) -> None:
    line = CommandLine(sqlite_url)
    line.ok("keys", "create", "--workspace", "w", "--scope", "admin")
    line.ok("record", "--workspace", "w", stdin=lines(*FACTS, *OTHER))
    drawn = line.ok("portfolio", "--workspace", "w").out
    assert "1 of 2" in drawn
    assert "With Cy would leave" in drawn
    assert "trend: stays 2" in line.ok("portfolio", "--workspace", "w", "--facets").out
    assert "Bolt" not in line.ok("portfolio", "--workspace", "w", "--only", "colleague=cy").out
    assert "FACET=VALUE" in line("portfolio", "--workspace", "w", "--only", "color=red").err
