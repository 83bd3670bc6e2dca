"""Who is influential at an account, and what each owes it to."""

from __future__ import annotations

import msgspec

from .influence import FromNeighbor
from .relations import Line
from .study import Json, Study, facts_behind

_REASONS, _TOLD = 5, 5


def influential(study: Study) -> Json:
    """`people`, the most influential first: `share` of all positive influence, and the parts that make it up. `from`:
    the neighbors who add or take most, and how much the others do together."""
    found = study.influence
    order = sorted(range(len(found.values)), key=lambda place: (-found.values[place], study.among_them.ids[place]))
    return {"people": [_person(study, place) for place in order], "kinds": msgspec.to_builtins(found.weights.kinds)}


def _person(study: Study, place: int) -> Json:
    why, id = study.influence.why(place), study.among_them.ids[place]
    said = {"influence": why.total, "base": why.base, "position": why.position, "power": why.power}
    rest = sum(one.amount for one in why.neighbors[_REASONS:])
    held = study.picture.held.get(id, ())
    return {
        **study.named(id),
        "share": float(study.shares[place]),
        **said,
        "from": [_neighbor(study, one) for one in why.neighbors[:_REASONS]],
        "others": rest,
        **facts_behind(*(one.holder.why for one in held), of=("power",)),
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
    sources = {"position": one["position"], "power": one["power"]}
    sources["links"] = one["influence"] - one["base"] - one["position"] - one["power"]
    parts = ", ".join(f"{name} {amount:+.2f}" for name, amount in sources.items() if amount)
    return f"{one['name'] or one['person']} has {one['share']:.0%} of the influence{parts and f' ({parts})'}"
