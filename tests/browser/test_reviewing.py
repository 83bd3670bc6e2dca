"""What waits for somebody: alerts, nominations and feeds, looked at and acted on, with scripts and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from jobs.feeds import registry
from jobs.feeds.policy import Policy
from jobs.feeds.tables import feeds
from tests.conftest import DATABASES

from .conftest import Place, closed, place_for, signed_in
from .judging import assert_accessible, judged

PRESS = {"id": "press", "name": "Press", "kind": "rss", "url": "https://press.example/", "every_minutes": 60}
STOPPED = {"state": "review", "reason": "no entries, where there were 12 the last time"}


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with place_for(request) as made:
        stop_a_feed(made)
        yield made


def stop_a_feed(place: Place) -> None:
    """One waits for a review."""
    registry.create(place.store, place.workspace, PRESS, Policy())
    with place.store.writing(place.workspace) as connection:
        connection.execute(update(feeds).where(feeds.c.id == "press").values(STOPPED))


def test_an_alert_is_handed_over_and_acknowledged_where_it_stands(page: Page) -> None:
    page.goto("/accounts/aldermoor/alerts")
    alert = page.locator("article.alert", has_text="has been filling in")
    waiting = page.get_by_role("navigation", name="Only").get_by_role("link").first
    name, _, count = str(waiting.inner_text()).rpartition(" ")
    expect(alert.locator("dl")).to_contain_text("Ask when and by whom the role will be filled.")
    alert.get_by_text("Snooze, assign, comment").click()
    alert.get_by_label("Assign to").select_option(label="Jonas Wickströmer")
    alert.get_by_role("button", name="Assign").click()
    expect(alert.get_by_role("status")).to_have_text("Assigned to Jonas Wickströmer.")
    expect(alert.get_by_role("status")).to_be_focused()
    alert.get_by_role("button", name="Acknowledge").click()
    expect(alert.get_by_role("status")).to_have_text("Acknowledged.")
    expect(waiting).to_have_text(f"{name} {int(count) - 1}")
    expect(page.locator("#arrived")).to_be_empty()
    assert_accessible(page)
    assert page.url.endswith("/accounts/aldermoor/alerts")
    alert.get_by_role("heading").get_by_role("link").click()
    expect(page.locator(".history li")).to_have_count(3)
    page.get_by_text("Snooze, assign, comment").click()
    judged(page, "alert")


def test_who_comes_second_is_told_what_happened_meanwhile(browser: Browser, place: Place) -> None:
    context = signed_in(browser, place)
    one, other = context.new_page(), context.new_page()
    for view in (one, other):
        view.goto("/alerts?severity=critical")
    told = [view.locator("article.alert", has_text="stood against us") for view in (one, other)]
    told[0].get_by_role("button", name="Acknowledge").click()
    expect(told[0].get_by_role("status")).to_have_text("Acknowledged.")
    told[1].get_by_role("button", name="Acknowledge").click()
    expect(told[1].get_by_role("alert")).to_have_text("it is acknowledged already")
    expect(told[1].get_by_role("button", name="Acknowledge")).to_have_count(0)
    closed(context)


def test_a_nomination_means_somebody_else_and_is_taken_back(page: Page) -> None:
    page.goto("/nominations")
    page.get_by_role("link", name="Ingeborg Sandvoll").click()
    role = page.get_by_role("group", name="Role")
    role.get_by_label("or look for").fill("vice president quality")
    role.get_by_role("button", name="Look").click()
    page.wait_for_url("**#find-role")
    page.get_by_role("group", name="Role").get_by_role("radio").first.check()
    page.get_by_role("group", name="Person").get_by_label("new, called").check()
    page.get_by_role("button", name="Accept").click()
    expect(page.locator(".done")).to_contain_text("Accepted: it is on the map.")
    assert_accessible(page)
    page.get_by_role("button", name="Undo the decision").click()
    expect(page.locator(".done")).to_contain_text("it waits for a decision again")
    expect(page.get_by_role("button", name="Accept")).to_be_visible()


def test_without_scripts_one_decides_all_the_same(browser: Browser, place: Place, page: Page) -> None:
    state = page.context.storage_state()
    still = browser.new_context(base_url=place.address, java_script_enabled=False, storage_state=state)
    bare = still.new_page()
    bare.goto("/nominations/n-quality")
    bare.get_by_label("Nothing comes of it, because").fill("another company")
    bare.get_by_role("button", name="Reject").click()
    expect(bare).to_have_url(f"{place.address}/nominations/n-quality")
    expect(bare.get_by_text("Reason: another company")).to_be_visible()
    bare.get_by_role("button", name="Undo the decision").click()
    expect(bare.get_by_role("button", name="Accept")).to_be_visible()
    closed(still)


def test_a_feed_that_stopped_is_seen_and_resumed(page: Page) -> None:
    page.goto("/feeds")
    expect(page.get_by_role("row", name="Press")).to_contain_text("no entries, where there were 12")
    judged(page, "feeds")
    page.get_by_role("link", name="Press").click()
    judged(page, "feed")
    page.get_by_role("button", name="Resume").click()
    expect(page.locator(".done")).to_have_text("It is active, and what was held is taken.")
    expect(page.get_by_role("button", name="Pause")).to_be_visible()


def test_the_first_view_says_how_much_waits(page: Page) -> None:
    page.goto("/")
    waiting = page.get_by_role("list", name="What waits for somebody")
    waiting.get_by_role("link", name="nomination to review").click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_the_portfolio_leads_to_the_accounts_of_a_facet(page: Page) -> None:
    page.goto("/portfolio?as_of=2026-11-20")
    page.get_by_text("Only some accounts").click()
    page.get_by_role("link", name="Maëlle Trévidy 1").first.click()
    assert page.url.endswith("as_of=2026-11-20&since=-90d&lead=p-df7q")
    expect(page.get_by_role("region", name="1 account").get_by_role("row")).to_have_count(2)
