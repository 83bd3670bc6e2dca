"""What differs between two days: a picture whose boxes open, and the same in sentences."""

import re

from playwright.sync_api import Page, expect


def test_a_picture_and_sentences_say_what_changed_between_two_days(page: Page) -> None:
    page.goto("/accounts/aldermoor/differences?as_of=2025-06-30&from=2025-03-31")
    expect(page.locator("a.role.came").first).to_be_attached()
    expect(page.locator(".changes", has_text="Henrike Stolzmann").first).to_be_visible()
    page.locator("a.role.came").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.locator(".titles a[data-unit=u-fin]").focus()
    page.keyboard.press("Enter")
    page.locator("#unit-u-fin").wait_for()
    assert re.search("from=2025-03-31.*collapse=u-fin", page.url)
    page.get_by_role("link", name="With the slider").click()
    expect(page.locator("#since")).to_be_visible()
