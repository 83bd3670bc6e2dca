"""How to reach people at an account: chains of good links from us, and the way up to who decides."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, islice

from ..language import called, quoted, say
from .graph import Chain
from .paths import Network, Way
from .phrases import call, named
from .picture import Link, Member
from .relations import Line, Relations
from .reporting import way_up
from .sale import Sale
from .study import Json, Study, facts_behind

_STRONGEST, _MOST_UPWARD = 10, 3


def reaching(study: Study) -> Json:
    """`ways`: to each person asked for (else to the most influential whom none of us knows) the best chains of links
    from one of ours, each with its weakest; `upward`: from each of theirs whom we know the shortest way along reporting
    lines to who decides on an open opportunity, the shortest first."""
    informal = study.informal
    network = Network(informal.graph, informal.ours)
    return {
        "ways": [_ways(study, informal, network, id) for id in dict.fromkeys(_sought(study))],
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
    here = id in informal.place
    found = network.ways(informal.place[id], study.parameters.ways.most) if here else []
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
    return [way for sale in sorted(study.sales, key=lambda sale: sale.opportunity.id) for way in climbs(study, sale)]


def climbs(study: Study, sale: Sale) -> list[Json]:
    """From each of theirs whom we know the shortest way along reporting lines to who decides, the shortest first."""
    lines = study.lines
    there = {lines.place[id] for id in sale.deciders if id in lines.place}
    known = [place for place, id in enumerate(lines.ids) if study.known(id)]
    chains = [chain for place in known if (chain := way_up(study.superiors, place, there))]
    found = [_climb(study, lines, sale, chain) for chain in chains]
    return sorted(found, key=lambda way: (len(way["people"]), way["people"][0]["person"]))


def _climb(study: Study, lines: Relations, sale: Sale, chain: Chain) -> Json:
    origins = [lines.origin[edge] for edge in chain.edges]
    people = [lines.ids[one] for one in chain.people]
    return {
        "opportunity": sale.opportunity.id,
        "name": sale.opportunity.name,
        "people": [{**study.named(id), "known": study.known(id)} for id in people],
        "roles": [one.role for one in origins if isinstance(one, Line)],
        **facts_behind(*(one.why for one in (*origins, *_ends(study, sale, people)))),
    }


def _ends(study: Study, sale: Sale, people: list[str]) -> list[Link | Member]:
    """Our links to whoever the way begins with, and by what the one at its end decides."""
    first, last = people[0], people[-1]
    return [*study.knowing(first), *(one for one in sale.center if one.person == last and sale.decides(one))]


def told(found: Json) -> list[str]:
    """In words, a line each."""
    lines = [_best(one) for one in found["ways"] if one["ways"]]
    stranded = [call(one) for one in found["ways"] if not one["ways"]]
    alone = named(stranded)
    lines += [say("Nobody leads us to {people}: a first contact has to be made", people=alone)] if stranded else []
    return lines + upward_told(found["upward"])


def _best(one: Json) -> str:
    """Whom to ask in turn, and which of these links is the weakest."""
    best = one["ways"][0]
    chain, weakest = list(map(call, best["people"])), best["weakest"]
    told = say("To {person}: {chain}", person=chain[-1], chain=" > ".join(map(called, chain)))
    if len(chain) <= 2:
        return told
    ends = {"person": chain[weakest], "other": chain[weakest + 1]}
    return told + say(" (weakest between {person} and {other})", **ends)


def upward_told(upward: Iterable[Json]) -> list[str]:
    """Of each opportunity the shortest ways; of one whose decider we know that alone."""
    found = []
    for _, ways in groupby(upward, key=lambda way: str(way["opportunity"])):
        first, *rest = islice(ways, _MOST_UPWARD)
        found += [first] if len(first["people"]) == 1 else [first, *rest]
    return list(map(_way_told, found))


def _way_told(way: Json) -> str:
    """From somebody whom we know up to who decides; it may be one and the same."""
    names, sale = list(map(call, way["people"])), quoted(way["name"] or way["opportunity"])
    if len(names) == 1:
        return say("{person}, whom we know, decides on {sale}", person=names[0], sale=sale)
    return say("Up to who decides on {sale}: {chain}", sale=sale, chain=" > ".join(map(called, names)))
