"""Careers, successions and musical chairs as pictures: what is on them, that nothing overlaps, PNG and PDF."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from api.pictures.chairs import chains_svg
from api.pictures.rendering import environment, plain, rendered
from api.pictures.stays import career_svg, holders_svg
from api.pictures.texts import width
from domain.errors import InvalidRequest, Unavailable
from tests.api.conftest import World, worlds
from tests.hostile import hostile_names

Json = dict[str, Any]
SVG = "{http://www.w3.org/2000/svg}"
STAMP: Json = {"as_of": "2026-06-30", "position": 7}
DATES = "As of 2026-06-30, as known now (position 7)"
DRAWN = {"svg", "title", "style", "defs", "pattern", "line", "rect", "g", "text", "circle", "path"}
NAMES = hostile_names()
SIZES = {"name": (12, True), "when": (11, False), "sentence": (12, False)}  # and whether bold


def stay(n: int, since: str | None = "2020", until: str | None = None, **more: Any) -> Json:
    """The nth hostile name as whatever has a name in it."""
    name = NAMES[n % len(NAMES)]
    told = {"role": f"r{n}", "title": name, "organization": f"o{n // 3}", "organization_name": name, "name": name}
    return told | {"person": f"p{n}", "since": since, "until": until, "left": None, "reason": name,
                   "tenure_kinds": ["interim"], "tenures": []} | more  # fmt: skip


def career(stays: list[Json]) -> Json:
    return STAMP | {"person": {"id": "p", "name": NAMES[0]}, "stays": stays}


def succession(stays: list[Json]) -> Json:
    gap, overlap = {"from": None, "to": "2021"}, {"from": "2022-03", "to": None, "people": ["a", "b"]}
    return STAMP | {"role": stays[0], "holders": stays, "gaps": [gap], "overlaps": [overlap]}


def musical_chairs(names: list[str]) -> Json:
    left = [
        {"role": f"r{n}", "title": name, "organization_name": name, "until": "2026-03"} for n, name in enumerate(names)
    ]
    moves = [
        {"person": f"p{n}", "name": name, "date": "2026-03-01", "left": [left[n]], "sentence": name,
         "took": left[n - 1] | {"since": "[2026-03..2026-04]"} if n else None}
        for n, name in enumerate(names)
    ]  # fmt: skip
    chain = {"moves": moves, "besides": [], "roles": left, "sentence": " → ".join(names[:9])}
    return STAMP | {"chains": [chain], "next": None}


def elements(svg: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(svg).iter())  # noqa: S314  our own


def active(svg: bytes) -> list[str]:
    """What could run, load or lead elsewhere, as a parser of XML sees it."""
    found = elements(svg)
    strange = [one.tag for one in found if one.tag.removeprefix(SVG) not in DRAWN]
    return strange + [name for one in found for name in one.attrib if name.startswith("on") or "href" in name]


@pytest.mark.parametrize("picture", ["career", "holders", "chains"])
def test_hostile_names_stay_text(picture: str) -> None:
    stays = [stay(n) for n in range(len(NAMES))]
    svg = {
        "career": lambda: career_svg(career(stays), DATES),
        "holders": lambda: holders_svg(succession(stays), DATES),
        "chains": lambda: chains_svg(musical_chairs(NAMES), DATES),
    }[picture]()
    assert active(svg) == []
    assert len(elements(svg)) > len(NAMES)


def test_a_picture_that_does_not_escape_would_be_noticed() -> None:
    """The control."""
    with pytest.raises(ElementTree.ParseError):
        elements(f"<svg>{''.join(NAMES)}</svg>".encode())
    assert active(b"<svg xmlns='http://www.w3.org/2000/svg'><script/><text onload='a'>x</text></svg>") != []


days = st.dates(date(1990, 1, 1), date(2035, 1, 1))
written = st.one_of(
    st.none(), days.map(str), days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}"),
    days.map(lambda day: f"[..{day}]"), st.tuples(days, st.integers(0, 900)).map(
        lambda pair: f"[{pair[0]}..{pair[0] + timedelta(days=pair[1])}]"),
)  # fmt: skip
stays_of_any_dates = st.lists(st.builds(stay, st.integers(0, 219), written, written), min_size=1, max_size=14)


def texts_of(svg: bytes) -> list[tuple[float, float, float, float]]:
    """The room that each text of a bar or lane takes: left, right, top, bottom, by the widths it was measured with."""
    found = []
    for one in elements(svg):
        if one.tag == f"{SVG}text" and one.get("class") in SIZES:
            size, bold = SIZES[str(one.get("class"))]
            used = float(one.get("textLength") or width(one.text or "", size, bold=bold))
            x = float(one.get("x", 0)) - (used if one.get("direction") == "rtl" else 0)
            y = float(one.get("y", 0))
            found.append((x, x + used, y - size * 0.8, y + size * 0.2))
    return found


def meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[1] - 1 and other[0] < one[1] - 1 and one[2] < other[3] - 1 and other[2] < one[3] - 1


def overlapping(svg: bytes) -> list[object]:
    texts = texts_of(svg)
    return [(a, b) for n, a in enumerate(texts) for b in texts[n + 1 :] if meet(a, b)]


@settings(max_examples=60)
@given(stays_of_any_dates)
def test_no_words_meet_and_none_leave_the_picture(stays: list[Json]) -> None:
    for svg in (career_svg(career(stays), DATES), holders_svg(succession(stays), DATES)):
        wide = float(elements(svg)[0].get("width", 0))
        assert overlapping(svg) == []
        assert [text for text in texts_of(svg) if text[0] < 0 or text[1] > wide] == []
        assert svg in (career_svg(career(stays), DATES), holders_svg(succession(stays), DATES))


def test_names_of_those_who_soon_follow_each_other_in_a_post_do_not_meet() -> None:
    post = {"role": "r", "title": "CFO", "organization_name": "Acme"}
    days = ("2015-01-01", "2026-01-01", "2026-02-01", "2026-03-01")
    came: list[Json] = [{"left": [], "took": post | {"since": day}} for day in days]
    gone: list[Json] = [{"left": [post | {"until": day}], "took": None} for day in days]
    moves = [
        {"person": f"p{n}", "name": "Wilhelmina Weatherby", "date": None, "sentence": "Moved.", **one}
        for n, one in enumerate(came + gone)
    ]
    chain = {"moves": moves, "besides": [], "roles": [post], "sentence": "One after the other."}
    picture = chains_svg(STAMP | {"chains": [chain], "next": None}, DATES)
    assert overlapping(picture) == []
    assert b".gave{fill:none" in picture  # it hides nobody who came on the same day


def test_words_that_meet_would_be_noticed() -> None:
    svg = career_svg(career([stay(0)]), DATES)
    assert overlapping(svg.replace(b"</svg>", b'<text class="name" x="30" y="142">Over it</text></svg>'))


def test_every_color_is_one_that_librsvg_knows() -> None:
    for theme in ("light", "dark", "auto"):
        text = plain(career_svg(career([stay(0)]), DATES, theme)).decode()
        assert "var(" not in text
        assert "@media" not in text
        assert "fill:none}" not in re.sub(r"\.(?:none|pass|line|link|covers|vacant)[^}]*}", "", text)


@pytest.fixture(scope="module")
def world(shared_sqlite_url: str) -> Iterator[World]:
    for world in worlds(shared_sqlite_url):
        yield world.told()


PATHS = ("people/p-7k2m/career", "roles/r-cfo/holders", "moves/chains")


@pytest.mark.parametrize("path", PATHS)
def test_a_picture_is_of_both_dates_and_may_be_shown(world: World, path: str) -> None:
    client = world.client("read")
    answer = client.get(f"/v1/{path}.svg", params={"as_of": "2026-06-30", "theme": "dark"}).raise_for_status()
    words = " ".join(text for one in elements(answer.content) if (text := one.text))
    assert re.search(r"As of 2026-06-30, .*, recorded .* UTC\); newest fact recorded \d{4}-\d\d-\d\d, ", words)
    assert "Jane Roe" in words
    assert answer.headers["content-disposition"].startswith("inline")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert (answer.headers["content-type"], answer.headers["x-content-type-options"]) == ("image/svg+xml", "nosniff")
    again = client.get(
        f"/v1/{path}.svg",
        params={"as_of": "2026-06-30", "theme": "dark"},
        headers={"If-None-Match": answer.headers["etag"]},
    )
    assert again.status_code == 304


def test_what_was_not_known_then_is_not_on_it(world: World) -> None:
    text = world.client("read").get("/v1/roles/r-cfo/holders.svg", params={"position": 5}).text
    assert "Jane Roe" not in text


def test_png_and_pdf_are_made_of_it_and_the_same_each_time(world: World) -> None:
    client = world.client("read")
    for format, begins in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        first, second = (client.get(f"/v1/people/p-7k2m/career.{format}").raise_for_status() for _ in range(2))
        assert first.content.startswith(begins)
        assert first.content == second.content
        assert client.get(f"/v1/accounts/acme/map.{format}").raise_for_status().content.startswith(begins)


def test_signs_are_drawn_by_fonts_without_color() -> None:
    """One in color would be drawn as a black patch."""
    command = [shutil.which("fc-list") or "", ":charset=1f680", "color"]
    found = subprocess.run(command, env=environment(), capture_output=True, text=True, check=True).stdout
    assert set(found.split()) == {":color=False"}


def test_where_the_renderer_is_missing_it_is_said_what_to_install(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    client: TestClient = world.client("read")
    answer = client.get("/v1/people/p-7k2m/career.png")
    assert (answer.status_code, answer.json()["type"]) == (501, "urn:incumbent:problem:renderer-missing")
    assert "librsvg2-bin" in answer.json()["detail"]
    assert client.get("/v1/people/p-7k2m/career.svg").status_code == 200


def test_what_is_too_large_or_never_ends_is_refused() -> None:
    svg = holders_svg(succession([stay(n) for n in range(9)]), DATES)
    with pytest.raises(InvalidRequest):
        rendered(svg.replace(b"</svg>", b" " * 2**24 + b"</svg>"), "png")
    with pytest.raises(Unavailable):
        rendered(b"<svg><no svg", "pdf")


def test_nobody_is_named_once_erased(sqlite_world: World) -> None:
    client = sqlite_world.told().client("admin")
    client.post("/v1/people/p-7k2m/erase").raise_for_status()
    for path in PATHS:
        text = client.get(f"/v1/{path}.svg").raise_for_status().text
        assert "Jane" not in text
        assert "erased person" in text


def test_the_commands_draw_them(sqlite_world: World, tmp_path: Path, sqlite_url: str) -> None:
    from tests.api.command_line import CommandLine

    sqlite_world.told()
    sqlite_world.store.close()
    run = CommandLine(sqlite_url, root_key="00" * 32)
    for command in (("career", "p-7k2m"), ("holders", "r-cfo"), ("moves", "--chains")):
        file = tmp_path / "picture.svg"
        run.ok(*command, "--workspace", "ours", "--format", "svg", "--output", file)
        assert b"Jane Roe" in file.read_bytes()
    file = tmp_path / "map.png"
    run.ok("map", "acme", "--workspace", "ours", "--format", "png", "--output", file)
    assert file.read_bytes().startswith(b"\x89PNG")
    assert run("moves", "--workspace", "ours", "--format", "svg").code == 2
