"""What is to be recorded about alerts: a pure comparison of the key moments known now with those known when it was last
looked, and with the alerts there are."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from .alerts import TELLING
from .key_moments.found import Effects, KeyMoment, Tie

Json = dict[str, Any]
Moments = Mapping[str, KeyMoment]
# What an opportunity is worth, in which currency, and how far it has come.
Worth = tuple[float | None, str | None, str | None]
# A moment with the ids that its alert may have, its own first.
Identified = tuple[list[str], KeyMoment]
# Who raises alerts, as the log names them.
RAISER = "alerts"


@dataclass(frozen=True)
class Alert:
    """An alert as it stands: what it says, by whom it was raised and retracted, if it was, and what its day needs.

    `worth` is what it told of each opportunity that it names. `told` is the place of the last fact that raised,
    changed, retracted or reminded; `learned` the day on which its day was learned.
    """

    said: Mapping[str, Any]
    worth: Mapping[str, Worth] = field(default_factory=dict)
    raised_by: str = RAISER
    retracted: bool = False
    ended_by: str | None = None
    told: int = 0
    learned: str = ""
    reminded: str | None = None


@dataclass(frozen=True)
class Look:
    """Key moments by the ids of their alerts: as known `now`, and `then`, at the position looked at before.

    `began`: a day has begun since then. Alerts that were `revised` on this day are not revised again only because an
    opportunity is worth something else: they are when the next day begins.
    """

    now: Moments
    then: Moments
    alerts: Mapping[str, Alert]
    position: int
    today: str
    erased: frozenset[str] = field(default_factory=frozenset)
    began: bool = False
    revised: frozenset[str] = field(default_factory=frozenset)

    def news(self) -> list[Json]:
        """The facts to record, in the order of the moments; looked at twice there is nothing the second time."""
        raised = [self._raised(id, moment) for id, moment in self.now.items() if self._is_new(id)]
        standing = [(id, alert) for id, alert in self.alerts.items() if not alert.retracted]
        gone = [{"type": "alert_retracted", "alert": id} for id, alert in standing if self._is_gone(id, alert)]
        revised = [fact for id, alert in standing if id in self.now for fact in self._revised(id, alert)]
        touched = {fact["alert"] for fact in (*gone, *(fact for fact in revised if "day" in fact))}
        due = (self._reminded(id, alert) for id, alert in standing if id not in touched and self._is_due(alert))
        return [*raised, *gone, *revised, *due]

    def _is_new(self, id: str) -> bool:
        """Nobody could know of it before; or it was retracted here and is true after all."""
        if self.now[id].person in self.erased:
            return False
        alert = self.alerts.get(id)
        return id not in self.then if alert is None else alert.retracted and alert.ended_by == RAISER

    def _is_gone(self, id: str, alert: Alert) -> bool:
        """What was no moment before by these rules is none of theirs: by a rule set otherwise, or so long ago.

        Unless it was raised since: by a look that had begun earlier, and was slower.
        """
        since = alert.raised_by == RAISER and alert.told > self.position
        return id not in self.now and (since or id in self.then)

    def _is_due(self, alert: Alert) -> bool:
        """Its day lay ahead when it was learned, and has come."""
        day: str = alert.said["day"]
        return alert.learned < day <= self.today and alert.reminded != day

    def _reminded(self, id: str, alert: Alert) -> Json:
        return {"type": "alert_reminded", "alert": id, "day": alert.said["day"]}

    def _raised(self, id: str, moment: KeyMoment) -> Json:
        told = {name: value for name, value in said(moment).items() if value not in (None, False)}
        person = {} if moment.person is None else {"person": moment.person}
        return {"type": "alert_raised", "alert": id, "rule": moment.rule, **person, **told, **self._around(moment)}

    def _revised(self, id: str, alert: Alert) -> Iterator[Json]:
        """A change of the rules' parameters changes what was known before as well, and revises nothing."""
        moment, before = self.now[id], self.then.get(id)
        known = {} if before is None or alert.told > self.position else said(before)
        changed = {
            name: value
            for name, value in said(moment).items()
            if value != alert.said.get(name) and (name not in known or known[name] != value)
        }
        if changed or self._is_worth_otherwise(id, alert):
            yield {"type": "alert_revised", "alert": id, **changed, **self._around(moment)}

    def _is_worth_otherwise(self, id: str, alert: Alert) -> bool:
        """Whether an opportunity that it names is worth something else, or has come further, since it told of it."""
        moment, before = self.now[id], self.then.get(id)
        if id in self.revised or moment.person in self.erased:
            return False
        now, known = worths(moment), {} if before is None or alert.told > self.position else worths(before)
        moved = {one for one in now.keys() & alert.worth.keys() if now[one] != alert.worth[one]}
        return any(self.began or one not in known or known[one] != now[one] for one in moved)

    def _around(self, moment: KeyMoment) -> Json:
        """What it does to us and whence we know; nothing that concerns somebody who was erased."""
        effects = without(moment.effects, self.erased)
        told = {} if moment.person in self.erased else effects_json(effects)
        people = sorted(people_in(effects) | ({moment.person} if moment.person else set())) if told else []
        around: Json = {"sources": list(moment.effects.facts)}
        around |= {"effects": told} if told else {}
        return around | ({"mentions": people} if people else {})


