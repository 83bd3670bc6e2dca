"""The first view: the accounts, and what changed since somebody last looked."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

from fastapi import Query, Request, Response

from domain.errors import InvalidRequest
from domain.language import say
from domain.log.last_looks import LastLook, last_look, look
from projections import alert_reads, nomination_reads
from projections.accepting import OPEN
from projections.accounts import accounts
from projections.diffs import diff
from projections.moments import Moment, moment_of
from projections.once import told_once

from ..http.access import Caller, requires
from ..http.bodies import Body
from ..http.parameters import SUBJECT
from ..http.reading import Read, Reading
from .answers import page_router, see_other
from .rendering import page

Json = dict[str, Any]
MOST_ACCOUNTS = 200
MOST_CHANGED = 20

_DAY = 86_400 * 1_000_000
# Who never looked is told of the last month rather than of everything.
_AT_FIRST_DAYS = 30

router = page_router()
Following = Annotated[str | None, Query(pattern=SUBJECT)]


@router.get("/")
def overview(request: Request, read: Read, after: Following = None) -> Response:
    look = _looked(read)
    found = accounts(read.tenant, read.moment, after, MOST_ACCOUNTS + 1)
    shown, before = found[:MOST_ACCOUNTS], _before(read, look)
    changed = read.kept(partial(_changed, read, shown, before), settings=(before.as_of, before.position))
    instant = datetime.fromtimestamp(look.looked_at / 1e6, UTC)
    told: Json = {"accounts": shown, "changed": changed, "since": instant}
    told |= {"next": shown[-1]["id"] if len(found) > len(shown) else None, "waiting": _waiting(read)}
    return page(request, "overview.html", **told, moment=read.moment)


@router.post("/looked")
def looked(request: Request, caller: Annotated[Caller, requires("read")], body: Body) -> Response:
    """Everything up to the position that was shown has been seen; what came meanwhile has not."""
    text = body.decode(errors="replace").removeprefix("position=")
    if not text.isdecimal() or len(text) > 18:
        raise InvalidRequest(say("expected the position that was shown"), field="position")
    site = request.app.state.site
    head = moment_of(site.tenants.of(caller.workspace).ledger).position
    look(site.store, caller.workspace, caller.key, min(int(text), head), site.access.clock())
    return see_other("/")


def _waiting(read: Reading) -> Json:
    """How much waits for somebody: open alerts, how many of them are critical, nominations."""
    at, open_ones = (read.tenant, read.moment), alert_reads.Wanted(state="open")
    alerts = alert_reads.counted(*at, open_ones, restricted=read.caller.restricted)
    nominations = nomination_reads.counted(*at)
    return {
        "alerts": sum(alerts.values()),
        "critical": sum(count for (_, severity), count in alerts.items() if severity == "critical"),
        "nominations": sum(nominations[state] for state in OPEN),
    }


def _looked(read: Reading) -> LastLook:
    found = last_look(read.site.store, read.caller.workspace, read.caller.key)
    if found is not None:
        return found
    instant = read.site.access.clock() - _AT_FIRST_DAYS * _DAY
    ledger = read.tenant.ledger
    return LastLook(ledger.instants.position(read.site.store, instant, read.moment.head.position), instant)


def _changed(read: Reading, shown: list[Json], before: Moment) -> list[Json]:
    """Accounts with news, most first, and those where something came about that was known before; of the first ones
    also what happened and what was learned."""
    counted = [account | {"news": _news(read, account["id"], before)} for account in shown]
    found = [account for account in counted if account["news"] or _came_about(read, account["id"], before)]
    found.sort(key=lambda account: -account["news"])
    first = [account | {"changes": _changes(read, account["id"], before)} for account in found[:MOST_CHANGED]]
    return [account for account in first if account["news"] or account["changes"]] + found[MOST_CHANGED:]


def _news(read: Reading, account: str, before: Moment) -> int:
    facts = read.tenant.timelines.facts(account, read.moment)
    return len(facts.news(before.position, read.moment.position, restricted=read.caller.restricted))


def _came_about(read: Reading, account: str, before: Moment) -> bool:
    """Whether it has a day that came since, such as the first one of somebody who was announced."""
    facts = read.tenant.timelines.facts(account, read.moment)
    days = facts.days(read.moment.position, restricted=read.caller.restricted)
    return bisect_right(days, before.as_of.toordinal()) < bisect_right(days, read.moment.as_of.toordinal())


def _before(read: Reading, look: LastLook) -> Moment:
    day = min(datetime.fromtimestamp(look.looked_at / 1e6, UTC).date(), read.moment.as_of)
    return moment_of(read.tenant.ledger, day.isoformat(), None, min(look.position, read.moment.position))


def _changes(read: Reading, account: str, before: Moment) -> list[Json]:
    return told_once(diff(read.tenant, account, before, read.moment, read.caller.restricted))
