"""Accounts to analyze, drawn in few words."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.analysis.picture import Picture

Json = dict[str, Any]


def picture(*, ours: tuple[str, ...] = (), roles: tuple[Json, ...] = (), **more: Any) -> Picture:
    """`roles` as the map has them, whose `holders` may be ids alone; people follow from what names them."""
    shown = [role | {"holders": [_holder(one) for one in role.get("holders", ())]} for role in roles]
    ids = {holder["person"] for role in shown for holder in role["holders"]}
    ids |= {link[end] for link in more.get("links", ()) for end in ("person", "other")} | set(ours)
    people = [{"id": id, "name": id.capitalize(), "ours": id in ours} for id in sorted(ids)]
    account = {"id": "acme", "name": "Acme"}
    said = {"as_of": "2026-06-30", "position": 1, "account": account, "roles": shown, "people": people, **more}
    return msgspec.convert(said, Picture)


def link(person: str, other: str, strength: float | None = None, tone: float | None = None, **more: Any) -> Json:
    said = {"strength": strength, "tone": tone}
    known = {name: value for name, value in said.items() if value is not None}
    return {"person": person, "other": other, "kind": "advice", **known, **more}


def _holder(one: str | Json) -> Json:
    return {"person": one, "name": one.capitalize()} if isinstance(one, str) else one
