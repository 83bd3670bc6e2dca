"""The map of an account in the page: moved and enlarged, at any day, with boxes that lead on."""

import re
from math import ceil, floor

import pytest
from playwright.sync_api import Browser, Page, expect

from api.pictures.paint import FONTS
from api.pictures.texts import width

from .conftest import LAPTOP, Place, closed
from .judging import assert_accessible, assert_fits

MAP = "/accounts/aldermoor?as_of=2025-03-31"


@pytest.fixture
def shown(page: Page) -> Page:
    page.goto(MAP)
    return page


def view(page: Page) -> list[float]:
    """The part of the picture that is seen: left, top, width, height."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return [float(one) for one in str(page.get_attribute(".picture", "data-view")).split()]


def test_keys_lead_to_the_map_enlarge_move_and_show_the_whole(shown: Page) -> None:
    shown.keyboard.press("Tab")
    shown.keyboard.press("Tab")
    shown.keyboard.press("Enter")
    expect(shown.locator(".picture")).to_be_focused()
    begun = view(shown)
    shown.keyboard.press("+")
    assert view(shown)[2] == pytest.approx(begun[2] / 1.25)
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowRight")
    assert view(shown)[0] > begun[0]
    shown.keyboard.press("0")
    whole = [float(str(shown.get_attribute(".picture > svg", name))) for name in ("width", "height")]
    assert view(shown)[2] >= whole[0] - 1
    assert view(shown)[3] >= whole[1] - 1


def test_the_wheel_enlarges_around_the_pointer_and_dragging_the_ground_moves_the_map(shown: Page) -> None:
    begun, box = view(shown), shown.locator("a.role", has_text="Chief Executive Officer")
    box.hover()
    shown.mouse.wheel(0, -200)
    assert view(shown)[2] < begun[2]
    was, ground = view(shown), shown.locator(".picture").bounding_box()
    assert ground is not None
    shown.mouse.move(ground["x"] + 4, ground["y"] + 4)
    shown.mouse.down()
    shown.mouse.move(500, 500, steps=4)
    shown.mouse.up()
    assert view(shown)[:2] != was[:2]
    seen = view(shown)
    expect(shown).to_have_url(re.compile(rf"{re.escape(MAP)}#at=({floor(seen[0])}|{ceil(seen[0])}),"))
    shown.reload()
    assert view(shown) == pytest.approx(seen, abs=8)


def test_a_box_leads_to_its_role_at_the_same_clocks(shown: Page) -> None:
    box = shown.locator("a.role", has_text="Chief Executive Officer")
    role = box.get_attribute("data-role")
    box.click()
    shown.get_by_role("link", name="All of this role").click()
    expect(shown).to_have_url(f"/roles/{role}?as_of=2025-03-31")


def test_links_of_whom_one_is_at_stand_out_and_boxes_keep_their_place_whatever_layer_is_shown(shown: Page) -> None:
    box = shown.locator("a.role", has_text="Chief Executive Officer")
    person = str(box.get_attribute("data-person"))
    box.focus()
    links = shown.locator(".links > g")
    every, own = (
        links.count(),
        shown.locator(f'.links > g:is([data-person="{person}"], [data-other="{person}"])').count(),
    )
    assert 0 < own < every
    expect(shown.locator(".links > .own")).to_have_count(own)
    expect(shown.locator(".links > :not(.own) .link").first).to_have_css("opacity", "0.15")
    view(shown)
    was, outside = box.bounding_box(), shown.locator(".boxes > .outside")
    assert was
    assert outside.count()
    shown.get_by_label("Links").uncheck()
    expect(outside).to_have_count(0)
    view(shown)
    assert box.bounding_box() == pytest.approx(was, abs=2)


def test_a_box_out_of_sight_comes_into_sight_when_keys_reach_it(shown: Page) -> None:
    shown.locator(".picture").focus()
    for _ in range(8):
        shown.keyboard.press("+")
    shown.locator("a[data-role]").last.focus()
    view(shown)
    expect(shown.locator("a[data-role]").last).to_be_in_viewport()


def test_the_slider_changes_picture_address_and_what_is_around_it(shown: Page) -> None:
    before = shown.locator(".picture > svg").get_attribute("aria-label")
    shown.locator("#day").focus()
    shown.keyboard.press("ArrowRight")
    expect(shown).to_have_url("/accounts/aldermoor?as_of=2025-04-01")
    expect(shown.locator(".picture > svg")).not_to_have_attribute("aria-label", str(before))
    expect(shown.locator("#day")).to_be_focused()
    expect(shown.get_by_role("textbox", name="As of")).to_have_value("2025-04-01")
    expect(shown.locator(".finder input[type=hidden]")).to_have_value("2025-04-01")
    expect(shown.locator(".told")).to_contain_text("Henrike Stolzmann became Director Quality")
    assert str(shown.locator("nav.tabs a").nth(1).get_attribute("href")).endswith("roles?as_of=2025-04-01")
    assert_accessible(shown)


DRAGGED = """() => new Promise(done => {
    const day = document.getElementById('day');
    const moving = setInterval(() => {
        day.value -= 7;
        day.dispatchEvent(new Event('input', { bubbles: true }));
    }, 16);
    document.addEventListener('drawn', () => done([clearInterval(moving), Number(day.value)]), { once: true });
})"""


def test_days_are_drawn_while_the_handle_passes_them_and_in_the_end_the_one_where_it_rests(shown: Page) -> None:
    assert shown.evaluate(DRAGGED)[1] > 0
    rests = shown.locator("[data-day]").inner_text()
    expect(shown.locator(".picture > svg")).to_have_attribute("aria-label", re.compile(f"As of {rests}"))


def test_back_leads_to_the_day_before_the_step(shown: Page) -> None:
    shown.get_by_role("link", name="later change").click()
    expect(shown.get_by_role("textbox", name="As of")).to_have_value("2025-04-01")
    shown.go_back()
    expect(shown.get_by_role("textbox", name="As of")).to_have_value("2025-03-31")
    expect(shown.locator(".picture > svg")).to_have_attribute("aria-label", re.compile("As of Mar 31, 2025"))


def test_back_leads_to_a_day_that_no_address_names_and_to_where_the_map_lay(shown: Page) -> None:
    shown.goto("/accounts/aldermoor?as_of=last-quarter-end")
    day, place = shown.get_by_role("textbox", name="As of"), view(shown)
    named, at = day.input_value(), shown.locator("#day").input_value()
    shown.get_by_role("link", name="earlier change").click()
    expect(day).not_to_have_value(named)
    shown.get_by_role("button", name="Enlarge").click()
    shown.wait_for_url("**#at=**")
    shown.go_back()
    expect(day).to_have_value(named)
    expect(shown.locator("#day")).to_have_value(at)
    expect(shown.locator(".slider output")).to_contain_text(named[:4])
    assert view(shown) == pytest.approx(place)


def test_one_goes_from_change_to_change_with_the_chosen_layers(shown: Page) -> None:
    shown.get_by_label("Links").uncheck()
    expect(shown.locator(".picture .link")).to_have_count(0)
    shown.get_by_role("link", name="later change").click()
    shown.get_by_role("link", name="earlier change").wait_for()
    assert "layers=hierarchy" in shown.url
    expect(shown.locator(".downloads").get_by_role("link", name="SVG")).to_have_attribute(
        "href", re.compile("layers=hierarchy%2Cpower")
    )
    expect(shown.locator(".picture .link")).to_have_count(0)
    shown.go_back()
    shown.go_back()
    expect(shown.get_by_label("Links")).to_be_checked()


def test_in_an_overview_marks_open_the_panel_and_the_whole_comes_back(shown: Page) -> None:
    expect(shown.get_by_label("Detail")).to_be_hidden()
    boxes = shown.locator(".boxes > a[data-role]").count()
    shown.goto(f"{MAP}&detail=overview")
    mark = shown.locator(".marks > a[data-role]").first
    expect(mark).to_be_attached()
    assert shown.locator("a[data-role].role").count() == boxes
    mark.focus()
    shown.keyboard.press("Enter")
    shown.wait_for_url(f"**box=role-{mark.get_attribute('data-role')}**")
    shown.get_by_label("Detail").select_option("full")
    expect(shown.locator(".boxes > a[data-role]")).to_have_count(boxes)
    shown.go_back()
    expect(shown.get_by_label("Detail")).to_have_value("overview")
    shown.get_by_label("Links").uncheck()
    shown.wait_for_url("**layers=hierarchy%2Cpower**")


def test_the_links_of_an_overview_are_a_table_too(shown: Page) -> None:
    shown.goto(f"{MAP}&detail=overview")
    drawn, bundles = (shown.locator(f".links > g[{name}]") for name in ("data-link", "data-count"))
    counts = sum(int(str(one.get_attribute("data-count"))) for one in bundles.all())
    lines = drawn.count(), bundles.count()
    shown.locator(".downloads").get_by_role("link", name="Links").click()
    rows = shown.get_by_role("table", name="Links in bundles").locator("tbody tr")
    expect(rows).to_have_count(lines[1])
    assert sum(int(one.inner_text()) for one in rows.locator("td:nth-child(3)").all()) == counts > lines[1] > 0
    expect(shown.get_by_role("table", name="Links by themselves").locator("tbody tr")).to_have_count(lines[0])
    assert_fits(shown)
    assert_accessible(shown)
    shown.get_by_role("link", name="each link by itself").click()
    expect(shown.get_by_role("table", name="Links in bundles")).to_have_count(0)


def test_an_opportunity_colors_the_map_and_stays_chosen_on_days_before_it(page: Page) -> None:
    page.goto("/accounts/aldermoor?as_of=2026-06-30")
    files = page.locator(".downloads a[download]")
    assert str(files.first.get_attribute("href")).endswith("/map.svg?as_of=2026-06-30")
    page.get_by_label("Opportunity").select_option(index=1)
    page.get_by_label("Links").uncheck()
    page.wait_for_url("**opportunity=**layers=**")
    expect(files.first).to_have_attribute("href", re.compile("layers=hierarchy%2Cpower%2Cattitude"))
    expect(page.locator(".picture a .sign").first).to_be_attached()
    page.goto(page.url.replace("2026-06-30", "2011-06-30"))
    expect(page.locator(".note", has_text="drawn without it")).to_be_visible()
    expect(files.first).not_to_have_attribute("href", re.compile("opportunity="))
    assert "opportunity=" in str(page.get_by_role("link", name="later change").get_attribute("href"))


def test_on_paper_the_map_is_whole_wherever_one_looked(shown: Page) -> None:
    shown.get_by_role("button", name="Enlarge").dblclick()
    assert len(re.findall(rb"/Type /Page\b", shown.pdf())) <= 3
    shown.emulate_media(media="print")
    drawn, last = (shown.locator(one).bounding_box() for one in (".picture > svg", ".picture .role >> nth=-1"))
    assert drawn is not None
    assert last is not None
    assert 0 <= drawn["x"] < drawn["x"] + drawn["width"] <= LAPTOP[0]
    assert last["x"] + last["width"] <= LAPTOP[0]


def test_what_a_browser_scrolls_to_by_itself_moves_the_map(shown: Page) -> None:
    """Such as what it found on the page; upwards and back to the left, too."""
    for box in ("r-aftersales", "r-chair"):
        shown.locator(f"#role-{box}").click()
        shown.wait_for_url(f"**box=role-{box}**")
        expect(shown.locator(f"#role-{box}")).to_be_in_viewport()
        expect(shown.get_by_role("button", name="Enlarge")).to_be_in_viewport()


def test_two_fingers_enlarge(shown: Page) -> None:
    begun = view(shown)
    shown.evaluate("""() => {
        const svg = document.querySelector('.picture > svg');
        const touch = (type, id, x) => svg.dispatchEvent(new PointerEvent(type, {
            pointerId: id, pointerType: 'touch', clientX: x, clientY: 400, bubbles: true }));
        touch('pointerdown', 1, 400);
        touch('pointerdown', 2, 402);
        touch('pointermove', 2, 404);
    }""")
    assert view(shown)[2] == pytest.approx(begun[2] / 2, rel=0.01)


def test_without_scripts_it_is_a_still_picture_whose_boxes_lead_on(browser: Browser, place: Place, page: Page) -> None:
    state = page.context.storage_state()
    still = browser.new_context(base_url=place.address, java_script_enabled=False, storage_state=state)
    bare = still.new_page()
    bare.goto(MAP)
    for gone in ("#day", ".switches", ".hint"):
        expect(bare.locator(gone)).to_be_hidden()
    bare.locator("#role-r-schedule").click()
    expect(bare).to_have_url("/roles/r-schedule?as_of=2025-03-31")
    closed(still)


def test_two_handles_show_what_changed_between_them(shown: Page) -> None:
    place = shown.locator("#role-r-ceo rect").first.evaluate("one => [one.x.baseVal.value, one.y.baseVal.value]")
    shown.get_by_role("checkbox", name="compare").check()
    expect(shown).to_have_url(re.compile("from=2025-03-17"))
    track = shown.locator(".track").bounding_box()
    assert track is not None
    assert track["width"] >= 200
    shown.locator("#since").focus()
    shown.keyboard.press("PageDown")
    shown.keyboard.press("PageDown")
    expect(shown.locator(".picture a.came, .picture a.went, .picture a.changed").first).to_be_attached()
    assert shown.locator("#role-r-ceo rect").first.evaluate("one => one.y.baseVal.value") == pytest.approx(
        place[1], abs=6
    )
    assert_accessible(shown)
    files = shown.locator(".downloads a[download]:visible")
    expect(files).to_have_text(["SVG", "PNG", "PDF"])
    file = files.first
    expect(file).to_have_attribute("href", re.compile(r"diff\.svg\?from=.*&to=2025-03-31$"))
    assert "arrived" in shown.request.get(str(file.get_attribute("href"))).text()
    said = shown.url.partition("?")[2]
    shown.goto(f"/accounts/aldermoor?{said}")
    expect(shown.locator("#since")).to_be_visible()
    expect(shown.get_by_label("Links")).to_be_hidden()
    shown.get_by_role("checkbox", name="compare").uncheck()
    expect(shown.locator(".picture a.came, .picture a.went, .picture a.changed")).to_have_count(0)
    expect(shown.get_by_label("Links")).to_be_checked()


def test_as_known_then_follows_the_day(shown: Page) -> None:
    shown.get_by_role("checkbox", name="as known then").check()
    expect(shown).to_have_url(f"{MAP}&known_at=2025-03-31")
    expect(shown.locator(".picture > svg")).to_have_attribute("aria-label", re.compile("as known on Mar 31, 2025"))
    shown.locator("#day").focus()
    shown.keyboard.press("ArrowLeft")
    expect(shown).to_have_url("/accounts/aldermoor?as_of=2025-03-30&known_at=2025-03-30")


def test_play_goes_from_change_to_change_until_it_is_stopped(shown: Page) -> None:
    shown.get_by_role("button", name="Play").click()
    expect(shown).to_have_url(re.compile("as_of=2025-04-15"))
    shown.get_by_role("button", name="Play").click()
    expect(shown.get_by_role("button", name="Play")).to_have_attribute("aria-pressed", "false")


def test_a_unit_folds_to_one_box_with_a_count_and_back(shown: Page) -> None:
    roles = shown.locator(".boxes a[data-unit=u-fin][data-role]")
    there = roles.count()
    shown.locator(".titles a[data-unit=u-fin]").click()
    expect(roles).to_have_count(0)
    box = shown.locator("#unit-u-fin")
    expect(box).to_be_focused()
    expect(box).to_contain_text(f"{there} roles")
    assert shown.url.partition("#")[0].endswith("&collapse=u-fin")
    assert_accessible(shown)
    shown.keyboard.press("Enter")
    expect(roles).to_have_count(there)
    assert shown.url.partition("#")[0].endswith(MAP)


def test_arrows_lead_from_box_to_box_and_one_is_reached_by_tab(shown: Page) -> None:
    expect(shown.locator('.picture a[tabindex="0"]')).to_have_id("role-r-chair")
    shown.locator("#role-r-ceo").focus()
    shown.keyboard.press("ArrowDown")
    below = shown.evaluate("() => document.activeElement.getBBox().y")
    assert below > shown.locator("#role-r-ceo").evaluate("one => one.getBBox().y")
    shown.keyboard.press("ArrowUp")
    expect(shown.locator("#role-r-ceo")).to_be_focused()


REACHED = """() => {
    const svg = document.querySelector('.picture > svg'), begun = svg.querySelector('a[tabindex="0"]');
    const seen = new Set([begun]);
    for (const one of seen) for (const key of ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown']) {
        one.focus({ preventScroll: true });
        one.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        seen.add(document.activeElement);
    }
    return [...svg.querySelectorAll('a')].filter(one => !seen.has(one)).map(one => one.textContent);
}"""


def test_by_arrows_a_unit_is_folded_and_every_box_mark_and_title_is_reached(shown: Page) -> None:
    shown.locator("#role-r-cfo").focus()
    shown.keyboard.press("ArrowUp")
    expect(shown.locator(".titles a[data-unit=u-fin]")).to_be_focused()
    shown.keyboard.press("Enter")
    expect(shown.locator("#unit-u-fin")).to_be_focused()
    for address in (MAP, f"{MAP}&detail=overview"):
        shown.goto(address)
        assert shown.evaluate(REACHED) == []


def test_names_of_any_script_take_about_the_width_that_is_reckoned(page: Page) -> None:
    """A line that is reckoned to take 0.85 of its room is held to it: one may take 1 / 0.85 of what is reckoned."""
    names = [
        "Jane Roe", "MMMM", "Управляющий директор", "محمد بن عبد الرحمن", "﷽", "歐陽震華", "김민준", "ვახტანგ ჯორდანია",
        "Ծովինար Հակոբյան", "नरेन्द्र दामोदरदास", "বঙ্গবন্ধু শেখ", "முத்தமிழ்ச்செல்வன்", "മുഹമ്മദ് റഫീഖ്", "తెలుగు వెంకటేశ్వరరావు",
        "ಸಿದ್ದರಾಮಯ್ಯ", "ශ්‍රී ලංකා", "བསྟན་འཛིན་རྒྱ་མཚོ", "အောင်ဆန်းစုကြည်", "ភាសាខ្មែរ", "ລາວ ແກ້ວ", "นภา ศรี", "ኃይለ ሥላሴ",
        "Nguye\u0302\u0303n",
    ]  # fmt: skip
    drawn = page.evaluate(
        """([names, fonts]) => {
            const ink = document.createElement("canvas").getContext("2d");
            ink.font = `100px ${fonts}`;
            return names.map(name => ink.measureText(name).width);
        }""",
        [names, FONTS],
    )
    ratios = {name: wide / width(name, 100) for name, wide in zip(names, drawn, strict=True)}
    assert {name: ratio for name, ratio in ratios.items() if not 0.6 < ratio < 1 / 0.85} == {}
