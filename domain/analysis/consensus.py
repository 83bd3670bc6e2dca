"""How those needed for an opportunity stand on it, and whether their agreement is to be found or to be built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import pstdev

from ..language import listed, marked, say, say_count
from .culture import Culture
from .needed import by_influence
from .phrases import named, sentence
from .picture import Stance
from .sale import ONE_DECIDES, Sale
from .study import Json, Study, facts_behind

# A standard deviation of attitudes (from -2 to 2) above which people disagree on more than degrees.
_APART = 1
_WAYS = {
    "found": marked("Each decides for themselves: agreement is to be found"),
    "built": marked("They decide together: agreement is to be built"),
    "decided": marked("One decides for all"),
}


def consensus(study: Study, sale: Sale) -> Json:
    """`attitudes` counts those needed by attitude; `unknown` are those whose attitude nobody told; `spread` is the
    standard deviation of what is known (0: all agree) and `mean` its middle, from -2 to 2; `sentence` says it."""
    needed = by_influence(study, sale.needed)
    known = [sale.stands[id] for id in needed if id in sale.stands]
    values = [one.attitude for one in known]
    found = {
        "attitudes": _counted(known),
        "unknown": [id for id in needed if id not in sale.stands],
        "mean": round(sum(values) / len(values), 3) if values else None,
        "spread": round(pstdev(values), 3) if values else None,
        "to_be": to_be(sale.culture),
    }
    told = f"{_sentence(study, found)} {_others(study, sale, needed)}".strip()
    return {**found, "sentence": told, **facts_behind(*(one.why for one in known), of=("attitude",))}


def to_be(culture: Culture) -> str | None:
    """`found` among partners who each decide for themselves, `built` where people decide together, `decided` where one
    does; nothing where no culture was assessed."""
    ways = {
        "decided": culture.share(*ONE_DECIDES),
        "found": culture.share("consulting"),
        "built": culture.share("collaborative"),
    }
    return max(ways, key=lambda way: ways[way]) if culture.shares else None


def _counted(known: list[Stance]) -> dict[str, int]:
    counted = Counter(f"{one.attitude:g}" for one in known)
    return {value: counted[value] for value in sorted(counted, key=float)}


def _others(study: Study, sale: Sale, needed: Sequence[str]) -> str:
    """Who is not needed and plays no part, and stands somewhere all the same."""
    apart = [one for one in sale.opportunity.attitudes if one.person not in needed]
    told = [f"{study.call(one.person)} ({study.beside.words.score('attitude', one.attitude)})" for one in apart]
    return sentence(say("others who stand somewhere: {people}", people=listed(told))) if told else ""


def _sentence(study: Study, found: Json) -> str:
    labels = {value: study.beside.words.score("attitude", float(value)) for value in found["attitudes"]}
    stand = listed(f"{found['attitudes'][value]} {label}" for value, label in reversed(labels.items()))
    apart = say(" (they are far apart)") if (found["spread"] or 0) > _APART else ""
    untold = _untold([study.call(id) for id in found["unknown"]])
    told = sentence(say("; ").join(filter(None, [f"{stand}{apart}", untold]))) if stand or untold else ""
    way = say(_WAYS[found["to_be"]] if found["to_be"] else _NEVER)
    return f"{told} {way}.".strip()


_NEVER = marked("How decisions are made there was never assessed")


def _untold(silent: Sequence[str]) -> str:
    if not silent:
        return ""
    people = named(silent)
    return say_count(
        "nobody told where {people} stands", "nobody told where {people} stand", len(silent), people=people
    )
