"""Relationship capital of all accounts at a moment, with what became of it since an earlier one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from domain.analysis.capital import capital
from domain.analysis.picture import picture_of
from domain.analysis.study import Study

from ..account_maps import account_map, header
from ..accounts import accounts
from ..moments import Moment
from ..names import Names
from ..snapshots import Snapshot, snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from .beside import beside_at

Json = dict[str, Any]


def portfolio(tenant: Tenant, moment: Moment, since: date, after: str | None, limit: int) -> Json:
    """A page of accounts in the order of their ids from the first `after` one, and our colleagues at these.

    `before` is the capital on the day `since`, as known at the moment. It needs links, so the scope `restricted`.
    """
    page = accounts(tenant, moment, after, limit)
    now = [_capital(tenant, one["id"], moment) for one in page]
    then = [_capital(tenant, one["id"], replace(moment, as_of=since)) for one in page]
    rows = [_account(*some) for some in zip(page, now, then, strict=True)]
    with snapshot(tenant, moment) as at:
        return {
            **header(moment, restricted=True),
            "since": since.isoformat(),
            "accounts": rows,
            "colleagues": _colleagues(at, rows),
            "facets": _facets(rows),
        }


def _capital(tenant: Tenant, account: str, moment: Moment) -> Json:
    picture = picture_of(account_map(tenant, account, moment, restricted=True))
    with snapshot(tenant, moment) as at:
        return capital(Study(picture, beside_at(at, picture, half_lives_of(tenant, moment))))


def _account(account: Json, now: Json, then: Json) -> Json:
    own = {"account": account["id"], "name": account["name"], "status": account["status"]}
    return {**own, **now, "before": then["capital"], "change": round(now["capital"] - then["capital"], 4)}


def _colleagues(at: Snapshot, rows: Iterable[Json]) -> list[Json]:
    """Of each colleague the accounts that they carry something of, and what would leave with them there."""
    found = defaultdict(list)
    for row in rows:
        for one in row["colleagues"]:
            found[one["person"]].append({"account": row["account"], "carries": one["carries"], "leaves": one["leaves"]})
    names = Names(at)
    names.learn("person", found)
    told = [{"person": id, "name": names.of("person", id), "accounts": some} for id, some in found.items()]
    return sorted(told, key=lambda one: (-sum(each["leaves"] for each in one["accounts"]), one["person"]))


def _facets(rows: list[Json]) -> dict[str, dict[str, int]]:
    """How many of these accounts are of each status, and of each trend."""
    found: dict[str, dict[str, int]] = {"status": defaultdict(int), "trend": defaultdict(int)}
    for row in rows:
        found["status"][row["status"]] += 1
        found["trend"]["grows" if row["change"] > 0 else "shrinks" if row["change"] < 0 else "stays"] += 1
    return {name: dict(counted) for name, counted in found.items()}
