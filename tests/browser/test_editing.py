"""Editing where one looks: by dragging and by forms, undone, refused when stale, and seen by others as it happens."""

import re
from collections.abc import Iterator
from time import monotonic

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.conftest import DATABASES

from .conftest import PICTURES, Place, closed, left, place_for, signed_in
from .gestures import drag, enter, height, record, undo
from .judging import assert_accessible, assert_fits, judged

MAP, ROLES, SALE = "/accounts/aldermoor", "/accounts/aldermoor/roles", "/opportunities/o-one-plan"
STAFF = "/roles/r-staff"
MOST_SECONDS = 10
# Where one looks, which edit, what is entered by label, and what is recorded.
EDITS: dict[str, tuple[str, str, dict[str, str], str]] = {
    "leave": (STAFF, "Thibault Garançon leaves", {"Why they left": "Moved"}, "Thibault Garançon left as Chief"),
    "power": (
        STAFF, "Assess the influence of Thibault Garançon", {"Influence, from 0 to 10": "6.5"},
        "The power of Thibault Garançon as Chief of Staff was assessed at 6.5",
    ),
    "reporting": (
        STAFF, "Change who it reports to", {"Reports to": "r-chair"},
        "The role Chief of Staff came to report to Chair of the Board",
    ),
    "link": (
        "/people/p-r5ke", "Rate a link of", {"Type a name": "wickstr", "Kind": "business", "Good": "on"},
        "The link of Dorottya",
    ),
    "link-end": ("/people/p-r5ke", "End the link with", {}, "The link of Dorottya"),
    "attitude": (
        SALE, "Set the attitude of Bartosz Zielniewicz", {"Against": "on", "Because": "Wants to wait"},
        "The attitude of Bartosz Zielniewicz to",
    ),
    "buying-role": (
        SALE, "Give a part in the sale", {"Type a name": "Fulvio Brenzo", "Part": "sponsor"},
        "Fulvio Brenzonello became sponsor in",
    ),
    "role": (
        ROLES, "New role", {"Title": "Head of Data", "Reports to": "r-cio"}, "The role Head of Data was defined",
    ),
}  # fmt: skip
EDITS_OF_UNIT: tuple[tuple[str, dict[str, str], str], ...] = (
    ("Rename", {"Name": "Buying"}, "A unit came to be called Buying"),
    ("Assess the culture", {"Consulting: by experts": "1"}, "The culture of Buying was assessed"),
    ("Move under another unit", {"Part of": "u-fin"}, "The unit Buying became part of Finance"),
    ("Close the unit", {"What is in it then belongs to": "u-com"}, "The unit Buying was closed"),
)


@pytest.fixture(scope="module", params=DATABASES)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    with place_for(request) as made:
        yield made


@pytest.fixture(scope="module")
def colleague(browser: Browser, place: Place) -> Iterator[BrowserContext]:
    """Somebody else who edits; refusals are said in this one's console."""
    context = signed_in(browser, place)
    yield context
    closed(context)


def test_a_role_is_moved_by_three_actions_and_one_fact_from_map_to_map(page: Page, place: Place) -> None:
    page.goto(MAP)
    drawn, before, view = height(page, "r-staff"), place.position(), page.get_attribute(".picture", "data-view")
    begun = monotonic()
    drag(page, "r-staff", "r-gc")
    expect(page.get_by_label("Source")).to_be_focused()
    page.keyboard.type("Announced at the town hall")
    record(page, "The role Chief of Staff came to report to General Counsel")
    expect(page.locator(".picture .note").first).to_contain_text(f"position {before + 1}, recorded")
    assert monotonic() - begun < MOST_SECONDS
    assert height(page, "r-staff") != drawn
    assert page.get_attribute(".picture", "data-view") == view
    assert place.position() == before + 1
    assert_accessible(page)
    undo(page)
    expect(page.locator(".picture .note").first).to_contain_text(f"position {before + 2}, recorded")
    assert height(page, "r-staff") == drawn


