"""Relationship capital: the share of an account's influence that our links cover, by unit and by colleague.

The measure is that of `strengthening.coverage`: sum of influence times how well our best link covers the person, over
sum of influence, where influence is above 0. What leaves with a colleague is what nobody else of us covers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from ..language import say
from .phrases import call, named, percent
from .picture import Facts
from .study import Json, Study, facts_behind
from .weights import link_weight

NO_UNIT = ""


def capital(study: Study) -> Json:
    """`capital` from 0 to 1; `units` and `colleagues`, those first that it is most with; `people` and `known` count."""
    covered = study.covered
    shares = study.shares
    theirs = study.picture.theirs
    return {
        "capital": round(float((shares * covered).sum()), 4),
        "people": len(theirs),
        "known": sum(study.known(id) for id in theirs),
        "units": _by_unit(study, dict(zip(study.among_them.ids, zip(shares, covered, strict=True), strict=True))),
        "colleagues": _by_colleague(study),
        **_linked(study, study.among_them.ids),
    }


def _linked(study: Study, people: Iterable[str]) -> Json:
    """The facts behind our links to these people."""
    if not study.picture.explained:
        return {}
    return facts_behind(*(link.why for id in people for link in study.picture.our_links(id)))


def _by_unit(study: Study, weighed: dict[str, tuple[float, float]]) -> list[Json]:
    """A person counts in each unit that they hold a role in; the last entry, without a unit, are those in none."""
    members: dict[str, list[str]] = defaultdict(list)
    for id in study.picture.theirs:
        for unit in dict.fromkeys(held.role.unit or NO_UNIT for held in study.picture.held[id]):
            members[unit].append(id)
    found = [_unit(study, unit, ids, weighed) for unit, ids in members.items()]
    return sorted(found, key=lambda one: (one["unit"] is None, -one["influence"], one["unit"] or ""))


def _unit(study: Study, unit: str, ids: Iterable[str], weighed: dict[str, tuple[float, float]]) -> Json:
    """`penetration`: the share of its people whom we know."""
    people = list(ids)
    influence = sum(weighed[id][0] for id in people if id in weighed)
    covered = sum(share * cover for share, cover in (weighed[id] for id in people if id in weighed))
    named = study.picture.unit.get(unit)
    return {
        "unit": unit or None,
        "name": named.name if named else None,
        "people": len(people),
        "penetration": round(sum(study.known(id) for id in people) / len(people), 4),
        "influence": round(float(influence), 4),
        "capital": round(float(covered / influence), 4) if influence else 0.0,
        **_linked(study, people),
    }


def _by_colleague(study: Study) -> list[Json]:
    """`carries`: what their links cover by themselves; `leaves`: what would be lost with them."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    behind = defaultdict[str, list[Facts]](list)
    for id in study.among_them.ids:
        for link in study.picture.our_links(id):
            colleague, weight = link.across(id), max(link_weight(link.tone, link.strength), 0.0)
            best[id][colleague] = max(weight, best[id].get(colleague, 0.0))
            behind[colleague].append(link.why)
    shares = dict(zip(study.among_them.ids, study.shares.tolist(), strict=True))
    carries: dict[str, float] = defaultdict(float)
    leaves: dict[str, float] = defaultdict(float)
    for id, weights in best.items():
        for colleague, weight in weights.items():
            others = max((one for other, one in weights.items() if other != colleague), default=0.0)
            carries[colleague] += shares[id] * weight
            leaves[colleague] += shares[id] * max(weight - others, 0.0)
    ordered = sorted(carries, key=lambda one: (-carries[one], one))
    numbers = [{"carries": round(carries[one], 4), "leaves": round(leaves[one], 4)} for one in ordered]
    told = zip(ordered, numbers, strict=True)
    return [study.named(one) | figures | facts_behind(*behind[one]) for one, figures in told]


def told(found: Json) -> list[str]:
    """In words, a line each: nothing that rounds to nothing."""
    known = {"known": found["known"], "people": found["people"]}
    known["share"] = percent(found["capital"])
    whole = say("Our links cover {share} of the influence; {known} of {people} are known", **known)
    reached = [one for one in found["units"] if one["capital"]]
    dark = [_unit_called(one) for one in found["units"] if not one["capital"]]
    lines = [whole, *map(_of_unit, reached)]
    lines += [say("Nothing of {units}", units=named(dark))] if dark and reached else []
    return lines + [_leaving(one, found["capital"]) for one in found["colleagues"] if one["leaves"] >= _TELLING]


def _leaving(one: Json, capital: float) -> str:
    points = {"points": one["leaves"] * 100, "whole": capital * 100}
    return say("With {person} {points:.0f} of these {whole:.0f} points would leave", person=call(one), **points)


# What rounds to less than a point is not worth a line.
_TELLING = 0.005


def _of_unit(one: Json) -> str:
    share, known = percent(one["capital"]), percent(one["penetration"])
    told = {"unit": _unit_called(one), "share": share, "known": known}
    return say("{unit}: {share} of its influence, {known} of its people known", **told)


def _unit_called(one: Json) -> str:
    return str(one["name"] or one["unit"] or say("those outside units"))
