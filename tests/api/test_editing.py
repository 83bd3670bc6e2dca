"""Edits of the page over HTTP: each records one fact, is refused beside its field, and taken back by a withdrawal."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.examples.worked import STORY
from api.page.editing.edits import EDITS
from domain.facts import REGISTRY

from .conftest import World, bearer, worlds

HOME = {"sec-fetch-site": "same-origin"}
PART = HOME | {"hx-request": "true"}
MORE: list[dict[str, Any]] = [
    {"type": "person_introduced", "person": "p-new1", "name": "Nina Kvist"},
    {"type": "role_defined", "role": "r-cio", "organization": "acme", "title": "CIO", "reports_to": "r-ceo"},
    {"type": "role_defined", "role": "r-it", "organization": "acme", "title": "Head of IT", "reports_to": "r-cfo"},
]
# What is sent for each edit, and the fact that it becomes.
SENT: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "reporting": ({"role": "r-it", "reports_to": "r-cio", "unit": ""}, {"role": "r-it", "reports_to": "r-cio"}),
    "seat": (
        {"role": "r-cio", "person": "p-new1", "tenure_kind": "interim"},
        {"role": "r-cio", "person": "p-new1", "tenure_kind": "interim"},
    ),
    "leave": (
        {"role": "r-cfo", "person": "p-7k2m", "reason": "moved"},
        {"role": "r-cfo", "person": "p-7k2m", "reason": "moved"},
    ),
    "role": (
        {"title": "Buyer", "reports_to": "r-cfo", "unit": "u-fin"},
        {"organization": "acme", "title": "Buyer", "reports_to": "r-cfo", "unit": "u-fin"},
    ),
    "power": (
        {"role": "r-cfo", "person": "p-7k2m", "power": "8,5"},
        {"role": "r-cfo", "person": "p-7k2m", "power": 8.5},
    ),
    "link": (
        {"person": "p-7k2m", "other": "p-9x4c", "kind": "advice", "tone": "-1", "strength": ""},
        {"person": "p-7k2m", "other": "p-9x4c", "kind": "advice", "tone": -1, "strength": None},
    ),
    "attitude": (
        {"person": "p-7k2m", "opportunity": "o-1", "attitude": "-2", "reason": "Too dear"},
        {"person": "p-7k2m", "opportunity": "o-1", "attitude": -2, "reason": "Too dear"},
    ),
    "buying-role": (
        {"opportunity": "o-1", "person": "p-9x4c", "buying_role": "user"},
        {"opportunity": "o-1", "person": "p-9x4c", "buying_role": "user"},
    ),
}


class Editor:
    """Somebody signed in, with the facts of the workspace to look at."""

    def __init__(self, world: World, *scopes: str) -> None:
        self.facts = world.client("admin")
        self.client = TestClient(world.app, headers=bearer(world.key(*scopes)) | PART, follow_redirects=False)

    def head(self) -> int:
        return int(self.facts.get("/v1/facts", params={"limit": 1_000}).json()["position"])

    def last(self) -> dict[str, Any]:
        found: list[dict[str, Any]] = self.facts.get("/v1/facts", params={"limit": 1_000}).json()["facts"]
        return found[-1]

    def edit(self, name: str, **typed: str) -> Any:
        return self.client.post(f"/accounts/acme/edit/{name}", data={"seen": str(self.head())} | typed)


@pytest.fixture(scope="module")
def told(shared_sqlite_url: str) -> Iterator[World]:
    """In Chromium the same edits are made on both databases."""
    for world in worlds(shared_sqlite_url):
        world.client().post("/v1/facts", json=[*STORY, *MORE]).raise_for_status()
        yield world


@pytest.fixture(scope="module")
def editor(told: World) -> Editor:
    return Editor(told, "read", "write", "restricted")


def test_there_is_an_example_of_every_edit() -> None:
    assert SENT.keys() == EDITS.keys()


@pytest.mark.parametrize("name", SENT)
def test_an_edit_is_one_fact_with_its_date_and_source_and_undo_is_its_withdrawal(editor: Editor, name: str) -> None:
    typed, meant = SENT[name]
    head = editor.head()
    done = editor.edit(name, **typed, effective="2026-11-02", source="Lunch with Ada")
    assert (done.status_code, done.headers["hx-retarget"]) == (200, "#recorded"), done.text
    fact = editor.last()
    assert fact["position"] == head + 1
    assert fact["type"] == EDITS[name].type
    assert {field: fact[field] for field in meant} == meant
    assert (fact["effective"], fact["source"]["note"]) == ("2026-11-02", "Lunch with Ada")
    back = editor.client.post(
        "/accounts/acme/edit/undo", data={"fact": re.findall(r'name="fact" value="(.+?)"', done.text)}
    )
    assert "Taken back: " in back.text
    assert (editor.last()["type"], editor.last()["fact"]) == ("fact_withdrawn", fact["id"])
    assert editor.client.post("/accounts/acme/edit/undo", data={"fact": editor.last()["id"]}).status_code == 200
    editor.client.post("/accounts/acme/edit/undo", data={"fact": fact["id"]})


def test_somebody_new_is_introduced_with_the_edit_and_both_are_taken_back(editor: Editor) -> None:
    done = editor.edit("seat", role="r-it", person="new", person_called="Olga Nova", tenure_kind="permanent")
    assert "Olga Nova became Head of IT" in done.text
    named = re.findall(r'name="fact" value="(.+?)"', done.text)
    editor.client.post("/accounts/acme/edit/undo", data={"fact": named})
    withdrawn = editor.facts.get("/v1/facts", params={"limit": 1_000}).json()["facts"][-2:]
    assert [one["fact"] for one in withdrawn] == named[::-1]


@pytest.mark.parametrize(
    ("name", "typed", "field", "message"),
    [
        ("seat", {"role": "r-it", "person_called": "Jane", "tenure_kind": "acting"}, "person", "choose whom you mean"),
        ("seat", {"role": "r-it", "person": "p-none", "tenure_kind": "acting"}, "person", "no person p-none exists"),
        ("power", {"role": "r-cfo", "person": "p-7k2m", "power": "much"}, "power", "expected a number"),
        ("power", {"role": "r-cfo", "person": "p-7k2m", "power": "11"}, "power", "&lt;= 10"),
        ("role", {"title": ""}, "title", "required"),
        ("role", {"title": "Buyer", "effective": "soon"}, "effective", "date"),
        ("reporting", {"role": "r-it", "reports_to": "r-cfo"}, "reports_to", "other than it was"),
        ("link", {"person": "p-7k2m", "other": "p-7k2m", "tone": "1"}, "other", "differ"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept(
    editor: Editor, name: str, typed: dict[str, str], field: str, message: str
) -> None:
    head = editor.head()
    refused = editor.edit(name, **typed, source="By telephone")
    assert refused.status_code == 422
    assert message in refused.text.partition(f'id="edit-{field}-error"')[2].partition("</p>")[0]
    assert 'value="By telephone"' in refused.text
    assert editor.head() == head


def test_a_stale_edit_is_refused_with_what_happened_and_recorded_once_seen(told: World, editor: Editor) -> None:
    seen = str(editor.head())
    Editor(told, "read", "write").edit("reporting", role="r-it", reports_to="r-ceo").raise_for_status()
    typed = {"role": "r-it", "reports_to": "r-cio", "source": "Org chart"}
    refused = editor.edit("reporting", **typed, seen=seen)
    assert refused.status_code == 409
    assert "The role Head of IT came to report to Chief Executive on " in refused.text
    assert 'value="Org chart"' in refused.text
    assert re.search(r'value="r-cio" selected', refused.text)
    (again,) = re.findall(r'name="seen" value="(\d+)"', refused.text)
    assert editor.edit("reporting", **typed, seen=again).status_code == 200


def test_what_happened_to_somebody_elsewhere_is_told_too(editor: Editor) -> None:
    seen = str(editor.head())
    elsewhere = {"type": "role_defined", "role": "r-far", "organization": "helvetia", "title": "Buyer of Copper"}
    took = {"type": "person_took_role", "person": "p-new1", "role": "r-far"}
    editor.client.post("/v1/facts", json=[elsewhere, took]).raise_for_status()
    refused = editor.edit("seat", role="r-it", person="p-new1", tenure_kind="acting", seen=seen)
    assert "Nina Kvist became Buyer of Copper" in refused.text
    assert "withheld" not in refused.text


def test_what_is_withheld_is_counted_and_not_told(told: World, editor: Editor) -> None:
    seen = str(editor.head())
    editor.edit("power", role="r-cfo", person="p-7k2m", power="3").raise_for_status()
    refused = Editor(told, "read", "write").edit("leave", role="r-cfo", person="p-7k2m", seen=seen)
    assert refused.status_code == 409
    assert "1 fact that is withheld" in refused.text
    assert "power" not in refused.text


@pytest.mark.parametrize("name", EDITS)
def test_a_form_begins_with_what_is_so_and_who_may_not_edit_gets_none(told: World, editor: Editor, name: str) -> None:
    asked = {field: SENT[name][0][field] for field in EDITS[name].about if field != "organization"}
    shown = editor.client.get(f"/accounts/acme/edit/{name}", params=asked)
    assert shown.status_code == 200
    assert 'name="effective"' in shown.text
    needed = {"read", "write", *(["restricted"] if REGISTRY[EDITS[name].type].restricted else [])}
    for missing in needed:
        less = Editor(told, *(needed - {missing}))
        assert less.client.get(f"/accounts/acme/edit/{name}", params=asked).status_code == 403
        assert less.edit(name, **SENT[name][0]).status_code == 403


def test_people_are_found_while_one_types(editor: Editor) -> None:
    found = editor.client.get("/accounts/acme/edit/seat/people", params={"person_called": "nin kv"}).text
    assert 'value="p-new1" checked' in found
    assert "Somebody new: nin kv" in found
    assert "Somebody new" not in editor.client.get("/accounts/acme/edit/link/people", params={"other_called": "x"}).text


@pytest.mark.parametrize("body", ["seen=x", "seen=99999999", "", "&".join(f"a{n}=1" for n in range(99))])
def test_a_form_that_no_page_sent_is_refused(editor: Editor, body: str) -> None:
    assert editor.client.post("/accounts/acme/edit/role", content=body).status_code == 422
    assert editor.client.post("/accounts/acme/edit/undo", content=body).status_code == 422


def test_no_other_site_edits_with_the_cookie(told: World) -> None:
    visitor = TestClient(told.app, follow_redirects=False)
    visitor.post("/sign-in", content=f"key={told.key('admin')}", headers=HOME)
    for path in ("/accounts/acme/edit/role", "/accounts/acme/edit/undo"):
        assert visitor.post(path, data={"title": "x"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_without_a_script_an_edit_is_a_page_of_its_own(editor: Editor) -> None:
    alone = TestClient(editor.client.app, headers={"authorization": editor.client.headers["authorization"]} | HOME)
    form = alone.get("/accounts/acme/edit/seat", params={"role": "r-it", "as_of": "2026-10-01"}).text
    assert "<h1" not in form.partition("<main")[0]
    assert "counts from the date above" in form
    assert 'value="2026-10-01"' in form
    then = alone.get("/accounts/acme/edit/seat", params={"role": "r-it", "known_at": "2026-01-01"}).text
    assert "will not show there" in then
    done = alone.post("/accounts/acme/edit/role", data={"title": "Clerk", "seen": str(editor.head())}).text
    assert "Recorded." in done
    assert "<main" in done
