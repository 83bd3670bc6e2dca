"""What colleagues do with alerts: acknowledge, put off, hand to somebody, comment: one fact each, whoever is first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from domain.dates import resolve_as_of
from domain.errors import InvalidRequest, OutOfTurn, Refused, StaleExpectation, Unavailable
from domain.facts import LongText, SubjectId
from domain.language import say, word, written
from domain.log.ledger import Terms

from .alert_reads import one, require_seen
from .digests import require_colleague
from .moments import moment_of
from .snapshots import Snapshot, require, snapshot
from .tenants import Tenant

Json = dict[str, Any]
_ATTEMPTS = 5


class Acknowledging(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """`by`: the colleague who does so, where the key is not theirs alone."""

    by: SubjectId | None = None


class Snoozing(Acknowledging, forbid_unknown_fields=True, kw_only=True):
    """Until a day: a date, `tomorrow`, `+7d` and the like."""

    until: str


class Assigning(Acknowledging, forbid_unknown_fields=True, kw_only=True):
    """To a colleague; null: to nobody in particular."""

    person: SubjectId | None


class Commenting(Acknowledging, forbid_unknown_fields=True, kw_only=True):
    """`mentions`: people whom the text is about besides the one whom the alert is about."""

    text: LongText
    mentions: tuple[SubjectId, ...] = ()


Act = Callable[[Any, Snapshot], Json]


def acknowledge(tenant: Tenant, id: str, asked: Acknowledging, by: str, *, restricted: bool) -> Json:
    """Raises OutOfTurn for what is acknowledged or retracted already."""

    def act(row: Any, at: Snapshot) -> Json:
        _refuse_state(row, "acknowledged", "retracted")
        return {"type": "alert_acknowledged"}

    return _act(tenant, id, act, asked, by, restricted)


def snooze(tenant: Tenant, id: str, asked: Snoozing, by: str, *, restricted: bool) -> Json:
    """Raises InvalidRequest for a day that has come, OutOfTurn for what is retracted."""
    today = tenant.ledger.today()
    try:
        until = resolve_as_of(asked.until, today)
    except InvalidRequest as refused:
        refused.field = "until"
        raise
    if until <= today:
        raise InvalidRequest(say("expected a day after {day}", day=written(str(today))), field="until")

    def act(row: Any, at: Snapshot) -> Json:
        _refuse_state(row, "retracted")
        return {"type": "alert_snoozed", "until": until.isoformat()}

    return _act(tenant, id, act, asked, by, restricted)


def assign(tenant: Tenant, id: str, asked: Assigning, by: str, *, restricted: bool) -> Json:
    """Raises NotFound for nobody known, InvalidRequest for who is no colleague."""

    def act(row: Any, at: Snapshot) -> Json:
        if asked.person is not None:
            require(tenant, "person", asked.person)
            require_colleague(at, asked.person, "person")
        return {"type": "alert_assigned", "person": asked.person}

    return _act(tenant, id, act, asked, by, restricted)


def comment(tenant: Tenant, id: str, asked: Commenting, by: str, *, restricted: bool) -> Json:
    """It concerns whom the alert is about, and goes with them."""

    def act(row: Any, at: Snapshot) -> Json:
        people = dict.fromkeys([*([] if row.person is None else [row.person]), *asked.mentions])
        return {"type": "alert_commented", "text": asked.text, "mentions": list(people)}

    return _act(tenant, id, act, asked, by, restricted)


def _act(tenant: Tenant, id: str, act: Act, asked: Acknowledging, by: str, restricted: bool) -> Json:
    """Of several who act at once one is first; for the others it is looked at again."""
    require(tenant, "alert", id)
    for _ in range(_ATTEMPTS):
        with snapshot(tenant, moment_of(tenant.ledger)) as at:
            row = require_seen(at, id, restricted=restricted)
            fact = {"alert": id, **act(row, at), **({} if asked.by is None else {"by": asked.by})}
        try:
            (receipt,) = tenant.record([fact], Terms(by=by, expected={id: at.position}))
        except StaleExpectation:
            tenant.catch_up()
            continue
        except Refused as refused:
            refused.index = None
            raise
        shown = one(tenant, id, moment_of(tenant.ledger), restricted=restricted)
        return {"alert": shown, "fact": receipt.id, "position": receipt.position}
    raise Unavailable(say("too many writers at once; send the same again"))


def _refuse_state(row: Any, *states: str) -> None:
    if row.state in states:
        raise OutOfTurn(say("it is {state} already", state=word(row.state)), alert=row.home, state=row.state)