def test_somebody_is_moved_to_another_role_by_three_actions_and_one_fact_from_map_to_map(
    page: Page, place: Place
) -> None:
    page.goto(f"{MAP}?box=role-r-data")
    before, old, new = place.position(), page.locator("#role-r-ciso"), page.locator("#role-r-data")
    begun = monotonic()
    drag(page, "r-ciso", "r-data")
    page.get_by_role("link", name="Vasile Ionașcanu becomes Head of Data").click()
    expect(page.get_by_label("Ends their time as Chief Information Security Officer the day before")).to_be_checked()
    expect(page.get_by_label("Source")).to_be_focused()
    page.keyboard.type("Announced at the town hall")
    record(page, "Vasile Ionașcanu became Head of Data and left as Chief Information Security Officer")
    expect(new).to_contain_text("Vasile Ionașcanu")
    expect(old).to_contain_text("vacant")
    assert monotonic() - begun < MOST_SECONDS
    assert place.position() == before + 1
    undo(page)
    expect(old).to_contain_text("Vasile Ionașcanu")
    expect(new).to_contain_text("vacant")
    assert place.position() == before + 2


def test_a_box_that_is_let_go_of_elsewhere_stays_and_dragging_by_itself_records_nothing(
    page: Page, place: Place
) -> None:
    page.goto(MAP)
    before, view = place.position(), page.get_attribute(".picture", "data-view")
    page.locator("#role-r-staff").hover()
    page.mouse.down()
    page.mouse.move(1250, 700, steps=4)
    expect(page.locator(".ghost")).to_have_count(1)
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".ghost")).to_have_count(0)
    drag(page, "r-staff", "r-gc")
    page.get_by_role("button", name="Cancel").click()
    expect(page.locator("#editing")).to_be_hidden()
    assert page.get_attribute(".picture", "data-view") == view
    assert page.url.endswith(MAP)
    assert place.position() == before


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_is_made_where_one_looks_and_undone(page: Page, place: Place, name: str) -> None:
    address, link, typed, sentence = EDITS[name]
    page.goto(address)
    before = place.position()
    page.get_by_role("link", name=link).first.click()
    form = page.locator("#editing form")
    enter(form, typed)
    if name in ("attitude", "link-end"):
        assert_accessible(page)
    record(page, sentence)
    assert place.position() == before + 1
    undo(page)


def test_a_unit_is_renamed_assessed_moved_and_closed_from_its_panel_one_after_the_other(page: Page) -> None:
    """Without waiting until the panel shows what was recorded before."""
    page.goto(f"{MAP}?box=unit-u-proc")
    for link, typed, sentence in EDITS_OF_UNIT:
        page.locator("#panel").get_by_role("link", name=link).click()
        enter(page.locator("#editing form"), typed)
        record(page, sentence)
    expect(page.locator("#role-r-cpo")).to_have_attribute("data-unit", "u-com")
    expect(page.locator("#panel")).to_contain_text("It is not on the map of this day.")


def test_by_keys_alone_a_successor_is_seated_and_the_slider_has_a_mark_there(page: Page, place: Place) -> None:
    page.goto(f"{MAP}?box=role-r-staff&as_of=2026-11-12")
    before, bar = place.position(), page.locator(".slider")
    day = page.locator("#day").input_value()
    assert day not in str(bar.get_attribute("data-marks")).split()
    page.get_by_role("link", name="Seat somebody").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Type a name")).to_be_focused()
    page.keyboard.type("wickstr")
    expect(page.get_by_role("radio", name="Jonas Wickströmer")).to_be_checked()
    expect(page.get_by_label("Ends the time of Thibault Garançon here the day before")).to_be_checked()
    judged(page, "editing-seat")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Jonas Wickströmer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#recorded")).to_contain_text("Jonas Wickströmer became Chief of Staff")
    expect(page.locator("#recorded")).to_contain_text("Thibault Garançon left as Chief of Staff")
    assert place.position() == before + 2
    for part in ("#panel", "#role-r-staff"):
        expect(page.locator(part)).to_contain_text("Jonas Wickströmer")
        expect(page.locator(part)).not_to_contain_text("Thibault Garançon leaves")
    expect(bar).to_have_attribute("data-marks", re.compile(rf"\b{day}\b"))
    expect(page.locator(".told")).to_contain_text("Jonas Wickströmer became Chief of Staff")
    undo(page)
    expect(page.locator("#role-r-staff")).to_contain_text("Thibault Garançon")
    expect(bar).not_to_have_attribute("data-marks", re.compile(rf"\b{day}\b"))


def test_the_day_typed_says_whose_time_ends(page: Page) -> None:
    page.goto(f"{STAFF}?as_of=2026-11-20")
    page.get_by_role("link", name="Seat somebody").click()
    offered = page.get_by_role("checkbox", name="Ends the time of")
    expect(offered).to_have_count(1)
    page.get_by_label("True since").fill("2019-01-01")
    expect(offered).to_have_count(0)
    page.get_by_text("More", exact=True).click()
    page.get_by_label("If the day is not known exactly").fill("2026-06")
    page.keyboard.press("Tab")
    expect(offered).to_have_count(1)


