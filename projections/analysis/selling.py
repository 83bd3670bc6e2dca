"""The analysis of one opportunity: who has to be won, how they stand, how to approach them, what to beware of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import msgspec

from domain.analysis.approach_told import blanks
from domain.analysis.opportunities import SECTIONS, network_told, one_opportunity
from domain.analysis.parameters import Parameters
from domain.analysis.reaching import upward_told
from domain.analysis.study import Study
from domain.language import called

from ..account_maps import header
from ..moments import Moment
from ..opportunities import opportunities
from ..opportunity_reads import opportunity
from ..snapshots import require, snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from .beside import beside_at
from .briefs import action_told, part
from .reading import picture_at

Json = dict[str, Any]


def opportunity_analysis(
    tenant: Tenant, id: str, moment: Moment, parameters: Parameters, *, restricted: bool, why: bool = False
) -> Json:
    """What the opportunity says of itself, with its analysis and that in words (`text`, Markdown).

    One that is closed by that day is looked at as it stood on the day it was closed, as known at the moment:
    `analyzed_on` is that day. Without the scope `restricted` the analysis is left out. Raises NotFound.
    """
    require(tenant, "opportunity", id)
    day = _closed_on(tenant, id, moment) or moment.as_of
    then = replace(moment, as_of=day)
    own = opportunity(tenant, id, then, restricted, why=why)
    dated = {**own, **header(moment, restricted), "analyzed_on": day.isoformat()}
    dated["parameters"] = msgspec.to_builtins(parameters)
    if not restricted:
        return {**dated, "withheld": [*dated["withheld"], *SECTIONS, "text"]}
    answer = {**dated, **_analyzed(tenant, id, own["organization"], then, parameters, why)}
    return answer | {"text": "\n".join(_lines(answer))}


def _closed_on(tenant: Tenant, id: str, moment: Moment) -> date | None:
    """The first of the days up to the moment on which it has been closed without a break."""
    with snapshot(tenant, moment) as at:
        known = at.rows(opportunities, at.known(opportunities) & (opportunities.c.home == id))
    closed: date | None = None
    for row in sorted((row for row in known if row.valid_from <= moment.as_of), key=lambda row: row.valid_from):
        closed = (closed or row.valid_from) if row.life == "closed" else None
    return closed


def _analyzed(tenant: Tenant, id: str, account: str | None, then: Moment, parameters: Parameters, why: bool) -> Json:
    """Before it was opened it is on no map, and nothing follows."""
    if account is None:
        return {"needed_network": None, "consensus": None, "approach": [], "cautions": [], "upward": []}
    picture = picture_at(tenant, account, then, restricted=True, why=why)
    with snapshot(tenant, then) as at:
        beside = beside_at(at, picture, half_lives_of(tenant, then), why=why)
        return one_opportunity(Study(picture, beside, parameters), id)


def _lines(answer: Json) -> Iterator[str]:
    """Markdown, the weightiest first."""
    yield f"# {answer['name'] or answer['id']}, as of {answer['analyzed_on']}"
    yield from _about(answer)
    yield from part("Beware", [one["sentence"] for one in answer["cautions"]])
    if answer["needed_network"] is not None:
        yield from part("Who is needed", network_told(answer["needed_network"]))
        yield from part("Where they stand", [answer["consensus"]["sentence"]])
    yield from part("How to approach them", [one["sentence"] for one in answer["approach"]])
    yield from part("What to find out", blanks(answer["approach"]))
    yield from part("The way up", upward_told(answer["upward"]))
    yield from part("What is to be done", [action_told(one) for one in answer["actions"] if one["state"] != "done"])
    yield from part("When we met last", map(_met, answer["interactions"][:_MOST_MEETINGS]))


_MOST_MEETINGS = 5


def _about(answer: Json) -> list[str]:
    """Whose it is, and how far it has come."""
    value = answer.get("value") or {}
    worth = f"{value['amount']:,} {value['currency']}" if value.keys() >= {"amount", "currency"} else None
    ended = f"{answer['outcome']}: {answer['reason']}" if answer.get("reason") else answer.get("outcome")
    said = [answer["organization_name"] or answer["organization"], ended or answer.get("stage"), worth]
    told = "; ".join(str(one) for one in said if one)
    return ["", told] if told else []


def _met(one: Json) -> str:
    who = ", ".join(called(person["name"] or person["person"]) for person in one["people"])
    topic = f": {one['topic']}" if one.get("topic") else ""
    return f"{one['day'] or 'On an unknown day'} ({one['channel']}) {who}{topic}"
