"""How those needed for an opportunity stand on it, and whether their agreement is to be found or to be built."""

from __future__ import annotations

from collections import Counter
from statistics import pstdev

from .culture import Culture
from .picture import Member
from .sale import ONE_DECIDES, Sale
from .study import Json, facts_behind


def consensus(sale: Sale) -> Json:
    """`attitudes` counts those needed by attitude; `unknown` are those whose attitude nobody told; `spread` is the
    standard deviation of what is known (0: all agree) and `mean` its middle, from -2 to 2."""
    members = {one.person: one for one in sale.opportunity.buying_center if one.attitude is not None}
    needed = [need.person for need in sale.needed]
    known = [members[id] for id in needed if id in members]
    values = [float(one.attitude) for one in known if one.attitude is not None]
    return {
        "attitudes": _counted(known),
        "unknown": [id for id in needed if id not in members],
        "mean": round(sum(values) / len(values), 3) if values else None,
        "spread": round(pstdev(values), 3) if values else None,
        "to_be": to_be(sale.culture),
        **facts_behind(*(one.why for one in known), of=("attitude",)),
    }


def to_be(culture: Culture) -> str | None:
    """`found` among partners who each decide for themselves, `built` where people decide together, `decided` where one
    does; nothing where no culture was assessed."""
    ways = {
        "decided": culture.share(*ONE_DECIDES),
        "found": culture.share("consulting"),
        "built": culture.share("collaborative"),
    }
    return max(ways, key=lambda way: ways[way]) if culture.shares else None


def _counted(known: list[Member]) -> dict[str, int]:
    counted = Counter(f"{one.attitude:g}" for one in known if one.attitude is not None)
    return {value: counted[value] for value in sorted(counted, key=float)}
