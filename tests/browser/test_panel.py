"""The panel beside the map: opened from a box by pointer or key, with the facts behind it, and closed again."""

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PHONE, Place, closed, signed_in
from .judging import assert_accessible, judged

MAP = "/accounts/aldermoor?as_of=2026-11-20"
CFO = "role-r-cfo"


@pytest.fixture
def opened(page: Page) -> Page:
    page.set_viewport_size({"width": 1366, "height": 1_000})
    page.goto(MAP)
    page.locator(f"#{CFO}").click()
    expect(page.locator("#panel-title")).to_be_focused()
    return page


def test_a_box_tells_of_its_role_with_the_facts_behind_it(opened: Page) -> None:
    panel = opened.get_by_role("region", name="Chief Financial Officer")
    for said in ("9 of 10", "says Maëlle Trévidy", "One group instead of two plants", "Rather for", "strength 7 of 10"):
        expect(panel).to_contain_text(said)
    mark = panel.locator("dd", has_text="9 of 10").locator("a.why")
    fact = panel.locator(str(mark.get_attribute("href")))
    expect(fact).to_contain_text("The power of Élodie Varenchon as Chief Financial Officer was assessed at 9")
    expect(fact).to_contain_text("true since Feb 1, 2026")
    expect(fact).to_contain_text("known since Feb 17, 2026")
    assert opened.url.endswith(f"{MAP}&box={CFO}")
    assert_accessible(opened)
    mark.last.click()
    opened.wait_for_function("() => document.activeElement.matches('.facts li')")
    expect(fact).to_be_in_viewport()


def test_escape_closes_it_and_focus_returns_to_the_box(opened: Page) -> None:
    opened.keyboard.press("Escape")
    expect(opened.locator(".panel")).to_have_count(0)
    expect(opened.locator(f"#{CFO}")).to_be_focused()
    assert opened.url.endswith(MAP)
    opened.keyboard.press("Enter")
    expect(opened.locator("#panel-title")).to_be_focused()


def test_the_panel_leads_to_the_box_above_and_the_address_follows(opened: Page) -> None:
    opened.locator(".panel dl a[data-box]").first.click()
    expect(opened.get_by_role("region", name="Chief Executive Officer")).to_be_visible()
    assert opened.url.endswith("box=role-r-ceo")
    expect(opened.locator("#role-r-ceo")).to_have_attribute("aria-current", "true")


def test_its_address_opens_it_for_a_colleague_everywhere(page: Page) -> None:
    page.goto(f"{MAP}&box=person-p-4zaf")
    expect(page.locator(".panel h3").first).to_be_visible()
    judged(page, "account-map-panel")
    page.goto(f"{MAP}&box=role-r-nothing")
    expect(page.get_by_text("It is not on the map of this day.")).to_be_visible()


def test_what_is_worth_a_look_goes_along_with_the_day_and_opens_the_panel(opened: Page) -> None:
    vacant = opened.locator("#found").get_by_role("link", name="Head of Data: vacant since Apr 30, 2026")
    vacant.click()
    expect(opened.get_by_role("region", name="Head of Data")).to_be_visible()
    opened.locator("#day").evaluate("(day) => { day.value -= 205; day.dispatchEvent(new Event('input')) }")
    expect(vacant).to_have_count(0)
    assert_accessible(opened)


def test_on_a_phone_the_map_takes_most_of_the_screen_with_its_options_in_a_sheet_and_the_panel_below(
    page: Page,
) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.emulate_media(reduced_motion="reduce")
    page.goto(MAP)
    top = page.locator(".picture").evaluate("one => one.getBoundingClientRect().top")
    assert top < 0.4 * PHONE[1]
    left = page.locator("#role-r-chair .box").evaluate("one => one.getBoundingClientRect().left")
    assert 0 < left < 0.2 * PHONE[0]
    for button, inside in (("Options", "compare"), ("Nov 20, 2026 as known now", "As of"), ("Views", "Portfolio")):
        expect(page.get_by_text(inside, exact=True)).to_be_hidden()
        page.get_by_role("button", name=button).focus()
        page.keyboard.press("Enter")
        expect(page.get_by_text(inside, exact=True)).to_be_visible()
        if button == "Options":
            assert_accessible(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("button", name=button)).to_be_focused()
    page.locator(f"#{CFO}").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_in_viewport()


def test_without_the_scope_the_panel_keeps_what_is_withheld(browser: Browser, place: Place) -> None:
    context = signed_in(browser, place, "read")
    page = context.new_page()
    page.goto(f"{MAP}&box={CFO}")
    expect(page.get_by_text("withheld").first).to_be_visible()
    panel = page.locator(".panel").inner_text()
    assert not [word for word in ("of 10", "ather for", "One group", "assessed") if word in panel]
    closed(context)
