"""Formal against real: reporting lines without warmth, strong ties across units, silos, who carries information."""

from __future__ import annotations

from .brokers import asked, betweenness
from .formal import lines
from .graph import Floats
from .relations import Line, Relations
from .silos import Ties, across_units
from .study import Json, Study, facts_behind

_CARRIERS = 10


def informal(study: Study) -> Json:
    """Among those who are not ours. `lines`: reporting lines that are not warm, the coldest first; `across`: strong
    links across units, the strongest first; `silos`: pairs of units without a good link; `e_i`: the E-I index of the
    whole and of each unit; `carriers`: whom most ways between others lead through, and how much each is asked."""
    them = study.among_them
    reports, links = them.only(them.formal), them.only(~them.formal)
    settings = study.parameters.informal
    units = across_units(links.graph, reports.graph, _units(study), settings.strong_from / 10)
    return {
        "lines": _cold(study, reports, links),
        "across": _across(study, links, units.strong),
        "silos": [list(pair) for pair in units.silos],
        "e_i": {"whole": _index(units.whole), "units": {unit: _index(ties) for unit, ties in units.units.items()}},
        "carriers": _carriers(study, betweenness(links.graph), asked(links.graph.of_kinds(settings.advice))),
    }


def _units(study: Study) -> list[str | None]:
    """Of their first role in a unit."""
    return [
        next((one.role.unit for one in study.picture.held.get(id, ()) if one.role.unit), None)
        for id in study.among_them.ids
    ]


def _cold(study: Study, reports: Relations, links: Relations) -> list[Json]:
    found = lines(reports.graph, links.graph, study.parameters.informal.warm_from / 10)
    return [
        {
            **_ends(reports, line.edge),
            "role": origin.role,
            "superior": origin.superior,
            "tone": line.tone,
            "warmth": line.warmth,
            **facts_behind(*(links.origin[edge].why for edge in line.links)),
        }
        for line in found
        if isinstance(origin := reports.origin[line.edge], Line) and line.tone != "warm"
    ]


def _across(study: Study, links: Relations, strong: tuple[int, ...]) -> list[Json]:
    """A link without a direction once."""
    by_link = {id(links.origin[edge]): edge for edge in reversed(strong)}
    return [
        {**_ends(links, edge), "kind": links.origin[edge].kind, **facts_behind(links.origin[edge].why)}
        for edge in strong
        if by_link[id(links.origin[edge])] == edge
    ]


def _ends(relations: Relations, edge: int) -> Json:
    source, target = relations.graph.source[edge], relations.graph.target[edge]
    return {"person": relations.ids[source], "other": relations.ids[target]}


def _index(ties: Ties) -> Json:
    return {"external": ties.external, "internal": ties.internal, "e_i": ties.e_i}


def _carriers(study: Study, between: Floats, sought: Floats) -> list[Json]:
    ids = study.among_them.ids
    order = sorted(range(len(ids)), key=lambda place: (-between[place], -sought[place], ids[place]))
    shown = [place for place in order if between[place] or sought[place]][:_CARRIERS]
    return [
        {**study.named(ids[place]), "betweenness": float(between[place]), "asked": float(sought[place])}
        for place in shown
    ]


def told(found: Json) -> list[str]:
    """In words, a line each."""
    said = [f"{len(found['lines'])} reporting lines without warmth"] if found["lines"] else []
    said += [f"No good link joins {one} and {other}" for one, other in found["silos"]]
    carriers = [one["name"] or one["person"] for one in found["carriers"][:3]]
    return said + ([f"Information passes through {', '.join(carriers)}"] if carriers else [])
