"""The network needed for an opportunity: who must be covered, by whom they are, the gaps."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from .sale import Need, Sale
from .study import Json, Study, facts_behind


def needed_network(study: Study, sale: Sale) -> Json:
    """`people` the most needed first, then the most influential, with `need` from 0 to 1, `needed` from the parameter
    on; `gaps` are those needed whom nobody of us knows; `left` are in its buying center and hold no role here any more;
    `spokesperson` speaks for people who decide together; the national culture is beside it and never counts."""
    culture, needed = sale.culture, by_influence(study, sale.needed)
    return {
        "culture": dict(culture.shares) or None,
        "national": culture.national,
        "left": [study.named(id) for id in dict.fromkeys(one.person for one in sale.leavers)],
        "deciders": [study.named(id) for id in sale.deciders],
        "spokesperson": [study.named(id) for id in sale.deciders] if culture.share("collaborative") else [],
        "people": [_person(study, sale, need) for need in sorted(sale.needs, key=_order(study))],
        "gaps": [id for id in needed if not sale.known_by(id)],
        "covered": _ratio(sum(1 for id in needed if sale.known_by(id)), len(needed)),
        **facts_behind(culture.why, of=("culture",)),
    }


def by_influence(study: Study, needs: Iterable[Need]) -> list[str]:
    """The most needed first, of those needed as much the most influential."""
    return [need.person for need in sorted(needs, key=_order(study))]


def _order(study: Study) -> Callable[[Need], tuple[float, float, str]]:
    return lambda need: (-need.weight, -study.share(need.person), need.person)


def _person(study: Study, sale: Sale, need: Need) -> Json:
    links = sale.known_by(need.person)
    return {
        **study.named(need.person),
        "need": round(need.weight, 3),
        "needed": need.weight >= sale.settings.needed_from,
        "because": list(need.shares),
        "shares": {reason: round(share, 3) for reason, share in need.shares.items()},
        "known_by": sorted({link.across(need.person) for link in links}),
        "bad_terms_with": sorted({link.across(need.person) for link in sale.on_bad_terms(need.person)}),
        "covered_by": list(dict.fromkeys(one.person for one in study.beside.covering(study.picture, need.person))),
        **_why(study, sale, need.person),
    }


def _why(study: Study, sale: Sale, id: str) -> Json:
    """The facts by which somebody holds a post there, plays a part, or influences whoever decides."""
    if not study.picture.explained:
        return {}
    posts = [{"person": held.holder.why.get("person", [])} for held in study.picture.held.get(id, ())]
    parts = [{"buying_role": one.why.get("buying_role", [])} for one in sale.center if one.person == id]
    return facts_behind(*posts, *parts, *sale.near.get(id, ()))


def _ratio(some: int, all: int) -> float | None:
    return round(some / all, 3) if all else None
