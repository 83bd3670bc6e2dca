"""Alerts in words: what each is about by name, why it matters, and what it does to us, as known at a moment.

Sentences and effects are found anew, as key moments are: nothing of them is stored in clear, erasing a person empties
them, and they say what is known at the moment that is asked for. Where that gives no such moment any more (it was
retracted, or its rule is switched off), the effects are those of when it was raised; so is the reason of what was
retracted.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import msgspec

from domain.alerting import effects_json
from domain.dates import DAWN, FOREVER
from domain.key_moments.found import Key, KeyMoment
from domain.key_moments.judging import RULES
from domain.key_moments.steps import STEPS
from domain.language import say

from .key_moments import Asked, key_moments
from .moments import Moment
from .names import Names
from .records import Bodies
from .snapshots import snapshot
from .tenants import Tenant

Json = dict[str, Any]
_NAMED = (("account", "organization", "account_name"), ("organization", "organization", "organization_name"),
          ("role", "role", "title"), ("person", "person", "name"), ("assigned", "person", "assigned_name"))  # fmt: skip
# What in effects names whom, and where their names go.
_IN_EFFECTS = (("opportunity", "opportunity", "name"), ("ours", "person", "ours_name"),
               ("other", "person", "other_name"), ("person", "person", "name"))  # fmt: skip
# The last day that may be asked for.
HEREAFTER = date.fromordinal(FOREVER - 366)
EVER = date.fromordinal(DAWN + 366), HEREAFTER
_LINKS = ("links_lost", "links_gained")


class Words:
    """Of these alerts, read at once: what is found of them now, or was before, and effects by their ids, and the names
    of all whom they tell of."""

    def __init__(
        self, names: Names, found: Mapping[str, KeyMoment], before: Mapping[str, KeyMoment], effects: Mapping[str, Json]
    ) -> None:
        self.names, self.found, self.before, self.effects = names, found, before, effects

    def of(self, row: Any) -> Json:
        called = {name: self._called(kind, getattr(row, column)) for column, kind, name in _NAMED}
        told = {name: value for name, value in called.items() if value is not None}
        return {
            **told,
            "reason": self._reason(row),
            "effects": self._effects(self.effects[row.home]),
        }

    def sources(self, row: Any) -> list[str]:
        """Whoever reports the same later is one too."""
        moment = self.found.get(row.home)
        stored: list[str] = msgspec.json.decode(row.sources or "[]")
        return stored if moment is None else list(moment.effects.facts)

    def _reason(self, row: Any) -> str:
        moment = self.found.get(row.home) or self.before.get(row.home)
        return says(row.rule) if moment is None else moment.reason

    def _effects(self, effects: Json) -> Json:
        found = {name: [self._named(one) for one in some] for name, some in effects.items() if name != "steps"}
        steps = [{"code": code, "says": STEPS.get(code, code)} for code in effects.get("steps", ())]
        return {**found, **({"next_steps": steps} if steps else {})}

    def _called(self, kind: str, id: str | None) -> str | None:
        return None if id is None else self.names.of(kind, id)

    def _named(self, effect: Json) -> Json:
        called = ((name, self._called(kind, effect[field])) for field, kind, name in _IN_EFFECTS if field in effect)
        return {**effect, **{name: value for name, value in called if value is not None}}


def words_for(tenant: Tenant, moment: Moment, rows: Sequence[Any], *, restricted: bool) -> Words:
    found = moments_of(tenant, moment, rows)
    effects = {row.home: _effects(row, found.get(row.home)) for row in rows}
    effects = effects if restricted else {id: without_links(one) for id, one in effects.items()}
    with snapshot(tenant, moment) as at:
        names = Names(at)
        names.learn_all((kind, id) for row in rows for column, kind, _ in _NAMED if (id := getattr(row, column)))
        names.learn_all(_named_in(effects.values()))
    before = _before(tenant, moment, [row for row in rows if row.home not in found])
    return Words(names, found, before, effects)


def _before(tenant: Tenant, moment: Moment, rows: Sequence[Any]) -> dict[str, KeyMoment]:
    """Of retracted ones, what was known when they were raised; nothing that was not for everybody then and is now."""
    retracted = {row.home: row for row in rows if row.state == "retracted" and not row.erased}
    found: dict[str, KeyMoment] = {}
    for place in {row.first for row in retracted.values()}:
        some = [row for row in retracted.values() if row.first == place]
        found |= moments_of(tenant, replace(moment, position=place), some, any_day=True)
    return {id: one for id, one in found.items() if retracted[id].withheld or not one.restricted}


def _effects(row: Any, moment: KeyMoment | None) -> Json:
    found: Json = msgspec.json.decode(row.effects or "{}") if moment is None else effects_json(moment.effects)
    return found


def _named_in(effects: Iterable[Json]) -> Iterator[tuple[str, str]]:
    told = [one for each in effects for some in each.values() for one in some if isinstance(one, dict)]
    return ((kind, one[field]) for one in told for field, kind, _ in _IN_EFFECTS if field in one)


def moments_of(
    tenant: Tenant, moment: Moment, rows: Sequence[Any], ruled_at: Moment | None = None, *, any_day: bool = False
) -> dict[str, KeyMoment]:
    """The key moments that these alerts are of, by the ids of the alerts, as far as there are such at the moment, by
    the rules of then or of another one. `any_day`: also where those of people lie on other days than the alerts say."""
    asked_for = (replace(asked, ruled_at=ruled_at) for asked in _asked_for(rows, any_day=any_day))
    found = [one for asked in asked_for for one in key_moments(tenant, moment, asked)]
    ids, wanted = ids_of_alerts(tenant, moment, found), {row.home for row in rows}
    return {id: one for one, some in zip(found, ids, strict=True) for id in some if id in wanted}


def ids_of_alerts(tenant: Tenant, moment: Moment, found: Iterable[KeyMoment]) -> list[list[str]]:
    """Of each moment the ids that its alert may have: that of the records which count, then those of merged ones."""
    with snapshot(tenant, moment) as at:
        records = partial(Bodies(at).records, at.position)
    return [[alert_id(tenant, key) for key in one.identity.keys(records)] for one in found]


def _asked_for(rows: Sequence[Any], *, any_day: bool) -> Iterator[Asked]:
    """What to ask for to find the moments of these alerts: of people; and of accounts where they are of nobody."""
    of_people, of_accounts = [row for row in rows if row.person], [row for row in rows if not row.person]
    if of_people:
        days = EVER if any_day else _days(of_people)
        yield Asked(*days, people=frozenset(row.person for row in of_people), rules=_rules(of_people))
    if of_accounts:
        accounts = frozenset(row.account for row in of_accounts if row.account)
        yield Asked(*_days(of_accounts), accounts=accounts or None, rules=_rules(of_accounts))


def _rules(rows: Sequence[Any]) -> frozenset[str]:
    return frozenset(row.rule for row in rows)


def _days(rows: Sequence[Any]) -> tuple[date, date]:
    days = sorted(row.day for row in rows)
    return date.fromisoformat(days[0]), date.fromisoformat(days[-1])


def alert_id(tenant: Tenant, key: Key) -> str:
    """The same for the same moment, and nobody without the workspace's key can tell of which."""
    digest = tenant.ledger.keys.mac(b"alert", *(part.encode() for part in key))
    return f"a-{base64.b32encode(digest[:20]).decode().lower()}"


def without_links(effects: Json) -> Json:
    """What everybody may see of what a moment does to us: that somebody should act because of a link tells of it."""
    act = [one for one in effects.get("act", ()) if one["because"] != "link"]
    kept = {name: value for name, value in effects.items() if name not in (*_LINKS, "act")}
    return {**kept, **({"act": act} if act else {})}


def says(rule: str) -> str:
    """What a rule looks for, in one line."""
    return say(RULES[rule].says) if rule in RULES else say("The rule {rule} found a key moment.", rule=rule)
