"""What an account would be if some facts were so: nothing is recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.analysis.parameters import Parameters
from domain.analysis.picture import picture_of
from domain.analysis.sections import Section, analyzed
from domain.analysis.study import Study
from domain.dates import DAWN
from domain.decisions import FINAL
from domain.errors import InvalidRequest
from domain.half_lives import HalfLives
from domain.log.ledger import Terms

from ..account_maps import require_organization, withheld
from ..beside_maps import with_beside
from ..diffs import COMPARED, changes_between
from ..facts_behind import facts_behind, facts_named
from ..fragments import decode
from ..moments import moment_of
from ..rehearsals import Rehearsed, first_day, latest_day, rehearsal
from ..statements import half_lives_of, stated_at
from ..tenants import Tenant
from ..why import explain_map
from .beside import beside_at

Json = dict[str, Any]


class Asked(NamedTuple):
    """Of an account on a day (the latest that a fact names, today at the earliest, if left out); with `why`, with the
    facts behind each result, and what those say that are recorded."""

    account: str
    day: date | None
    sections: Sequence[Section]
    parameters: Parameters
    restricted: bool
    half_lives: HalfLives = HalfLives()
    why: bool = False


def what_if(tenant: Tenant, asked: Asked, sent: Sequence[Mapping[str, Any]], terms: Terms) -> Json:
    """The map and the analysis with these facts, the analysis without them, and what they change, in sentences.

    `later` are those, by their place from 0, that count only after the day: what they say does not hold yet.
    Raises NotFound, InvalidRequest for an erasure, and Refused as recording would.
    """
    require_organization(tenant, asked.account)
    parsed = tenant.ledger.parse(sent, terms.kept)
    if any(isinstance(fact, FINAL) for fact in parsed):
        raise InvalidRequest("an erasure cannot be tried: it is for good", field="facts")
    day = asked.day or latest_day(tenant.ledger, parsed)
    places = [(place, fact.effective) for place, fact in enumerate(parsed) if first_day(fact) > day]
    asked = asked._replace(half_lives=half_lives_of(tenant, moment_of(tenant.ledger)))
    answer: Json = {}
    with rehearsal(tenant.ledger, sent, terms) as rehearsed:
        answer = _answer(rehearsed, asked, day)
    answer["later"] = [{"index": place, "effective": effective} for place, effective in places]
    answer = _explained(tenant, answer, asked.restricted) if asked.why else answer
    return answer if asked.restricted else answer | {"withheld": withheld()}


def _explained(tenant: Tenant, answer: Json, restricted: bool) -> Json:
    """With what the facts say that it names and that are recorded."""
    found = msgspec.json.decode(msgspec.json.encode(answer))
    behind = facts_behind(tenant, facts_named(found), moment_of(tenant.ledger), restricted=restricted)
    return {**found, "facts_behind": behind}


def _answer(rehearsed: Rehearsed, asked: Asked, day: date) -> Json:
    before, after = rehearsed.before, rehearsed.head.position
    maps = {at: _map(rehearsed, asked, day, at) for at in (before, after)}
    return {
        "as_of": day.isoformat(),
        "position": before,
        "map": msgspec.Raw(maps[after]),
        "analysis": {
            "before": _analysis(rehearsed, asked, day, before, maps[before]),
            "after": _analysis(rehearsed, asked, day, after, maps[after]),
        },
        "changes": _changes(rehearsed, asked, day),
    }


def _map(rehearsed: Rehearsed, asked: Asked, day: date, position: int) -> bytes:
    shown = rehearsed.map(asked.account, day, position, restricted=asked.restricted)
    if not asked.why:
        return shown
    answer: Json = decode(shown)
    explain_map(rehearsed.at(day, position), rehearsed.ledger.keys, answer)
    return msgspec.json.encode(answer)


def _analysis(rehearsed: Rehearsed, asked: Asked, day: date, position: int, shown: bytes) -> Json:
    picture = picture_of(shown)
    at, fades = rehearsed.at(day, position), any(section.fades for section in asked.sections)
    stated = stated_at(at, picture) if fades else ()
    beside = beside_at(at, picture, asked.half_lives, why=asked.why, stated=stated)
    study = Study(picture, beside, asked.parameters)
    return analyzed(study, asked.sections, restricted=asked.restricted)


def _changes(rehearsed: Rehearsed, asked: Asked, day: date) -> list[Json]:
    points = [(day, rehearsed.before), (day, rehearsed.head.position)]
    maps = {point: _compared(rehearsed, asked, *point) for point in points}
    moments = [rehearsed.at(*point) for point in points]
    found = changes_between(moments[0], moments[1], maps, rehearsed.ledger.keys, since=DAWN)
    return [{name: value for name, value in change.items() if name != "because"} for change in found]


def _compared(rehearsed: Rehearsed, asked: Asked, day: date, position: int) -> bytes:
    shown = rehearsed.map(asked.account, day, position, COMPARED, restricted=asked.restricted, told=False)
    return with_beside(rehearsed.at(day, position), shown, restricted=asked.restricted)
