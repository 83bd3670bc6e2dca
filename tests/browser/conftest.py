"""One server with the demo's story and one browser for all tests of a worker; a page of its own for each test."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from api.app import create_app
from api.cli.importing import import_lines
from api.cli.imports.files import Files
from api.demo.story import write
from domain.log.api_keys import create_key
from domain.log.store import now_us, open_store
from projections.tenants import Tenants
from tests.api.conftest import address_of
from tests.conftest import ROOT

PICTURES = ROOT / "build" / "screenshots"
PHONE, LAPTOP = (360, 740), (1366, 800)


@dataclass
class Place:
    """A server with the demo's account, and keys to it."""

    address: str
    tenants: Tenants

    def key(self, *scopes: str) -> str:
        number = self.tenants.make("demo").workspace.id
        return create_key(self.tenants.store, number, scopes or ("admin",), now=now_us())[1]


@contextmanager
def place_at(url: str, folder: Path) -> Iterator[Place]:
    with closing(open_store(url)) as store:
        tenants = Tenants(store, bytes(32))
        write(folder / "story.jsonl")
        import_lines(tenants.make("demo"), Files([folder / "story.jsonl"]), by="demo", keep=True)
        app = create_app(tenants, store)
        running = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_graceful_shutdown=1))
        thread = Thread(target=running.run)
        thread.start()
        try:
            yield Place(address_of(running), tenants)
        finally:
            running.should_exit = True
            thread.join()


@pytest.fixture(scope="session")
def place(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("browsed")
    shutil.copytree(sqlite_template.parent, folder / "store")
    with place_at(f"sqlite:///{folder}/store/{sqlite_template.name}", folder) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driving:
        running = driving.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield running
        running.close()


def signed_in(browser: Browser, place: Place, *scopes: str, **context: object) -> BrowserContext:
    """A browser's context in which somebody signed in as people do."""
    width, height = LAPTOP
    made = browser.new_context(
        base_url=place.address,
        viewport={"width": width, "height": height},
        **context,  # type: ignore[arg-type]
    )
    page = made.new_page()
    page.goto("/sign-in")
    page.fill("#f-key", place.key(*scopes))
    page.click("button.strong")
    page.close()
    return made


@pytest.fixture(scope="module")
def people(browser: Browser, place: Place) -> Iterator[BrowserContext]:
    context = signed_in(browser, place)
    yield context
    context.close()


def complaint(message: ConsoleMessage, page: Page) -> Iterator[str]:
    """That the view itself answers 404 is not one: there is a test of that."""
    if message.type in ("error", "warning") and message.location["url"] != page.url:
        yield message.text


@pytest.fixture
def page(people: BrowserContext) -> Iterator[Page]:
    """What the page says in the console is a failure: a policy that was broken, a script that threw."""
    said: list[str] = []
    shown = people.new_page()
    shown.on("console", lambda message: said.extend(complaint(message, shown)))
    shown.on("pageerror", lambda error: said.append(str(error)))
    yield shown
    shown.close()
    assert said == []