def test_on_a_phone_a_role_is_closed_probably_and_in_a_month(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(STAFF)
    page.get_by_text("More edits").click()
    page.get_by_role("link", name="Close the role").click()
    form = page.locator("#editing form")
    expect(form).to_contain_text("With it ends the time of Thibault Garançon here.")
    form.get_by_text("More", exact=True).click()
    enter(form, {"How sure it is": "Probable", "If the day is not known exactly": "2026-12"})
    assert_fits(page)
    assert_accessible(page)
    page.screenshot(path=PICTURES / "editing-phone.png")
    record(page, "Probably, the role Chief of Staff was closed")
    undo(page)


def test_keys_open_a_form_close_it_and_come_back_to_where_one_was(page: Page) -> None:
    page.goto(ROLES)
    edit = page.get_by_role("link", name="Edit Chief of Staff")
    edit.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Seat somebody")).to_be_focused()
    page.keyboard.press("Tab")
    assert_accessible(page)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Reports to", exact=True)).to_be_focused()
    page.keyboard.press("Escape")
    expect(edit).to_be_focused()


def test_what_others_record_arrives_and_what_one_records_oneself_does_not(
    page: Page, colleague: BrowserContext
) -> None:
    page.goto(MAP)
    drawn = height(page, "r-staff")
    other = colleague.new_page()
    other.goto(MAP)
    drag(other, "r-staff", "r-gc")
    other.get_by_label("Source").press("Enter")
    expect(page.locator("#arrived")).to_contain_text("The role Chief of Staff came to report to General Counsel")
    assert_accessible(page)
    expect(page.locator("#role-r-staff .box")).not_to_have_attribute("y", drawn)
    undo(other)
    expect(page.locator("#arrived")).to_contain_text("Taken back: ")
    expect(other.locator("#arrived")).to_be_empty()
    left(other)


def test_a_stale_edit_is_refused_with_what_changed_and_keeps_what_was_typed(
    page: Page, colleague: BrowserContext
) -> None:
    other = colleague.new_page()
    for one in (page, other):
        one.goto(STAFF)
        one.get_by_role("link", name="Change who it reports to").click()
    page.get_by_label("Reports to", exact=True).select_option("r-chair")
    record(page, "came to report to Chair of the Board")
    other.get_by_label("Reports to", exact=True).select_option("r-gc")
    other.get_by_label("Source").fill("Org chart")
    colleague.set_offline(True)
    other.get_by_role("button", name="Record", exact=True).click()
    expect(other.locator("#editing").get_by_role("alert")).to_contain_text("What you typed is kept")
    colleague.set_offline(False)
    other.get_by_role("button", name="Record", exact=True).click()
    alert = other.locator("#edit-meanwhile")
    expect(alert).to_contain_text("The role Chief of Staff came to report to Chair of the Board")
    expect(alert).to_be_focused()
    expect(other.get_by_label("Source")).to_have_value("Org chart")
    assert_accessible(other)
    other.screenshot(path=PICTURES / "editing-stale.png")
    other.get_by_role("button", name="Record all the same").click()
    expect(other.locator("#recorded")).to_contain_text("came to report to General Counsel")
    undo(other)
    undo(page)
    left(other)


def test_who_may_only_read_is_offered_no_edit(browser: Browser, place: Place) -> None:
    context = signed_in(browser, place, "read")
    page = context.new_page()
    for address in (MAP, ROLES, SALE, STAFF):
        page.goto(address)
        expect(page.locator("[data-edit], dialog")).to_have_count(0)
    closed(context)


def test_without_scripts_the_same_forms_are_pages(browser: Browser, place: Place, page: Page) -> None:
    state = page.context.storage_state()
    still = browser.new_context(base_url=place.address, java_script_enabled=False, storage_state=state, locale="fr-FR")
    bare = still.new_page()
    bare.goto(STAFF)
    bare.get_by_role("link", name="Placer quelqu").click()
    bare.get_by_label("Tapez un nom").fill("wickstr")
    bare.get_by_role("button", name="Enregistrer").click()
    bare.get_by_role("radio", name="Jonas").check()
    bare.get_by_role("button", name="Enregistrer").click()
    expect(bare.locator("main")).to_contain_text("Jonas Wickströmer devient Chief of Staff")
    bare.get_by_role("button", name="Annuler").click()
    expect(bare.locator("main")).to_contain_text("Retiré : ")
    closed(still)
