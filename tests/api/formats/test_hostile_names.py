"""Two hundred hostile names through every form of the map: no document breaks, none says more than the names."""

import unicodedata
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from api.formats.graph import Beside, Graph, graph_of
from api.formats.plain import legal, shown
from api.formats.reading import WRITERS
from tests.hostile import FORMULAS, hostile_names

from .reading import is_formula, read_csv, read_dot, read_graphml, read_mermaid

NAMES = hostile_names()
YED = "{http://www.yworks.com/xml/graphml}"
Json = dict[str, Any]


def hostile_map(names: list[str]) -> Json:
    """Every name as a unit, a title, a person, a kind of link and a part in a sale."""
    roles = [
        {"id": f"r{n}", "title": name, "unit": f"u{n % 7}", "reports_to": f"r{n // 8}" if n else None, "dotted_to": [],
         "since": None, "holders": [{"person": f"p{n}", "name": name, "since": None, "tenure_kind": "interim"}]}
        for n, name in enumerate(names)
    ]  # fmt: skip
    links = [
        {"person": f"p{n}", "other": f"p{n + 1}", "kind": name, "tone": -1, "strength": 5, "directed": True}
        for n, name in enumerate(names[:-1])
    ]
    return {
        "account": {"id": "acme", "name": names[0]}, "as_of": "2026-06-30", "position": 7, "roles": roles,
        "units": [{"id": f"u{n}", "name": name, "parent": None} for n, name in enumerate(names[:7])],
        "people": [{"id": f"p{n}", "name": name} for n, name in enumerate(names)], "links": links,
        "opportunities": [],
    }  # fmt: skip


def sale(names: list[str]) -> Json:
    part = [{"person": f"p{n}", "buying_role": name, "attitude": n % 5 - 2} for n, name in enumerate(names)]
    return {"id": "o", "name": names[1], "buying_center": part}


@pytest.fixture(scope="module")
def graph() -> Graph:
    layers = frozenset(("hierarchy", "power", "links", "coverage", "attitude"))
    return graph_of(hostile_map(NAMES), Beside(sale=sale(NAMES)), layers)


@pytest.fixture(scope="module")
def written(graph: Graph) -> dict[str, bytes]:
    return {format: write(graph) for format, (write, _) in WRITERS.items()}


def test_there_are_two_hundred_and_none_twice() -> None:
    assert len(set(NAMES)) >= 200


def test_graphviz_reads_them_as_text(written: dict[str, bytes]) -> None:
    read = read_dot(written["dot"])
    labels = {one["name"]: one["label"] for one in read["objects"]}
    assert {id for id in labels if id.startswith("role:")} == {f"role:r{n}" for n in range(len(NAMES))}
    assert all("URL" not in one and "href" not in one for one in read["objects"])
    wrong = [name for n, name in enumerate(NAMES) if title(labels[f"role:r{n}"]) != shown(name)]
    assert wrong == []


def title(label: str) -> str:
    """The first line as Graphviz draws it: its escapes and its entities taken back."""
    first = label.replace("\\\\", "\0").split("\\n")[0]
    return first.replace("\0", "\\").replace("&amp;", "&")


def test_networkx_reads_every_name_as_it_was(written: dict[str, bytes]) -> None:
    read = read_graphml(written["graphml"])
    wrong = [name for n, name in enumerate(NAMES) if read.nodes[f"person:p{n}"]["label"] != legal(name)]
    assert wrong == []
    assert len([1 for *_, said in read.edges(data=True) if said["kind"] == "link"]) == len(NAMES) - 1
    drawn = [one.text or "" for one in fromstring(written["graphml"]).iter(f"{YED}NodeLabel")]  # noqa: S314 - made here
    assert {legal(name) for name in NAMES} <= {one.removeprefix("\u2060") for one in drawn}
    assert [one for one in drawn if one.startswith("<")] == []


def test_mermaid_is_made_of_its_own_lines_only(written: dict[str, bytes]) -> None:
    labels = set(read_mermaid(written["mmd"]))
    assert [name for name in NAMES if shown(name) not in labels] == []


@pytest.mark.parametrize("format", ["csv", "links.csv"])
def test_no_cell_is_a_formula(written: dict[str, bytes], format: str) -> None:
    rows = read_csv(written[format])
    assert [cell for row in rows for cell in row.values() if is_formula(cell)] == []
    assert len(rows) == len(NAMES) - (format == "links.csv")
    kept = [row["name"] in (legal(name), f"'{legal(name)}") for row, name in zip(rows, NAMES, strict=False)]
    assert all(kept)


@pytest.mark.parametrize("format", WRITERS)
def test_nothing_invisible_is_left_to_do_harm(written: dict[str, bytes], format: str) -> None:
    text = written[format].decode("utf-8-sig")
    assert {char for char in text if unicodedata.category(char) == "Cc"} <= {"\n", "\r"}


def test_the_same_graph_gives_the_same_bytes(graph: Graph, written: dict[str, bytes]) -> None:
    assert {format: write(graph) for format, (write, _) in WRITERS.items()} == written


def test_what_reads_them_would_notice_a_renderer_that_does_not_escape() -> None:
    """The control: the same forms, written carelessly."""
    careless = "digraph {" + "".join(f'"{n}" [label="{name}"];\n' for n, name in enumerate(NAMES)) + "}"
    with pytest.raises(AssertionError):
        read_dot(careless.encode())
    with pytest.raises(AssertionError):
        read_mermaid("\n".join(["flowchart TB", *(f'n{n}["{name}"]' for n, name in enumerate(NAMES))]).encode())
    assert any(is_formula(cell) for cell in FORMULAS)


@pytest.mark.parametrize("format", ["dot", "mmd"])
def test_units_lie_within_each_other_however_deep(format: str) -> None:
    """Deeper than Python calls itself, which is deeper than Graphviz reads."""
    names = [f"unit {n}" for n in range(1_200)]
    units = [{"id": f"u{n}", "name": name, "parent": f"u{n - 1}" if n else None} for n, name in enumerate(names)]
    deep = hostile_map(names[:1]) | {"units": units, "links": []}
    text = WRITERS[format][0](graph_of(deep, Beside(), frozenset())).decode()
    assert text.count("subgraph") - (format == "mmd") == len(names)
