"""What organizations are to us on a day: accounts, prospects, or what they are related to us as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from ..around.origins import ourselves
from ..around.sales import Sales
from ..fragments import decode
from ..organizations import accounts, organizations, relations
from ..snapshots import Snapshot

Json = dict[str, Any]


def to_us(at: Snapshot, ids: Iterable[str]) -> dict[str, Json]:
    """By organization, only what there is: `account` with its status; `prospect`, an open one to which we never sold;
    `kind`, what it is by itself; `ours`; `is_our` (competitor, partner, …) and `we_are_its`, by their relations to us.
    """
    wanted = set(ids)
    own, others = _related(at, wanted)
    us = ourselves(
        at,
        {*wanted, *own.keys(), *others.keys()}
        | {one for some in (own, others) for rows in some.values() for one, _ in rows},
    )
    accounts_there, kinds = _accounts(at, wanted), _kinds(at, wanted)
    return {
        id: {
            **accounts_there.get(id, {}),
            **({"kind": kinds[id]} if id in kinds else {}),
            **({"ours": True} if id in us else {}),
            **_relations("is_our", others[id], us),
            **_relations("we_are_its", own[id], us),
        }
        for id in wanted
    }


def _relations(name: str, related: list[tuple[str, str]], us: set[str]) -> Json:
    found = sorted({relation for other, relation in related if other in us})
    return {name: found} if found else {}


def _related(at: Snapshot, ids: set[str]) -> tuple[Any, Any]:
    """By organization: others with what they are to it, and others with what it is to them."""
    own, others = (defaultdict[str, list[tuple[str, str]]](list) for _ in range(2))
    for row in at.holding_rows(relations.c.home, ids):
        own[row.home].append((row.other, row.relation))
    for row in at.holding_rows(relations.c.other, ids):
        others[row.other].append((row.home, row.relation))
    return own, others


def _accounts(at: Snapshot, ids: set[str]) -> dict[str, Json]:
    rows, sales, day = at.holding_rows(accounts.c.home, ids), Sales(at), at.day.toordinal()
    sales.learn(row.home for row in rows)
    return {row.home: {"account": row.life, **_prospect(row, sales.won(row.home, day))} for row in rows}


def _prospect(row: Any, won: bool) -> Json:
    return {"prospect": True} if row.life == "open" and not won else {}


def _kinds(at: Snapshot, ids: set[str]) -> dict[str, str]:
    rows = at.holding_rows(organizations.c.home, ids)
    found = {row.home: decode(row.details or "{}").get("kind") for row in rows}
    return {id: kind for id, kind in found.items() if kind}


def in_words(place: Json) -> str:
    """`an account`, `a competitor of ours`: for a sentence."""
    if place.get("ours"):
        return "our own"
    related = [f"our {one}" for one in place.get("is_our", ())] + [
        f"we are its {one}" for one in place.get("we_are_its", ())
    ]
    sold = "a prospect" if place.get("prospect") else _STATUS.get(place.get("account", ""), "")
    return ", ".join(filter(None, [sold, *related])) or place.get("kind") or "nothing to us yet"


_STATUS = {"open": "an account", "closed": "an account of old"}
