"""What an opportunity may fail by without anybody having said so."""

from __future__ import annotations

from collections.abc import Iterator

from .picture import Role
from .sale import Sale
from .study import Json, Study, facts_behind


def cautions(study: Study, sale: Sale) -> list[Json]:
    """Each with its `kind`, whom it concerns, one sentence, and the facts behind it."""
    return [*_decider_out_of_reach(study, sale), *_hidden_blockers(study, sale), *_no_go(study, sale)]


def _decider_out_of_reach(study: Study, sale: Sale) -> Iterator[Json]:
    """Our contact is not the decider, and nobody of us ever met the decider's superior."""
    for id in sale.deciders:
        for role, superior in _superiors(sale, id):
            if not sale.known_by(id) and not sale.known_by(superior) and superior not in study.beside.met:
                above = f"{study.call(superior)} ({role.title or role.id})"
                yield {
                    "kind": "decider_out_of_reach",
                    "people": [id, superior],
                    "sentence": f"Nobody of us knows {study.call(id)}, who decides, or ever met {above} above them.",
                    **facts_behind(role.why),
                }


def _superiors(sale: Sale, id: str) -> Iterator[tuple[Role, str]]:
    for held in sale.picture.held.get(id, ()):
        above = sale.picture.role.get(held.role.reports_to or "")
        if above is not None:
            yield from ((above, holder.person) for holder in above.holders if holder.person != id)


def _hidden_blockers(study: Study, sale: Sale) -> Iterator[Json]:
    """Those who evaluate, are against or of unknown attitude, and have no link to us."""
    for one in sale.evaluators:
        if (one.attitude is None or one.attitude < 0) and not sale.known_by(one.person):
            stands = "is against it" if one.attitude is not None else "has told nobody where they stand"
            part = sale.words.labels("buying_role").get(one.buying_role, one.buying_role)
            yield {
                "kind": "hidden_blocker",
                "people": [one.person],
                "sentence": f"{study.call(one.person)} ({part}) {stands}, and nobody of us knows them.",
                **facts_behind(one.why),
            }


def _no_go(study: Study, sale: Sale) -> Iterator[Json]:
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
        "never_mapped": [*never, *(f"where {study.call(id)} stands" for id in dict.fromkeys(silent))],
        **facts_behind(*(link.why for id in known for link in sale.known_by(id)), sale.opportunity.why),
    }
