"""One server with the demo's story and one browser for all tests of a worker; a page of its own for each test."""

import base64
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright
from sqlalchemy import func, select

from api.cli.importing import import_lines
from api.cli.imports.files import Files
from api.demo.story import write
from domain.log.api_keys import create_key
from domain.log.store import Store, now_us, open_store
from domain.log.tables import facts
from jobs.alerting.looking import Policy, look
from projections.tenants import Tenants
from tests.cluster import Cluster
from tests.conftest import DATABASES, ROOT, copied
from tests.program import Program
from tests.serving import ROOT_KEY, serving

PICTURES = ROOT / "build" / "screenshots"
PHONE, LAPTOP = (360, 740), (1366, 800)
expect.set_options(timeout=20_000)  # others may work on the machine


@dataclass
class Place:
    """A server process with the demo's account, and keys to it."""

    address: str
    store: Store
    workspace: int

    def position(self) -> int:
        """Of the last fact recorded."""
        with self.store.reading(self.workspace) as connection:
            return int(connection.scalar(select(func.max(facts.c.position)).where(facts.c.workspace == self.workspace)))

    def key(self, *scopes: str) -> str:
        return create_key(self.store, self.workspace, scopes or ("admin",), now=now_us())[1]


@contextmanager
def place_at(url: str, folder: Path, program: Program) -> Iterator[Place]:
    """A process of its own: a server's thread beside the browser's driver has made both wait for each other."""
    with closing(open_store(url)) as store:
        tenant = Tenants(store, base64.b64decode(ROOT_KEY)).make("demo")
        write(folder / "story.jsonl")
        import_lines(tenant, Files([folder / "story.jsonl"]), by="demo", keep=True)
        look(
            tenant, Policy(), 0, store.writing
        )  # before the server's own jobs do: what happened before them is no news
        number = tenant.workspace.id
        key = create_key(store, number, ("read",), now=now_us())[1]
        env = {"INCUMBENT_ROOT_KEY": ROOT_KEY}
        with serving(url, env, workspace="demo", key=key, program=program) as served:
            yield Place(served.url, store, number)


@pytest.fixture(scope="session", params=DATABASES)
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """For tests that only look; whoever changes something has one of their own."""
    with place_for(request) as made:
        yield made


@contextmanager
def place_for(request: pytest.FixtureRequest) -> Iterator[Place]:
    factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    folder = factory.mktemp("browsed")
    program: Program = request.getfixturevalue("program")
    with database(request, folder) as url, place_at(url, folder, program) as made:
        yield made


def database(request: pytest.FixtureRequest, folder: Path) -> AbstractContextManager[str]:
    """A new one of the kind that is asked for."""
    if request.param == "sqlite":
        return nullcontext(copied(request.getfixturevalue("sqlite_template"), folder))
    cluster: Cluster = request.getfixturevalue("cluster")
    return cluster.database(request.getfixturevalue("postgres_template"))


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
    page.wait_for_url("/")
    left(page)
    return made


def left(page: Page) -> None:
    """Closed once it is at rest: asked to close a page that is going elsewhere, Chromium says yes and shows the other
    one, and its driver waits for ever."""
    page.goto("about:blank")
    page.close()


def closed(context: BrowserContext) -> None:
    for page in context.pages:
        left(page)
    context.close()


@pytest.fixture(scope="module")
def people(browser: Browser, place: Place) -> Iterator[BrowserContext]:
    context = signed_in(browser, place)
    yield context
    closed(context)


def complaint(message: ConsoleMessage, page: Page) -> Iterator[str]:
    """That the view itself answers 404 is not one: there is a test of that; nor that somebody moved on before the
    suggestions came."""
    given_up = message.text.startswith(("htmx:sendAbort", "htmx:afterRequest"))
    if message.type in ("error", "warning") and message.location["url"] != page.url and not given_up:
        yield message.text


@pytest.fixture
def page(people: BrowserContext) -> Iterator[Page]:
    """What the page says in the console is a failure: a policy that was broken, a script that threw."""
    said: list[str] = []
    shown = people.new_page()
    shown.on("console", lambda message: said.extend(complaint(message, shown)))
    shown.on("pageerror", lambda error: said.append(str(error)))
    yield shown
    heard = list(said)
    left(shown)
    assert heard == []
