"""CSV, for spreadsheets: a row for each holder of each post, or for each link."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator

from .graph import Graph, Node, Value
from .plain import legal

MEDIA_TYPE = "text/csv; charset=utf-8"
# As of OWASP's page on CSV injection, with the forms of full width that spreadsheets take for the same.
_BEGINNINGS = frozenset("=+-@|%\uff1d\uff0b\uff0d\uff20")
_ROLES = ("role", "title", "unit", "unit_name", "reports_to", "reports_to_title", "dotted_to", "function", "level",
          "zone", "vacant", "person", "name", "tenure_kind", "since", "power", "influence_share", "buying_role",
          "attitude", "possible", "probable")  # fmt: skip
_LINKS = ("person", "name", "other", "other_name", "kind", "tone", "strength", "directed", "desired", "since",
          "possible", "probable")  # fmt: skip
_ABOUT = ("as_of", "known_at", "position", "withheld")
Row = dict[str, Value]


def roles_csv(graph: Graph) -> bytes:
    """Vacant posts have a row too. Each row says of which dates it is, and what is withheld."""
    return _csv(_ROLES, _role_rows(graph), graph)


def links_csv(graph: Graph) -> bytes:
    return _csv(_LINKS, _link_rows(graph), graph)


def cell(value: Value) -> Value:
    """Text that a spreadsheet would take for a formula begins with an apostrophe; numbers stay numbers."""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    begins = next((char for char in value if not _is_skipped(char)), "")
    return f"'{legal(value)}" if begins in _BEGINNINGS or value[:1] in ("\t", "\r", "\n") else legal(value)


def _is_skipped(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")


def _csv(columns: tuple[str, ...], rows: Iterator[Row], graph: Graph) -> bytes:
    """With a byte order mark, without which spreadsheets take UTF-8 for something else."""
    text = io.StringIO()
    writer = csv.DictWriter(text, (*columns, *_ABOUT), restval="", extrasaction="ignore", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(value) for name, value in (graph.about | row).items()})
    return text.getvalue().encode("utf-8-sig")


def _role_rows(graph: Graph) -> Iterator[Row]:
    leading, dotted, unit, holders = (_targets(graph, kind) for kind in ("reports_to", "dotted_to", "in_unit", "held"))
    tenures = {(edge.source, edge.target): edge for edge in graph.edges if edge.kind == "holds"}
    for node in (node for node in graph.nodes.values() if node.kind == "role"):
        row: Row = {"role": _id(node.id), "name": ""} | node.values | {"unit": "", "since": "", "title": node.label}
        row |= _named(graph, "unit", "unit_name", unit.get(node.id, ()))
        row |= _named(graph, "reports_to", "reports_to_title", leading.get(node.id, ()))
        row["dotted_to"] = " ".join(_id(one) for one in dotted.get(node.id, ()))
        for person in holders.get(node.id, ()):
            held = tenures[person, node.id]
            yield row | _said_of(graph.nodes[person]) | held.values | {"tenure_kind": held.label}
        if not holders.get(node.id):
            yield row


def _targets(graph: Graph, kind: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for edge in graph.edges:
        if kind == "held" and edge.kind == "holds":
            found.setdefault(edge.target, []).append(edge.source)
        elif edge.kind == kind:
            found.setdefault(edge.source, []).append(edge.target)
    return found


def _named(graph: Graph, name: str, label: str, found: list[str] | tuple[()]) -> Row:
    return {name: _id(found[0]), label: graph.nodes[found[0]].label} if found else {}


def _said_of(person: Node) -> Row:
    return {"person": _id(person.id), **person.values, "name": person.label}


def _link_rows(graph: Graph) -> Iterator[Row]:
    for edge in (edge for edge in graph.edges if edge.kind == "link"):
        ends: Row = {"person": _id(edge.source), "name": graph.nodes[edge.source].label}
        ends |= {"other": _id(edge.target), "other_name": graph.nodes[edge.target].label, "kind": edge.label}
        yield ends | edge.values


def _id(node: str) -> str:
    return node.partition(":")[2]
