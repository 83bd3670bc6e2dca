"""The short notation in which the story is told: one call per fact, people by handle, facts by label."""

from __future__ import annotations

from typing import Any

Line = dict[str, Any]


def learned(at: str, *facts: Line, source: Line | None = None) -> list[Line]:
    """What one moment ("2025-01-13 08:40", UTC) added to the log; a fact with a source of its own keeps it."""
    told = {"recorded_at": f"{at.replace(' ', 'T')}:00.000000Z"} | ({"source": source} if source else {})
    return [{**told, **fact} for fact in facts]


def someone(note: str) -> Line:
    return {"kind": "person", "note": note}


def document(note: str) -> Line:
    return {"kind": "document", "note": note}


def press(entry: str, note: str) -> Line:
    return {"kind": "feed", "ref": f"https://press.aldermoor.example/{entry}", "note": note}


def fact(type: str, effective: str | None, **fields: Any) -> Line:
    return {"type": type, "effective": effective, **fields}


def took(person: str, role: str, since: str | None, kind: str = "permanent", **more: Any) -> Line:
    return fact("person_took_role", since, person=person, role=role, tenure_kind=kind, **more)


def left(person: str, role: str, on: str | None, reason: str = "unknown", **more: Any) -> Line:
    return fact("person_left_role", on, person=person, role=role, reason=reason, **more)


def restructured(role: str, on: str, **fields: Any) -> Line:
    return fact("role_restructured", on, role=role, **fields)


def power(by: str, on: str, person: str, role: str, score: int, *sources: str) -> Line:
    return fact("power_assessed", on, person=person, role=role, power=score, sources=list(sources), by=by)


def link(by: str, since: str | None, person: str, other: str, kind: str, tone: int, strength: int, **more: Any) -> Line:
    ends = {"person": person, "other": other, "kind": kind}
    return fact("link_rated", since, **ends, tone=tone, strength=strength, by=by, **more)


def advice(by: str, since: str | None, person: str, other: str, strength: int, **more: Any) -> Line:
    """Whom somebody asks for advice: the one tie here that has a direction."""
    return link(by, since, person, other, "advice", 1, strength, directed=True, **more)


def opportunity(name: str, on: str, **fields: Any) -> Line:
    return fact("opportunity_changed", on, opportunity=name, **fields)


def buys(opportunity: str, person: str, buying_role: str, since: str, weight: int) -> Line:
    role = {"person": person, "opportunity": opportunity, "buying_role": buying_role}
    return fact("buying_role_assigned", since, **role, weight=weight)


def buys_no_more(opportunity: str, person: str, buying_role: str, on: str) -> Line:
    return fact("buying_role_ended", on, person=person, opportunity=opportunity, buying_role=buying_role)


def attitude(by: str, on: str, opportunity: str, person: str, score: int, reason: str) -> Line:
    view = {"person": person, "opportunity": opportunity, "attitude": score, "reason": reason}
    return fact("attitude_changed", on, **view, by=by)


def note(on: str, about: Line, text: str, *mentions: str) -> Line:
    return fact("note_added", on, about=about, text=text, mentions=list(mentions))


def corrected(label: str, **replacement: Any) -> Line:
    """A correction has no date of its own: it says what the fact should have said."""
    return {"type": "fact_corrected", "fact": label, "replacement": replacement}


def withdrawn(label: str, reason: str) -> Line:
    return {"type": "fact_withdrawn", "fact": label, "reason": reason}
