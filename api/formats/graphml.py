"""GraphML (graphml.graphdrawing.org), for yEd, Gephi and libraries of graphs: everything that the graph says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from .graph import Edge, Graph, Node, Value
from .plain import legal

MEDIA_TYPE = "application/graphml+xml"
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_TYPES: dict[type, str] = {bool: "boolean", int: "double", float: "double", str: "string"}
Said = dict[str, Value]


def graphml(graph: Graph) -> bytes:
    """All lines are directed, so that every reader takes them: a link that has no direction says `directed` false."""
    nodes = [(node.id, _said(node)) for node in graph.nodes.values()]
    edges = [(edge.source, edge.target, _said(edge)) for edge in graph.edges]
    root = Element("graphml", xmlns=_NAMESPACE)
    _declare(root, "graph", [graph.about])
    _declare(root, "node", [said for _, said in nodes])
    _declare(root, "edge", [said for *_, said in edges])
    drawn = SubElement(root, "graph", id="map", edgedefault="directed")
    _say(drawn, "graph", graph.about)
    for id, said in nodes:
        _say(SubElement(drawn, "node", id=id), "node", said)
    for source, target, said in edges:
        _say(SubElement(drawn, "edge", source=source, target=target), "edge", said)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _said(part: Node | Edge) -> Said:
    said: Said = {"kind": part.kind, "label": part.label}
    return said | ({"directed": False} if part.kind == "link" else {}) | part.values


def _declare(root: Element, domain: str, all_said: Iterable[Said]) -> None:
    for name, kind in sorted(_kinds(all_said)):
        key = {"id": f"{domain}.{name}", "for": domain, "attr.name": name, "attr.type": kind}
        SubElement(root, "key", key)


def _kinds(all_said: Iterable[Said]) -> Iterator[tuple[str, str]]:
    found: dict[str, str] = {}
    for said in all_said:
        for name, value in said.items():
            kind = _TYPES[type(value)]
            found[name] = kind if found.get(name, kind) == kind else "string"
    yield from found.items()


def _say(element: Element, domain: str, said: Said) -> None:
    for name, value in said.items():
        text = str(value).lower() if isinstance(value, bool) else legal(str(value))
        SubElement(element, "data", key=f"{domain}.{name}").text = text
