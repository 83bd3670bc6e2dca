"""A career move as an entry of an answer, and in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from domain.language import marked, say, when, word
from domain.moves import Kind, Move, Spell

from .phrases import listed, sentence
from .spells import Careers, day_before_end
from .stays import Stay

Json = dict[str, Any]


def move_json(move: Move, careers: Careers) -> Json:
    """With what it took and what it left, the facts it comes from, and how sure it is."""
    took, left = move.took and _took(move.took, careers), [_left(spell, careers) for spell in move.left]
    return {
        "id": move.id,
        "date": date_of(move, careers),
        "person": move.person,
        "name": careers.names.of("person", move.person),
        "kind": move.kind,
        "kinds": list(move.kinds),
        "took": took,
        "left": left,
        "gap_days": move.gap,
        "across": move.across,
        "enters": sorted(filter(None, move.enters)),
        "leaves": sorted(filter(None, move.leaves)),
        "swapped_with": list(move.swapped_with),
        "certainty": "probable" if probable(move, careers) else "confirmed",
        "facts": facts_of(move, careers),
        "sentence": told(move, careers),
    }


def date_of(move: Move, careers: Careers) -> str | None:
    """As it was given: of the taking, or of the leaving that nothing followed; the more exact of two that touch."""
    if move.took is None:
        return _until(move.left[0], careers)
    since = _stay(move.took.id, careers).first.row.since
    ends = [_until(spell, careers) for spell in move.left if spell.end and spell.end.first == move.day]
    return next(iter(ends), since) if move.took.first != move.day else since


def told(move: Move, careers: Careers) -> str:
    """`Jane Roe was promoted from Treasurer to Chief Financial Officer at Acme on 2026-03-01.`"""
    perhaps = say("probably ") if probable(move, careers) else ""
    who = careers.names.of("person", move.person) or move.person
    words = {"clause": _clause(move, careers), "when": when(date_of(move, careers))}
    return sentence(say("{who} {perhaps}{clause}{when}", who=who, perhaps=perhaps, **words))


def told_as_chain(moves: Sequence[Move], careers: Careers) -> str:
    """`Ann left as CEO → Bob promoted to CEO → Cy came from Bank as CFO.`; each post with its organization where they
    are of several."""
    places = {move.took.entered.organization if move.took else move.left[0].vacated.organization for move in moves}
    called = _title if len(places) == 1 else _seat
    return " → ".join(_told_briefly(move, careers, called) for move in moves) + "."


def _told_briefly(move: Move, careers: Careers, called: Callable[..., str]) -> str:
    who = careers.names.of("person", move.person) or move.person
    if move.took is None:
        return say("{who} left as {post}", who=who, post=called(move.left[0], careers))
    words = {"who": who, "post": called(move.took, careers, entered=True)}
    if move.across:
        return say("{who} came from {organizations} as {post}", **words, organizations=_organizations(move, careers))
    return say(_BRIEF[move.kind], **words)


_BRIEF: dict[Kind, str] = {
    "swapped": marked("{who} exchanged roles and is {post}"),
    "interim": marked("{who} fills in as {post}"),
    "first": marked("{who} appointed {post}"),
    "promoted": marked("{who} promoted to {post}"),
    "demoted": marked("{who} moved down to {post}"),
    "lateral": marked("{who} moved to {post}"),
    "additional": marked("{who} also became {post}"),
    "returned": marked("{who} returned as {post}"),
    "joined": marked("{who} joined as {post}"),
}
_STEPS: dict[Kind, str] = {
    "promoted": marked("was promoted from {left} to {post}"),
    "demoted": marked("moved down from {left} to {post}"),
    "lateral": marked("moved from {left} to {post}"),
}


def _clause(move: Move, careers: Careers) -> str:
    if move.took is None:
        return _leaving(move.left[0], careers)
    post = _seat(move.took, careers, entered=True)
    if move.kind == "interim":
        return say("stepped in as {post} for the time being", post=post)
    if not move.left:
        return say(_TAKEN[move.kind], post=post)
    template = _STEPS[next((kind for kind in move.kinds if kind in _STEPS), "lateral")]
    step = say(template, left=_from(move, careers), post=post)
    if move.kind != "swapped":
        return step
    others = listed(careers.names.of("person", other) or other for other in move.swapped_with)
    return say("exchanged roles with {others} and {step}", others=others, step=step)


_TAKEN: dict[Kind, str] = {
    "first": marked("is first known as {post}"),
    "additional": marked("also became {post}"),
    "returned": marked("returned as {post}"),
    "joined": marked("joined as {post}"),
}


def _leaving(spell: Spell, careers: Careers) -> str:
    reason = _stay(spell.last, careers).last.row.reason
    return say("left as {post}{reason}", post=_seat(spell, careers), reason=f" ({word(reason)})" if reason else "")


def _from(move: Move, careers: Careers) -> str:
    """The organization is named where it is another."""
    if move.across:
        return listed(_seat(spell, careers) for spell in move.left)
    return listed(_title(spell, careers) for spell in move.left)


def _organizations(move: Move, careers: Careers) -> str:
    ids = sorted({spell.vacated.organization for spell in move.left if spell.vacated.organization})
    return listed(careers.names.of("organization", id) or id for id in ids) or say("elsewhere")


def _title(spell: Spell, careers: Careers, *, entered: bool = False) -> str:
    return _post(spell, careers, entered=entered)["title"] or spell.role


def _seat(spell: Spell, careers: Careers, *, entered: bool = False) -> str:
    post = _post(spell, careers, entered=entered)
    where = post["organization_name"] or post["organization"]
    title = post["title"] or spell.role
    return say("{post} at {organization}", post=title, organization=where) if where else title


def _post(spell: Spell, careers: Careers, *, entered: bool) -> Json:
    """What it was called on the first day it was held, or on the last."""
    names, seat = careers.names, spell.entered if entered else spell.vacated
    day = _stay(spell.id, careers).first.start if entered else day_before_end(_stay(spell.last, careers).last)
    called = None if seat.organization is None else names.of("organization", seat.organization, day)
    title = names.of("role", spell.role, day)
    return {"role": spell.role, "title": title, "organization": seat.organization, "organization_name": called}


def _took(spell: Spell, careers: Careers) -> Json:
    row = _stay(spell.id, careers).first.row
    post = _post(spell, careers, entered=True)
    return {**post, "since": row.since, "tenure_kind": row.tenure_kind, "took": row.took}


def _left(spell: Spell, careers: Careers) -> Json:
    row = _stay(spell.last, careers).last.row
    post = _post(spell, careers, entered=False)
    return {**post, "until": row.until, "left": row.ended_by, "reason": row.reason}


def facts_of(move: Move, careers: Careers) -> list[str]:
    """The beginning, and the ends of what it came from."""
    began = [] if move.took is None else [_stay(move.took.id, careers).first.row.took]
    ended = (_stay(spell.last, careers).last.row.ended_by for spell in move.left)
    return list(dict.fromkeys(fact for fact in (*began, *ended) if fact is not None))


def probable(move: Move, careers: Careers) -> bool:
    """Whether only a probable fact says that somebody took or held what the move is about."""
    spell = move.took or move.left[0]
    return bool(_stay(spell.id, careers).first.row.certainty == "probable")


def _until(spell: Spell, careers: Careers) -> str | None:
    until: str | None = _stay(spell.last, careers).last.row.until
    return until


def _stay(id: str, careers: Careers) -> Stay:
    return careers.stays[id]
