"""Nominations on the page: what waits, laid beside whom and what it may mean, decided and taken back."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import World, worlds

from .conftest import PARTS, visitor

Json = dict[str, Any]
JANE = {"feed": "wire", "person_name": "Jane Roe", "role_title": "Chief Financial Officer", "organization_name": "Acme",
        "kind": "joined", "starts": "2026-05-01", "excerpt": "Jane <i>Roe</i> joins."}  # fmt: skip


@pytest.fixture(scope="module")
def announced(shared_database_url: str) -> Iterator[World]:
    for world in worlds(shared_database_url):
        yield world.told()


@pytest.fixture(scope="module")
def client(announced: World) -> TestClient:
    return visitor(announced)


def pushed(world: World, entry: str, **said: Any) -> str:
    answer = world.client().post("/v1/nominations", json={**JANE, "entry": entry, **said})
    return str(answer.json()["nominations"][0]["nomination"])


def told(world: World, id: str) -> Json:
    found: Json = world.client().get(f"/v1/nominations/{id}").json()
    return found


def options(page: str, kind: str) -> list[str]:
    return re.findall(rf'type="radio" name="{kind}" value="([^"]*)"', page)


def chosen(page: str, kind: str) -> list[str]:
    return re.findall(rf'type="radio" name="{kind}" value="([^"]*)"\s+checked', page)


def test_what_waits_is_listed_the_last_first_and_counted(announced: World, client: TestClient) -> None:
    id = pushed(announced, "listed")
    waiting = [one["id"] for one in announced.client().get("/v1/nominations").json()["nominations"]
               if one["state"] in ("new", "matched")]  # fmt: skip
    page = client.get("/nominations").text
    assert re.findall(r'<th scope="row"><a href="/nominations/([^"]+)"', page) == waiting[::-1]
    assert (waiting[-1], f">waiting {len(waiting)}</a>" in page.replace("\n", "")) == (id, True)
    assert id not in client.get("/nominations?state=rejected").text
    assert client.get("/nominations?state=lost").status_code == 422


def test_it_lies_beside_whom_and_what_it_may_mean(announced: World, client: TestClient) -> None:
    id = pushed(announced, "beside")
    page, nomination = client.get(f"/nominations/{id}").text, told(announced, id)
    for kind in ("person", "organization", "role"):
        proposed = [one["id"] for one in nomination["candidates"] if one["kind"] == kind]
        assert [one for one in options(page, kind) if one not in ("", "create")] == proposed != []
    for one in nomination["candidates"]:
        assert all(reason in page.replace("&#39;", "'") for reason in one["reasons"])
    assert all(one["sentence"] in page for one in nomination["unsure"])
    assert "Jane &lt;i&gt;Roe&lt;/i&gt; joins." in page
    person = announced.client().get(f"/v1/people/{options(page, 'person')[0]}").json()
    assert all(f'href="/roles/{held["role"]}"' in page for held in person["roles"])
    role = announced.client().get(f"/v1/roles/{options(page, 'role')[0]}").json()
    assert all(f'href="/people/{held["person"]}"' in page for held in role["holders"])


def test_who_is_doubtful_is_not_chosen_beforehand(announced: World, client: TestClient) -> None:
    unsure = told(announced, pushed(announced, "sure"))
    doubtful = told(announced, pushed(announced, "doubtful", role_title="Head of Ice", organization_name="Elsewhere"))
    for nomination in (unsure, doubtful):
        page = client.get(f"/nominations/{nomination['id']}").text
        against = {one["kind"].partition("_")[0] for one in nomination["unsure"]}
        assert ("person" in against) == (chosen(page, "person") == [])


def test_somebody_else_is_looked_for_and_chosen(announced: World, client: TestClient) -> None:
    id = pushed(announced, "other")
    page = client.get(f"/nominations/{id}", params={"find_person": "Cy Doe", "find_role": ""}, follow_redirects=True)
    assert "p-2c8d" in options(page.text, "person")
    said = {"report": told(announced, id)["report"], "person": "p-2c8d", "role": "r-cfo", "effective": "2026-06-01"}
    part = client.post(f"/nominations/{id}/accept", data=said, headers=PARTS)
    assert (part.status_code, "<html" in part.text, "Undo the decision" in part.text) == (200, False, True)
    became = told(announced, id)
    assert (became["state"], became["person"], became["role"]) == ("accepted", "p-2c8d", "r-cfo")
    assert all(f'href="/facts/{fact}"' in part.text for fact in became["facts"])
    undone = client.post(f"/nominations/{id}/undo", data={"reason": "not her"}, headers=PARTS)
    assert (undone.status_code, told(announced, id)["state"]) == (200, "matched")
    assert 'name="person"' in undone.text


def test_what_is_new_is_created_without_scripts_too(announced: World, client: TestClient) -> None:
    id = pushed(announced, "new", person_name="Zoe Quill")
    said = {"person": "create", "person_name": "Zoë Quill", "role": "create", "role_title": "Head of Ice",
            "organization": "acme", "undated": "yes", "tenure_kind": "interim", "back": "/nominations"}  # fmt: skip
    done = client.post(f"/nominations/{id}/accept", data=said)
    assert (done.status_code, done.headers["location"]) == (303, "/nominations")
    person = announced.client().get(f"/v1/people/{told(announced, id)['person']}").json()
    (held,) = person["roles"]
    assert (person["name"], held["title"], held["tenure_kind"]) == ("Zoë Quill", "Head of Ice", "interim")
    assert (held["since"], "aliases" in person) == (None, False)


def test_it_is_rejected_with_a_reason_and_who_comes_second_is_told(announced: World, client: TestClient) -> None:
    id = pushed(announced, "rejected")
    assert client.post(f"/nominations/{id}/reject", data={"reason": "old news"}, headers=PARTS).status_code == 200
    assert told(announced, id)["reason"] == "old news"
    late = client.post(f"/nominations/{id}/accept", data={"person": "p-7k2m", "role": "r-cfo"}, headers=PARTS)
    assert (late.status_code, "undo that first" in late.text, 'role="alert"' in late.text) == (409, True, True)
    assert client.post(f"/nominations/{id}/accept", data={"person": "p-7k2m", "role": "r-cfo"}).status_code == 409


def test_a_revision_since_is_not_overlooked(announced: World, client: TestClient) -> None:
    id = pushed(announced, "revised")
    looked_at = told(announced, id)["report"]
    pushed(announced, "revised", starts="2026-07-01")
    said = {"report": looked_at, "person": "p-7k2m", "role": "r-cfo"}
    late = client.post(f"/nominations/{id}/accept", data=said, headers=PARTS)
    assert (late.status_code, "it was revised since" in late.text) == (409, True)
    assert told(announced, id)["report"] in late.text


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"role": "r-cfo"}, "person"),
        ({"person": "p-none", "role": "r-cfo"}, "person"),
        ({"person": "p-7k2m", "role": "create"}, "organization"),
        ({"person": "p-7k2m", "role": "r-cfo", "effective": "soon"}, "Since"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(
    announced: World, client: TestClient, said: dict[str, str], field: str
) -> None:
    id = pushed(announced, "wrong")
    part = client.post(f"/nominations/{id}/accept", data=said, headers=PARTS)
    problem = part.text.partition('role="alert"')[2].partition("</p>")[0]
    assert (part.status_code, f"{field}: " in problem) == (422, True)
    assert told(announced, id)["state"] == "matched"


def test_who_may_only_read_decides_nothing(announced: World) -> None:
    id, reader = pushed(announced, "read"), visitor(announced, "read")
    assert "data-act" in reader.get(f"/nominations/{id}").text
    assert ">Accept<" not in reader.get(f"/nominations/{id}").text
    assert re.findall(r"<fieldset[^>]*?(\w*)>", reader.get(f"/nominations/{id}").text) == ["disabled"] * 4
    assert reader.post(f"/nominations/{id}/reject").status_code == 403
