"""Editing where one looks: by dragging and by forms, undone, refused when stale, and seen by others as it happens."""

from time import monotonic

from playwright.sync_api import Page, expect

from .conftest import Place
from .judging import judged

MAP = "/accounts/aldermoor"
MOST_ACTIONS, MOST_SECONDS = 3, 10


def recorded(page: Page, sentence: str) -> None:
    expect(page.locator("#said")).to_contain_text(sentence)
    expect(page.locator("#editing")).to_be_hidden()


def drag(page: Page, box: str, onto: str) -> None:
    """With the steps in between that a hand makes."""
    begin, end = page.locator(f"#role-{box}").bounding_box(), page.locator(f"#role-{onto}").bounding_box()
    assert begin
    assert end
    page.mouse.move(begin["x"] + 12, begin["y"] + 12)
    page.mouse.down()
    page.mouse.move(end["x"] + 20, end["y"] + 20, steps=8)
    page.mouse.up()


def test_somebody_is_moved_by_one_fact_from_map_to_map(page: Page, place: Place) -> None:
    page.goto(MAP)
    before, begun = place.position(), monotonic()
    drag(page, "r-cto", "r-coo")
    page.keyboard.type("Announced at the town hall")
    page.get_by_role("button", name="Record", exact=True).click()
    recorded(page, "The role Chief Technology Officer was restructured")
    assert monotonic() - begun < MOST_SECONDS
    assert place.position() == before + 1
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#said")).to_contain_text("Taken back: ")
    assert place.position() == before + 2


def test_probe(page: Page) -> None:
    page.goto(MAP)
    drag(page, "r-cto", "r-coo")
    page.locator("#edit-source").fill("x")
    judged(page, "editing-reporting")
