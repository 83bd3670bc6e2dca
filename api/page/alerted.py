"""Alerts, of all accounts or of one: what each does to us, who should act, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal, NamedTuple

from fastapi import Depends, Query, Request, Response

from domain.errors import Refused
from domain.key_moments.found import SEVERITIES
from projections import alert_acts, alert_reads
from projections.alert_acts import Acknowledging, Assigning, Commenting, Snoozing
from projections.alert_reads import Wanted
from projections.alerts import STATES
from projections.colleagues import colleagues
from projections.moments import Moment

from ..alerts import alert_shapes as shapes
from ..alerts.alerts import Acting
from ..http.bodies import Body
from ..http.parameters import LARGEST, SUBJECT, AccountId, AlertId
from ..http.reading import Read, Reading
from .account import account_page
from .acting import Form, acted_there, form_of, said_as
from .alert_moves import SETTLED, each, moves_of
from .answers import page_router
from .fact import behind
from .rendering import page

Json = dict[str, Any]
Act = Literal["acknowledge", "snooze", "assign", "comment"]
Together = Literal["acknowledge", "snooze", "assign"]
MOST_ALERTS = 25

router = page_router()


class Chosen(NamedTuple):
    """Which alerts are listed: those of one state or of any, as severe at least, of one colleague; from where on."""

    state: str
    severity: str | None
    assigned: str | None
    before: int | None


async def chosen(
    state: Literal["open", "acknowledged", "snoozed", "retracted", "any"] = "open",
    severity: shapes.Severity | None = None,
    assigned: Annotated[str | None, Query(pattern=SUBJECT)] = None,
    before: Annotated[int | None, Query(ge=1, le=LARGEST)] = None,
) -> Chosen:
    return Chosen(state, severity, assigned, before)


Choosing = Annotated[Chosen, Depends(chosen)]


@router.get("/alerts")
def alerts(request: Request, read: Read, chosen: Choosing) -> Response:
    read.noted("alerts", "*")
    shown = _listed(read, chosen)
    return page(request, "alerts.html", **shown, moment=read.moment)


@router.get("/accounts/{id}/alerts")
def account_alerts(request: Request, read: Read, id: AccountId, chosen: Choosing) -> Response:
    return account_page(request, read, id, "alerts", "account_alerts.html", **_listed(read, chosen, id))


@router.get("/alerts/{id}")
def alert(request: Request, read: Read, id: AlertId) -> Response:
    read.noted("alert", id)
    found = alert_reads.one(read.tenant, id, read.moment, restricted=read.caller.restricted)
    shown: Json = {"alert": found, "restricted": read.caller.restricted, "moment": read.moment}
    return page(request, "alert.html", **shown, **_around(read, read.moment, found))


@router.post("/alerts/together/{act}")
def act_together(request: Request, read: Read, caller: Acting, act: Together, body: Body) -> Response:
    """What is done about each alert of one move, as far as it is not done already."""
    form = form_of(body)
    ids = form.get("alerts", "").split()
    without = SETTLED if act == "acknowledge" else ("retracted",)

    def do() -> None:
        each(lambda id: _ACTS[act](read, id, form), _these(read, ids), without)
        read.site.streams.ring(caller.workspace)

    return acted_there(request, read, form, do, lambda refused: _group(request, read, ids, act, refused))


@router.post("/alerts/{id}/{act}")
def act(request: Request, read: Read, caller: Acting, id: AlertId, act: Act, body: Body) -> Response:
    """Answers with the alert as it is then, or where scripts do not run with the page it was on."""
    form = form_of(body)

    def do() -> None:
        _ACTS[act](read, id, form)
        read.site.streams.ring(caller.workspace)

    grouped = "grouped" in form
    return acted_there(request, read, form, do, lambda refused: _part(request, read, id, act, refused, grouped))


def _these(read: Reading, ids: Sequence[str]) -> list[Json]:
    """Raises NotFound."""
    moment = read.at(read.clocks)
    return [alert_reads.one(read.tenant, id, moment, restricted=read.caller.restricted) for id in ids]


def _group(request: Request, read: Reading, ids: Sequence[str], act: str, refused: Refused | None) -> Response:
    (move,) = moves_of(_these(read, ids))
    told: Json = {"done": None if refused else act, "refused": refused}
    return page(request, "alert_move.html", move=move, **told, **_around(read, read.at(read.clocks), *move.alerts))


def _part(request: Request, read: Reading, id: str, act: str, refused: Refused | None, grouped: bool) -> Response:
    moment = read.at(read.clocks)
    found = alert_reads.one(read.tenant, id, moment, restricted=read.caller.restricted)
    done = None if refused else act
    told: Json = {"done": done, "refused": refused, "grouped": grouped}
    return page(request, "alert_part.html", alert=found, **told, **_around(read, moment, found))


def _listed(read: Reading, chosen: Chosen, account: str | None = None) -> Json:
    asked = Wanted(account=account, severity=chosen.severity, assigned=chosen.assigned)
    wanted = asked._replace(state=None if chosen.state == "any" else chosen.state)
    restricted, at = read.caller.restricted, (read.tenant, read.moment)
    found = alert_reads.latest(*at, wanted, chosen.before, MOST_ALERTS, restricted=restricted)
    counts = alert_reads.counted(*at, asked, restricted=restricted)
    states = {state: sum(count for (one, _), count in counts.items() if one == state) for state in STATES}
    older = found[-1]["place"] if len(found) == MOST_ALERTS else None
    shown = {"moves": moves_of(found), "states": states, "chosen": chosen, "severities": SEVERITIES[::-1]}
    return shown | {"older": older} | _around(read, read.moment, *found)


def _around(read: Reading, moment: Moment, *shown: Json) -> Json:
    sources = [fact for alert in shown for fact in alert.get("sources", [])]
    return {"colleagues": colleagues(read.tenant, moment), "behind": behind(read, sources, moment)}


def _acknowledge(read: Reading, id: str, form: Form) -> None:
    _do(alert_acts.acknowledge, read, id, Acknowledging())


def _snooze(read: Reading, id: str, form: Form) -> None:
    _do(alert_acts.snooze, read, id, said_as(_only(form, "until"), Snoozing))


def _assign(read: Reading, id: str, form: Form) -> None:
    """To nobody in particular where nobody is chosen."""
    _do(alert_acts.assign, read, id, said_as({"person": form.get("person")}, Assigning))


def _comment(read: Reading, id: str, form: Form) -> None:
    _do(alert_acts.comment, read, id, said_as(_only(form, "text"), Commenting))


def _do(act: Callable[..., Json], read: Reading, id: str, asked: Acknowledging) -> None:
    act(read.tenant, id, asked, read.caller.recorder, restricted=read.caller.restricted)


def _only(form: Form, *names: str) -> Json:
    return {name: form[name] for name in names if name in form}


_ACTS: dict[Act, Callable[[Reading, str, Form], None]] = {
    "acknowledge": _acknowledge,
    "snooze": _snooze,
    "assign": _assign,
    "comment": _comment,
}
