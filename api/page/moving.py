"""Key moments on the page: moves that matter to us, of all accounts or of one, by the rules that are on."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from domain.key_moments.judging import RULES
from projections.key_moment_reads import days_of
from projections.key_moments import Asked
from projections.rule_settings import rule as known_rule

from ..alerts.key_moments import Account, OfRule, Person, Since, Until, moments_of, started
from ..http.parameters import Cursor
from ..http.reading import Read
from .answers import page_router
from .fact import behind
from .rendering import page

MOST_MOMENTS = 50

router = page_router()


@router.get("/key-moments")
def key_moments(
    request: Request,
    read: Read,
    account: Account = None,
    person: Person = None,
    rule: OfRule = None,
    since: Since = None,
    until: Until = None,
    cursor: Cursor = None,
) -> Response:
    after, moment = started(read, cursor)
    days = days_of(since, until, moment.as_of, read.tenant.ledger.today())
    rules = None if rule is None else frozenset([known_rule(rule).id])
    accounts, people = (None if one is None else frozenset([one]) for one in (account, person))
    found = moments_of(read, moment, Asked(*days, accounts, people, rules), after, MOST_MOMENTS)
    if account is not None:
        read.noted("organization", account)
    kept = {"account": account, "person": person, "rule": rule}
    sources = [fact for one in found["key_moments"] for fact in one["effects"]["sources"]]
    told: dict[str, Any] = {"found": found, "behind": behind(read, sources, moment)}
    shown: dict[str, Any] = {**told, "days": days, "kept": kept, "rules": RULES}
    return page(request, "key_moments.html", **shown, moment=moment)
