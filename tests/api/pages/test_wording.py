"""How the page words dates and scales, and in which order it tells what happened."""

import re

import pytest
from starlette.testclient import TestClient

from api.page.languages import day_in
from tests.api.conftest import World

from .conftest import visitor

THEN = "as_of=2026-06-01"
PANEL = f"/accounts/acme/panel?box=role-r-cfo&{THEN}"


@pytest.fixture(scope="module")
def client(departed: World) -> TestClient:
    return visitor(departed)


@pytest.mark.parametrize(
    ("said", "told"),
    [("2026-06-14", "Jun 14, 2026"), ("2026-06", "Jun 2026"), ("2026", "2026"), ("[..2026-06]", "Jun 2026 or before"),
     ("[2025..2026-06-14]", "between 2025 and Jun 14, 2026"), ("[2026-02..2026-05]", "between Feb and May 2026"),
     ("[2026-02-01..2026-02-09]", "between Feb 1 and Feb 9, 2026"), ("soon", "soon"), (None, "")],
)  # fmt: skip
def test_a_date_is_told_as_precisely_as_it_was_given(said: str | None, told: str) -> None:
    assert day_in("en", said) == told


def test_the_timeline_begins_with_the_latest(client: TestClient) -> None:
    events = client.get("/v1/accounts/acme/timeline", params={"type": "person_took_role"}).json()["events"]
    page = client.get("/accounts/acme/timeline", params={"type": "person_took_role"}).text
    at = [page.index(event["id"]) for event in events]
    assert len(at) > 1
    assert at == sorted(at, reverse=True)


def test_the_timeline_of_somebody_has_what_names_them(client: TestClient) -> None:
    said = client.get("/accounts/acme/timeline", params={"person": "p-7k2m"}).text
    mine = client.get("/v1/facts", params={"account": "acme", "person": "p-7k2m", "limit": 1_000}).json()["facts"]
    everybody = client.get("/accounts/acme/timeline").text
    facts = [set(re.findall(r'href="/facts/([^"]+)"', one)) for one in (said, everybody)]
    assert facts[0] == {one["id"] for one in mine} & facts[1] < facts[1]
    assert '<option value="p-7k2m" selected>Jane Roe</option>' in said


def test_a_unit_that_is_found_leads_to_its_place_on_the_map(client: TestClient) -> None:
    assert 'href="/accounts/acme?box=unit-u-fin">Finance</a>' in client.get("/search?q=finance").text


def test_attitudes_are_told_in_words_those_of_the_workspace_if_it_has_some(departed: World, client: TestClient) -> None:
    stands = {"type": "attitude_changed", "person": "p-7k2m", "opportunity": "o-1", "attitude": 1}
    departed.client().post("/v1/facts", json=stands | {"effective": "2026-05-01"}).raise_for_status()
    for path in (f"/opportunities/o-1?{THEN}", f"/opportunities/o-1/approach?{THEN}", PANEL):
        assert '<span class="badge on1">Rather for</span>' in client.get(path).text
    terms = [{"term": str(value), "label": f"Level {value}"} for value in range(-2, 3)]
    set_ = {"type": "vocabulary_set", "vocabulary": "attitude", "terms": terms, "effective": "2026-05-01"}
    departed.client().post("/v1/facts", json=set_).raise_for_status()
    assert '<span class="badge on1">Level 1</span>' in client.get(PANEL).text
