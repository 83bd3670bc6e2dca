"""Formal against real: reporting lines without warmth, strong ties across units, silos, who carries information."""

from __future__ import annotations

from ..language import marked, say, say_count
from .brokers import asked, betweenness
from .formal import lines
from .graph import Floats
from .phrases import call, named
from .relations import Line, Relations
from .silos import Ties, Units, across_units
from .study import Json, Study, facts_behind

_CARRIERS = 10


def informal(study: Study) -> Json:
    """Among those who are not ours. `lines`: reporting lines that are not warm, the coldest first; `across`: strong
    links across units, the strongest first; `alone`: units whose people have good links among themselves only;
    `unmapped`: units of whose people's links nothing good was told; `silos`: of the other units pairs without a good
    link, the weightiest first, as many as the parameter says of so many `silos_in_all`; `e_i`: the E-I index of the
    whole and of each unit; `carriers`: whom most ways between others lead through, and how much each is asked."""
    them = study.among_them
    reports, links = study.lines, them.only(~them.formal)
    settings = study.parameters.informal
    units = across_units(links.graph, reports.graph, _units(study), settings.strong_from / 10)
    within = {unit: _index(ties) | _behind_ties(study, links, unit) for unit, ties in units.units.items()}
    return {
        "lines": _cold(study, reports, links),
        "across": _across(study, links, units.strong),
        **_apart(study, units, links),
        "e_i": {"whole": _index(units.whole) | _behind_ties(study, links), "units": within},
        "carriers": _carriers(study, links, asked(links.graph.of_kinds(settings.advice))),
    }


def _units(study: Study) -> list[str | None]:
    """Of their first role in a unit."""
    return [
        next((one.role.unit for one in study.picture.held.get(id, ()) if one.role.unit), None)
        for id in study.among_them.ids
    ]


def _apart(study: Study, units: Units, links: Relations) -> Json:
    """A pair of units weighs what the lighter of the two has of the influence."""
    shares: dict[str, float] = dict.fromkeys(units.units, 0.0)
    for unit, share in zip(_units(study), study.shares.tolist(), strict=True):
        if unit is not None:
            shares[unit] += share
    joined = {unit for unit, ties in units.units.items() if ties.external}
    silos = [pair for pair in units.silos if joined.issuperset(pair)]
    silos.sort(key=lambda pair: (-min(shares[unit] for unit in pair), pair))
    rest = sorted(units.units.keys() - joined, key=lambda unit: (-shares[unit], unit))
    return {
        "alone": [_unit(study, unit) | _behind_ties(study, links, unit) for unit in rest if units.units[unit].internal],
        "unmapped": [_unit(study, unit) for unit in rest if not units.units[unit].internal],
        "silos": [[_unit(study, unit) for unit in pair] for pair in silos[: study.parameters.informal.silos]],
        "silos_in_all": len(silos),
    }


def _unit(study: Study, id: str) -> Json:
    found = study.picture.unit.get(id)
    return {"unit": id, "name": found.name if found else None}


def _cold(study: Study, reports: Relations, links: Relations) -> list[Json]:
    found = lines(reports.graph, links.graph, study.parameters.informal.warm_from / 10)
    return [
        {
            **_ends(study, reports, line.edge),
            "role": origin.role,
            "superior": origin.superior,
            "tone": line.tone,
            "warmth": line.warmth,
            **facts_behind(origin.why, *(links.origin[edge].why for edge in line.links)),
        }
        for line in found
        if isinstance(origin := reports.origin[line.edge], Line) and line.tone != "warm"
    ]


def _across(study: Study, links: Relations, strong: tuple[int, ...]) -> list[Json]:
    """A link without a direction once."""
    by_link = {id(links.origin[edge]): edge for edge in reversed(strong)}
    return [
        {**_ends(study, links, edge), "kind": links.origin[edge].kind, **facts_behind(links.origin[edge].why)}
        for edge in strong
        if by_link[id(links.origin[edge])] == edge
    ]


