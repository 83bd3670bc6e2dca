"""What an opportunity may fail by without anybody having said so."""

from __future__ import annotations

from collections.abc import Iterator

from ..language import listed, marked, say
from .picture import Member, Role
from .sale import UNIT_MOVED, Sale
from .study import Json, Study, facts_behind


def cautions(study: Study, sale: Sale) -> list[Json]:
    """Each with its `kind`, whom it concerns, one sentence, and the facts behind it."""
    looks = (_unit_moved, _leavers, _nobody_decides, _decider_out_of_reach, _hidden_blockers, _no_go)
    return [caution for look in looks for caution in look(study, sale)]


def _unit_moved(study: Study, sale: Sale) -> Iterator[Json]:
    """The sale does not follow its unit by itself: it may be sold there, or go on here about something else."""
    for one in study.picture.findings:
        if one["kind"] == UNIT_MOVED and one["opportunity"] == sale.opportunity.id:
            unit, company = (study.beside.call(kind, one[kind]) for kind in ("unit", "organization"))
            yield {
                "kind": UNIT_MOVED,
                "people": [],
                "sentence": say(_MOVED, unit=unit, company=company),
            }


_MOVED = marked(
    "{unit}, which this is about, belongs to {company} now: record it as a sale to {company}, "
    "or name the unit here that it is about."
)


def _leavers(study: Study, sale: Sale) -> Iterator[Json]:
    """A buying role of somebody who left is neither kept silently nor handed on: somebody has to be asked."""
    for one in sale.leavers:
        yield {
            "kind": "leaver",
            "people": [one.person, *_successors(study, one.person)],
            "sentence": _has_left(study, sale, one),
            **facts_behind(one.why),
        }


def _has_left(study: Study, sale: Sale, one: Member) -> str:
    told = {"person": study.call(one.person), "part": _part(sale, one), "followed": _followed(study, one.person)}
    return say("{person} ({part}) has left{followed}.", **told)


def _successors(study: Study, person: str) -> list[str]:
    role = study.picture.role.get(study.beside.posts_left.get(person, ""))
    return [holder.person for holder in role.holders] if role else []


def _followed(study: Study, person: str) -> str:
    role = study.picture.role.get(study.beside.posts_left.get(person, ""))
    if role is None:
        return say(", and who plays that part now is not known")
    names, post = listed(study.call(holder.person) for holder in role.holders), role.title or role.id
    came = say("{people} came in their place as {post}" if names else "{post} is vacant", people=names, post=post)
    return say("; {came}: ask who plays that part now", came=came)


def _nobody_decides(study: Study, sale: Sale) -> Iterator[Json]:
    """Said where others were named, or everybody who decided has left: else nothing was mapped yet."""
    if sale.opportunity.buying_center and not sale.deciders:
        yield {
            "kind": "nobody_decides",
            "people": [],
            "sentence": say("Nobody named here decides: a yes of theirs is not yet an order."),
            **facts_behind(*(one.why for one in sale.center)),
        }


def _decider_out_of_reach(study: Study, sale: Sale) -> Iterator[Json]:
    """Our contact is not the decider, and nobody of us ever met the decider's superior."""
    for id in sale.deciders:
        for role, superior in _superiors(sale, id):
            if not sale.known_by(id) and not sale.known_by(superior) and superior not in study.beside.met:
                yield {
                    "kind": "decider_out_of_reach",
                    "people": [id, superior],
                    "sentence": _out_of_reach(study, id, superior, role),
                    **_why_out_of_reach(sale, id, superior),
                }


def _out_of_reach(study: Study, id: str, superior: str, role: Role) -> str:
    told = {"person": study.call(id), "superior": f"{study.call(superior)} ({role.title or role.id})"}
    return say(_OUT_OF_REACH, **told)


def _why_out_of_reach(sale: Sale, id: str, superior: str) -> Json:
    """The facts by which somebody decides, reports to a post, and the other holds it."""
    parts = [one.why for one in sale.center if one.person == id and sale.decides(one)]
    lines = [held.role.why for held in sale.picture.held.get(id, ())]
    posts = [held.holder.why for held in sale.picture.held.get(superior, ())]
    return facts_behind(*parts, *lines, *posts, of=("buying_role", "reports_to", "person"))


_OUT_OF_REACH = marked("Nobody of us knows {person}, who decides, and nobody ever met {superior}, to whom they report.")


def _superiors(sale: Sale, id: str) -> Iterator[tuple[Role, str]]:
    for held in sale.picture.held.get(id, ()):
        above = sale.picture.role.get(held.role.reports_to or "")
        if above is not None:
            yield from ((above, holder.person) for holder in above.holders if holder.person != id)


def _hidden_blockers(study: Study, sale: Sale) -> Iterator[Json]:
    """Those who evaluate, are against or of unknown attitude, and have no link to us."""
    for one in sale.evaluators:
        if (one.attitude is None or one.attitude < 0) and not sale.known_by(one.person):
            yield {
                "kind": "hidden_blocker",
                "people": [one.person],
                "sentence": _hidden(study, sale, one),
                **facts_behind(one.why),
            }


def _hidden(study: Study, sale: Sale, one: Member) -> str:
    stands = say("is against it" if one.attitude is not None else "has told nobody where they stand")
    bad = sale.on_bad_terms(one.person)
    link = say("what runs between us and them is bad" if bad else "nobody of us knows them")
    told = {"person": study.call(one.person), "part": _part(sale, one), "stands": stands, "link": link}
    return say("{person} ({part}) {stands}, and {link}.", **told)


def _part(sale: Sale, member: Member) -> str:
    return sale.words.labels("buying_role").get(member.buying_role, member.buying_role)


def _no_go(study: Study, sale: Sale) -> Iterator[Json]:
    """What was not won shows what the relationships were, and what was never mapped."""
    if (ended := _ENDED.get(sale.opportunity.outcome or sale.opportunity.qualification or "")) is None:
        return
    needed = [need.person for need in sale.needed]
    known = [id for id in needed if sale.known_by(id)]
    never = _never_mapped(study, sale)
    yield {
        "kind": "no_go",
        "people": [id for id in needed if id not in known],
        "sentence": f"{say(ended)}. {_knew(len(known), len(needed))}{_unmapped(never)}.",
        "never_mapped": never,
        **facts_behind(*(link.why for id in known for link in sale.known_by(id)), sale.opportunity.why),
    }


_ENDED = {
    "no_go": marked("It was a no-go"),
    "lost": marked("It was lost"),
    "abandoned": marked("It was given up"),
}


def _unmapped(never: list[str]) -> str:
    return say("; never mapped: {missing}", missing=listed(never)) if never else ""


def _knew(known: int, needed: int) -> str:
    if not needed:
        return say("Nobody was known to be needed")
    return say("Somebody of us knew {known} of the {needed} people needed", known=known, needed=needed)


def _never_mapped(study: Study, sale: Sale) -> list[str]:
    silent = dict.fromkeys(one.person for one in sale.center if one.attitude is None)
    who = [] if sale.deciders else [say("who decides")]
    how = [] if sale.culture.shares else [say("how decisions are made there")]
    return [*who, *how, *(say("where {person} stands", person=study.call(id)) for id in silent)]
