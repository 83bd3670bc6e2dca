"""Marks of an overview, of roles and people outside: larger with influence, colored by attitude, with its sign."""

from __future__ import annotations

from collections.abc import Iterable

from domain.analysis.picture import Entry, Role

from .blocks import Point
from .boxes import SIGNS, Ink, Standing, nearest_step, told_box, told_person
from .leads import Leads
from .svg import element, rectangle

_LEAST, _MOST, _EVEN, _SIGNED = 6.0, 14.0, 10.0, 14.0


def role_mark(role: Role, at: Point, ink: Ink, more: str = "", before: str = "", leads: Leads | None = None) -> str:
    """Around a point; what it is of stands in its title."""
    return told_box(role, ink, f"mark {more}", before, leads, _inside(at, ink.member(role), ink.weight(role)))


def person_mark(id: str, name: str, at: Point, ink: Ink, why: Iterable[Entry], leads: Leads | None = None) -> str:
    """Of somebody outside."""
    return told_person(id, name, "outside mark", ink, why, leads, _inside(at, ink.members.get(id), None))


def _inside(at: Point, member: Standing | None, weight: float | None) -> list[str]:
    sign = "" if member is None or member.attitude is None else SIGNS[nearest_step(member.attitude)].replace(" ", "")
    side = _EVEN if weight is None else _LEAST + (_MOST - _LEAST) * weight
    side = max(side, _SIGNED) if sign else side
    inside = [rectangle(at[0] - side / 2, at[1] - side / 2, side, side, 2, "box")]
    if sign:
        inside.append(element("text", sign, x=at[0], y=at[1] + 3, class_="tiny", text_anchor="middle"))
    return inside
