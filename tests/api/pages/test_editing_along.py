"""What goes along with an edit: who leaves by it, where those go who reported there, how sure it is, since when."""

import html
import re
from typing import Any

import pytest

from .conftest import Editor, named_in, taken_back


def holders(editor: Editor, day: str) -> list[str]:
    """Of the post that everybody here succeeds to."""
    found = editor.facts.get("/v1/roles/r-cfo", params={"as_of": day}).json()
    return [one["person"] for one in found["holders"]]


def test_a_successor_ends_the_time_of_whoever_held_the_post_and_undo_takes_back_both(editor: Editor) -> None:
    form = editor.client.get("/accounts/acme/edit/seat", params={"role": "r-cfo", "as_of": "2026-10-05"}).text
    assert 'name="ends-p-7k2m" value="yes" checked' in form
    seated = {"role": "r-cfo", "person": "p-new1", "tenure_kind": "permanent", "effective": "2026-10-05"}
    head = editor.head()
    done = editor.edit("seat", **seated, **{"ends-p-7k2m": "yes"}, source="Press release")
    assert "Nina Kvist became Chief Financial Officer" in done.text
    assert "Jane Roe left as Chief Financial Officer" in done.text
    assert editor.head() == head + 2
    assert (editor.last()["effective"], editor.last()["source"]["note"]) == ("2026-10-05", "Press release")
    assert (holders(editor, "2026-10-04"), holders(editor, "2026-10-05")) == (["p-7k2m"], ["p-new1"])
    taken_back(editor, done.text)
    assert holders(editor, "2026-10-05") == ["p-7k2m"]


def test_who_goes_on_in_another_way_does_not_leave(editor: Editor) -> None:
    """As when an interim is made permanent."""
    seated = {"role": "r-cfo", "person": "p-7k2m", "tenure_kind": "acting", "effective": "2026-10-05"}
    done = editor.edit("seat", **seated, **{"ends-p-7k2m": "yes"})
    assert len(named_in(done.text)) == 1
    taken_back(editor, done.text)


def test_somebody_moves_from_the_post_they_had_by_one_fact_if_that_is_said(editor: Editor) -> None:
    found = editor.client.get("/accounts/acme/edit/seat/people", params={"person_called": "Jane Roe"}).text
    assert 'name="leaves-r-cfo/p-7k2m" value="yes" >' in found
    seated = {"role": "r-cio", "person": "p-7k2m", "tenure_kind": "permanent", "effective": "2026-11-20"}
    boxes = {"leaves-r-cfo/p-7k2m": "yes", "leaves-r-cfo/p-9x4c": "yes", "leaves-r-cio/p-7k2m": "yes"}
    done = editor.edit("seat", **seated, **boxes)
    assert "Jane Roe became CIO and left as Chief Financial Officer on" in done.text
    assert (named_in(done.text), editor.last()["leaves"]) == ([editor.last()["id"]], ["r-cfo"])
    assert (holders(editor, "2026-11-19"), holders(editor, "2026-11-20")) == (["p-7k2m"], [])
    taken_back(editor, done.text)
    assert holders(editor, "2026-11-20") == ["p-7k2m"]
    refused = editor.edit("seat", **seated | {"effective": "2026-01-15"}, **boxes)
    assert (refused.status_code, "held the role to be left no longer" in refused.text) == (422, True)


def test_who_is_dragged_may_be_meant_themselves_and_the_form_says_then_what_they_leave(editor: Editor) -> None:
    dragged = {"role": "r-cfo", "reports_to": "r-cio"}
    asked = editor.client.get("/accounts/acme/edit/reporting", params=dragged).text
    (link,) = re.findall(r'href="(/accounts/acme/edit/seat.*?)".*?>Jane Roe becomes CIO<', asked, re.DOTALL)
    form = editor.client.get(html.unescape(link)).text
    assert re.search(r'name="person" value="p-7k2m"\s+checked', form)
    assert 'name="leaves-r-cfo/p-7k2m" value="yes" checked' in form
    assert "becomes" not in editor.client.get("/accounts/acme/edit/reporting", params={"role": "r-cfo"}).text


def test_a_move_is_refused_where_somebody_has_come_to_what_is_left(editor: Editor) -> None:
    seen = str(editor.head())
    came = {"type": "person_took_role", "person": "p-new1", "role": "r-cfo", "effective": "2026-11-10"}
    made = editor.facts.post("/v1/facts", json=came).raise_for_status().json()["facts"][0]["id"]
    moved = {"role": "r-cio", "person": "p-7k2m", "tenure_kind": "permanent", "leaves-r-cfo/p-7k2m": "yes"}
    refused = editor.edit("seat", **moved, seen=seen)
    assert (refused.status_code, "Nina Kvist became Chief Financial Officer" in refused.text) == (409, True)
    editor.facts.post("/v1/facts", json={"type": "fact_withdrawn", "fact": made}).raise_for_status()


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ({"effective": "2020-09-01"}, []),
        ({"effective": "2020-09-02"}, ["p-9x4c"]),
        ({"effective": "2026-03-01"}, ["p-9x4c"]),
        ({"effective": "2026-03-02"}, ["p-7k2m"]),
        ({"effective": "2026-03-02", "when": "2021"}, ["p-9x4c"]),
        ({"effective": "2020-09-01", "undated": "yes"}, ["p-7k2m"]),
        ({"effective": "2026-03-02", "when": "soon"}, ["p-7k2m"]),
        ({"when": "[..2019]"}, []),
    ],
)
def test_those_are_offered_to_leave_who_hold_it_on_the_day_before(
    editor: Editor, typed: dict[str, str], held: list[str]
) -> None:
    shown = editor.client.get("/accounts/acme/edit/seat/holders", params={"role": "r-cfo", **typed})
    assert (shown.status_code, re.findall(r'name="ends-(.+?)"', shown.text)) == (200, held)


