"""What of the log leaves: facts about alerts, and that somebody was erased; as ids and kinds, never as names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection

from domain import alerts
from domain.amendments import PersonErased
from domain.facts import Fact, own_values_of
from domain.key_moments.found import SEVERITIES
from domain.log.keys import KeyRing
from domain.log.reading import read_facts, read_families, roots_of_subjects, select_rows
from domain.log.tables import facts
from domain.standing import Recorded

from .policy import Wants

LEAVING: tuple[type[Fact], ...] = (*alerts.ALERT_FACTS, PersonErased)
ERASED = "person.erased"
# What an alert is about by the time of a fact, and what a fact adds to that.
_TOLD = ("rule", "severity", "account", "organization", "role", "person", "day", "starts")
# As what a subject (kind, id) was known at a position.
Same = Callable[[int, str, str], str]
_KINDS = {"account": "organization", "organization": "organization", "person": "person", "assigned": "person"}
_ADDED = {"alert_snoozed": {"until": "until"}, "alert_assigned": {"person": "assigned"}}


def event_type(fact: type[Fact]) -> str:
    """`alert_raised` leaves as `alert.raised`."""
    return fact.type.replace("_", ".", 1)


# That an outlet is not served: told to those that ask for it by name.
FAILING = "outlet.failing"
EVENT_TYPES = (*(event_type(one) for one in LEAVING), FAILING)
# What a person wants to hear of who does not say: not what colleagues did with an alert.
FINDINGS = tuple(event_type(one) for one in alerts.FINDING)


@dataclass(frozen=True)
class Event:
    """One fact as it leaves: `about` holds ids, codes and days. `account` is what it must not overtake.

    `withheld`: its alert rests on what only some may see.
    """

    type: str
    fact: str
    position: int
    recorded_at: datetime
    account: str
    about: Mapping[str, Any] = field(default_factory=dict)
    withheld: bool = False

    def renamed(self, same: Same) -> Event:
        """About the records that counted once it was recorded; an erasure is of the record that it names."""
        told = {name: same(self.position, _KINDS[name], self.about[name]) for name in _KINDS if name in self.about}
        return self if self.type == ERASED else replace(self, about={**self.about, **told})

    @property
    def body(self) -> str:
        """As the Standard Webhooks specification lays it out: type, timestamp, data."""
        timestamp = instant(self.recorded_at)
        data = {"fact": self.fact, "position": self.position, "recorded_at": timestamp, **self.about}
        return envelope(self.type, timestamp, data)


def instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def envelope(type: str, timestamp: str, data: Mapping[str, Any]) -> str:
    return msgspec.json.encode({"type": type, "timestamp": timestamp, "data": data}).decode()


def is_wanted(wants: Wants, event: Event, same: Same) -> bool:
    """By the records that counted then. That somebody was erased is told whatever is wanted: whoever was sent their
    id has to know."""
    if event.type == ERASED:
        return True
    about = event.about
    accounts = {same(event.position, "organization", id) for id in wants.accounts}
    return (
        (not wants.types or event.type in wants.types)
        and (not wants.rules or about.get("rule") in wants.rules)
        and (not accounts or about.get("account") in accounts)
        and _rank(about.get("severity")) >= _rank(wants.severity)
    )


def _rank(severity: str | None) -> int:
    return next((rank for rank, name in enumerate(SEVERITIES) if name == severity), 0)


def events_between(connection: Connection, keys: KeyRing, after: int, upto: int, most: int) -> list[Event]:
    """The first of what leaves between two positions, in the order of the log."""
    leaving = facts.c.type.in_([one.type for one in LEAVING])
    stretch = (facts.c.position > after, facts.c.position <= upto)
    rows = select_rows(connection, keys.workspace, *stretch, leaving, limit=most)
    found = read_facts(connection, keys, rows)
    return events_of(found, _histories(connection, keys, found))


def events_of(found: Sequence[Recorded], histories: Mapping[str, Sequence[Recorded]]) -> list[Event]:
    """`histories`: facts by alert, in the order of the log."""
    return [_event(one, histories) for one in found]


def _histories(connection: Connection, keys: KeyRing, found: Iterable[Recorded]) -> dict[str, list[Recorded]]:
    ids = sorted({alert for one in found if (alert := _alert(one.fact)) is not None})
    roots = roots_of_subjects(connection, keys.workspace, "alert", ids)
    by_alert: dict[str, list[Recorded]] = defaultdict(list)
    for one in read_families(connection, keys, {root for some in roots.values() for root in some}):
        if (alert := _alert(one.fact)) is not None:
            by_alert[alert].append(one)
    return by_alert


def _alert(fact: Fact) -> str | None:
    return getattr(fact, "alert", None)


def _event(one: Recorded, histories: Mapping[str, Sequence[Recorded]]) -> Event:
    fact, alert = one.fact, _alert(one.fact)
    if alert is None:
        return Event(*_envelope(one), "", {"person": fact.named[0][1]})
    past = [earlier.fact for earlier in histories.get(alert, ()) if earlier.position <= one.position]
    said = _said(past)
    told = {name: said[name] for name in _TOLD if said.get(name) is not None}
    account = _first_account(past) or f"alert:{alert}"
    return Event(*_envelope(one), account, {"alert": alert, **told, **_added(fact)}, bool(said.get("withheld")))


def _envelope(one: Recorded) -> tuple[str, str, int, datetime]:
    return event_type(type(one.fact)), one.fact.id, one.position, one.recorded_at


def _said(past: Iterable[Fact]) -> dict[str, Any]:
    """Everything an alert is by the last of these facts."""
    said: dict[str, Any] = {}
    for fact in past:
        if isinstance(fact, alerts.AlertRaised | alerts.AlertRevised):
            said |= own_values_of(fact)
    return said


def _first_account(past: Iterable[Fact]) -> str | None:
    """The account it was raised for: what is said of it later must not overtake that, whatever it became."""
    raised = (fact for fact in past if isinstance(fact, alerts.AlertRaised))
    return next((fact.account for fact in raised if isinstance(fact.account, str)), None)


def _added(fact: Fact) -> dict[str, Any]:
    values = own_values_of(fact)
    return {ours: values[name] for name, ours in _ADDED.get(fact.type, {}).items() if values.get(name) is not None}
