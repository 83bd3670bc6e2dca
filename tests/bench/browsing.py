"""The map in the page, in Chromium: from the slider's event to the new frame, and frames a second of moving about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench import product
from tests.bench.companies import SIZES, account_of, facts
from tests.bench.figures import Ratio, Section, percentile
from tests.bench.stores import Stores
from tests.serving import Served, serving

DAY, STEPS, SECONDS = "2024-06-03", 40, 3
STEP_MS, FRAMES = 150.0, 30.0
COLUMNS = ("", "p50 ms", "p95 ms", "times")
# From the event to the task after the frame in which it is painted.
_STEP = """step => new Promise(done => {
    const day = document.getElementById('day'), from = performance.now();
    document.addEventListener('drawn', () => requestAnimationFrame(() => {
        const painted = new MessageChannel();
        painted.port1.onmessage = () => done(performance.now() - from);
        painted.port2.postMessage(0);
    }), { once: true });
    day.value = Number(day.value) + step;
    day.dispatchEvent(new Event('input', { bubbles: true }));
})"""
# A pointer that moves once a frame; gives the milliseconds between frames.
_DRAG = """seconds => new Promise(done => {
    const box = document.querySelector('.picture'), { left, top } = box.getBoundingClientRect(), found = [];
    const fire = (type, x, y) => box.dispatchEvent(new PointerEvent(type, {
        pointerId: 1, bubbles: true, clientX: left + 300 + x, clientY: top + 200 + y }));
    let turn = 0, last = performance.now(), end = last + seconds * 1000;
    box.setPointerCapture = () => {};
    fire('pointerdown', 0, 0);
    requestAnimationFrame(function next(now) {
        found.push(now - last);
        last = now;
        if (now > end) { fire('pointerup', 0, 0); return done(found.slice(2)); }
        turn += 0.08;
        fire('pointermove', 220 * Math.sin(turn), 160 * Math.sin(turn * 0.7));
        requestAnimationFrame(next);
    });
})"""
_WHEEL = """seconds => new Promise(done => {
    const svg = document.querySelector('.picture > svg'), found = [];
    let turn = 0, last = performance.now(), end = last + seconds * 1000;
    requestAnimationFrame(function next(now) {
        found.push(now - last);
        last = now;
        if (now > end) return done(found.slice(2));
        turn += 0.1;
        svg.dispatchEvent(new WheelEvent('wheel', { deltaY: 24 * Math.sin(turn), clientX: 600, clientY: 500,
            bubbles: true, cancelable: true }));
        requestAnimationFrame(next);
    });
})"""


def run(stores: Stores) -> Section:
    section = Section(f"The map in the page, {SIZES[1]} and {SIZES[2]:,} roles, Chromium without a GPU", COLUMNS)
    url, given = stores.once("sqlite", "browsing", lambda address: _loaded(stores, address))
    with serving(url, workspace=product.WORKSPACE, key=given["key"]) as served, _page(served) as page:
        steps = list(_steps(page, f"/accounts/{account_of(SIZES[1])}?as_of={DAY}"))
        _told(section, steps)
        frames = list(_frames(page, f"/accounts/{account_of(SIZES[2])}?as_of={DAY}&detail=full"))
        _told(section, frames)
    section.ratios += [Ratio(f"p95 of {name}, ms", percentile(some, 0.95), most=STEP_MS) for name, some in steps[:1]]
    section.ratios += [Ratio(f"frames/s, {name}", len(some) * 1000 / sum(some), least=FRAMES) for name, some in frames]
    return section


def _loaded(stores: Stores, url: str) -> dict[str, object]:
    return product.load(url, stores.file("companies.jsonl", _written))


def _written(path: Path) -> None:
    told = sorted((fact for size in SIZES for fact in facts(size)), key=lambda fact: str(fact["recorded_at"]))
    path.write_text("".join(f"{json.dumps(fact)}\n" for fact in told))


@contextmanager
def _page(served: Served) -> Iterator[Page]:
    with sync_playwright() as driving:
        browser = driving.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(base_url=served.url, viewport={"width": 1366, "height": 800})
        page.goto("/sign-in")
        page.fill("#f-key", served.key)
        page.click("button.strong")
        page.wait_for_url("/")
        yield page
        browser.close()


def _steps(page: Page, path: str) -> Iterator[tuple[str, list[float]]]:
    """Days one after the other at the pace of a hand, and far ones that nobody could have asked for before."""
    page.goto(path)
    page.wait_for_timeout(2_000)
    for name, step, rest in (("one step", 1, 400), ("one step at once after another", 1, 0), ("far away", -29, 0)):
        found = []
        for _ in range(STEPS):
            found.append(float(page.evaluate(_STEP, step)))
            page.wait_for_timeout(rest)
        yield name, found


def _frames(page: Page, path: str) -> Iterator[tuple[str, list[float]]]:
    page.goto(path)
    page.wait_for_timeout(3_000)
    yield "moved at reading size", page.evaluate(_DRAG, SECONDS)
    yield "enlarged and reduced", page.evaluate(_WHEEL, SECONDS)
    page.get_by_role("button", name="Whole").click()
    page.wait_for_timeout(1_500)
    yield "moved as a whole", page.evaluate(_DRAG, SECONDS)
    yield "enlarged from the whole", page.evaluate(_WHEEL, SECONDS)


def _told(section: Section, measured: list[tuple[str, list[float]]]) -> None:
    section.rows += [[name, percentile(some, 0.5), percentile(some, 0.95), len(some)] for name, some in measured]
