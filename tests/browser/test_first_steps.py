"""What somebody does first: sign in, find somebody, look at another day, sign out."""

import re

from playwright.sync_api import Browser, Page, expect

from .conftest import Place, closed, left, signed_in
from .judging import assert_accessible


def test_a_wrong_key_is_told_and_a_right_one_leads_where_one_was_going(browser: Browser, place: Place) -> None:
    page = browser.new_page(base_url=place.address)
    page.goto("/accounts/aldermoor?as_of=2025-01-31#at=30,20,90")
    expect(page.get_by_label("Your key")).to_be_focused()
    page.keyboard.type("inc_wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("not valid")
    assert_accessible(page)
    page.get_by_label("Your key").fill(place.key())
    page.click("button.strong")
    expect(page).to_have_url(f"{place.address}/accounts/aldermoor?as_of=2025-01-31#at=30,20,90")
    expect(page.locator(".picture")).to_have_attribute("data-view", re.compile("^30 20 "))
    thrown: list[str] = []
    page.on("pageerror", lambda error: thrown.append(str(error)))
    page.context.set_offline(True)
    page.locator("#role-r-ceo").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That did not work")
    page.context.set_offline(False)
    assert not thrown
    page.get_by_role("button", name="Sign out").click()
    page.goto("/")
    expect(page).to_have_url(f"{place.address}/sign-in?next=%2F")
    left(page)


def test_suggestions_come_while_one_types_and_keys_choose(page: Page) -> None:
    page.goto("/?as_of=2026-06-30")
    page.get_by_role("searchbox").press_sequentially("wickstr")
    expect(page.locator(".suggestions a").first).to_contain_text("Jonas Wickströmer")
    assert_accessible(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/people/p-q8uj?as_of=2026-06-30")


def test_the_address_bar_carries_the_clocks_from_view_to_view(page: Page) -> None:
    page.goto("/accounts/aldermoor/roles")
    page.get_by_label("As of").fill("2025-03-31")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="as known then").click()
    page.locator("tbody a").first.click()
    assert page.url.endswith("?as_of=2025-03-31&known_at=2025-03-31")


def test_another_language_shows_the_same_part_of_the_map(page: Page) -> None:
    page.goto("/accounts/aldermoor?as_of=2025-03-31#at=30,20,90")
    for name, told in (("Français", "Carte"), ("English", "Map")):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("link", name=told, exact=True)).to_be_visible()
        assert page.url.endswith("?as_of=2025-03-31#at=30,20,90")


def test_what_was_seen_is_not_told_again(browser: Browser, place: Place) -> None:
    context = signed_in(browser, place)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("Nothing new.")).to_be_visible()
    closed(context)


def test_without_the_scope_something_is_withheld_and_not_what(browser: Browser, place: Place) -> None:
    context = signed_in(browser, place, "read")
    page = context.new_page()
    page.goto("/people/p-r5ke")
    expect(page.get_by_text("withheld")).to_be_visible()
    assert "champion" not in page.content()
    closed(context)
