"""How a map looks in the languages of drawings: which box a person is in, colors, words. One place for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .graph import Edge, Graph, Node

# From blue to orange by way of grey: told apart by people who do not tell red from green.
ATTITUDES = {-2: "#e66101", -1: "#fdb863", 0: "#f0f0f0", 1: "#b2d2e8", 2: "#5e9fcb"}
TONES = {-1: "#c2410c", 0: "#6b7280", 1: "#2563a8"}
OURS = "#e6f0e4"


def boxes(graph: Graph) -> dict[str, str]:
    """By person, the box they are in: that of the first post they hold, or their own."""
    found: dict[str, str] = {}
    for edge in graph.edges:
        if edge.kind == "holds":
            found.setdefault(edge.source, edge.target)
    alone = (node.id for node in graph.nodes.values() if node.kind == "person" and node.id not in found)
    return found | {id: id for id in alone}


def people_alone(graph: Graph) -> list[Node]:
    """With a box of their own: our colleagues, and whoever is outside the map's posts but tied to them."""
    tied = {end for edge in graph.edges for end in (edge.source, edge.target) if edge.kind in ("link", "covers")}
    own = boxes(graph)
    return [node for node in graph.nodes.values() if own.get(node.id) == node.id and _is_shown(node, tied)]


def _is_shown(node: Node, tied: set[str]) -> bool:
    return node.id in tied or "buying_role" in node.values


def lines_of_role(graph: Graph, role: Node, held: list[Edge]) -> Iterator[str]:
    """What stands in its box: the title, then each holder with how they hold it."""
    yield role.label
    for edge in held:
        yield _holder(graph.nodes[edge.source], edge)
    if not held:
        yield "vacant"


def _holder(person: Node, edge: Edge) -> str:
    said = [] if edge.label == "permanent" else [edge.label]
    if "power" in edge.values:
        said.append(f"power {edge.values['power']:g}")
    said += lines_of_part(person)
    return f"{person.label} ({', '.join(said)})" if said else person.label


def lines_of_part(person: Node) -> list[str]:
    """Their part in the sale and their attitude, in words and a signed number: never by color alone."""
    said = [str(person.values["buying_role"]).replace("_", " ")] if "buying_role" in person.values else []
    if "attitude" in person.values:
        said.append(f"attitude {person.values['attitude']:+d}")
    return said


def attitude_color(people: list[Node]) -> str | None:
    """That of the first who has one."""
    found = [node.values["attitude"] for node in people if isinstance(node.values.get("attitude"), int)]
    return ATTITUDES.get(int(found[0])) if found else None


def tone_color(edge: Edge) -> str:
    tone = int(edge.values.get("tone", 0))
    return TONES[(tone > 0) - (tone < 0)]


def strength_width(edge: Edge) -> float:
    return round(0.8 + 0.35 * float(edge.values.get("strength", 3)), 2)


def is_unsure(edge: Edge) -> bool:
    return bool(edge.values.get("probable") or edge.values.get("possible"))


def headline(graph: Graph) -> list[str]:
    """The account, both dates, and that something is withheld."""
    about = graph.about
    known = f", as known at {about['known_at']}" if "known_at" in about else ""
    lines = [str(about["name"]), f"as of {about['as_of']}{known} (position {about['position']})"]
    if "opportunity_name" in about:
        lines.append(f"attitudes to {about['opportunity_name']}")
    if "withheld" in about:
        lines.append("some of it is withheld")
    return lines


def by_role(graph: Graph) -> dict[str, list[Edge]]:
    found: dict[str, list[Edge]] = {node.id: [] for node in graph.nodes.values() if node.kind == "role"}
    for edge in graph.edges:
        if edge.kind == "holds":
            found[edge.target].append(edge)
    return found


def units_of(graph: Graph) -> tuple[dict[str, list[str]], dict[str, str]]:
    """By unit the units directly in it, and by role its unit; units that are in a circle are roots."""
    above = {edge.source: edge.target for edge in graph.edges if edge.kind == "part_of"}
    units = [node.id for node in graph.nodes.values() if node.kind == "unit"]
    inside: dict[str, list[str]] = {"": []}
    for unit in units:
        parent = above.get(unit, "")
        inside.setdefault(parent if parent in units and not _circular(unit, above) else "", []).append(unit)
    return inside, {edge.source: edge.target for edge in graph.edges if edge.kind == "in_unit"}


def nested(inside: Mapping[str, list[str]]) -> Iterator[tuple[int, str, bool]]:
    """Each unit where it begins and where it ends, and within how many others, however many that are."""
    waiting = [(0, unit, True) for unit in reversed(inside[""])]
    while waiting:
        depth, unit, begins = waiting.pop()
        yield depth, unit, begins
        if begins:
            waiting.append((depth, unit, False))
            waiting += [(depth + 1, child, True) for child in reversed(inside.get(unit, ()))]


def _circular(unit: str, above: dict[str, str]) -> bool:
    seen, at = {unit}, above.get(unit)
    while at is not None and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at is not None
