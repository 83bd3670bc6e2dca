"""The page's own rules: sessions, where requests come from, where one is sent, what is vendored, what is translated."""

import re
import tomllib
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from urllib.parse import urlencode

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from api.http.attempts import MOST_WRONG
from api.page.languages import FOLDER, LANGUAGES, translations
from api.page.typography import french
from tests.conftest import ROOT

from .conftest import World

HOME = {"sec-fetch-site": "same-origin"}
VENDORED = [ROOT / "api/page/static/vendor", ROOT / "tests/browser/vendor"]
METHODS = [("**/sentences.py", "api.page.sentences:extract"), ("**/templates/**.html", "jinja2"), ("**.py", "python")]


def visitor(world: World) -> TestClient:
    return world.closing.enter_context(TestClient(world.app, follow_redirects=False))


def signing_in(client: TestClient, key: str, next: str = "/", headers: dict[str, str] = HOME) -> tuple[int, str]:
    answer = client.post("/sign-in", content=urlencode({"key": key, "next": next}), headers=headers)
    return answer.status_code, answer.headers.get("location", "")


def test_a_session_opens_the_page_and_the_api_until_it_is_ended(world: World) -> None:
    client = visitor(world)
    assert client.get("/").headers["location"] == "/sign-in?next=%2F"
    assert signing_in(client, world.key()) == (303, "/")
    assert (client.get("/").status_code, client.get("/v1/accounts").status_code) == (200, 200)
    ways_on = ["incumbent demo" in client.get(path).text for path in ("/", "/?as_of=2020-01-01")]
    assert ways_on == [True, False]
    token = client.cookies["incumbent_session"]
    client.post("/sign-out", headers=HOME)
    client.cookies.set("incumbent_session", token)
    assert client.get("/v1/accounts").status_code == 401


def test_the_session_ends_with_its_key(world: World) -> None:
    client, admin = visitor(world), world.client("admin")
    signing_in(client, key := world.key("read"))
    assert client.get("/v1/accounts").status_code == 200
    admin.delete(f"/v1/keys/{key.split('_')[1]}").raise_for_status()
    assert client.get("/v1/accounts").status_code == 401


@pytest.mark.parametrize("headers", [{}, {"sec-fetch-site": "cross-site"}, {"origin": "https://elsewhere.example"}])
def test_nobody_elsewhere_acts_with_the_cookie(sqlite_world: World, headers: dict[str, str]) -> None:
    client = visitor(sqlite_world)
    assert signing_in(client, sqlite_world.key(), headers=headers)[0] == 403
    signing_in(client, sqlite_world.key())
    assert client.post("/v1/facts", json=[], headers=headers).json()["type"].endswith("foreign-origin")
    assert client.post("/looked", content="position=0", headers=headers).status_code == 403
    assert client.post("/v1/facts", json=[], headers=HOME).status_code != 403


def test_a_session_counts_as_a_cookie_only_and_its_cookie_is_for_the_server_only(sqlite_world: World) -> None:
    client = visitor(sqlite_world)
    body = urlencode({"key": sqlite_world.key()})
    said = client.post("/sign-in", content=body, headers=HOME | {"x-forwarded-proto": "https"}).headers["set-cookie"]
    assert all(word in said for word in ("HttpOnly", "SameSite=strict", "Secure", "Path=/"))
    token = said.partition("=")[2].partition(";")[0]
    client.cookies.clear()
    assert client.get("/v1/accounts", headers={"authorization": f"Session {token}"}).status_code == 401


@pytest.mark.parametrize("next", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "/\n/x", "x"])
def test_nobody_is_sent_elsewhere(sqlite_world: World, next: str) -> None:
    client = visitor(sqlite_world)
    assert signing_in(client, sqlite_world.key(), next) == (303, "/")
    assert client.get("/choose/theme/dark", params={"next": next}).headers["location"] == "/"


