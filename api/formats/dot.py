"""DOT, for Graphviz: posts as boxes with their holders in the regions of their units, and every line between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import looks
from .graph import Edge, Graph, Node
from .plain import shown

MEDIA_TYPE = "text/vnd.graphviz"
_GRAPH = {"labelloc": "t", "fontname": "Noto Sans", "fontsize": "16", "compound": "true", "ranksep": "0.6"}
_NODES = {"shape": "box", "style": "rounded,filled", "fillcolor": "#ffffff", "fontname": "Noto Sans", "fontsize": "10"}
_EDGES = {"fontname": "Noto Sans", "fontsize": "8", "color": "#6b7280"}


def dot(graph: Graph) -> bytes:
    lines = ["digraph map {", f"  graph {_attributes({'label': _label(looks.headline(graph)), **_GRAPH})};"]
    lines += [f"  node {_attributes(_NODES)};", f"  edge {_attributes(_EDGES)};"]
    lines += _body(graph)
    lines += [f"  {_drawn(edge)}" for edge in _lines(graph)]
    return ("\n".join([*lines, "}"]) + "\n").encode()


def quoted(text: str) -> str:
    """A DOT string: within quotes only the quote itself is special to its grammar."""
    return '"' + text.replace('"', '\\"') + '"'


def _label(lines: list[str]) -> str:
    """Labels know escapes (`\\N` is the node's id) and entities of HTML: neither is left to whoever has a name."""
    escaped = (shown(line).replace("\\", "\\\\").replace("&", "&amp;") for line in lines)
    return "\\n".join(escaped)


def _attributes(given: dict[str, str]) -> str:
    return "[" + ", ".join(f"{name}={quoted(value)}" for name, value in given.items()) + "]"


def _body(graph: Graph) -> Iterator[str]:
    held, (inside, unit_of) = looks.by_role(graph), looks.units_of(graph)
    drawn = {id: f"{quoted(id)} {_attributes(_role(graph, graph.nodes[id], edges))};" for id, edges in held.items()}
    by_unit: dict[str, list[str]] = {}
    for id, text in drawn.items():
        by_unit.setdefault(unit_of.get(id, ""), []).append(text)
    for depth, unit, begins in looks.nested(inside):
        indent = "  " * (depth + 1)
        yield from _begun(graph, unit, indent) if begins else _ended(by_unit.get(unit, ()), indent)
    yield from (f"  {text}" for text in by_unit.get("", ()))
    for node in looks.people_alone(graph):
        yield f"  {quoted(node.id)} {_attributes(_person(node))};"


def _begun(graph: Graph, unit: str, indent: str) -> Iterator[str]:
    label = {"label": _label([graph.nodes[unit].label]), "style": "rounded", "color": "#c7ccd4"}
    yield f"{indent}subgraph {quoted(f'cluster {unit}')} {{"
    yield f"{indent}  graph {_attributes(label)};"


def _ended(roles: Iterable[str], indent: str) -> Iterator[str]:
    yield from (f"{indent}  {text}" for text in roles)
    yield f"{indent}}}"


def _role(graph: Graph, role: Node, held: list[Edge]) -> dict[str, str]:
    people = [graph.nodes[edge.source] for edge in held]
    share = max((float(node.values.get("influence_share", 0)) for node in people), default=0.0)
    given = {"label": _label(list(looks.lines_of_role(graph, role, held)))}
    if color := looks.attitude_color(people):
        given["fillcolor"] = color
    if share:
        given["fontsize"] = f"{10 + min(share, 0.2) * 40:.1f}"
    return given if held else given | {"style": "rounded,dashed"}


def _person(node: Node) -> dict[str, str]:
    color = looks.OURS if node.values.get("ours") else looks.attitude_color([node]) or "#ffffff"
    label = _label([node.label, *looks.lines_of_part(node)])
    return {"label": label, "shape": "oval", "style": "filled", "fillcolor": color}


def _lines(graph: Graph) -> Iterator[tuple[str, str, dict[str, str]]]:
    box = looks.boxes(graph)
    for edge in graph.edges:
        if edge.kind == "reports_to":
            yield edge.target, edge.source, {"dir": "none"}
        elif edge.kind == "dotted_to":
            yield edge.target, edge.source, {"dir": "none", "style": "dotted", "constraint": "false"}
        elif edge.kind == "link":
            yield box[edge.source], box[edge.target], _link(edge)
        elif edge.kind == "covers" and edge.target in box:
            yield edge.source, box[edge.target], _beside(edge) | {"style": "dashed", "color": "#3f7d3a"}


def _link(edge: Edge) -> dict[str, str]:
    given = {"color": looks.tone_color(edge), "penwidth": f"{looks.strength_width(edge)}", "constraint": "false"}
    given |= _beside(edge)
    given |= {} if edge.values.get("directed") else {"dir": "none"}
    return given | ({"style": "dashed"} if looks.is_unsure(edge) else {})


def _beside(edge: Edge) -> dict[str, str]:
    """Written beside the line: a label in it would take part in the ranks, which Graphviz then gives up on."""
    return {"xlabel": _label([edge.label])} if edge.label else {}


def _drawn(line: tuple[str, str, dict[str, str]]) -> str:
    source, target, given = line
    return f"{quoted(source)} -> {quoted(target)} {_attributes(given)};"
