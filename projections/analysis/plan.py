"""The plan of an account: what it could be against what it is, what is to be done, and what became of earlier plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

from domain.analysis.parameters import Parameters
from domain.analysis.picture import Picture
from domain.analysis.planned import Side, against
from domain.analysis.sections import SECTIONS
from domain.dates import resolve_as_of
from domain.errors import InvalidRequest
from domain.language import say, written

from ..action_reads import account_actions
from ..coverage_reads import account_coverage
from ..fragments import decode, encode
from ..groups import reached
from ..meetings import Told, meetings
from ..moments import Moment
from ..records import kept_of
from ..remaps import group_remaps, remaps_of
from ..remaps import told as told_of_remaps
from ..snapshots import snapshot
from ..tenants import Tenant
from .briefs import OPEN, action_told, covering, known_then, part
from .reading import Looked, analysis_of, looked_at

Json = dict[str, Any]
# What of the analysis a plan rests on, and under which heading it is told.
_TELLING = {
    "potential": "What it could be, and what it is",
    "penetration": "How far we have come",
    "growth": "What links could grow to",
    "team": "Our team, and what it lacks",
    "meetings": "Whom to meet",
}
SECTIONS_OF_PLAN = tuple(section for name in _TELLING for section in SECTIONS if section.name == name)


def plan(
    tenant: Tenant,
    account: str,
    moment: Moment,
    then: Moment,
    parameters: Parameters,
    *,
    restricted: bool,
    group: bool = False,
) -> Json:
    """At both clocks, each value with the facts behind it; `against`: what stood planned at an earlier moment (`then`)
    against what is. Without the scope `restricted` what follows from links and attitudes is left out. Of a `group` the
    organization is taken with all below it, at each of the moments.

    Raises NotFound.
    """
    looked, ids = _looked_at(tenant, account, moment, restricted, group)
    picture, sections = looked.picture, SECTIONS_OF_PLAN
    analysis = decode(analysis_of(tenant, looked, moment, sections, parameters, restricted=restricted, why=True))
    now = _side(tenant, ids, picture, moment, restricted)
    own = [section.name for section in sections if section.name in analysis]
    answer = {
        **{name: said for name, said in analysis.items() if name not in own},
        "since": then.as_of.isoformat(),
        "coverage": _once(one for id in ids for one in account_coverage(tenant, id, moment, why=True)["coverage"]),
        "actions": [one for one in now.actions if one["state"] in OPEN],
        "coming": _coming(tenant, picture, moment, parameters.meetings.soon),
        "analysis": {name: analysis[name] for name in own},
        "remaps": _remaps(tenant, picture, moment, then.as_of, restricted, group),
        "against": against(_planned(tenant, account, moment, then, restricted, group), now),
    }
    return answer | {"text": "\n".join(_lines(answer))}


def _remaps(tenant: Tenant, picture: Picture, moment: Moment, since: date, restricted: bool, group: bool) -> list[Json]:
    if group:
        found = group_remaps(tenant, picture.account.id, moment, since, restricted=restricted)
    else:
        found = remaps_of(tenant, picture, moment, since, restricted=restricted)
    remaps: list[Json] = found["remaps"]
    return remaps


def _looked_at(tenant: Tenant, account: str, moment: Moment, restricted: bool, group: bool) -> tuple[Looked, list[str]]:
    """The map, and the organizations that it is of."""
    looked = looked_at(tenant, account, moment, restricted=restricted, why=True, group=group)
    return looked, reached(tenant, account, moment, group=group)


def _once(found: Iterable[Json]) -> list[Json]:
    """Whoever is on the maps of several organizations is covered on each of them."""
    return list({encode(one): one for one in found}.values())


def planned_at(tenant: Tenant, moment: Moment, since: str, known_at: str | None) -> Moment:
    """The earlier moment that plans were made by: a day as it was known at its end or at `known_at`.

    Raises InvalidRequest naming what is no date, no instant, or not before the moment.
    """
    day = resolve_as_of(since, moment.as_of)
    if day >= moment.as_of:
        raise InvalidRequest(say("expected a day before {day}", day=written(moment.as_of.isoformat())), field="since")
    return known_then(tenant, moment, day, known_at)


def _planned(tenant: Tenant, account: str, moment: Moment, then: Moment, restricted: bool, group: bool) -> Side:
    """As it stood then; people by the records that answer for them now."""
    looked, ids = _looked_at(tenant, account, then, restricted, group)
    side = _side(tenant, ids, looked.picture, then, restricted)
    with snapshot(tenant, moment) as at:
        return replace(side, kept=kept_of(at, "person", side.picture.person))


def _side(tenant: Tenant, ids: Iterable[str], picture: Picture, moment: Moment, restricted: bool) -> Side:
    found = (account_actions(tenant, id, moment, restricted=restricted)["actions"] for id in ids)
    return Side(picture, list(chain.from_iterable(found)))


def _coming(tenant: Tenant, picture: Picture, moment: Moment, days: int) -> list[Json]:
    """Meetings with people there that are arranged for the days to come, the next first."""
    until = date.fromordinal(min(moment.as_of.toordinal() + days, date.max.toordinal()))
    with snapshot(tenant, replace(moment, as_of=until)) as at:
        found = [one for one in meetings(at, "person", picture.theirs) if one.counted > moment.as_of and one.dated]
        told = Told(at, found)
        return [told.meeting(one) for one in reversed(found)]


def _lines(answer: Json) -> list[str]:
    """Markdown: a heading and a list for each part that has something to tell."""
    lines = [f"# Plan of {answer['account']['name'] or answer['account']['id']}, as of {answer['as_of']}"]
    for section in SECTIONS_OF_PLAN:
        if section.name in answer["analysis"]:
            lines += part(_TELLING[section.name], section.tell(answer["analysis"][section.name]))
    lines += part("Who of us covers what", map(covering, answer["coverage"]))
    lines += part("What is to be done", map(action_told, answer["actions"]))
    lines += part("Meetings that are arranged", map(_meeting, answer["coming"]))
    lines += part("What to draw again", told_of_remaps(answer["remaps"]))
    return lines + part(f"What became of the plans of {answer['since']}", map(_became, answer["against"]))


def _meeting(one: Json) -> str:
    people = ", ".join(who["name"] or who["person"] for who in one["people"])
    topic = f": {one['topic']}" if one.get("topic") else ""
    return f"{one['day']}, {one['channel']}, {people}{topic}"


def _became(one: Json) -> str:
    return f"{one['sentence']} ({one['state']})"
