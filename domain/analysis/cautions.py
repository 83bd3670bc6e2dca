"""What an opportunity may fail by without anybody having said so."""

from __future__ import annotations

from collections.abc import Iterator

from .needed import Sale
from .picture import Role
from .study import Json, facts_behind


def cautions(sale: Sale) -> list[Json]:
    """Each with its `kind`, whom it concerns, one sentence, and the facts behind it."""
    return [*_decider_out_of_reach(sale), *_hidden_blockers(sale), *_no_go(sale)]


def _decider_out_of_reach(sale: Sale) -> Iterator[Json]:
    """Our contact is not the decider, and nobody of us ever met the decider's superior."""
    for id in sale.deciders:
        for role, superior in _superiors(sale, id):
            if not sale.known_by(id) and not sale.known_by(superior) and superior not in sale.study.beside.met:
                above = f"{_name(sale, superior)} ({role.title or role.id})"
                yield {
                    "kind": "decider_out_of_reach",
                    "people": [id, superior],
                    "sentence": f"Nobody of us knows {_name(sale, id)}, who decides, or ever met {above} above them.",
                    **facts_behind(role.why),
                }


def _superiors(sale: Sale, id: str) -> Iterator[tuple[Role, str]]:
    for held in sale.picture.held.get(id, ()):
        above = sale.picture.role.get(held.role.reports_to or "")
        if above is not None:
            yield from ((above, holder.person) for holder in above.holders if holder.person != id)


def _hidden_blockers(sale: Sale) -> Iterator[Json]:
    """Those who evaluate, are against or of unknown attitude, and have no link to us."""
    words, settings = sale.study.beside.words, sale.settings
    for one in sale.opportunity.buying_center:
        evaluates = words.meaning("buying_role", one.buying_role) in settings.evaluating
        if evaluates and (one.attitude is None or one.attitude < 0) and not sale.known_by(one.person):
            stands = "is against it" if one.attitude is not None else "has told nobody where they stand"
            part = words.labels("buying_role").get(one.buying_role, one.buying_role)
            yield {
                "kind": "hidden_blocker",
                "people": [one.person],
                "sentence": f"{_name(sale, one.person)} ({part}) {stands}, and nobody of us knows them.",
                **facts_behind(one.why),
            }


def _no_go(sale: Sale) -> Iterator[Json]:
    """A no-go shows what the relationships were, and what was never mapped."""
    if sale.opportunity.qualification != "no_go":
        return
    needed = [need.person for need in sale.needed]
    known = [id for id in needed if sale.known_by(id)]
    silent = [one.person for one in sale.opportunity.buying_center if one.attitude is None]
    never = [*(["who decides"] if not sale.deciders else []), *(["the culture"] if not sale.culture.shares else [])]
    yield {
        "kind": "no_go",
        "people": [id for id in needed if id not in known],
        "sentence": f"It was given up; {len(known)} of {len(needed)} people needed were known to us.",
        "never_mapped": [*never, *(f"where {_name(sale, id)} stands" for id in dict.fromkeys(silent))],
        **facts_behind(*(link.why for id in known for link in sale.known_by(id)), sale.opportunity.why),
    }


def _name(sale: Sale, id: str) -> str:
    return str(sale.study.named(id)["name"] or id)
