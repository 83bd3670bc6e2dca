"""Pictures of random companies: nothing meets, nothing leaves its box, nothing moves, the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random
from xml.etree.ElementTree import fromstring

import msgspec
import pytest

from api.pictures import boxes as drawn_boxes
from api.pictures import corridors, tracks
from api.pictures import layout as layouts
from api.pictures import maps as drawn_maps
from api.pictures.asked import LAYERS, Asked
from api.pictures.layout import Layout, laid_out
from api.pictures.maps import Map
from api.pictures.sheets import picture
from api.pictures.texts import drawable
from api.pictures.tracks import Thread
from domain.analysis.picture import Link, Person, Role
from projections.account_lives import AccountLife
from projections.analysis.drawing import Drawn

from .companies import company
from .geometry import SVG, boxes, faults, together, ways_of_links

EVERYTHING = Asked(frozenset(LAYERS), "o-1")
LINKS = Asked(frozenset({"links"}))
OVERVIEW = replace(EVERYTHING, detail="overview")


def shown(seed: int, size: int, asked: Asked = EVERYTHING) -> bytes:
    life, drawn = company(seed, size)
    layout = laid_out(life, detail=asked.detail)
    return picture(Map(drawn, layout, asked, True), drawn.picture.account.name or "", ["As of 2026-06-30"])


@pytest.mark.parametrize("seed", range(100))
def test_no_boxes_meet_no_text_leaves_its_box_and_no_line_runs_under_any(seed: int) -> None:
    """100 accounts of 300 people, and one of fewer each: a leaf alone to some dozens."""
    assert faults(shown(seed, 300)) == []
    small = shown(seed, seed % 25 + 1)
    assert faults(small) == []
    assert together(small) == []


@pytest.mark.parametrize("seed", range(4))
def test_an_overview_has_every_role_once_as_a_box_or_a_mark_and_nothing_meets(seed: int) -> None:
    whole_svg, brief = shown(seed, 500, replace(EVERYTHING, detail="full")), shown(seed, 500, OVERVIEW)
    whole = boxes(whole_svg)
    assert faults(brief) == []
    assert {id for id in boxes(brief) if id.startswith("role-")} == {id for id in whole if id.startswith("role-")}
    life, drawn = company(seed, 500)
    assert laid_out(life, detail="auto").heaps
    assert laid_out(life, sorted(life.units), "auto").brief
    counts, within = (
        counts_of_bundles(brief),
        links_within(Map(drawn, laid_out(life, detail="overview"), OVERVIEW, True)),
    )
    assert sum(counts) + brief.count(b"data-link=") + within == whole_svg.count(b"data-link=")
    assert max(counts) > 1
    assert not laid_out(company(seed, 300)[0], detail="auto").heaps


def test_in_an_overview_many_people_outside_are_marks_in_one_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a box for each as the control."""
    life, drawn = company(1, 500)
    ids = [f"y{one}" for one in range(40)]
    known = [Person(id=id, name="Ada Poe") for id in ids]
    links = [Link(person=id, other=f"p{at}", kind="advice") for at, id in enumerate(ids)]
    more = {"people": [*drawn.picture.people, *known], "links": [*drawn.picture.links, *links]}
    day = replace(drawn, picture=msgspec.structs.replace(drawn.picture, **more))
    life = life._replace(near=(*life.near, *ids))
    heaped, boxed = (outsiders(monkeypatch, life, day, most) for most in (12, 100))
    assert faults(heaped) == []
    assert {f"person-{id}" for id in ids} <= boxes(heaped).keys()
    sides = [
        [box.right - box.left for id, (box, _) in boxes(svg).items() if id.startswith("person-y")]
        for svg in (heaped, boxed)
    ]
    assert max(sides[0]) < 20 < min(sides[1])


def outsiders(monkeypatch: pytest.MonkeyPatch, life: AccountLife, day: Drawn, most: int) -> bytes:
    monkeypatch.setattr(layouts, "MANY", most)
    return picture(Map(day, laid_out(life, detail="overview"), OVERVIEW, True), "Acme", ["Some day"])


