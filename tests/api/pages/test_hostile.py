"""Hostile names and addresses through every view: no node of a page becomes active by what somebody is called."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import World, worlds
from tests.api.formats.test_hostile_everywhere import recorded
from tests.hostile import BIDI, CONTROLS, hostile_names

from .conftest import PARTS, visitor

VIEWS = [
    "/", "/portfolio?every=year", "/alerts", "/accounts/acme/alerts", "/nominations", "/feeds", "/feeds/press",
    "/key-moments", "/opportunities/o", "/opportunities/o/approach", "/accounts/acme/roles", "/accounts/acme/analysis",
    "/accounts/acme/coverage", "/accounts/acme/timeline", "/accounts/acme", "/people/p7", "/roles/r7",
    "/search?q=script", "/accounts/acme/edit?role=r7", "/accounts/acme/edit/seat?role=r7",
    "/accounts/acme/edit/close?role=r7", "/accounts/acme/edit/power?role=r7&person=p7",
    "/accounts/acme/edit/note?person=p7", "/accounts/acme/edit/link-end?person=p7&other=p8&kind=%3Cscript%3E",
]  # fmt: skip
OF_AN_ACCOUNT = [path for path in VIEWS if path.startswith("/accounts/")]
# What HTML may not hold, and what turns around what stands beside it.
UNFIT = {*CONTROLS, *BIDI} - set("\t\n\r\u2028\u2029\u200e\u200f")
LED_TO = ("/", "https://", "http://", "#")


class Active(HTMLParser):
    """What a browser would run, or be led to, that no template means."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "script" and not said.get("src", "").startswith("/static/"):
            self.found.append(tag)
        self.found += [name for name in said if name.startswith("on") or name == "style"]
        led = [said[name] for name in ("href", "src", "action", "hx-post", "hx-get") if name in said]
        self.found += [address for address in led if not address.startswith(LED_TO)]


def active(page: str) -> list[str]:
    parser = Active()
    parser.feed(page)
    return parser.found


@pytest.fixture(scope="module")
def hostile(shared_sqlite_url: str) -> Iterator[World]:
    for world in worlds(shared_sqlite_url):
        recorded(world)
        admin, names = world.client("admin"), [name for name in hostile_names() if "<" in name or '"' in name][:40]
        facts = [one for number, name in enumerate(names) for one in alerted(number, name)]
        admin.post("/v1/facts", json=facts).raise_for_status()
        told = [{"feed": "wire", "entry": str(number), "person_name": name, "role_title": name, "excerpt": name,
                 "kind": "joined", "url": "javascript:alert(1)"} for number, name in enumerate(names)]  # fmt: skip
        admin.post("/v1/nominations", json=told).raise_for_status()
        feed = {"id": "press", "name": "<script>a</script>", "kind": "rss", "url": "https://x.example/<script>"}
        admin.post("/v1/feeds", json=feed).raise_for_status()
        yield world


def alerted(number: int, name: str) -> list[dict[str, Any]]:
    about: dict[str, Any] = {"alert": f"a{number}", "account": "acme", "person": f"p{number}", "role": f"r{number}"}
    raised = {"type": "alert_raised", **about, "rule": "champion_left", "day": "2026-01-01", "severity": "high"}
    return [raised, {"type": "alert_commented", "alert": f"a{number}", "text": name}]


@pytest.fixture(scope="module")
def client(hostile: World) -> TestClient:
    return visitor(hostile, "admin")


def test_no_view_has_an_active_node(hostile: World, client: TestClient) -> None:
    waiting = hostile.client().get("/v1/nominations").json()["nominations"]
    paths = [
        *VIEWS,
        *(f"/nominations/{one['id']}" for one in waiting[:8]),
        *(f"/alerts/a{number}" for number in range(8)),
    ]
    pages = {path: client.get(path) for path in paths}
    assert {path: page.status_code for path, page in pages.items() if page.status_code != 200} == {}
    assert {path: found for path, page in pages.items() if (found := active(page.text))} == {}
    assert {path: found for path, page in pages.items() if (found := sorted(UNFIT & set(page.text)))} == {}
    titles = [pages[path].text.partition("<title>")[2].partition("</title>")[0] for path in OF_AN_ACCOUNT]
    assert len({*titles}) == len(titles)
    assert sum("&lt;script" in page.text for page in pages.values()) > len(pages) / 2


def test_no_part_that_comes_back_has_one(client: TestClient) -> None:
    part = client.post("/alerts/a3/comment", data={"text": "<img src=x onerror=alert(1)>"}, headers=PARTS)
    assert (part.status_code, active(part.text), "&lt;img" in part.text) == (200, [], True)


def test_the_judge_sees_what_is_active() -> None:
    page = (
        '<script>a</script><a href="javascript:a"></a><p style="a" onclick="a"></p><script src="//x.example/"></script>'
    )
    assert active(page) == ["script", "javascript:a", "style", "onclick", "script"]