def test_wrong_keys_are_limited(sqlite_world: World) -> None:
    client = visitor(sqlite_world)
    assert {signing_in(client, "inc_x_y")[0] for _ in range(MOST_WRONG)} == {401}
    assert signing_in(client, sqlite_world.key())[0] == 429


def test_every_answer_of_the_page_keeps_others_out(sqlite_world: World) -> None:
    client = visitor(sqlite_world)
    signing_in(client, sqlite_world.key())
    for path in ("/", "/sign-in", "/static/page.css", "/people/nobody", "/search?q=a"):
        headers = client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_parts_of_the_map_keep_what_is_withheld_and_ask_who_comes(world: World) -> None:
    world.told()
    stranger, ours = visitor(world), visitor(world)
    paths = [f"/accounts/acme/{part}as_of=2026-06-30" for part in ("frame?", "happened?", "panel?box=role-r-ceo&")]
    assert {stranger.get(path).status_code for path in paths} == {303}
    signing_in(stranger, world.key("read"))
    signing_in(ours, world.key("read", "restricted"))
    frames = [client.get(paths[0]).json() for client in (stranger, ours)]
    assert [bool(frame["layers"]["links"]) for frame in frames] == [False, True]
    compared = ours.get("/accounts/acme/frame?as_of=last-quarter-end&from=2026-01-31").json()
    named = ours.get("/v1/accounts/acme/map?as_of=last-quarter-end").json()["as_of"]
    assert (compared["day"], compared["since"], frames[1]["since"]) == (named, "2026-01-31", None)
    kept_layers = "layers=hierarchy&amp;layers=power&amp;collapse=u-fin"
    assert kept_layers in ours.get("/accounts/acme?layers=hierarchy&layers=power").text
    assert 'name="position" value="9"><label>As of' in ours.get("/accounts/acme/roles?position=9").text
    chosen = ours.get("/accounts/acme/roles?position=9&known_at=2026-01-31&as_of=").headers["location"]
    assert chosen == "/accounts/acme/roles?known_at=2026-01-31"
    assert ["are withheld" in client.get(paths[2]).text for client in (stranger, ours)] == [True, False]
    seen, kept = (client.get("/accounts/acme/happened?as_of=2026-04-01").text for client in (ours, stranger))
    assert ("power of" in seen, "power of" in kept, "planned" in kept) == (True, False, True)
    assert ours.get("/accounts/acme/panel?box=thing-x").status_code == 422
    closed, unknown = (ours.get(f"/accounts/acme/panel?box=role-{id}&as_of=1990-01-01").text for id in ("r-ceo", "x"))
    assert ("Chief Executive</h2>" in closed, "r-ceo</h2>" in closed) == (True, False)
    assert ("Not on the map</h2>" in unknown, "/roles/x" in unknown) == (True, False)


BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_who_goes_astray_with_a_browser_is_told_so_by_a_page_with_ways_on(sqlite_world: World) -> None:
    client = visitor(sqlite_world)
    nobody = client.get("/nowhere", headers=BROWSER)
    assert (nobody.status_code, "/sign-out" in nobody.text) == (404, False)
    assert "there is no page at this address" in nobody.text
    signing_in(client, sqlite_world.key())
    french = client.get("/nowhere", headers=BROWSER | {"accept-language": "fr"})
    assert "pas de page à cette adresse" in french.text
    assert "default-src 'none'" in french.headers["content-security-policy"]
    assert all(f'href="{way}"' in french.text for way in ("/", "/alerts", "/search"))
    assert client.get("/looked", headers=BROWSER).status_code == 405
    gone = client.get("/accounts/unknown?as_of=2020-01-01&known_at=2020-01-01", headers=BROWSER)
    assert (gone.status_code, '<a href="/accounts/unknown">As known now</a>' in gone.text) == (404, True)
    unknown = client.get("/accounts/unknown?nonsense=1", headers=BROWSER | {"accept-language": "fr"})
    assert "ce paramètre" in unknown.text
    assert 'href="/alerts"' in unknown.text
    for path, accepted in (("/nowhere", "*/*"), ("/v1/nowhere", "text/html"), ("/v1/accounts/unknown", "text/html")):
        assert client.get(path, headers={"accept": accepted}).json()["type"].endswith("not-found")


