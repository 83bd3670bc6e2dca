"""What the views of an account and an opportunity say, and what they keep to themselves."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import Place, closed, signed_in

RESTRICTED = (
    "/accounts/aldermoor/analysis",
    "/opportunities/o-one-plan",
    "/accounts/aldermoor/coverage",
    "/accounts/aldermoor/handover",
)


@pytest.fixture(scope="module")
def stranger(browser: Browser, place: Place) -> Iterator[Page]:
    context = signed_in(browser, place, "read")
    yield context.new_page()
    closed(context)


@pytest.mark.parametrize("path", RESTRICTED)
def test_what_needs_the_scope_is_withheld_and_that_is_said(stranger: Page, path: str) -> None:
    stranger.goto(path)
    expect(stranger.get_by_text("Some things here are withheld")).to_be_visible()
    hidden = ("nobody of us", "undecided", "influence:", "Most worth asking", "of 10")
    assert not [word for word in hidden if word in stranger.content()]


def test_a_sale_shows_who_decides_and_whom_nobody_knows(page: Page) -> None:
    page.goto("/accounts/aldermoor/opportunities?as_of=2026-11-20")
    page.get_by_role("link", name="One production plan").click()
    assert page.url.endswith("/opportunities/o-one-plan?as_of=2026-11-20")
    center = page.get_by_role("region", name="Buying center")
    expect(center.get_by_role("row", name="Bartosz Zielniewicz")).to_contain_text("decider")
    needed = page.get_by_role("region", name="Who is needed")
    expect(needed.get_by_role("row", name="Chiara Bellonzetti")).to_contain_text("nobody of us")
    page.wait_for_load_state()
    assert page.evaluate("() => document.querySelector('figure img').naturalWidth") > 100


def test_a_closed_sale_is_shown_as_it_stood_then(page: Page) -> None:
    page.goto("/opportunities/o-downtime?as_of=2026-11-20")
    expect(page.get_by_text("It is closed: shown as it stood on Oct 14, 2025.")).to_be_visible()


def test_the_matrix_says_who_of_us_knows_whom(page: Page) -> None:
    page.goto("/accounts/aldermoor/coverage?as_of=2026-11-20")
    known = page.get_by_role("region", name="Who of us knows whom")
    expect(known.get_by_role("columnheader", name="Jonas Wickströmer")).to_be_visible()
    expect(known.get_by_role("row", name="Signe Amundrød")).to_contain_text("9 of 10")
    expect(known.get_by_role("row", name="Eero Kallionperä")).to_contain_text("nobody of us")


def test_the_timeline_is_filtered_by_type_at_the_same_clocks(page: Page) -> None:
    page.goto("/accounts/aldermoor/timeline?as_of=2025-06-30")
    page.get_by_label("Kind").select_option("person_left_role")
    page.get_by_role("button", name="Show").last.click()
    page.wait_for_url("**?as_of=2025-06-30&type=person_left_role")
    said = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert said
    assert all(" left as " in one for one in said)


def test_the_brief_is_printed_without_what_is_for_the_screen(page: Page) -> None:
    page.goto("/accounts/aldermoor/handover?as_of=2026-11-20")
    page.evaluate("() => { window.print = () => document.body.dataset.printed = 'yes' }")
    page.get_by_role("button", name="Print").click()
    expect(page.locator("body[data-printed=yes]")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Handover brief")).to_be_visible()
    expect(page.get_by_role("region", name="What is to be done")).to_contain_text("Meet the acting head of IT")
    expect(page.get_by_text("Nov 20, 2026 as known now")).to_be_visible()
    for gone in (".tabs", ".top", "[data-print]"):
        expect(page.locator(gone)).to_be_hidden()
    page.emulate_media(media="screen")
