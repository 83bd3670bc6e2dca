"""Mermaid flowcharts, for pages written in Markdown: the same boxes and lines as in DOT."""

from __future__ import annotations

from collections.abc import Iterator

from . import looks
from .graph import Edge, Graph
from .plain import shown

MEDIA_TYPE = "text/vnd.mermaid"
_PLAIN = frozenset(" .,-'")
# By whether it is unsure and whether it has a direction.
_LINES = {(False, False): "---", (False, True): "-->", (True, False): "-.-", (True, True): "-.->"}
Names = dict[str, str]


def mermaid(graph: Graph) -> bytes:
    """Nodes and regions are numbered: an id of ours may be a word of the language."""
    names = {id: f"n{number}" for number, id in enumerate(graph.nodes)}
    lines = list(_lines(graph, names))
    text = ["flowchart TB", f"  subgraph map{_label(looks.headline(graph))}", *_body(graph, names), "  end"]
    text += [f"  {drawn}" for drawn, _ in lines]
    text += [f"  linkStyle {number} {style}" for number, (_, style) in enumerate(lines) if style]
    text += ["  classDef vacant stroke-dasharray: 4 3", f"  classDef ours fill:{looks.OURS}", *_colors(graph, names)]
    return ("\n".join(text) + "\n").encode()


def escaped(text: str) -> str:
    """Mermaid's own entity codes for every mark of punctuation: none can end a label or begin markup."""
    return "".join(char if _is_plain(char) else f"#{ord(char)};" for char in shown(text))


def _is_plain(char: str) -> bool:
    return char in _PLAIN or ord(char) > 0x7F or char.isalnum()


def _label(lines: list[str]) -> str:
    return '["' + "<br/>".join(escaped(line) for line in lines) + '"]'


def _body(graph: Graph, names: Names) -> Iterator[str]:
    held, (inside, unit_of) = looks.by_role(graph), looks.units_of(graph)
    drawn: dict[str, list[str]] = {}
    for id, edges in held.items():
        label = _label(list(looks.lines_of_role(graph, graph.nodes[id], edges)))
        box = f"{names[id]}{label}{'' if edges else ':::vacant'}"
        drawn.setdefault(unit_of.get(id, ""), []).append(box)
    for _, unit, begins in looks.nested(inside):
        if begins:
            yield f"    subgraph {names[unit]}{_label([graph.nodes[unit].label])}"
        else:
            yield from (f"    {text}" for text in drawn.get(unit, ()))
            yield "    end"
    yield from (f"    {text}" for text in drawn.get("", ()))
    for node in looks.people_alone(graph):
        ours = ":::ours" if node.values.get("ours") else ""
        yield f"    {names[node.id]}{_label([node.label, *looks.lines_of_part(node)])}{ours}"


def _lines(graph: Graph, names: Names) -> Iterator[tuple[str, str]]:
    """Each line, and how it looks where that differs."""
    box = looks.boxes(graph)
    for edge in graph.edges:
        if edge.kind in ("reports_to", "dotted_to"):
            line = "---" if edge.kind == "reports_to" else "-.-"
            yield f"{names[edge.target]} {line} {names[edge.source]}", ""
        elif edge.kind == "link":
            style = f"stroke:{looks.tone_color(edge)},stroke-width:{looks.strength_width(edge)}px"
            yield f"{names[box[edge.source]]} {_link(edge)} {names[box[edge.target]]}", style
        elif edge.kind == "covers" and edge.target in box:
            yield f'{names[edge.source]} -. "{escaped(edge.label)}" .-> {names[box[edge.target]]}', ""


def _link(edge: Edge) -> str:
    line = _LINES[looks.is_unsure(edge), bool(edge.values.get("directed"))]
    return f'{line}|"{escaped(edge.label)}"|' if edge.label else line


def _colors(graph: Graph, names: Names) -> Iterator[str]:
    for id, edges in looks.by_role(graph).items():
        if color := looks.attitude_color([graph.nodes[edge.source] for edge in edges]):
            yield f"  style {names[id]} fill:{color}"
