"""A global account: the maps of an organization and of all below it, as one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.account import account_map
from tests.oracle.days import Fact
from tests.oracle.standing import Known, known_at
from tests.oracle.subjects import relations

Map = dict[str, Any]


def group_map(facts: Iterable[Fact], account: str, as_of: date, position: int) -> Map:
    facts = list(facts)
    known = known_at(facts, position)
    below = group(known, known.answering("organization", account), as_of.toordinal())
    maps = {id: account_map(facts, id, as_of, position) for id in below}
    root = next(iter(maps))
    there = {role["id"] for answer in maps.values() for role in answer["roles"]}
    inside = {holder["person"] for answer in maps.values() for role in answer["roles"] for holder in role["holders"]}
    return {
        "account": maps[root]["account"],
        "subsidiaries": [maps[id]["account"] | {"below": below[id]} for id in maps if id != root],
        **{section: owned(maps, section) for section in ("units", "roles", "opportunities")},
        "people": [person(maps, id, inside) for id in sorted({one["id"] for one in every(maps, "people")})],
        "links": sorted(once(every(maps, "links")), key=str),
        "findings": [
            one | {"account": id}
            for id, answer in maps.items()
            for one in answer["findings"]
            if not (one["kind"] == "parent_absent" and one["reports_to"] in there)
            and not (one["kind"] == "buying_role_of_leaver" and one["person"] in inside)
            and not (one["kind"] == "unit_left_behind" and one["organization"] in maps)
        ],
        "rumors": once(every(maps, "rumors")),
    }


def group(known: Known, root: str, day: int) -> dict[str, str | None]:
    """By what each is below: the nearest to the top, then the first by id."""
    everybody = sorted({fact["organization"] for fact in known.of("organizations_related")})
    parents = {
        id: [one["other"] for one in relations(known, id, day) if one["relation"] == "parent"] for id in everybody
    }
    found: dict[str, str | None] = {root: None}
    level = [root]
    while level:
        fresh = [id for id in everybody if id not in found and set(parents[id]) & set(level)]
        found |= {id: min(set(parents[id]) & set(level)) for id in fresh}
        level = fresh
    return found


def every(maps: dict[str, Map], section: str) -> list[Any]:
    return [one for answer in maps.values() for one in answer[section]]


def owned(maps: dict[str, Map], section: str) -> list[Any]:
    found = [one | {"organization": id} for id, answer in maps.items() for one in answer[section]]
    return sorted(found, key=lambda one: str(one["id"]))


def once(entries: list[Any]) -> list[Any]:
    return [one for place, one in enumerate(entries) if one not in entries[:place]]


def person(maps: dict[str, Map], id: str, inside: set[str]) -> Any:
    """External where somebody is so on a map of the group and holds no role on any."""
    told = [one for one in every(maps, "people") if one["id"] == id]
    outside = [one for one in told if "external" in one]
    if outside and id not in inside:
        return outside[0]
    return {name: value for name, value in told[0].items() if name not in ("external", "of")}