def counts_of_bundles(svg: bytes) -> list[int]:
    """How many links each line stands for; the number is written on it where it is more than one."""
    groups = [one for one in fromstring(svg).iter(f"{SVG}g") if "data-count" in one.attrib]  # noqa: S314 - made here
    for one in groups:
        number, told = one.findtext(f"{SVG}text"), one.findtext(f"{SVG}title") or ""
        assert (number or "1") == one.attrib["data-count"]
        assert f": {one.attrib['data-count']} link" in told
    return [int(one.attrib["data-count"]) for one in groups]


def links_within(brief: Map) -> int:
    """By hand: those of two people who stand at the same place of an overview, though not in one box."""
    boxed = {held.person for role in brief.roles for held in role.holders}
    ends = [(one.person, one.other) for one in brief.drawn.picture.links if one.person != one.other]
    apart = [pair for pair in ends if not boxed & {*pair} and None not in map(brief.seats.get, pair)]
    return sum(brief.seats[one] == brief.seats[other] for one, other in apart)


def test_lines_straight_from_box_to_box_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of lines that are led around boxes."""
    monkeypatch.setattr(drawn_maps, "led", lambda _, one, other, __: [one.frame.middle, other.frame.middle])
    assert any("under" in fault for fault in faults(shown(3, 30)))


def test_links_take_little_more_than_the_way_across_and_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """With those as the control that leave each block by its right side."""
    assert way_of_links() < 1.25
    monkeypatch.setattr(corridors.Cell, "beside", lambda cell, *_: cell.right)
    assert way_of_links() > 1.4


def way_of_links() -> float:
    ways = [ways_of_links(shown(seed, 20)) for seed in range(10)]
    return sum(way for way, _ in ways) / sum(least for _, least in ways)


def test_links_of_different_pairs_run_beside_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the lane of their tone alone as the control."""
    assert [together(shown(seed, 60)) for seed in range(4)] == [[]] * 4
    monkeypatch.setattr(tracks, "_MANY", 0)
    assert together(shown(3, 60))


def test_where_links_are_too_many_those_of_one_tone_share_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that none of another lies under it; with one line for all tones as the control."""
    monkeypatch.setattr(tracks, "_MANY", 0)
    assert mixed(shown(3, 120)) < 0.01
    monkeypatch.setattr(tracks, "_SHARED", dict.fromkeys(tracks._SHARED, (8, 3)))
    assert mixed(shown(3, 120)) > 0.3


def mixed(svg: bytes) -> float:
    """Of all that runs on one another the share of different tones."""
    found = together(svg)
    assert sum(one.pixels for one in found) > 1_000
    return sum(one.pixels for one in found if not one.alike) / sum(one.pixels for one in found)


def test_links_of_many_roles_are_thinner() -> None:
    assert [thickest(size) for size in (60, 300)] == [3.0, 1.8]


def thickest(size: int) -> float:
    life, drawn = company(3, size)
    links = "".join(Map(drawn, laid_out(life), LINKS, True).links())
    return max(map(float, re.findall(r'stroke-width="([\d.]+)"', links)))


def test_ways_are_as_wide_as_links_need_them_to_be_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hardly any comes nearer to another than three pixels; with all ways of the usual width as the control."""
    assert nearer(0, 300) < 0.01
    monkeypatch.setattr(layouts, "_ROUNDS", 0)
    assert nearer(0, 300) > 0.3


def nearer(seed: int, size: int) -> float:
    """The pixels that links have too near to others, for each pixel of their way."""
    svg = shown(seed, size)
    return sum(one.pixels for one in together(svg, near=2)) / ways_of_links(svg)[0]


@pytest.mark.parametrize("seed", [5, 9])
def test_a_line_between_two_who_did_not_move_keeps_its_pixels_whatever_else_is_gone(seed: int) -> None:
    """Boxes of one size: another one begins a line at its own edge."""
    life, drawn = company(seed, 120)
    random, layout = Random(seed), laid_out(life)
    every = lines_of(drawn, layout)
    for _ in range(3):
        known = drawn.picture
        roles, links = ([one for one in some if random.random() < 0.6] for some in (known.roles, known.links))
        day = replace(drawn, picture=msgspec.structs.replace(known, roles=roles, links=links))
        some = {link: path for link, path in lines_of(day, layout).items() if link in every}
        assert len(some) > 2
        assert some == {link: every[link] for link in some}


