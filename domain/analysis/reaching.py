"""How to reach people at an account: chains of good links from us, and the way up to who decides."""

from __future__ import annotations

from collections.abc import Iterator

from .paths import Network, Way
from .relations import Line, Relations
from .reporting import way_up
from .study import Json, Study, facts_behind

_STRONGEST = 10


def reaching(study: Study) -> Json:
    """`ways`: to each person asked for (else to the most influential whom none of us knows) the best chains of links
    from one of ours, each with its weakest; `upward`: from each of theirs whom we know the shortest way along reporting
    lines to who decides on an open opportunity, the shortest first."""
    everybody = study.relations
    informal = everybody.only(~everybody.formal)
    network = Network(informal.graph, informal.ours)
    return {
        "ways": [_ways(study, informal, network, id) for id in _sought(study) if id in everybody.place],
        "upward": _upward(study),
    }


def _sought(study: Study) -> list[str]:
    settings = study.parameters.ways
    if settings.to:
        return list(settings.to)
    ids, shares = study.among_them.ids, study.shares
    unknown = [place for place, id in enumerate(ids) if id in study.picture.held and not study.known(id)]
    order = sorted(unknown, key=lambda place: (-shares[place], ids[place]))
    return [ids[place] for place in order[: settings.people]]


def _ways(study: Study, informal: Relations, network: Network, id: str) -> Json:
    found = network.ways(informal.place[id], study.parameters.ways.most)
    return {**study.named(id), "ways": [_way(study, informal, way) for way in found]}


def _way(study: Study, informal: Relations, way: Way) -> Json:
    steps = [_step(informal, way.chain.people[place : place + 2], edge) for place, edge in enumerate(way.chain.edges)]
    return {
        "people": [study.named(informal.ids[one]) for one in way.chain.people],
        "links": steps,
        "weakest": way.chain.edges.index(way.weakest),
        "width": way.width * _STRONGEST,
    }


def _step(informal: Relations, ends: tuple[int, ...], edge: int) -> Json:
    origin, (person, other) = informal.origin[edge], ends
    said = {"person": informal.ids[person], "other": informal.ids[other], "kind": origin.kind}
    return {**said, "weight": float(informal.graph.weight[edge]), **facts_behind(origin.why)}


def _upward(study: Study) -> list[Json]:
    them = study.among_them
    lines = them.only(them.formal)
    found = [way for sale in study.sales for way in _climbs(study, lines, sale.opportunity.id, sale.deciders)]
    return sorted(found, key=lambda way: (way["opportunity"], len(way["people"]), way["people"][0]["person"]))


def _climbs(study: Study, lines: Relations, opportunity: str, deciders: list[str]) -> Iterator[Json]:
    there = {lines.place[id] for id in deciders if id in lines.place}
    for place, id in enumerate(lines.ids):
        chain = way_up(lines.graph, place, there) if study.known(id) else None
        if chain:
            origins = [lines.origin[edge] for edge in chain.edges]
            yield {
                "opportunity": opportunity,
                "people": [
                    {**study.named(lines.ids[one]), "known": study.known(lines.ids[one])} for one in chain.people
                ],
                "roles": [one.role for one in origins if isinstance(one, Line)],
                **facts_behind(*(one.why for one in origins)),
            }


def told(found: Json) -> list[str]:
    """In words, a line each."""
    lines = []
    for one in found["ways"]:
        best = " - ".join(_call(person) for person in one["ways"][0]["people"]) if one["ways"] else "none"
        lines.append(f"Best way to {_call(one)}: {best}")
    return lines + [f"Way up to who decides: {' - '.join(map(_call, way['people']))}" for way in found["upward"][:3]]


def _call(one: Json) -> str:
    return str(one["name"] or one["person"])
