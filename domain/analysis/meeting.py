"""Whom to meet: people who matter for a sale or whose link is to grow, whom none of ours met for a while."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from msgspec import Struct

from ..language import listed, say, word, written
from .phrases import call, named
from .study import Json, Study, ids_behind

GROWS, NEEDED = "the link is to grow", "an open opportunity needs them"


class Mattering(Struct, frozen=True):
    """Somebody to be met, why, when one of ours last did (`undated`: nobody told), and how important they are."""

    person: str
    name: str | None
    because: list[str]
    met: str | None
    importance: float
    undated: bool = False
    why: list[str] = []


class ToMeet(Struct, frozen=True):
    """Whoever matters, whatever the day; days as the parameters have them."""

    people: list[Mattering]
    every: int
    soon: int


def meetings(study: Study) -> list[Json]:
    """Those overdue first, never met before met long ago: `due` is the day by which they were to be met, null where
    nobody ever met them, or nobody told when (`undated`); `because`: why they matter."""
    return due_on(to_meet(study), date.fromisoformat(study.picture.as_of))


def to_meet(study: Study) -> ToMeet:
    settings = study.parameters.meetings
    people = [_matters(study, id, reasons) for id, reasons in _mattering(study).items()]
    return ToMeet(people, settings.every, settings.soon)


def _matters(study: Study, id: str, reasons: list[str]) -> Mattering:
    why, last = _why(study, id) if study.picture.explained else [], study.beside.met.get(id)
    day, undated = (last.day, last.day is None) if last else (None, False)
    return Mattering(id, study.named(id)["name"], reasons, day, study.importance(id), undated, why)


def _why(study: Study, id: str) -> list[str]:
    """The facts by which a link is to grow, by which a sale needs them, and by which they were met last."""
    selling = [sale for sale in study.sales if id in {need.person for need in sale.needed}]
    playing = [member.why for sale in selling for member in sale.center if member.person in (id, *sale.deciders)]
    return sorted(
        {
            *ids_behind((link.why for link in study.picture.our_links(id)), "desired"),
            *ids_behind((sale.culture.why for sale in selling), "culture"),
            *ids_behind(playing, "buying_role"),
            *([last.fact] if (last := study.beside.met.get(id)) and last.fact else []),
        }
    )


def due_on(found: ToMeet, day: date) -> list[Json]:
    """Whom it is time to meet on a day, in the shape of `meetings`."""
    dues = [(one, None if one.met is None else _days_after(one.met, found.every)) for one in found.people]
    pressing = [(one, due) for one, due in dues if due is None or due <= day + timedelta(days=found.soon)]
    ordered = sorted(pressing, key=lambda one: (one[1] or date.min, -one[0].importance, one[0].person))
    return [_pressing(one, due, day) for one, due in ordered]


def _days_after(day: str, days: int) -> date:
    return date.fromisoformat(day) + timedelta(days=days)


def _pressing(one: Mattering, due: date | None, day: date) -> Json:
    state = "overdue" if due is None or due < day else "due"
    said = {"last_met": one.met, "due": due and due.isoformat(), "state": state, "because": one.because}
    marks = {"undated": one.undated, "why": one.why}
    return {"person": one.person, "name": one.name, **said, **{name: mark for name, mark in marks.items() if mark}}


def _mattering(study: Study) -> dict[str, list[str]]:
    """Of those who hold a role here; why each matters."""
    picture = study.picture
    growing = [id for id in picture.theirs if any(link.desired is not None for link in picture.our_links(id))]
    needed = {need.person for sale in study.sales for need in sale.needed}
    return {
        id: [reason for reason, those in ((GROWS, growing), (NEEDED, needed)) if id in those]
        for id in picture.theirs
        if (id in needed or id in growing) and not study.erased(id)
    }


def told(found: list[Json]) -> list[str]:
    """In words: those nobody ever met a line for each reason, the others a line each."""
    never: dict[tuple[bool, str], list[str]] = defaultdict(list)
    for one in found:
        if one["last_met"] is None:
            never["undated" in one, _reasons(one)].append(call(one))
    lines = [_unmet(undated, people, reasons) for (undated, reasons), people in never.items()]
    return lines + [_told(one) for one in found if one["last_met"] is not None]


def _unmet(undated: bool, people: list[str], reasons: str) -> str:
    if undated:
        return say("No date is known of a meeting with {people}: {reasons}", people=named(people), reasons=reasons)
    return say("No meeting is known with {people}: {reasons}", people=named(people), reasons=reasons)


def _told(one: Json) -> str:
    days = {"last": written(one["last_met"]), "due": written(one["due"])}
    overdue = one["state"] == "overdue"
    met = say("last met on {last}, overdue since {due}" if overdue else "last met on {last}, due by {due}", **days)
    return say("{person}: {met}: {reasons}", person=call(one), met=met, reasons=_reasons(one))


def _reasons(one: Json) -> str:
    return listed(map(word, one["because"]))