def lines_of(drawn: Drawn, layout: Layout) -> dict[Thread, str]:
    """By link and the places of its people where it runs."""
    shown = Map(drawn, layout, LINKS, True)
    seats = [
        Thread(shown.seats[one.person], shown.seats[one.other], one.person, one.other, one.kind)
        for one in shown.tied[1]
    ]
    return dict(zip(seats, (one.partition("<path")[2].partition(" class")[0] for one in shown.links()), strict=True))


def test_boxes_too_large_for_their_slots_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr(drawn_boxes, "_MOST", (260.0, 120.0))
    assert faults(shown(3, 30))


def test_the_same_input_gives_the_same_bytes() -> None:
    assert shown(5, 120) == shown(5, 120)


@pytest.mark.parametrize("seed", range(6))
def test_whoever_did_not_move_keeps_the_place_on_any_two_days(seed: int) -> None:
    life, drawn = company(seed, 120)
    layout, random, found = laid_out(life), Random(seed), list[dict[str, tuple[float, float]]]()
    for _ in range(3):
        some = [one for one in drawn.picture.roles if random.random() < 0.6]
        day = replace(drawn, picture=msgspec.structs.replace(drawn.picture, roles=some))
        found.append(middles(picture(Map(day, layout, EVERYTHING, True), "Acme", ["Some day"])))
    kept = [(one[id], other[id]) for one in found for other in found for id in one.keys() & other.keys()]
    assert len(kept) > 100
    assert all(one == pytest.approx(other, abs=0.2) for one, other in kept)


def middles(svg: bytes) -> dict[str, tuple[float, float]]:
    return {id: box.middle for id, (box, _) in boxes(svg).items()}


def test_a_circle_of_superiors_and_a_chain_of_thousands_are_drawn() -> None:
    life, _ = company(1, 30)
    turned = [one._replace(superior=f"r{(int(one.id[1:]) + 1) % 30}") for one in life.posts]
    assert len(laid_out(life._replace(posts=tuple(turned))).slots) == 30
    chain = [one._replace(id=f"c{at:05}", superior=f"c{at - 1:05}") for at, one in enumerate(life.posts * 100)]
    assert len(laid_out(life._replace(posts=tuple(chain))).slots) == 3_000


def test_names_are_text_whatever_they_say() -> None:
    hostile = "</text><script>alert(1)</script><a onclick='x' href=\"javascript:1\">\x00\x1b\u202e"
    life, drawn = company(2, 30)
    named = [called(one, hostile) for one in drawn.picture.roles]
    day = replace(drawn, picture=msgspec.structs.replace(drawn.picture, roles=named))
    root = fromstring(picture(Map(day, laid_out(life), EVERYTHING, True), hostile, [hostile]))  # noqa: S314
    assert {one.tag.rpartition("}")[2] for one in root.iter()} <= {"svg", "title", "style", "g", "rect", "path", "text"}
    assert not [name for one in root.iter() for name in one.attrib if name.startswith("on") or "href" in name]


def test_marks_do_not_pile_up_out_of_their_line() -> None:
    assert drawable("e" + "\u0301" * 40) == "e" + "\u0301" * 4
    assert drawable("e" + "\u200d\u0301" * 40).count("\u0301") == 4
    for name in ("Nguye\u0302\u0303n", "བསྒྲུབས", "שָׁלוֹם", "ที่นี่"):
        assert drawable(name) == name


def called(role: Role, name: str) -> Role:
    holders = [msgspec.structs.replace(one, name=name) for one in role.holders]
    return msgspec.structs.replace(role, title=name, holders=holders)


def test_the_line_of_a_role_with_another_superior_that_day_moves_and_the_box_stays() -> None:
    life, drawn = company(4, 9)
    role = next(one for one in drawn.picture.roles if one.reports_to not in (None, "r0"))
    other = next(one.id for one in drawn.picture.roles if one.id not in (role.id, role.reports_to))
    changed = [msgspec.structs.replace(one, reports_to=other) if one is role else one for one in drawn.picture.roles]
    day: Drawn = replace(drawn, picture=msgspec.structs.replace(drawn.picture, roles=changed))
    before, after = (picture(Map(one, laid_out(life), EVERYTHING, True), "A", ["B"]) for one in (drawn, day))
    assert middles(before)[f"role-{role.id}"] == middles(after)[f"role-{role.id}"]
    assert f'class="line elsewhere" data-role="{role.id}" data-superior="{other}"'.encode() in after
