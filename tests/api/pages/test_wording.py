"""How the page words dates and scales, and in which order it tells what happened."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from starlette.testclient import TestClient

from api.page import finding, overview
from api.page.languages import day_in
from domain.log.last_looks import look
from domain.log.store import now_us
from tests.api.conftest import OURS, World, bearer

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


def test_what_is_found_says_by_which_name_where_it_was_and_goes_on(
    departed: World, client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    alias = {"type": "alias_recorded", "person": "p-7k2m", "alias": "Jenny Doe", "effective": "2026-01-01"}
    departed.client().post("/v1/facts", json=alias).raise_for_status()
    found = client.get(f"/search?q=jenny&{THEN}").text
    assert "also “Jenny Doe”" in found
    assert "also “Jenny Doe”" in client.get("/suggestions?q=jenny").text
    assert "Chief Financial Officer</a> · Acme SA<br>" in found
    left, before = (client.get(f"/search?q=jenny&as_of={day}").text for day in ("2026-10-01", "2000-01-01"))
    assert ["formerly</span>" in one for one in (found, left, before)] == [False, True, False]
    assert ["later</span>" in one for one in (found, left, before)] == [False, False, True]
    monkeypatch.setattr(finding, "MOST_HITS", 1)
    more, pages = "/search?q=chief&kind=role", []
    while more:
        pages.append(client.get(more).text)
        following = re.search(r'href="([^"]*cursor=[^"]*)"', pages[-1])
        more = unescape(following[1]) if following else ""
    assert all(f"{len(pages)} hits" in one for one in pages)
    assert len({re.search(r'href="/roles/([^"?]*)', one)[1] for one in pages}) == len(pages) > 1  # type: ignore[index]


def test_the_first_view_tells_all_that_is_new_and_what_came_about_that_was_known(
    departed: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, today = departed.key(), datetime.now(UTC).date()
    client = TestClient(departed.app, headers=bearer(key))
    assert re.search(r"<summary>and \d+ more</summary>", client.get("/").text)
    facts = [
        {"type": "person_took_role", "person": "p-9x4c", "role": "r-cfo", "effective": f"{today - timedelta(1)}"},
        {"type": "organization_registered", "organization": "zeta", "name": "Zeta"},
        {"type": "account_opened", "organization": "zeta"},
    ]
    departed.client().post("/v1/facts", json=facts).raise_for_status()
    head = client.get("/v1/facts", params={"limit": 1_000}).json()["position"]
    seen, told = (departed.store, departed.tenants.make(OURS).workspace.id, key.split("_")[1], head), []
    for days in (0, 9):
        look(*seen, now_us() - days * 86_400_000_000)
        told.append(client.get("/").text)
    assert ["Ada Poe became Chief Financial Officer" in one for one in told] == [False, True]
    assert "Nothing new." in told[0]
    monkeypatch.setattr(overview, "MOST_ACCOUNTS", 1)
    first, rest = client.get("/").text, client.get("/?after=acme").text
    assert ["/?after=acme" in one for one in (first, rest)] == [True, False]


def test_attitudes_are_told_in_words_those_of_the_workspace_if_it_has_some(departed: World, client: TestClient) -> None:
    stands = {"type": "attitude_changed", "person": "p-7k2m", "opportunity": "o-1", "attitude": 1}
    departed.client().post("/v1/facts", json=stands | {"effective": "2026-05-01"}).raise_for_status()
    for path in (f"/opportunities/o-1?{THEN}", f"/opportunities/o-1/approach?{THEN}", PANEL):
        assert '<span class="badge on1">Rather for</span>' in client.get(path).text
    terms = [{"term": str(value), "label": f"Level {value}"} for value in range(-2, 3)]
    set_ = {"type": "vocabulary_set", "vocabulary": "attitude", "terms": terms, "effective": "2026-05-01"}
    departed.client().post("/v1/facts", json=set_).raise_for_status()
    assert '<span class="badge on1">Level 1</span>' in client.get(PANEL).text
