"""Whom to meet: people who matter for a sale or whose link is to grow, whom none of ours met for a while."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from .phrases import call, named
from .study import Json, Study

_NEVER = ""
GROWS, NEEDED = "the link is to grow", "an open opportunity needs them"


def meetings(study: Study) -> list[Json]:
    """Those overdue first, never met before met long ago: `due` is the day by which they were to be met, null where
    nobody ever met them; `because`: why they matter."""
    settings, today = study.parameters.meetings, date.fromisoformat(study.picture.as_of)
    found = []
    for id, reasons in _mattering(study).items():
        met = study.beside.met.get(id)
        due = None if met is None else date.fromisoformat(met) + timedelta(days=settings.every)
        if due is None or due <= today + timedelta(days=settings.soon):
            state = "overdue" if due is None or due < today else "due"
            said = {"last_met": met, "due": due and due.isoformat(), "state": state, "because": reasons}
            found.append({**study.named(id), **said})
    return sorted(found, key=lambda one: (one["due"] or _NEVER, -study.importance(one["person"]), one["person"]))


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
    never: dict[str, list[str]] = defaultdict(list)
    for one in found:
        if one["last_met"] is None:
            never[_reasons(one)].append(call(one))
    lines = [f"No meeting is known with {named(people)}: {reasons}" for reasons, people in never.items()]
    return lines + [f"{call(one)}: {_when(one)}: {_reasons(one)}" for one in found if one["last_met"] is not None]


def _reasons(one: Json) -> str:
    return " and ".join(one["because"])


def _when(one: Json) -> str:
    return f"last met on {one['last_met']}, {'overdue since' if one['state'] == 'overdue' else 'due by'} {one['due']}"
