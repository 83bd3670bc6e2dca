"""How to approach whoever matters for an opportunity: our link, their attitude, how to address them, their buying role,
side by side. What is not known is shown as a blank."""

from __future__ import annotations

from .approach_told import line_told
from .picture import Link, Member, Stance
from .sale import Sale
from .study import Json, Study, facts_behind


def approach_sheet(study: Study, sale: Sale) -> list[Json]:
    """Everybody needed and everybody in the buying center, the most needed first, then the most influential."""
    needs = {need.person: need.weight for need in sale.needs}
    wanted = [need.person for need in sale.needed]
    people = dict.fromkeys([*wanted, *(one.person for one in sale.opportunity.buying_center)])
    lines = [_line(study, sale, id, needs.get(id, 0.0)) for id in people]
    return sorted(lines, key=lambda line: (-line["need"], -line["influence"], line["person"]))


def _line(study: Study, sale: Sale, id: str, need: float) -> Json:
    """Blanks are null: the attitude of nobody told, a link of nobody of ours."""
    best = _best(sale, id)
    parts = [one for one in sale.opportunity.buying_center if one.person == id]
    said, stand, last = study.beside.of(id).said, sale.stands.get(id), study.beside.met.get(id)
    line = _placed(study, sale, id, need) | {
        "buying_roles": [one.buying_role for one in parts],
        "attitude": None if stand is None else stand.attitude,
        "link": None if best is None else _link(best, id),
        "last_met": last.day if last else None,
        "met_undated": last is not None and last.day is None,
        "preferences": said.get("preferences"),
        "motivations": said.get("motivations"),
        "drivers": said.get("drivers"),
        "makes_of_the_job": {
            held.role.id: held.holder.crafted for held in study.picture.held.get(id, ()) if held.holder.crafted
        },
        "through": [one._asdict() for one in study.beside.through(study.picture, id)],
    }
    return {**line, "sentence": line_told(study, line), **_why(study, id, parts, stand, best)}


def _placed(study: Study, sale: Sale, id: str, need: float) -> Json:
    return {
        **study.named(id),
        "left": any(one.person == id for one in sale.leavers),
        "roles": [held.role.title or held.role.id for held in study.picture.held.get(id, ())],
        "need": round(need, 3),
        "influence": round(study.share(id), 4),
        "power": {
            held.role.id: {"power": held.holder.power, "sources": held.holder.power_sources}
            for held in study.picture.held.get(id, ())
            if held.holder.power is not None
        },
    }


def _best(sale: Sale, id: str) -> Link | None:
    """Of our links the friendliest of the strongest, whether it counts as knowing them or not."""
    links = sale.picture.our_links(id)
    return max(links, key=lambda one: (one.strength or 0, one.tone or 0, one.across(id)), default=None)


def _link(link: Link, id: str) -> Json:
    return {"colleague": link.across(id), "kind": link.kind, "tone": link.tone, "strength": link.strength}


def _why(study: Study, id: str, parts: list[Member], stand: Stance | None, best: Link | None) -> Json:
    links = [one.why for one in (stand, best) if one is not None]
    told = {name: facts for name, facts in study.beside.of(id).why.items() if name in _OF_PERSON}
    posts = [
        {name: held.holder.why.get(name, []) for name in ("person", "power")} for held in study.picture.held.get(id, ())
    ]
    last = study.beside.met.get(id)
    met = {"met": [last.fact] if last and last.fact else []}
    return facts_behind(*(one.why for one in parts), *links, told, *posts, met)


_OF_PERSON = ("preferences", "motivations", "drivers")
