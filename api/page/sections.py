"""What an account's facts amount to, in sentences; first what is most worth asking."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

from fastapi import Request, Response

from domain.analysis.parameters import Parameters
from domain.analysis.sections import SECTIONS, Section, in_order_of_worth
from projections.analysis.namesakes import told_apart
from projections.analysis.reading import account_analysis
from projections.statements import half_lives_of

from ..http.parameters import AccountId
from ..http.reading import Read, Reading
from .account import account_page
from .answers import page_router
from .told import Line, nested
from .views import _

Json = dict[str, Any]
HEADINGS = {
    "opportunities": _("What we are selling"),
    "influence": _("Who counts here"),
    "capital": _("How well we are linked"),
    "strengthen": _("Which links to strengthen"),
    "ways": _("Ways to those who matter"),
    "single_points": _("What hangs on one person"),
    "informal": _("How it works beside the chart"),
    "team": _("Our team"),
    "penetration": _("How far we have come"),
    "growth": _("How relationships grow"),
    "meetings": _("Whom to meet again"),
    "potential": _("What there is to win"),
    "coverage": _("Who of us knows whom"),
    "completeness": _("How much is known"),
}

router = page_router()


class Told(NamedTuple):
    """A section of the analysis under its heading."""

    name: str
    heading: str
    lines: list[Line]


class Shown(NamedTuple):
    """What of an analysis the page shows."""

    sections: list[Told]
    questions: list[Json]


@router.get("/accounts/{id}/analysis")
def sections(request: Request, read: Read, id: AccountId) -> Response:
    found = read.kept(partial(_shown, read, id), Shown, settings=half_lives_of(read.tenant, read.moment))
    return account_page(request, read, id, "analysis", "account_analysis.html", **found._asdict())


def _shown(read: Reading, id: str) -> Shown:
    restricted = read.caller.restricted
    found = account_analysis(read.tenant, id, read.moment, SECTIONS, Parameters(), restricted=restricted, why=False)
    told = told_of(told_apart(read.tenant, [id], read.moment, found))
    return Shown(told, found.get("completeness", {}).get("questions", []))


def told_of(found: Json) -> list[Told]:
    """The sections that are there, the weightiest first; questions have a place of their own."""
    there = [section for section in in_order_of_worth(SECTIONS) if section.name in found]
    return [Told(one.name, HEADINGS[one.name], nested(_lines(one, found[one.name]))) for one in there]


def _lines(section: Section, found: Any) -> list[str]:
    return section.tell(found | {"questions": []} if section.name == "completeness" else found)
