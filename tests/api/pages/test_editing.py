"""Edits of the page over HTTP: each records one fact and what goes with it, is refused beside its field, and is taken
back by withdrawals."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.page.editing.edits import EDITS
from domain.facts import REGISTRY
from tests.api.conftest import World

from .conftest import HOME, Editor, named_in, taken_back

# What is sent for each edit, and the fact that it becomes.
SENT: dict[str, tuple[dict[str, str], dict[str, Any]]] = {
    "reporting": ({"role": "r-it", "reports_to": "r-cio", "unit": ""}, {"role": "r-it", "reports_to": "r-cio"}),
    "unit": ({"role": "r-it", "unit": "u-fin"}, {"role": "r-it", "unit": "u-fin"}),
    "title": ({"role": "r-it", "title": "Head of Data"}, {"role": "r-it", "title": "Head of Data"}),
    "close": ({"role": "r-it", "successors": "r-cio"}, {"role": "r-it", "successors": ["r-cio"]}),
    "new-unit": (
        {"name": "Treasury", "parent": "u-fin"},
        {"organization": "acme", "name": "Treasury", "parent": "u-fin"},
    ),
    "unit-name": ({"unit": "u-fin", "name": "Finance and Tax"}, {"unit": "u-fin", "name": "Finance and Tax"}),
    "unit-parent": ({"unit": "u-fin", "parent": "u-group"}, {"unit": "u-fin", "parent": "u-group"}),
    "unit-close": ({"unit": "u-fin", "heir": ""}, {"unit": "u-fin"}),
    "culture": (
        {"unit": "u-fin", "bureaucratic": "3", "collaborative": "1,5", "consulting": ""},
        {"unit": "u-fin", "mix": {"bureaucratic": 3, "collaborative": 1.5}},
    ),
    "note": (
        {"role": "r-it", "text": "Asks Ada first", "mentions": "p-9x4c"},
        {"about": {"role": "r-it"}, "text": "Asks Ada first", "mentions": ["p-9x4c"]},
    ),
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
    "link-end": (
        {"person": "p-7k2m", "other": "p-9x4c", "kind": "advice"},
        {"person": "p-7k2m", "other": "p-9x4c", "kind": "advice"},
    ),
    "buying-role-end": (
        {"opportunity": "o-1", "person": "p-7k2m", "buying_role": "decider"},
        {"opportunity": "o-1", "person": "p-7k2m", "buying_role": "decider"},
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


def given(name: str) -> dict[str, str]:
    """What the address says that the edit is about."""
    return {field: value for field, value in SENT[name][0].items() if field in EDITS[name].about}


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
    back = editor.client.post("/accounts/acme/edit/undo", data={"fact": named_in(done.text)})
    assert "Taken back: " in back.text
    assert (editor.last()["type"], editor.last()["fact"]) == ("fact_withdrawn", fact["id"])
    assert editor.client.post("/accounts/acme/edit/undo", data={"fact": editor.last()["id"]}).status_code == 200
    editor.client.post("/accounts/acme/edit/undo", data={"fact": fact["id"]})


def test_somebody_new_is_introduced_with_the_edit_and_both_are_taken_back(editor: Editor) -> None:
    done = editor.edit("seat", role="r-it", person="new", person_called="Olga Nova", tenure_kind="permanent")
    assert "Olga Nova became Head of IT" in done.text
    named = named_in(done.text)
    editor.client.post("/accounts/acme/edit/undo", data={"fact": named})
    withdrawn = editor.facts.get("/v1/facts", params={"limit": 1_000}).json()["facts"][-2:]
    assert [one["fact"] for one in withdrawn] == named[::-1]


@pytest.mark.parametrize(
    ("name", "typed", "field", "message"),
    [
        ("seat", {"role": "r-it", "person_called": "Jane", "tenure_kind": "acting"}, "person", "choose whom you mean"),
        ("seat", {"role": "r-it", "person": "p-none", "tenure_kind": "acting"}, "person", "no person p-none exists"),
        ("power", {"role": "r-cfo", "person": "p-7k2m", "power": "much"}, "power", "expected a number"),
        ("power", {"role": "r-cfo", "person": "p-7k2m", "power": "11"}, "power", "from 0 to 10"),
        ("role", {"title": ""}, "title", "required"),
        ("role", {"title": "Buyer", "effective": "soon"}, "effective", "date"),
        ("role", {"title": "Buyer", "when": "soon", "effective": "2026-10-05"}, "when", "date"),
        ("power", {"role": "r-cfo", "person": "p-7k2m", "power": "5", "by": "p-none"}, "by", "no person p-none exists"),
        ("note", {"role": "r-it", "text": ""}, "text", "required"),
        ("note", {"role": "r-it", "text": "x", "mentions": "p-none"}, "mentions", "no person p-none exists"),
        ("reporting", {"role": "r-it", "reports_to": "r-cfo"}, "reports_to", "known already"),
        ("unit-name", {"unit": "u-fin", "name": "Finance"}, "name", "known already"),
        ("culture", {"unit": "u-fin", "bureaucratic": "much"}, "bureaucratic", "expected a number"),
        ("title", {"role": "r-it", "title": "Head of IT"}, "title", "known already"),
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


def test_a_stale_edit_is_refused_with_what_happened_and_recorded_once_seen(edited: World, editor: Editor) -> None:
    seen = str(editor.head())
    first = Editor(edited, "read", "write").edit("reporting", role="r-it", reports_to="r-ceo")
    typed = {"role": "r-it", "reports_to": "r-cio", "source": "Org chart"}
    refused = editor.edit("reporting", **typed, seen=seen)
    assert refused.status_code == 409
    assert "The role Head of IT came to report to Chief Executive on " in refused.text
    assert 'value="Org chart"' in refused.text
    assert re.search(r'value="r-cio" selected', refused.text)
    (again,) = re.findall(r'name="seen" value="(\d+)"', refused.text)
    last = editor.edit("reporting", **typed, seen=again)
    assert last.status_code == 200
    for done in (last, first):
        taken_back(editor, done.text)


def test_what_happened_to_somebody_elsewhere_is_told_too(editor: Editor) -> None:
    seen = str(editor.head())
    elsewhere = {"type": "role_defined", "role": "r-far", "organization": "helvetia", "title": "Buyer of Copper"}
    took = {"type": "person_took_role", "person": "p-new1", "role": "r-far"}
    editor.client.post("/v1/facts", json=[elsewhere, took]).raise_for_status()
    refused = editor.edit("seat", role="r-it", person="p-new1", tenure_kind="acting", seen=seen)
    assert "Nina Kvist became Buyer of Copper" in refused.text
    assert "withheld" not in refused.text


def test_what_is_withheld_is_counted_and_not_told(edited: World, editor: Editor) -> None:
    seen = str(editor.head())
    editor.edit("power", role="r-cfo", person="p-7k2m", power="3").raise_for_status()
    refused = Editor(edited, "read", "write").edit("leave", role="r-cfo", person="p-7k2m", seen=seen)
    assert refused.status_code == 409
    assert "1 fact that is withheld" in refused.text
    assert "power" not in refused.text


@pytest.mark.parametrize("name", EDITS)
def test_a_form_begins_with_what_is_so_and_who_may_not_edit_gets_none(edited: World, editor: Editor, name: str) -> None:
    asked = given(name)
    shown = editor.client.get(f"/accounts/acme/edit/{name}", params=asked)
    assert shown.status_code == 200
    assert 'name="effective"' in shown.text
    needed = {"read", "write", *(["restricted"] if REGISTRY[EDITS[name].type].restricted else [])}
    for missing in needed:
        less = Editor(edited, *(needed - {missing}))
        assert less.client.get(f"/accounts/acme/edit/{name}", params=asked).status_code == 403
        assert less.edit(name, **SENT[name][0]).status_code == 403


def test_every_fact_has_a_page_that_says_it_with_the_names_of_what_it_is_about(editor: Editor) -> None:
    noted = {"type": "note_added", "about": {"role": "r-cio"}, "text": "Vacant?", "mentions": ["p-new1"]}
    recorded = editor.facts.post("/v1/facts", json=[noted]).json()["facts"][0]["id"]
    taking_back = [{"type": "fact_withdrawn", "fact": recorded}]
    withdrawn = editor.facts.post("/v1/facts", json=taking_back).json()["facts"][0]["id"]
    for fact in {one["type"]: one["id"] for one in editor.facts.get("/v1/facts?limit=1000").json()["facts"]}.values():
        page = editor.client.get(f"/facts/{fact}")
        assert (page.status_code, "[]" in page.text) == (200, False)
    assert "Taken back: A note was added about CIO" in editor.client.get(f"/facts/{withdrawn}").text
    page = editor.client.get(f"/facts/{recorded}")
    assert '<a href="/people/p-new1">Nina Kvist</a>' in page.text
    assert 'role: <a href="/roles/r-cio">CIO</a>' in re.sub(r"\s+", " ", page.text)


def test_people_are_found_while_one_types(editor: Editor) -> None:
    found = editor.client.get("/accounts/acme/edit/seat/people", params={"person_called": "nin kv"}).text
    assert re.search(r'value="p-new1"\s+checked', found)
    assert "Somebody new: nin kv" in found
    beta: list[dict[str, Any]] = [
        {"type": "organization_registered", "organization": "beta", "name": "Beta"},
        {"type": "account_opened", "organization": "beta"},
        {"type": "role_defined", "role": "b-cfo", "organization": "beta", "title": "CFO"},
        {"type": "person_introduced", "person": "p-1a1a", "name": "Jane Roe"},
        {"type": "person_took_role", "person": "p-1a1a", "role": "b-cfo"},
    ]
    editor.facts.post("/v1/facts", json=beta).raise_for_status()
    found = editor.client.get("/accounts/acme/edit/seat/people", params={"person_called": "jane roe"}).text
    assert re.findall(r'type="radio" name="person" value="(.+?)"', found) == ["p-7k2m", "p-1a1a", "new"]
    assert "Somebody new" not in editor.client.get("/accounts/acme/edit/link/people", params={"other_called": "x"}).text


@pytest.mark.parametrize("body", ["seen=x", "seen=99999999", "", "&".join(f"a{n}=1" for n in range(99))])
def test_a_form_that_no_page_sent_is_refused(editor: Editor, body: str) -> None:
    assert editor.client.post("/accounts/acme/edit/role", content=body).status_code == 422
    assert editor.client.post("/accounts/acme/edit/undo", content=body).status_code == 422


def test_no_other_site_edits_with_the_cookie(edited: World) -> None:
    visitor = TestClient(edited.app, follow_redirects=False)
    visitor.post("/sign-in", content=f"key={edited.key('admin')}", headers=HOME)
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
    for name, (typed, _) in SENT.items():
        assert "<main" in alone.get(f"/accounts/acme/edit/{name}", params=given(name)).text
        done = alone.post(f"/accounts/acme/edit/{name}", data={"seen": str(editor.head())} | typed).text
        assert "Recorded." in done
        assert "<main" in done
        alone.post("/accounts/acme/edit/undo", data={"fact": named_in(done)}).raise_for_status()
