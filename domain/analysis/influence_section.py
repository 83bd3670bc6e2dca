"""Who is influential at an account, and what each owes it to."""

from __future__ import annotations

import msgspec

from ..language import listed, marked, say, word
from .influence_measure import FromNeighbor
from .phrases import call, percent
from .relations import Line
from .study import Json, Study, facts_behind

_REASONS, _TOLD = 5, 5


def influential(study: Study) -> Json:
    """`people`, the most influential first: `share` of all positive influence, and the parts that make it up. `from`:
    the neighbors who add or take most, and how much the others do together."""
    found = study.influence
    ids, values = study.among_them.ids, found.values.tolist()
    order = sorted(range(len(values)), key=lambda place: (-values[place], ids[place]))
    return {
        "people": [_person(study, place) for place in order],
        "kinds": msgspec.to_builtins(found.weights.kinds),
        "led": sorted(study.led),
    }


def _person(study: Study, place: int) -> Json:
    why, id = study.influence.why(place), study.among_them.ids[place]
    said = {"influence": why.total, "base": why.base, "position": why.position, "power": why.power}
    rest = sum(one.amount for one in why.neighbors[_REASONS:])
    held = study.picture.held.get(id, ())
    return {
        **study.named(id),
        "share": float(study.shares[place]),
        "power_sources": list(dict.fromkeys(source for one in held for source in one.holder.power_sources)),
        **said,
        "from": [_neighbor(study, one) for one in why.neighbors[:_REASONS]],
        "others": rest,
        **facts_behind(*(one.holder.why for one in held), of=("person", "power")),
    }


def _neighbor(study: Study, one: FromNeighbor) -> Json:
    origin = study.among_them.origin[one.edge]
    line = {"role": origin.role, "superior": origin.superior} if isinstance(origin, Line) else {}
    neighbor = study.named(study.among_them.ids[one.person])
    return {**neighbor, "kind": origin.kind, **line, "amount": one.amount, **facts_behind(origin.why)}


def told(found: Json) -> list[str]:
    """In words, a line each."""
    return [_told(one) for one in found["people"][:_TOLD] if one["share"] > 0]


def _told(one: Json) -> str:
    """Of what it is made, each as a share of it; what is below 0 takes away."""
    parts = {"position": one["position"], "power": one["power"]}
    parts["links"] = one["influence"] - one["base"] - one["position"] - one["power"]
    shares = {name: part / one["influence"] for name, part in parts.items()}
    ordered = sorted(shares, key=lambda name: -shares[name])
    told = [say(_BY[name], share=shares[name], sources=_rests(one)) for name in ordered if round(shares[name], 2)]
    words = {"person": call(one), "share": percent(one["share"])}
    return say("{person} has {share} of the influence: {parts}", **words, parts=listed(told) or say(_NO_MORE))


_NO_MORE = marked("no more than everybody")
_BY = {
    "position": marked("{share:.0%} by position"),
    "power": marked("{share:.0%} by power{sources}"),
    "links": marked("{share:.0%} by links"),
}


def _rests(one: Json) -> str:
    return f" ({listed(map(word, one['power_sources']))})" if one["power_sources"] else ""
