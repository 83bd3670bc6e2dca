"""The map in which every value that fades says when it was last stated, and what is left of its certainty."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import msgspec

from domain.analysis.freshness import About, Stated, about_link
from domain.analysis.picture import Picture
from domain.half_lives import Fading, HalfLives
from domain.readable import readable

from .account_maps import account_map
from .fragments import decode
from .groups import group_map
from .moments import Moment
from .snapshots import snapshot
from .statements import half_lives_of, stated_at
from .tenants import Tenant
from .why import map_with_why

Json = dict[str, Any]
Values = dict[str, Json]


def map_with_freshness(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool, group: bool = False
) -> Json:
    """The full map; account, units, roles, holders, what they make of their jobs, members and links carry `freshness`:
    by field the day it was `stated`, `by` whom, and how `certain` it is by now, from 0 to 1. The `half_lives` are
    shown, in days. Raises NotFound."""
    answer = _shown(tenant, account, moment, restricted, why, group)
    half_lives = half_lives_of(tenant, moment)
    with snapshot(tenant, moment) as at:
        stated = stated_at(at, msgspec.convert(answer, readable(Picture)), restricted=restricted)
    _attach(_Fresh(stated, moment, half_lives), answer)
    return answer | {"half_lives": msgspec.to_builtins(half_lives)}


def _shown(tenant: Tenant, account: str, moment: Moment, restricted: bool, why: bool, group: bool) -> Json:
    if group:
        return group_map(tenant, account, moment, restricted=restricted, why=why)
    if why:
        return map_with_why(tenant, account, moment, restricted)
    answer: Json = decode(account_map(tenant, account, moment, restricted=restricted))
    return answer


class _Fresh:
    """By kind and by what it is about, what is said, by field."""

    def __init__(self, stated: tuple[Stated, ...], moment: Moment, half_lives: HalfLives) -> None:
        self._values: defaultdict[tuple[Fading, About], Values] = defaultdict(dict)
        for one in stated:
            said = {"stated": one.told.isoformat(), **({"by": one.by} if one.by else {})}
            left = {"certain": round(one.certainty(moment.as_of, half_lives), 3)}
            self._values[one.kind, one.about][one.field] = said | left

    def say(self, entry: Json, *found: tuple[Fading, About]) -> None:
        told = (pair for key in found if key in self._values for pair in self._values[key].items())
        values = {name: value for name, value in told if name in entry}
        if values:
            entry["freshness"] = values


def _attach(fresh: _Fresh, answer: Json) -> None:
    for one in (answer["account"], *answer.get("subsidiaries", ())):
        fresh.say(one, ("culture", (("organization", one["id"]),)))
    for unit in answer["units"]:
        fresh.say(unit, ("culture", (("unit", unit["id"]),)))
    for role in answer["roles"]:
        fresh.say(role, ("reporting", (("role", role["id"]),)))
        for holder in role["holders"]:
            _holder(fresh, ("role", role["id"]), ("person", holder["person"]), holder)
    for sale in answer["opportunities"]:
        for member in (*sale["buying_center"], *sale.get("attitudes", ())):
            about = ("opportunity", sale["id"]), ("person", member["person"])
            part = (*about, ("buying_role", member.get("buying_role", "")))
            fresh.say(member, ("buying_role", part), ("attitude", about))
    for link in answer["links"]:
        ends = link["person"], link["other"], link["kind"]
        fresh.say(link, ("link", about_link(*ends, directed=link.get("directed", False))))


def _holder(fresh: _Fresh, role: tuple[str, str], person: tuple[str, str], holder: Json) -> None:
    fresh.say(holder, ("holder", (role, person)), ("power", (person, role)))
    if "crafted" in holder:
        fresh.say(holder["crafted"], ("crafted_job", (person, role)))