def test_a_fault_is_told_by_a_page_too_and_a_database_that_is_away_is_one(sqlite_world: World) -> None:
    client = sqlite_world.client()
    sqlite_world.app.add_api_route("/broken", lambda: 1 / 0)
    broken = client.get("/broken", headers=BROWSER | {"accept-language": "fr"})
    assert (broken.status_code, "erreur du serveur" in broken.text) == (500, True)
    assert client.get("/broken").json()["type"].endswith("internal-error")
    with sqlite_world.store.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE last_looks")
    away = client.get("/", headers=BROWSER)
    assert (away.status_code, "the database does not answer now" in away.text) == (503, True)


def test_who_has_to_sign_in_again_comes_back_to_where_they_stood(sqlite_world: World) -> None:
    client, at = visitor(sqlite_world), "http://testserver/accounts/acme?as_of=2026-01-01"
    part = client.get("/accounts/acme/frame", headers={"hx-request": "true", "hx-current-url": at})
    assert part.headers["hx-redirect"] == "/sign-in?next=%2Faccounts%2Facme%3Fas_of%3D2026-01-01"
    sent = client.post("/looked", headers=HOME | {"referer": at})
    assert sent.headers["location"] == "/sign-in?next=%2Faccounts%2Facme%3Fas_of%3D2026-01-01"


@pytest.mark.parametrize("folder", VENDORED, ids=lambda folder: folder.parent.name)
def test_what_is_vendored_is_what_the_list_says(folder: Path) -> None:
    listed = tomllib.loads((folder / "VERSIONS.toml").read_text())["library"]
    assert {one["file"]: one["sha256"] for one in listed} == {
        path.name: sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.js")
    }
    assert all((folder / one["license"]).read_text().strip() for one in listed)


def test_each_language_has_its_catalogs() -> None:
    assert {path.name for path in FOLDER.iterdir() if path.is_dir()} == LANGUAGES.keys() - {"en"}


def test_french_lacks_nothing() -> None:
    options = {"**/templates/**.html": {"newstyle_gettext": "true", "trimmed": "true"}}
    found = extract_from_dir(FOLDER.parent, METHODS, options)
    said = {message[2] for message in found}
    source = FOLDER / "fr/LC_MESSAGES/page.po"
    catalog = read_po(BytesIO(source.read_bytes()), locale="fr")
    assert [message.id for message in catalog if message.id and message.fuzzy] == []
    assert [id for id in said if not all(texts(catalog, id))] == []
    assert [id for id in said if spoken(id) not in map(french, texts(catalog, id))] == []


def test_what_a_link_is_called_says_in_french_too_what_is_read_on_it() -> None:
    """As axe asks of each page; it is asked in English."""
    folder = FOLDER.parent / "templates"
    shown = re.compile(r'edit\([^()]*_\("([^"]+)"\),\s*_\("([^"]+)"')
    pairs = [pair for path in folder.glob("*.html") for pair in shown.findall(path.read_text())]
    assert len(pairs) > 3
    assert [pair for pair in pairs if spoken(pair[0]).casefold() not in spoken(pair[1]).casefold()] == []


def spoken(id: str | tuple[str, ...]) -> str:
    """What the page says in French; of a plural its first form."""
    words = translations("fr")
    return words.gettext(id) if isinstance(id, str) else words.ngettext(id[0], id[1], 1)


def texts(catalog: Catalog, id: str | tuple[str, ...]) -> list[str]:
    """One, or one for each form of a plural; an empty one where nothing is said."""
    message = catalog.get(id if isinstance(id, str) else id[0])
    string = message.string if message else ""
    return [string] if isinstance(string, str) else [str(form) for form in string or ("",)]
