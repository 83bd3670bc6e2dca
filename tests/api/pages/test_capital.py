"""The portfolio and the approach sheet on the page: what the calls say, for those who may see it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.page.capital import HEIGHT, WIDTH, line_of
from tests.api.conftest import World, worlds
from tests.api.test_portfolio import WORLD

from .conftest import visitor

Json = dict[str, Any]
ASKED = "since=2019-12-31&as_of=2022-06-30&every=year"
CENTER = [
    {"type": "buying_role_assigned", "person": "ann", "opportunity": "deal", "buying_role": "decider"},
    {"type": "person_described", "person": "ann", "preferences": "Short <mails>", "effective": "2019"},
]


@pytest.fixture(scope="module")
def sold(shared_sqlite_url: str) -> Iterator[World]:
    for world in worlds(shared_sqlite_url):
        opened = {"type": "opportunity_opened", "opportunity": "deal", "organization": "acme", "name": "Deal"}
        world.client().post("/v1/facts", json=[*WORLD, opened, *CENTER]).raise_for_status()
        yield world


@pytest.fixture(scope="module")
def client(sold: World) -> TestClient:
    return visitor(sold)


def percent(share: float) -> str:
    return f"{round(share * 100, 1):g}%"


def test_capital_and_who_carries_it_are_those_of_the_call(sold: World, client: TestClient) -> None:
    page, answer = client.get(f"/portfolio?{ASKED}").text, sold.client().get(f"/v1/portfolio?{ASKED}").json()
    assert answer["accounts"]
    for one in answer["accounts"]:
        assert f">{one['name']}</a>" in page
        assert percent(one["capital"]) in page
    assert page.count("<polyline") == len(answer["accounts"])
    for colleague in answer["colleagues"]:
        assert f">{colleague['name']}</a>" in page
    for facet, values in answer["facets"].items():
        for value in values:
            assert re.search(rf'href="/portfolio\?[^"]*{facet}={value}', page), (facet, value)


def test_a_facet_leads_to_those_accounts_and_away_again(client: TestClient) -> None:
    page = client.get(f"/portfolio?{ASKED}&country=CH").text
    assert ('href="/accounts/acme' in page, 'href="/accounts/bolt' in page) == (True, False)
    (chosen,) = re.findall(r'<a class="badge" href="([^"]*)"\s+aria-current=true>\s*Switzerland', page)
    assert "country" not in chosen


def test_a_line_goes_from_day_to_day_and_from_nothing_to_the_highest() -> None:
    line = line_of([{"value": value} for value in (0.0, 0.5, 0.25)])
    assert line == f"0.0,{HEIGHT:.1f} {WIDTH / 2:.1f},0.0 {WIDTH:.1f},{HEIGHT / 2:.1f}"
    assert line_of([{"value": 0.0}]) == f"0.0,{HEIGHT:.1f}"


def test_the_sheet_names_everybody_and_shows_what_nobody_told(sold: World, client: TestClient) -> None:
    page = client.get("/opportunities/deal/approach").text
    sale = sold.client().get("/v1/opportunities/deal/analysis").json()
    assert sale["approach"]
    for one in sale["approach"]:
        assert f'href="/people/{one["person"]}"' in page
    blank = sum(one[name] in (None, [], {}) for one in sale["approach"]
                for name in ("buying_roles", "attitude", "preferences", "makes_of_the_job"))  # fmt: skip
    blank += sum(one["motivations"] is None and one["drivers"] is None for one in sale["approach"])
    assert (page.count('class="blank"'), blank > 0) == (blank, True)
    assert "Short &lt;mails&gt;" in page
    assert 'href="/opportunities/deal/approach"' in client.get("/opportunities/deal").text


def test_both_are_for_those_who_may_see_links(sold: World) -> None:
    reader = visitor(sold, "read")
    assert reader.get("/portfolio").status_code == 403
    sheet = reader.get("/opportunities/deal/approach").text
    assert ("withheld" in sheet, "Short" in sheet, 'href="/portfolio"' in sheet) == (True, False, False)


TOLD_OF_ANN = (
    "/opportunities/deal", "/opportunities/deal/approach", "/opportunities/deal/buying-center.svg", "/accounts/acme",
    "/accounts/acme/analysis", "/people/ann", "/people/ann/career.svg",
)  # fmt: skip


def test_a_kept_view_tells_what_was_recorded_since(sold: World, client: TestClient) -> None:
    before = client.get("/opportunities/deal/approach").text
    assert before == client.get("/opportunities/deal/approach").text
    told = {"type": "person_described", "person": "ann", "preferences": "Calls", "effective": "2020"}
    sold.client().post("/v1/facts", json=told).raise_for_status()
    assert "Calls" in client.get("/opportunities/deal/approach").text
    sold.client("admin").post("/v1/people/ann/erase", json={"request": "r-1"}).raise_for_status()
    assert "Calls" not in client.get("/opportunities/deal/approach").text
    told = {path: client.get(path, headers={"accept-language": "fr"}).text for path in TOLD_OF_ANN}
    assert [path for path, text in told.items() if "erased person" in text or "personne effacée" not in text] == []
