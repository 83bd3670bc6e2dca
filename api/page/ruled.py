"""The rules of key moments on the page: what each looks for, switched on or off, and what it would have raised."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import Query, Request, Response

from projections import rule_settings
from projections.key_moment_reads import replayed
from projections.moves import days_asked

from ..alerts.rules import RuleId
from ..http.access import Caller, requires
from ..http.bodies import Body
from ..http.reading import Read, Reading
from .acting import acted_there, form_of
from .answers import page_router
from .fact import behind
from .rendering import page

Json = dict[str, Any]
Admin = Annotated[Caller, requires("admin")]
Day = Annotated[str | None, Query(max_length=40)]
MOST_REPLAYED = 200

router = page_router()


@router.get("/rules")
def rules(request: Request, read: Read) -> Response:
    return page(request, "rules.html", rules=rule_settings.rules_of(read.tenant, read.moment), moment=read.moment)


@router.get("/rules/{id}")
def rule(request: Request, read: Read, id: RuleId) -> Response:
    return page(request, "rule.html", rule=_rule(read, id), replay=None, moment=read.moment)


@router.get("/rules/{id}/replay")
def replay(request: Request, read: Read, caller: Admin, id: RuleId, since: Day = "-30d", until: Day = None) -> Response:
    """With the parameters that were in force on each day, as known now."""
    today = read.tenant.ledger.today()
    first, last = days_asked(since, until, today, today)
    raised = replayed(read.tenant, id, read.moment, (first or last, last), None)
    shown = raised[:MOST_REPLAYED]
    told: Json = {"since": first or last, "until": last, "raised": shown, "all": len(raised)}
    facts = behind(read, (fact for one in shown for fact in one["effects"]["sources"]), read.moment)
    return page(request, "rule.html", rule=_rule(read, id), replay=told, behind=facts, moment=read.moment)


@router.post("/rules/{id}/{switch}")
def switch(
    request: Request, read: Read, caller: Admin, id: RuleId, switch: Literal["on", "off"], body: Body
) -> Response:
    """Answers with the row of the rule as it is then, or where scripts do not run with the page it was on."""

    def do() -> None:
        rule_settings.set_rule(read.tenant, id, switch == "on", None, caller.recorder)

    def show(refused: object) -> Response:
        return page(request, "rule_part.html", rule=_rule(read, id), refused=refused, done=True)

    return acted_there(request, read, form_of(body), do, show)


def _rule(read: Reading, id: str) -> Json:
    """Raises NotFound."""
    rule_settings.rule(id)
    moment = read.at(read.clocks)
    return next(one for one in rule_settings.rules_of(read.tenant, moment) if one["id"] == id)
