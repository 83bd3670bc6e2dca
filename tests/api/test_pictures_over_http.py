"""Pictures over HTTP: at both clocks, with what the caller may see, as documents that do nothing."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from starlette.testclient import TestClient

from tests.api.pictures.geometry import SVG, boxes, faults

from .command_line import CommandLine
from .conftest import OURS, World, worlds

MAP, DAY = "/v1/accounts/acme/map.svg", {"as_of": "2026-06-30"}


@pytest.fixture(scope="module")
def told(shared_database_url: str) -> Iterator[World]:
    for world in worlds(shared_database_url):
        yield world.told()


@pytest.fixture(scope="module")
def client(told: World) -> TestClient:
    return told.client("read", "restricted")


def groups(svg: bytes) -> list[Element]:
    return list(fromstring(svg).iter(f"{SVG}g"))  # noqa: S314 - our own


def boxes_of_roles(svg: bytes, state: str = "role") -> dict[str, dict[str, str]]:
    """By role the attributes of its box, of those in a state."""
    found = [one.attrib for one in groups(svg) if "data-role" in one.attrib and "id" in one.attrib]
    return {one["data-role"]: one for one in found if state in one["class"].split()}


def links(svg: bytes) -> list[Element]:
    return [one for one in groups(svg) if "data-link" in one.attrib]


def test_a_map_is_a_document_that_does_nothing_and_answers_304(client: TestClient) -> None:
    answer = client.get(MAP, params=DAY)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert answer.headers["content-security-policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"] == 'inline; filename="acme-2026-06-30.svg"'
    assert faults(answer.content) == []
    again = client.get(MAP, params=DAY, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304
    assert client.get(MAP, params=DAY).content == answer.content


def test_what_is_restricted_is_left_out_and_said(told: World, client: TestClient) -> None:
    seen, kept = client.get(MAP, params=DAY).content, told.client("read").get(MAP, params=DAY).content
    assert links(seen)
    assert b"withheld" not in seen
    assert not links(kept)
    assert b"are withheld: this key may not see them" in kept


@pytest.mark.parametrize(
    ("asked", "field"),
    [({"layers": "link"}, "layers"), ({"layers": "attitude"}, "opportunity"), ({"theme": "blue"}, "theme")],
)
def test_what_cannot_be_drawn_is_refused_by_name(client: TestClient, asked: dict[str, str], field: str) -> None:
    answer = client.get(MAP, params=asked)
    assert (answer.status_code, answer.json()["field"]) == (422, field)


def test_every_role_of_the_map_has_a_box_with_its_holders(client: TestClient) -> None:
    shown = client.get("/v1/accounts/acme/map", params=DAY).json()["roles"]
    drawn = boxes_of_roles(client.get(MAP, params=DAY).content)
    assert drawn.keys() == {one["id"] for one in shown}
    for role in shown:
        people = " ".join(one["person"] for one in role["holders"])
        assert drawn[role["id"]].get("data-person", "") == people
        assert ("vacant" in drawn[role["id"]]["class"].split()) == (not people)


def test_before_anything_was_known_nothing_is_drawn(client: TestClient) -> None:
    svg = client.get(MAP, params={**DAY, "position": 0}).content
    assert not boxes_of_roles(svg)


def test_links_between_the_same_boxes_keep_their_pixels_on_other_days(client: TestClient) -> None:
    days = [client.get(MAP, params={"as_of": day, "layers": "links"}).content for day in ("2026-06-30", "2026-11-30")]
    first, second = ({tuple(one.attrib.values()): path_of(one) for one in links(svg)} for svg in days)
    assert first.keys() & second.keys()
    assert all(first[link] == second[link] for link in first.keys() & second.keys())


def path_of(link: Element) -> str:
    return next(link.iter(f"{SVG}path")).attrib["d"]


def test_two_moments_in_one_picture_say_what_came(client: TestClient) -> None:
    days = {"from": "2014-01-01", "to": "2026-06-30"}
    before = client.get("/v1/accounts/acme/map", params={"as_of": days["from"]}).json()["roles"]
    after = client.get("/v1/accounts/acme/map", params={"as_of": days["to"]}).json()["roles"]
    came = {one["id"] for one in after} - {one["id"] for one in before}
    svg = client.get("/v1/accounts/acme/diff.svg", params=days).content
    marked = boxes_of_roles(svg, "came")
    assert came
    assert marked.keys() == came


def test_a_unit_is_folded_to_one_box_and_one_that_is_none_is_refused(client: TestClient) -> None:
    shown = client.get("/v1/accounts/acme/map", params=DAY).json()["roles"]
    unit = next(one["unit"] for one in shown if one.get("unit"))
    svg = client.get(MAP, params={**DAY, "collapse": unit}).content
    assert f'id="unit-{unit}"'.encode() in svg
    assert boxes_of_roles(svg).keys() < {one["id"] for one in shown}
    answer = client.get(MAP, params={**DAY, "collapse": "u-none"})
    assert (answer.status_code, answer.json()["field"]) == (422, "collapse")


def test_the_commands_draw_the_same(client: TestClient, shared_database_url: str, tmp_path: Path) -> None:
    line, file = CommandLine(shared_database_url, bytes(32).hex()), tmp_path / "picture.svg"
    at, to = ("--workspace", OURS), ("--format", "svg", "--output", file)
    line.ok("diff", "acme", *at, "--from", "2014-01-01", "--to", "2026-06-30", "--scope", "group", "--why", *to)
    days = {"from": "2014-01-01", "to": "2026-06-30", "scope": "group", "why": "true"}
    assert file.read_bytes() == client.get("/v1/accounts/acme/diff.svg", params=days).content
    line.ok("opportunity", "o-1", *at, "--as-of", DAY["as_of"], *to)
    assert file.read_bytes() == client.get("/v1/opportunities/o-1/buying-center.svg", params=DAY).content
    unit = next(one["id"] for one in client.get("/v1/accounts/acme/map", params=DAY).json()["units"])
    line.ok("map", "acme", *at, "--as-of", DAY["as_of"], "--collapse", unit, *to)
    assert file.read_bytes() == client.get(MAP, params={**DAY, "collapse": unit}).content
    brief = ("--detail", "overview", "--why", "--scope", "group")
    line.ok("map", "acme", *at, "--as-of", DAY["as_of"], *brief, *to)
    asked = {**DAY, "detail": "overview", "why": "true", "scope": "group"}
    assert file.read_bytes() == client.get(MAP, params=asked).content
    refused = line("map", "acme", *at, "--detail", "all", *to)
    assert (refused.code, "there are auto, full, overview" in refused.err) == (2, True)


def test_tooltips_tell_facts_with_source_and_both_dates_and_none_that_are_withheld(told: World) -> None:
    """Of each role that of its definition; links only where they may be seen."""
    asked = {**DAY, "why": "true"}
    seen = told.client("read", "restricted").get(MAP, params=asked).content
    kept = told.client("read").get(MAP, params=asked).content
    for svg in (seen, kept):
        box = next(one for one in groups(svg) if one.attrib.get("id") == "role-r-cfo")
        lines = (box.findtext(f"{SVG}title") or "").split("\n")
        assert len(lines) > 1
        assert all("(effective: " in one and "; recorded: " in one and "; source: " in one for one in lines[1:])
    assert any("\n" in (one.findtext(f"{SVG}title") or "") for one in links(seen))
    facts = told.client("read", "restricted").get("/v1/accounts/acme/map", params=asked).json()
    power = [one for role in facts["roles"] for one in role["holders"] if one["why"].get("power")]
    assert b"power" in seen if power else True
    assert b"The power of" not in kept
    days = {"from": "2014-01-01", "to": "2026-06-30", "why": "true", "detail": "overview", "collapse": ""}
    changed = told.client("read").get("/v1/accounts/acme/diff.svg", params=days).content
    told_today = told.client("read", "restricted").get("/v1/opportunities/o-1/buying-center.svg?why=true")
    for svg in (changed, told_today.content):
        titles = [one.findtext(f"{SVG}title") or "" for one in groups(svg) if "id" in one.attrib]
        assert titles
        assert all("; source: " in one for one in titles)


def test_organizations_of_a_group_are_regions_that_keep_their_place(told: World) -> None:
    told.client().post("/v1/facts", json=[
        {"type": "organization_registered", "organization": "below", "name": "Below Ltd"},
        {"type": "organizations_related", "organization": "below", "other": "acme", "relation": "parent",
         "effective": "2024-02-01"},
        {"type": "role_defined", "role": "r-md", "organization": "below", "title": "Director", "reports_to": "r-ceo",
         "effective": None},
    ]).raise_for_status()  # fmt: skip
    client = told.client("read", "restricted")
    group = client.get(MAP, params={**DAY, "scope": "group"}).content
    before = client.get(MAP, params={"as_of": "2024-01-01", "scope": "group"}).content
    days = {"from": "2024-01-01", "to": "2026-06-30", "scope": "group"}
    both = client.get("/v1/accounts/acme/diff.svg", params=days).content
    assert "r-md" in boxes_of_roles(both, "came")
    assert boxes(both)["role-r-md"][0].middle == pytest.approx(boxes(group)["role-r-md"][0].middle, abs=0.2)
    assert faults(group) == []
    assert (b">Below Ltd</text>" in group, b">Below Ltd</text>" in before) == (True, False)
    assert {"r-md", "r-ceo"} <= boxes_of_roles(group).keys()
    assert "r-md" not in boxes_of_roles(before)
    moved = {id for id in boxes(group).keys() & boxes(before).keys() if boxes(group)[id] != boxes(before)[id]}
    assert not {id for id in moved if id.startswith("person-")}


def test_a_colleague_who_only_covers_has_a_place_and_a_compact_map_keeps_none_for_other_days(told: World) -> None:
    recorded = told.client().post("/v1/facts", json=[
        {"type": "person_introduced", "person": "p-cover", "name": "Ida Cover", "ours": True},
        {"type": "coverage_assigned", "person": "p-cover", "organization": "acme", "part": "lead",
         "effective": "2026-01-01"},
    ]).raise_for_status().json()  # fmt: skip
    client, asked = told.client("read"), {"layers": "hierarchy,coverage"}
    assert "person-p-cover" in boxes(client.get(MAP, params=DAY | asked).content)
    assert "person-p-cover" not in boxes(client.get(MAP, params=asked | {"as_of": "2025-06-30"}).content)
    alone = DAY | {"layers": "hierarchy"}
    stable, compact = (client.get(MAP, params=alone | {"layout": one}).content for one in ("stable", "compact"))
    assert top(stable) - top(compact) > 80
    covered = client.get(MAP, params=DAY | asked).content
    assert all(boxes(covered)[id] == box for id, box in boxes(stable).items())
    known = client.get(f"/v1/facts/{recorded['facts'][-1]['id']}").json()
    said = f"(position {known['position']}, recorded {known['recorded_at'][:16].replace('T', ' ')} UTC)"
    assert said.encode() in stable
    assert begin(covered) - begin(stable) > 80, "no empty band where no layer shows anybody above"
    assert begin(stable) + top(stable) == begin(compact) + top(compact)


def begin(svg: bytes) -> float:
    """Where the map lies on its sheet."""
    return float(svg.partition(b'class="map" transform="translate(')[2].split(b")")[0].split()[1])


def top(svg: bytes) -> float:
    return min(box.top for box, _ in boxes(svg).values())


def test_a_buying_center_shows_whoever_has_a_part_and_how_they_stand(client: TestClient) -> None:
    center = client.get("/v1/opportunities/o-1").json()["buying_center"]
    assert center
    svg = client.get("/v1/opportunities/o-1/buying-center.svg").content
    people = {id for one in groups(svg) for id in one.attrib.get("data-person", "").split()}
    assert {one["person"] for one in center} <= people
    assert faults(svg) == []


def test_somebody_erased_is_on_no_picture_any_more(told: World) -> None:
    name = "Unforgettable Canary"
    admin = told.client("admin")
    admin.post("/v1/facts", json=[
        {"type": "person_introduced", "person": "p-gone", "name": name},
        {"type": "person_took_role", "person": "p-gone", "role": "r-ceo", "effective": "2020-01-01"},
    ]).raise_for_status()  # fmt: skip
    assert name.encode() in admin.get(MAP, params=DAY).content
    admin.post("/v1/people/p-gone/erase", json={}).raise_for_status()
    assert name.encode() not in admin.get(MAP, params=DAY).content
