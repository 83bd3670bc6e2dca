"""What stands behind one box of an account's map: the role or person, with the facts behind each value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .careers import career
from .facts_behind import facts_behind
from .moments import Moment
from .names import Names
from .snapshots import snapshot
from .tenants import Tenant
from .why import map_with_why

Json = dict[str, Any]


def box(tenant: Tenant, account: str, kind: str, id: str, moment: Moment, *, restricted: bool) -> Json | None:
    """A `role`, a `person` or a `unit` as the map of that day has it; nothing where it has none. Raises NotFound.

    `role` with `above` (what it reports to), `dotted` and `below`; each of `people` with `held` (what is said of them
    in the role), `parts` in opportunities, `links` and `career`; `unit` with `above`, `below`, `roles` in it and whose
    culture is `inherited`; `called`: names by id of whoever is mentioned;
    `facts`: those behind all this as `facts_behind` tells them. What is said carries `why`: ids of facts by field.
    """
    drawn = map_with_why(tenant, account, moment, restricted)
    role = _one(drawn["roles"], id) if kind == "role" else None
    person = _one(drawn["people"], id) if kind == "person" else None
    unit = _one(drawn["units"], id) if kind == "unit" else None
    if role is None and person is None and unit is None:
        return None
    held = role["holders"] if role else []
    ids = [one["person"] for one in held] if role else [id] if person else []
    told: Json = {"kind": kind, "id": id, "role": role and _seat(drawn, role), "unit": unit and _around(drawn, unit)}
    told["people"] = [_person(tenant, drawn, one, _of(held, one), moment, restricted) for one in ids]
    told["called"] = _called(tenant, moment, drawn, told)
    told["facts"] = facts_behind(tenant, _facts(told), moment, restricted=restricted)
    return told


def _one(entries: list[Json], id: str) -> Json | None:
    return next((one for one in entries if one["id"] == id), None)


def _of(entries: list[Json], person: str) -> Json:
    return next((one for one in entries if one["person"] == person), {})


def _seat(drawn: Json, role: Json) -> Json:
    unit = _one(drawn["units"], role.get("unit") or "")
    around = {
        "above": [one for one in drawn["roles"] if one["id"] == role.get("reports_to")],
        "dotted": [one for one in drawn["roles"] if one["id"] in role.get("dotted_to", ())],
        "below": [one for one in drawn["roles"] if one.get("reports_to") == role["id"] != one["id"]],
    }
    return {**role, "unit_name": unit and unit.get("name"), **_briefly(around)}


def _around(drawn: Json, unit: Json) -> Json:
    around = {
        "above": [one for one in drawn["units"] if one["id"] == unit.get("parent")],
        "below": [one for one in drawn["units"] if one.get("parent") == unit["id"]],
        "roles": [one for one in drawn["roles"] if one.get("unit") == unit["id"]],
    }
    source = unit.get("culture_from", {})
    here = _one(drawn["units"], source.get("unit", "")) if "unit" in source else drawn["account"] if source else unit
    return {**unit, "inherited": None if here is unit else here and here.get("name"), **_briefly(around)}


def _briefly(around: dict[str, list[Json]]) -> Json:
    """Ids and what they are called."""
    return {
        name: [{"id": one["id"], "title": one.get("title") or one.get("name")} for one in some]
        for name, some in around.items()
    }


def _person(tenant: Tenant, drawn: Json, id: str, held: Json, moment: Moment, restricted: bool) -> Json:
    known = _one(drawn["people"], id) or {"id": id, "name": held.get("name")}
    links = [one | {"with": _across(one, id)} for one in drawn["links"] if id in (one["person"], one["other"])]
    stays = career(tenant, id, moment, restricted)["stays"]
    return {**known, "held": held, "parts": list(_parts(drawn, id)), "links": links, "career": stays}


def _across(link: Json, person: str) -> str:
    other: str = link["other"] if link["person"] == person else link["person"]
    return other


def _parts(drawn: Json, person: str) -> Iterator[Json]:
    """In the opportunities of the account, and where they stand on those in which they play none."""
    for sale in drawn["opportunities"]:
        for member in (*sale["buying_center"], *sale.get("attitudes", ())):
            if member["person"] == person:
                yield {**member, "opportunity": sale["id"], "opportunity_name": sale.get("name")}


def _called(tenant: Tenant, moment: Moment, drawn: Json, told: Json) -> dict[str, str | None]:
    """Of the map's people, and of whoever is only named as one who said something."""
    found = {one["id"]: one.get("name") for one in drawn["people"]}
    said = {value for name, value in _values(told["people"]) if name.endswith("_by")}
    said |= {value for name, value in _values(told["unit"]) if name == "by"}
    missing = set(filter(None, said)) - found.keys()
    with snapshot(tenant, moment) as at:
        names = Names(at)
        names.learn("person", missing)
        return found | {id: names.of("person", id) for id in missing}


def _facts(told: Json) -> list[str]:
    """Of everything that is told, each once."""
    found = dict[str, None]()
    for name, value in _values([told["role"], told["unit"], told["people"]]):
        if name == "why":
            found |= dict.fromkeys(id for ids in value.values() for id in ids)
        elif name == "took":
            found[value] = None
    return list(found)


def _values(told: Any) -> Iterator[tuple[str, Any]]:
    """Each field with its value, however deep; `why` is one value."""
    if isinstance(told, list):
        for one in told:
            yield from _values(one)
    elif isinstance(told, dict):
        yield from told.items()
        yield from _values([value for name, value in told.items() if name != "why"])