def identified(found: Sequence[Identified], alerts: Mapping[str, Alert], known: Container[str] = ()) -> Moments:
    """Moments by the ids of their alerts: of those that one may have, because records were merged, that of an alert
    that stands, or else of one that was retracted, or of a moment `known` before; or its own."""
    own = {ids[0] for ids, _ in found}
    return {_same([ids[0], *(id for id in ids[1:] if id not in own)], alerts, known): one for ids, one in found}


def _same(ids: Sequence[str], alerts: Mapping[str, Alert], known: Container[str]) -> str:
    standing = (id for id in ids if id in alerts and not alerts[id].retracted)
    others = (id for some in (alerts, known) for id in ids if id in some)
    return next(standing, None) or next(others, ids[0])


def said(moment: KeyMoment) -> Json:
    """What an alert says of its moment by itself."""
    day = date.fromordinal(moment.day).isoformat()
    own = {"day": day, "starts": moment.starts, "severity": moment.severity, "withheld": moment.restricted}
    return {name: own[name] if name in own else getattr(moment, name) for name in TELLING}


def worths(moment: KeyMoment) -> dict[str, Worth]:
    return {one.opportunity: (one.amount, one.currency, one.stage) for one in moment.effects.opportunities}


def people_in(effects: Effects) -> set[str]:
    """Everybody whom the effects tell of."""
    ties = (*effects.links_lost, *effects.links_gained)
    return {person for tie in ties for person in (tie.ours, tie.other)} | {actor.person for actor in effects.act}


def without(effects: Effects, erased: frozenset[str]) -> Effects:
    if erased.isdisjoint(people_in(effects)):
        return effects
    lost, gained = _kept(effects.links_lost, erased), _kept(effects.links_gained, erased)
    act = tuple(actor for actor in effects.act if actor.person not in erased)
    return replace(effects, links_lost=lost, links_gained=gained, act=act)


def _kept(ties: tuple[Tie, ...], erased: frozenset[str]) -> tuple[Tie, ...]:
    return tuple(tie for tie in ties if erased.isdisjoint((tie.ours, tie.other)))


def effects_json(effects: Effects) -> Json:
    """With names for the parts of pairs; without what there is nothing of, and without the facts they come from."""
    empty = [{"opportunity": opportunity, "buying_role": role} for opportunity, role in effects.empty_buying_roles]
    found: Json = {
        "opportunities": [_stated(one._asdict()) for one in effects.opportunities],
        "empty_buying_roles": empty,
        "links_lost": [_stated(tie._asdict()) for tie in effects.links_lost],
        "links_gained": [_stated(tie._asdict()) for tie in effects.links_gained],
        "act": [actor._asdict() for actor in effects.act],
        "steps": list(effects.steps),
    }
    return {name: value for name, value in found.items() if value}


def _stated(values: Json) -> Json:
    return {name: list(one) if isinstance(one, tuple) else one for name, one in values.items() if one not in (None, ())}