def _ends(study: Study, relations: Relations, edge: int) -> Json:
    ends = {"person": relations.graph.source[edge], "other": relations.graph.target[edge]}
    ids = {end: relations.ids[place] for end, place in ends.items()}
    return {**ids, "name": study.named(ids["person"])["name"], "other_name": study.named(ids["other"])["name"]}


def _index(ties: Ties) -> Json:
    return {"external": ties.external, "internal": ties.internal, "e_i": ties.e_i}


def _behind_ties(study: Study, links: Relations, unit: str | None = None) -> Json:
    """The facts behind the good links between people in units: those of one, or all."""
    if not study.picture.explained:
        return {}
    units, graph = _units(study), links.graph
    ends = zip(graph.source.tolist(), graph.target.tolist(), (graph.weight > 0).tolist(), links.origin, strict=True)
    pairs = ((units[one], units[other], origin) for one, other, good, origin in ends if good and one != other)
    return facts_behind(*(origin.why for *pair, origin in pairs if all(pair) and (unit is None or unit in pair)))


def _carriers(study: Study, links: Relations, sought: Floats) -> list[Json]:
    ids, between = study.among_them.ids, betweenness(links.graph)
    order = sorted(range(len(ids)), key=lambda place: (-between[place], -sought[place], ids[place]))
    shown = [place for place in order if between[place] or sought[place]][:_CARRIERS]
    return [
        {
            **study.named(ids[place]),
            "betweenness": float(between[place]),
            "asked": float(sought[place]),
            **_behind_links(study, ids[place]),
        }
        for place in shown
    ]


def _behind_links(study: Study, id: str) -> Json:
    """The facts behind the good links of somebody to others who are not ours."""
    theirs = (link for link in study.picture.good_links(id) if link.across(id) not in study.picture.ours)
    return facts_behind(*(link.why for link in theirs))


def told(found: Json) -> list[str]:
    """In words, a line each: who counts, what is cold, then what is apart."""
    carriers = named([call(one) for one in found["carriers"][:3]])
    lines = [say("Information passes through {people}", people=carriers)] if carriers else []
    for tone, template in _TONES.items():
        cold = [_pair(one) for one in found["lines"] if one["tone"] == tone]
        lines += [say(template, pairs=named(cold))] if cold else []
    across = named([_pair(one) for one in found["across"]])
    lines += [say("Strong links across units: {pairs}", pairs=across)] if across else []
    return [*lines, *_apart_told(found), *_untold(found)]


_TONES = {
    "hostile": marked("Reporting lines that are hostile: {pairs}"),
    "cool": marked("Reporting lines that are cool: {pairs}"),
}


def _pair(one: Json) -> str:
    ends = {"person": one["name"] or one["person"], "other": one["other_name"] or one["other"]}
    return say("{person} to {other}", **ends)


def _apart_told(found: Json) -> list[str]:
    alone, pairs = named([_called(one) for one in found["alone"]]), found["silos"]
    silos = named([say("{unit} from {other}", unit=_called(one), other=_called(other)) for one, other in pairs])
    lines = [say("Linked among themselves only: {units}", units=alone)] if alone else []
    return [*lines, _silos_told(silos, found["silos_in_all"] - len(pairs))] if silos else lines


def _silos_told(silos: str, more: int) -> str:
    rest = say_count(" ({count} more pairs)", " ({count} more pairs)", more) if more else ""
    return say("Without any good link, apart: {pairs}{more}", pairs=silos, more=rest)


def _untold(found: Json) -> list[str]:
    """What was never mapped is not cold: it is to be asked."""
    lines = sum(one["tone"] == "unknown" for one in found["lines"])
    unmapped = named([_called(one) for one in found["unmapped"]])
    told = [_unknown(lines)] if lines else []
    return told + ([say("No good link was ever told in {units}", units=unmapped)] if unmapped else [])


def _unknown(lines: int) -> str:
    return say_count(
        "How warm it is along {count} reporting line nobody told",
        "How warm it is along {count} reporting lines nobody told",
        lines,
    )


def _called(unit: Json) -> str:
    return str(unit["name"] or unit["unit"])