def test_nobody_leaves_who_was_not_there_and_nobody_leaves_a_post_for_several_by_itself(editor: Editor) -> None:
    seated = {"role": "r-cfo", "person": "p-new1", "tenure_kind": "permanent", "effective": "2026-02-01"}
    refused = editor.edit("seat", **seated, **{"ends-p-7k2m": "yes"})
    assert refused.status_code == 422
    assert "somebody else held the role on the day before" in refused.text.partition('id="edit-ends-error"')[2]
    assert re.findall(r'name="ends-(.+?)" value="yes" (\w*)', refused.text) == [("p-9x4c", "")]
    several = {"type": "role_restructured", "role": "r-cfo", "headcount": 2, "effective": "2026-06-01"}
    made = editor.facts.post("/v1/facts", json=several).raise_for_status().json()["facts"][0]["id"]
    form = editor.client.get("/accounts/acme/edit/seat", params={"role": "r-cfo", "as_of": "2026-10-05"}).text
    assert re.search(r'name="ends-p-7k2m" value="yes" *>', form)
    editor.facts.post("/v1/facts", json={"type": "fact_withdrawn", "fact": made}).raise_for_status()


def test_a_role_is_closed_with_those_who_reported_there_and_all_of_it_is_taken_back(editor: Editor) -> None:
    def superiors() -> dict[str, str | None]:
        drawn = editor.facts.get("/v1/accounts/acme/map", params={"fields": "roles"}).json()["roles"]
        return {one["id"]: one["reports_to"] for one in drawn}

    before = superiors()
    below = {id for id, superior in before.items() if superior == "r-cfo"}
    form = editor.client.get("/accounts/acme/edit/close", params={"role": "r-cfo"}).text
    assert "With it ends the time of Jane Roe here." in form
    assert "Head of IT" in form.partition("Reporting here:")[2].partition("</p>")[0]
    assert re.search(r'value="r-ceo" selected', form.partition('name="heir"')[2])
    done = editor.edit("close", role="r-cfo", heir="r-it")
    expected = {id: "r-it" if id in below else superior for id, superior in before.items()} | {"r-it": "r-ceo"}
    del expected["r-cfo"]
    assert superiors() == expected
    taken_back(editor, done.text)
    assert superiors() == before


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"certainty": "probable", "when": "2024"}, {"certainty": "probable", "effective": "2024"}),
        ({"certainty": "rumored", "undated": "yes", "when": "2024"}, {"certainty": "rumored", "effective": None}),
        ({"by": "p-2c8d"}, {"by": "p-2c8d", "certainty": "confirmed", "effective": "2026-10-05"}),
    ],
)
def test_every_form_takes_how_sure_it_is_in_whose_eyes_and_days_nobody_knows(
    editor: Editor, typed: dict[str, str], said: dict[str, Any]
) -> None:
    asked = {"role": "r-cfo", "person": "p-7k2m", "power": "5", "effective": "2026-10-05"}
    done = editor.edit("power", **asked, **typed)
    found = editor.last()
    assert {name: found[name] for name in said} == said
    taken_back(editor, done.text)


def test_what_is_in_a_unit_that_is_closed_belongs_to_another_and_comes_back(editor: Editor) -> None:
    def unit(role: str) -> object:
        return editor.facts.get(f"/v1/roles/{role}").json()["unit"]

    form = editor.client.get("/accounts/acme/edit/unit-close", params={"unit": "u-fin"}).text
    assert "Chief Financial Officer" in form.partition("In it:")[2].partition("</p>")[0]
    assert re.findall(r'<option value="(u-[^"]+)"', form) == ["u-group"]
    done = editor.edit("unit-close", unit="u-fin", heir="u-group")
    assert (unit("r-cfo"), editor.last()["unit"]) == ("u-group", "u-group")
    taken_back(editor, done.text)
    assert unit("r-cfo") == "u-fin"


def test_units_are_edited_from_their_panel_and_from_the_table_of_roles(editor: Editor) -> None:
    panel = editor.client.get("/accounts/acme/panel", params={"box": "unit-u-fin"}).text
    listed = editor.client.get("/accounts/acme/edit", params={"unit": "u-fin"}).text
    for name in ("unit-name", "unit-parent", "unit-close", "culture"):
        assert f"/edit/{name}?" in panel
        assert f"/edit/{name}?" in listed
    assert "Chief Financial Officer" in panel
    assert "/accounts/acme/edit?unit=u-fin" in editor.client.get("/accounts/acme/roles").text
    assert editor.client.get("/accounts/acme/edit").status_code == 422
    refused = editor.edit("culture", unit="u-fin", consulting="0")
    assert (refused.status_code, "a weight of more than 0" in refused.text) == (422, True)
    assessed = editor.edit("culture", bureaucratic="1")
    assert editor.last()["organization"] == "acme"
    taken_back(editor, assessed.text)
