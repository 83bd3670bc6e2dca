"""What every view is judged by: axe's rules for WCAG 2.2 A and AA, nothing that overflows, a picture to look at."""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page

from .conftest import LAPTOP, PHONE, PICTURES

Look = Literal["light", "dark"]

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
# Each look ends on the device that axe sees it on.
LOOKS: dict[Look, dict[str, tuple[int, int]]] = {
    "light": {"phone": PHONE, "laptop": LAPTOP},
    "dark": {"laptop": LAPTOP, "phone": PHONE},
}
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = "levels => axe.run(document, {runOnly: {type: 'tag', values: levels}}).then(found => found.violations)"


def violations(page: Page) -> list[str]:
    """What axe finds, with where it finds it."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)  # by the debugger's protocol: the page's own policy would refuse it
    return [f"{one['id']}: {node['html'][:160]}" for one in page.evaluate(_RUN, LEVELS) for node in one["nodes"]]


def assert_accessible(page: Page) -> None:
    found = violations(page)
    assert not found, "\n".join(found)


def assert_fits(page: Page) -> None:
    """Nothing makes the page as a whole scroll sideways."""
    wide = page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px too wide"


def assert_read_without_scrolling(page: Page) -> None:
    """On a phone what a table says is read from top to bottom: none goes on to the side."""
    wider = "found => found.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.ariaLabel)"
    assert page.locator(".scroll:visible").evaluate_all(wider) == []


def assert_in_columns(page: Page) -> None:
    """Where there is room, each column of a table is as wide as its head."""
    widths = (
        "(table, row) => [...table.querySelector(row).cells].map(one => Math.round(one.getBoundingClientRect().width))"
    )
    for table in page.locator(".scroll table:visible:has(tbody td)").all():
        heads, cells = (table.evaluate(widths, row) for row in ("thead tr", "tbody tr"))
        assert len(cells) == 1 or cells == heads, page.url


def judged(page: Page, name: str) -> None:
    """The view in light and dark, on a laptop and on a phone; axe sees it as light on the one, as dark on the other."""
    for look, devices in LOOKS.items():
        page.emulate_media(color_scheme=look)
        for device, (width, height) in devices.items():
            page.set_viewport_size({"width": width, "height": height})
            assert_fits(page)
            (assert_read_without_scrolling if device == "phone" else assert_in_columns)(page)
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}-{look}-{device}.png")
        assert_accessible(page)


def glanced_at(page: Page) -> None:
    """As it opened: for what another database could change."""
    assert_fits(page)
    assert_accessible(page)
