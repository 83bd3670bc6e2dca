"""The view of alerts: what each is about, and in which state it is.

Of an alert only the log's clock counts, but for one thing: what was put off is open again on its day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.alerts import (
    ALERT_FACTS,
    FINDING,
    REVISED,
    TELLING,
    AlertAcknowledged,
    AlertAssigned,
    AlertCommented,
    AlertRaised,
    AlertReminded,
    AlertRetracted,
    AlertRevised,
    AlertSnoozed,
)
from domain.dates import DAWN, FOREVER, span_of
from domain.key_moments.found import SEVERITIES
from domain.standing import Standing

from .intervals import Row, View, as_text, flag, id_column, interval_table, iso, place_column, text

STATES = ("open", "acknowledged", "snoozed", "retracted")
ABOUT = ("rule", "account", "organization", "role", "person", "day", "starts", "severity")
STATED = (*ABOUT, "withheld", "effects", "sources")

alerts = interval_table(
    "alerts",
    text("state", required=True),
    id_column("rule", required=True),
    id_column("account"),
    id_column("organization"),
    id_column("role"),
    id_column("person"),
    text("day", required=True),
    text("starts"),
    text("severity", required=True),
    flag("withheld"),
    id_column("assigned"),
    text("until"),
    text("raised_by", required=True),
    text("ended_by"),
    text("raised", required=True),
    text("learned", required=True),
    place_column("first"),
    place_column("told"),
    place_column("newest"),
    text("reminded"),
    text("revised"),
    text("effects"),
    text("sources"),
    flag("erased"),
    indexes=[("state", "known_to", "first"), ("account",), ("person",), ("assigned",)],
)


@dataclass
class _Life:
    """An alert as its facts tell it, one after the other.

    `told` is the place of the last fact that somebody should hear of, `newest` that of the last one at all; `learned`
    the day on which we learned the day it is of; `raised_by` whoever raised it, `ended_by` whoever retracted it.
    """

    first: Standing
    learned: str = ""
    raised_by: str = ""
    ended_by: str | None = None
    state: str = "open"
    until: str | None = None
    assigned: str | None = None
    reminded: str | None = None
    told: int = 0
    newest: int = 0
    stated: dict[str, Any] = field(default_factory=dict)
    revised: set[str] = field(default_factory=set)
    erased: bool = False

    def hear(self, said: Standing) -> None:
        self.newest, self.erased = said.place, self.erased or said.erased
        _HEARD[type(said.fact)](self, said)
        if type(said.fact) in FINDING:
            self.told = said.place

    def raised(self, said: Any) -> None:
        self.state, self.until, self.revised = "open", None, set()
        self.raised_by, self.ended_by = said.by, None
        self.stated, self.learned = said.fact.stated(*STATED), told_on(said)

    def changed(self, said: Any) -> None:
        changed = said.fact.stated(*REVISED)
        if self.state != "retracted" and self._asks(changed):
            self.state, self.until = "open", None
        self.stated |= changed
        self.revised |= changed.keys()
        self.learned = told_on(said) if "day" in changed else self.learned

    def _asks(self, changed: dict[str, Any]) -> bool:
        """Whether somebody has to look at it anew: not because it matters less than before."""
        told = changed.keys() & TELLING
        less = "severity" in told and _RANK[changed["severity"]] < _RANK[self.stated["severity"]]
        return bool(told - {"severity"} if less else told)

    def ended(self, said: Any) -> None:
        self.state, self.until, self.ended_by = "retracted", None, said.by

    def acknowledged(self, said: Any) -> None:
        if self.state != "retracted":
            self.state, self.until = "acknowledged", None

    def snoozed(self, said: Any) -> None:
        if self.state != "retracted":
            self.state, self.until = "snoozed", said.fact.until

    def given(self, said: Any) -> None:
        self.assigned = said.fact.person

    def due(self, said: Any) -> None:
        self.reminded = said.fact.day

    def commented(self, said: Any) -> None:
        """A comment changes nothing but the history."""


_RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
_HEARD = {
    AlertRaised: _Life.raised,
    AlertRevised: _Life.changed,
    AlertRetracted: _Life.ended,
    AlertReminded: _Life.due,
    AlertAcknowledged: _Life.acknowledged,
    AlertSnoozed: _Life.snoozed,
    AlertAssigned: _Life.given,
    AlertCommented: _Life.commented,
}


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    ordered = sorted(standings, key=lambda one: one.place)
    first = next((place for place, one in enumerate(ordered) if isinstance(one.fact, AlertRaised)), None)
    if first is None:
        return
    life = _Life(ordered[first])
    for said in ordered[first:]:
        life.hear(said)
    for start, stop, state in _states(life):
        yield Row("", start, stop, _values(life, state))


def _states(life: _Life) -> Iterator[tuple[int, int, str]]:
    """(from, to, state): what was put off is open from its day on."""
    if life.until is None:
        yield DAWN, FOREVER, life.state
        return
    day = span_of(life.until).first
    yield DAWN, day, life.state
    yield day, FOREVER, "open"


def _values(life: _Life, state: str) -> tuple[Any, ...]:
    said = life.stated
    return (
        state,
        *(said.get(name) for name in ABOUT),
        bool(said.get("withheld")),
        life.assigned,
        life.until if state == "snoozed" else None,
        life.raised_by,
        life.ended_by,
        told_on(life.first),
        life.learned,
        life.first.place,
        life.told,
        life.newest,
        life.reminded,
        as_text([name for name in REVISED if name in life.revised] or None),
        as_text(said.get("effects")),
        as_text(said.get("sources")),
        life.erased,
    )


def told_on(said: Standing) -> str:
    """The day in the workspace's time zone on which it was recorded: facts of alerts take effect at once."""
    return iso(said.day if said.fact.effective is None else span_of(said.fact.effective).first)


ALERTS = View(alerts, "alert", ALERT_FACTS, resolve)
