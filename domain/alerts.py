"""Facts about alerts: a key moment somebody should know of, what became of it, and who looks after it.

They hold ids, dates, codes and the ids of facts; sentences are made of names when they are read, so that erasing a
person empties them. What a moment does to us tells of people and is sealed under the keys of all whom it tells of.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, Struct

from .dates import span_of
from .errors import InvalidFact
from .expected import of_body, placed
from .facts import (
    PUBLIC,
    TEXT,
    AlertId,
    Fact,
    FactId,
    Given,
    LongText,
    Open,
    OrganizationId,
    PersonId,
    RoleId,
    Same,
    Stated,
    SubjectId,
    Tag,
    of,
)
from .key_moments.found import Severity
from .language import say
from .nominations import Date, refuse_no_date
from .readable import readable
from .rules import require_any

Day = Annotated[str, Meta(max_length=10, description="a day such as 2026-09-01")]
Sources = tuple[FactId, ...]

# What a moment says by itself: when it changes, somebody has to look at it anew.
TELLING = ("account", "organization", "role", "day", "starts", "severity", "withheld")
REVISED = (*TELLING, "effects", "sources")


class _Sale(Struct, forbid_unknown_fields=True):
    opportunity: SubjectId
    amount: float | None = None
    currency: str | None = None
    buying_roles: tuple[str, ...] = ()
    stage: str | None = None


class _Empty(Struct, forbid_unknown_fields=True):
    opportunity: SubjectId
    buying_role: str


class _Tie(Struct, forbid_unknown_fields=True):
    ours: SubjectId
    other: SubjectId
    kind: str
    tone: float | None = None
    strength: float | None = None


class _Actor(Struct, forbid_unknown_fields=True):
    person: SubjectId
    because: str


class _Effects(Struct, forbid_unknown_fields=True):
    """What `effects` may hold: the parts of domain/key_moments/found.py, without the facts."""

    opportunities: tuple[_Sale, ...] = ()
    empty_buying_roles: tuple[_Empty, ...] = ()
    links_lost: tuple[_Tie, ...] = ()
    links_gained: tuple[_Tie, ...] = ()
    act: tuple[_Actor, ...] = ()
    steps: tuple[str, ...] = ()


# What in effects names people.
_PEOPLE = ("ours", "other", "person")


class _Telling:
    """What facts that tell of effects have in common: these name people inside a value."""

    effects: Any

    def renamed(self, same: Same) -> Fact:
        told: Fact = super().renamed(same)  # type: ignore[misc]
        return replace(told, effects=_effects_renamed(self.effects, same)) if self.effects else told  # type: ignore[call-arg]


class AlertRaised(_Telling, Fact, type="alert_raised", subject="alert", creates=True, restricted="links"):
    """A rule found a key moment. `day` is its first day, which may lie ahead, `starts` its date as it was given.

    `effects` is what it does to us, in ids and numbers, `sources` are the facts it follows from; `withheld`: it rests
    on links, attitudes or opinions, and is not for everybody. Raised again after it was retracted, it is the same.
    """

    alert: AlertId
    rule: Annotated[SubjectId, PUBLIC]
    account: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    organization: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    role: Annotated[Stated[RoleId], PUBLIC] = UNSET
    person: Annotated[Stated[PersonId], PUBLIC] = UNSET
    day: Annotated[Day, PUBLIC]
    starts: Annotated[Stated[Date], PUBLIC] = UNSET
    severity: Annotated[Severity, PUBLIC]
    withheld: Annotated[Given[bool], PUBLIC] = UNSET
    effects: Annotated[Stated[Open], of("person", text=True)] = UNSET
    sources: Annotated[Given[Sources], PUBLIC] = UNSET

    def check(self) -> None:
        _refuse_no_day("day", self.day)
        refuse_no_date("starts", self.starts)
        _refuse_no_effects(self.effects)


class AlertRevised(_Telling, Fact, type="alert_revised", subject="alert", restricted="links"):
    """What we learned since changed it: the fields stated are those that are otherwise now."""

    alert: AlertId
    account: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    organization: Annotated[Stated[OrganizationId], PUBLIC] = UNSET
    role: Annotated[Stated[RoleId], PUBLIC] = UNSET
    day: Annotated[Given[Day], PUBLIC] = UNSET
    starts: Annotated[Stated[Date], PUBLIC] = UNSET
    severity: Annotated[Given[Severity], PUBLIC] = UNSET
    withheld: Annotated[Given[bool], PUBLIC] = UNSET
    effects: Annotated[Stated[Open], TEXT] = UNSET
    sources: Annotated[Given[Sources], PUBLIC] = UNSET

    def check(self) -> None:
        require_any(self, *REVISED)
        _refuse_no_day("day", self.day)
        refuse_no_date("starts", self.starts)
        _refuse_no_effects(self.effects)


class AlertRetracted(Fact, type="alert_retracted", subject="alert"):
    """What we know now gives no such moment."""

    alert: AlertId
    reason: Annotated[Stated[LongText], TEXT] = UNSET


class AlertReminded(Fact, type="alert_reminded", subject="alert"):
    """The day of a moment that was announced ahead has come."""

    alert: AlertId
    day: Annotated[Day, PUBLIC]

    def check(self) -> None:
        _refuse_no_day("day", self.day)


class AlertAcknowledged(Fact, type="alert_acknowledged", subject="alert"):
    """Somebody has seen to it."""

    alert: AlertId
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


class AlertSnoozed(Fact, type="alert_snoozed", subject="alert"):
    """Put off: it is open again on the day `until`."""

    alert: AlertId
    until: Annotated[Day, PUBLIC]
    by: Annotated[Given[PersonId], PUBLIC] = UNSET

    def check(self) -> None:
        _refuse_no_day("until", self.until)


class AlertAssigned(Fact, type="alert_assigned", subject="alert"):
    """A colleague looks after it; null: nobody in particular."""

    alert: AlertId
    person: Annotated[PersonId | None, PUBLIC]
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


class AlertCommented(Fact, type="alert_commented", subject="alert", restricted="links"):
    """What somebody says of it; the text concerns everybody in `mentions`."""

    alert: AlertId
    text: Annotated[Given[LongText], Tag(text=True, required=True)] = UNSET
    by: Annotated[Given[PersonId], PUBLIC] = UNSET


FINDING = (AlertRaised, AlertRevised, AlertRetracted, AlertReminded)
ACTING = (AlertAcknowledged, AlertSnoozed, AlertAssigned, AlertCommented)
ALERT_FACTS: tuple[type[Fact], ...] = (*FINDING, *ACTING)


def _effects_renamed(effects: Any, same: Same) -> Any:
    if not isinstance(effects, dict):
        return effects

    def called(one: Any) -> Any:
        named = {name: same("person", one[name]) for name in _PEOPLE if name in one} if isinstance(one, dict) else {}
        return one | named if named else one

    return {name: [called(one) for one in some] for name, some in effects.items()}


def _refuse_no_effects(value: object) -> None:
    """Raises InvalidFact for what could not be told of."""
    try:
        msgspec.convert(value, readable(_Effects)) if isinstance(value, dict) else None
    except msgspec.ValidationError as error:
        path, said = placed(str(error))
        raise InvalidFact(of_body(said), field=".".join(filter(None, ("effects", path)))) from None


def _refuse_no_day(name: str, value: object) -> None:
    """Raises InvalidFact for what is not one day."""
    refuse_no_date(name, value)
    if isinstance(value, str) and not (len(value) == len("2026-09-01") and span_of(value).exact):
        raise InvalidFact(say("expected a day such as 2026-09-01"), field=name)
