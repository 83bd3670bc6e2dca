"""A career move as an entry of an answer, and in one sentence."""

from __future__ import annotations

from typing import Any

from domain.moves import Kind, Move, Spell

from .phrases import listed, sentence, when
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
    perhaps = "probably " if probable(move, careers) else ""
    who = careers.names.of("person", move.person) or move.person
    return sentence(f"{who} {perhaps}{_clause(move, careers)}{when(date_of(move, careers))}")


def told_briefly(move: Move, careers: Careers) -> str:
    """For a chain: `Jane Roe promoted to Chief Financial Officer`."""
    who = careers.names.of("person", move.person) or move.person
    if move.took is None:
        return f"{who} left as {_title(move.left[0], careers)}"
    if move.across:
        return f"{who} came from {_organizations(move, careers)} as {_title(move.took, careers, entered=True)}"
    return f"{who} {_BRIEF[move.kind]} {_title(move.took, careers, entered=True)}"


_BRIEF: dict[Kind, str] = {
    "swapped": "exchanged posts and is",
    "interim": "fills in as",
    "first": "appointed",
    "promoted": "promoted to",
    "demoted": "moved down to",
    "lateral": "moved to",
    "additional": "took on",
    "returned": "returned as",
    "joined": "joined as",
}
_STEPS: dict[Kind, str] = {"promoted": "was promoted", "demoted": "moved down", "lateral": "moved"}


def _clause(move: Move, careers: Careers) -> str:
    if move.took is None:
        return _leaving(move.left[0], careers)
    to = _seat(move.took, careers, entered=True)
    step = next((_STEPS[kind] for kind in move.kinds if kind in _STEPS), "moved")
    if move.kind == "swapped":
        others = listed(careers.names.of("person", other) or other for other in move.swapped_with)
        return f"exchanged posts with {others} and {step} from {_from(move, careers)} to {to}"
    if move.kind == "interim":
        return f"took on {to} for the time being"
    if move.left:
        return f"{step} from {_from(move, careers)} to {to}"
    return _TAKEN[move.kind].format(to=to)


_TAKEN: dict[Kind, str] = {
    "first": "is first known as {to}",
    "additional": "became {to} besides",
    "returned": "returned as {to}",
    "joined": "joined as {to}",
}


def _leaving(spell: Spell, careers: Careers) -> str:
    reason = _stay(spell.last, careers).last.row.reason
    return f"left as {_seat(spell, careers)}{f' ({reason})' if reason else ''}"


def _from(move: Move, careers: Careers) -> str:
    """The organization is named where it is another."""
    if move.across:
        return listed(_seat(spell, careers) for spell in move.left)
    return listed(_title(spell, careers) for spell in move.left)


def _organizations(move: Move, careers: Careers) -> str:
    ids = sorted({spell.vacated.organization for spell in move.left if spell.vacated.organization})
    return listed(careers.names.of("organization", id) or id for id in ids) or "elsewhere"


def _title(spell: Spell, careers: Careers, *, entered: bool = False) -> str:
    return _post(spell, careers, entered=entered)["title"] or spell.role


def _seat(spell: Spell, careers: Careers, *, entered: bool = False) -> str:
    post = _post(spell, careers, entered=entered)
    where = post["organization_name"] or post["organization"]
    return f"{post['title'] or spell.role}{f' at {where}' if where else ''}"


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
