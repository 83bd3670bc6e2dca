"""GraphML (graphml.graphdrawing.org), for yEd, Gephi and libraries of graphs: everything that the graph says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from ..pictures.texts import width
from .graph import Edge, Graph, Node, Value
from .plain import legal

MEDIA_TYPE = "application/graphml+xml"
_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
# yEd shows only labels that stand here; Gephi takes keys of these names, which yEd gives them, for labels too.
_YED = "http://www.yworks.com/xml/graphml"
_GRAPHICS = {"node": "d3", "edge": "d7"}
_SHAPES = {"node": ("y:ShapeNode", "y:NodeLabel"), "edge": ("y:PolyLineEdge", "y:EdgeLabel")}
_TYPES: dict[type, str] = {bool: "boolean", int: "double", float: "double", str: "string"}
_SIZE = 12
Said = dict[str, Value]


def graphml(graph: Graph) -> bytes:
    """All lines are directed, so that every reader takes them: a link that has no direction says `directed` false."""
    nodes = [(node.id, _said(node)) for node in graph.nodes.values()]
    edges = [(edge.source, edge.target, _said(edge)) for edge in graph.edges]
    root = Element("graphml", {"xmlns": _NAMESPACE, "xmlns:y": _YED})
    _declare(root, "graph", [graph.about])
    _declare(root, "node", [said for _, said in nodes])
    _declare(root, "edge", [said for *_, said in edges])
    for domain, id in _GRAPHICS.items():
        SubElement(root, "key", {"id": id, "for": domain, "yfiles.type": f"{domain}graphics"})
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
    """What yEd draws comes first: of two labels readers keep the last, which is as it was told."""
    if domain in _SHAPES and said["label"]:
        _show(element, domain, legal(str(said["label"])))
    for name, value in said.items():
        text = str(value).lower() if isinstance(value, bool) else legal(str(value))
        SubElement(element, "data", key=f"{domain}.{name}").text = text


def _show(element: Element, domain: str, label: str) -> None:
    """As yEd draws it, a box as wide as its text. What begins as HTML it would take for HTML, addresses and all."""
    shape, name = _SHAPES[domain]
    drawn = SubElement(SubElement(element, "data", key=_GRAPHICS[domain]), shape)
    if domain == "node":
        SubElement(drawn, "y:Geometry", height="30", width=f"{width(label, _SIZE) + _SIZE:.0f}")
    SubElement(drawn, name).text = f"\u2060{label}" if label.lstrip().startswith("<") else label
