"""An account's map as a graph: posts, people, units; who reports to whom, holds what, knows whom, covers whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Json = Mapping[str, Any]
Value = str | int | float | bool
ERASED = "erased person"
_OF_ROLES = ("title", "unit", "organization", "function", "level", "zone", "since", "possible", "probable")
_OF_TENURES = ("since", "tenure_kind", "share", "power", "possible", "probable")
_OF_LINKS = ("since", "tone", "strength", "directed", "desired", "possible", "probable")


@dataclass(frozen=True)
class Node:
    """Its id is `kind:id`, since ids are unique per kind only."""

    id: str
    kind: str
    label: str
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Edge:
    source: str
    target: str
    kind: str
    label: str = ""
    values: dict[str, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Graph:
    """With what it says of itself: the account, both dates, the position, what is withheld."""

    about: dict[str, Value]
    nodes: dict[str, Node]
    edges: list[Edge]


@dataclass(frozen=True)
class Beside:
    """What a map does not hold itself: shares of influence by person, coverage, the sale whose attitudes are shown."""

    influence: Mapping[str, float] = field(default_factory=dict)
    coverage: Iterable[Json] = ()
    sale: Json | None = None


def graph_of(answer: Json, beside: Beside, layers: frozenset[str]) -> Graph:
    """Of a map as it is answered. Lines to what is not on the map are left out: they would lead nowhere."""
    nodes = {node.id: node for node in _nodes(answer, beside, layers)}
    edges = [edge for edge in _edges(answer, beside, layers) if edge.source in nodes and edge.target in nodes]
    return Graph(_about(answer, beside.sale), nodes, edges)


def name_of(person: Json) -> str:
    return str(person.get("name") or ERASED)


def _about(answer: Json, sale: Json | None) -> dict[str, Value]:
    account = answer["account"]
    about: dict[str, Value] = {"account": account["id"], "name": account.get("name") or account["id"]}
    about |= {name: answer[name] for name in ("as_of", "known_at", "position") if name in answer}
    if sale is not None:
        about |= {"opportunity": sale["id"], "opportunity_name": sale.get("name") or sale["id"]}
    if answer.get("withheld"):
        about["withheld"] = ", ".join(answer["withheld"])
    return about


def _nodes(answer: Json, beside: Beside, layers: frozenset[str]) -> Iterator[Node]:
    account = answer["account"]
    yield Node(f"organization:{account['id']}", "organization", account.get("name") or account["id"])
    for unit in answer["units"]:
        yield Node(f"unit:{unit['id']}", "unit", unit.get("name") or unit["id"], _stated(unit, ("since",)))
    for role in answer["roles"]:
        values = _stated(role, _OF_ROLES) | {"vacant": not role["holders"]}
        yield Node(f"role:{role['id']}", "role", role.get("title") or role["id"], values)
    parts = _parts(beside.sale) if "attitude" in layers else {}
    people = {one["id"]: one for one in (*_covering(beside.coverage, layers), *answer["people"])}
    for id, person in people.items():
        values = _stated(person, ("ours", "external", "erased")) | parts.get(id, {})
        if "power" in layers and id in beside.influence:
            values["influence_share"] = round(beside.influence[id], 4)
        yield Node(f"person:{id}", "person", name_of(person), values)


def _covering(coverage: Iterable[Json], layers: frozenset[str]) -> list[Json]:
    """Colleagues who are on the map only because they cover something of it."""
    found = coverage if "coverage" in layers else ()
    return [{"id": one["person"], "name": one["name"], "ours": True} for one in found]


def _parts(sale: Json | None) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for one in (*(sale or {}).get("buying_center", ()), *(sale or {}).get("attitudes", ())):
        found.setdefault(one["person"], {}).update(_stated(one, ("buying_role", "weight", "attitude")))
    return found


def _edges(answer: Json, beside: Beside, layers: frozenset[str]) -> Iterator[Edge]:
    yield from _belonging(answer)
    for role in answer["roles"]:
        yield from _of_role(role, layers)
    if "links" in layers:
        for link in answer.get("links", ()):
            ends = f"person:{link['person']}", f"person:{link['other']}"
            yield Edge(*ends, "link", str(link.get("kind") or ""), _stated(link, _OF_LINKS))
    if "coverage" in layers:
        for one in beside.coverage:
            covered = one["covered"]
            yield Edge(f"person:{one['person']}", f"{covered['kind']}:{covered['id']}", "covers", str(one["part"]))


def _belonging(answer: Json) -> Iterator[Edge]:
    for unit in answer["units"]:
        above = f"unit:{unit['parent']}" if unit.get("parent") else f"organization:{answer['account']['id']}"
        yield Edge(f"unit:{unit['id']}", above, "part_of")
    for role in answer["roles"]:
        if role.get("unit"):
            yield Edge(f"role:{role['id']}", f"unit:{role['unit']}", "in_unit")


def _of_role(role: Json, layers: frozenset[str]) -> Iterator[Edge]:
    me = f"role:{role['id']}"
    if "hierarchy" in layers:
        if role.get("reports_to"):
            yield Edge(me, f"role:{role['reports_to']}", "reports_to")
        yield from (Edge(me, f"role:{above}", "dotted_to") for above in role.get("dotted_to", ()))
    wanted = [name for name in _OF_TENURES if name != "power" or "power" in layers]
    for one in role["holders"]:
        yield Edge(f"person:{one['person']}", me, "holds", str(one["tenure_kind"]), _stated(one, wanted))


def _stated(said: Json, names: Iterable[str]) -> dict[str, Value]:
    """Single values only: what is a list or an object in a map has no place on one node or line."""
    return {name: said[name] for name in names if isinstance(said.get(name), str | int | float | bool)}
