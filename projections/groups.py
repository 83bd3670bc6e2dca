"""A global account: an organization with all that are below it that day, as one map."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from .account_maps import account_map, header, require_organization
from .fragments import decode, encode
from .moments import Moment
from .organizations import relations
from .records import known_as
from .snapshots import Snapshot, snapshot
from .tenants import Tenant
from .why import map_with_why
from .words import Words

Json = dict[str, Any]
PARENT = "parent"
_OWNED = ("units", "roles", "opportunities")


def group_map(tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False) -> Json:
    """The maps of the group as one. Raises NotFound.

    `account` is the organization asked for, `subsidiaries` those below it, the nearest first; each names what it is
    `below`. Units, roles, opportunities and findings carry their organization. Who holds a role anywhere in the group
    is not external, and who reports to a role of another organization of the group reports to a role that is there.
    """

    def shown(organization: str) -> Json:
        if why:
            return map_with_why(tenant, organization, moment, restricted)
        answer: Json = decode(account_map(tenant, organization, moment, restricted=restricted))
        return answer

    return header(moment, restricted) | joined(group_of(tenant, account, moment), shown)


def group_of(tenant: Tenant, account: str, moment: Moment) -> dict[str, str | None]:
    """The organization and those below it at a moment, each with what it is below. Raises NotFound."""
    require_organization(tenant, account)
    with snapshot(tenant, moment) as at:
        return members(at, known_as(at, "organization", account))


def group_ever(tenant: Tenant, account: str, moment: Moment) -> list[str]:
    """The organization and those that were below it on any day, as known at a moment. Raises NotFound."""
    require_organization(tenant, account)
    with snapshot(tenant, moment) as at:
        return list(members(at, known_as(at, "organization", account), ever=True))


def reached(tenant: Tenant, account: str, moment: Moment, *, group: bool) -> list[str]:
    """The organization asked for, and of a group those below it. Raises NotFound."""
    return list(group_of(tenant, account, moment)) if group else [account]


def members(at: Snapshot, account: str, *, ever: bool = False) -> dict[str, str | None]:
    """The organization and those below it that day, or on any, level by level, each with what it is below; each once,
    whatever circles."""
    there = at.known(relations) if ever else at.holding(relations)
    found: dict[str, str | None] = {account: None}
    level, above = [account], relations.c.relation.in_(Words(at).meaning_just("relation", PARENT, at.day))
    while level:
        rows = at.rows(relations, there & above, relations.c.other, level)
        fresh: dict[str, str | None] = {}
        for row in sorted(rows, key=lambda row: (row.home, row.other)):
            if row.home not in found:
                fresh.setdefault(row.home, row.other)
        found |= fresh
        level = list(fresh)
    return found


def joined(below: dict[str, str | None], shown: Callable[[str], Json]) -> Json:
    """The maps of these organizations, as `shown` gives them, as one; the first is the one asked for."""
    maps = {organization: shown(organization) for organization in below}
    (_root, first), *others = maps.items()
    sections = {name: _owned(maps, name) for name in _OWNED}
    return {
        "account": first["account"],
        "subsidiaries": [{**answer["account"], "below": below[id]} for id, answer in others],
        **sections,
        "people": _people(maps.values()),
        "links": sorted(_once(link for answer in maps.values() for link in answer["links"]), key=_tie),
        "findings": _findings(maps, sections["roles"]),
        "rumors": _once(rumor for answer in maps.values() for rumor in answer.get("rumors", ())),
    }


def _tie(link: Json) -> tuple[str, str, str, bool]:
    return link["person"], link["other"], link["kind"], link.get("directed", False)


def _owned(maps: dict[str, Json], section: str) -> list[Json]:
    found = [{**entry, "organization": id} for id, answer in maps.items() for entry in answer[section]]
    return sorted(found, key=lambda entry: str(entry["id"]))


def _people(maps: Collection[Json]) -> list[Json]:
    """Everybody once; external only who is so on every map that names them as more than an assessor."""
    found: dict[str, Json] = {}
    for person in (one for answer in maps for one in answer["people"]):
        found.setdefault(person["id"], person)
    inside = _holders(role for answer in maps for role in answer["roles"])
    outside = {one["id"]: one for answer in maps for one in answer["people"] if "external" in one}
    return [_told(found[id], id in inside, outside.get(id)) for id in sorted(found)]


def _told(person: Json, inside: bool, outside: Json | None) -> Json:
    if inside or outside is None:
        return {name: value for name, value in person.items() if name not in ("external", "of")}
    return outside


def _holders(roles: Iterable[Json]) -> set[str]:
    return {holder["person"] for role in roles for holder in role["holders"]}


def _findings(maps: dict[str, Json], roles: list[Json]) -> list[Json]:
    """Of each map, but for what is odd only as long as one looks at a part of the group."""
    there, holders = {role["id"] for role in roles}, _holders(roles)
    return [
        {**one, "account": id}
        for id, answer in maps.items()
        for one in answer.get("findings", ())
        if not (one["kind"] == "parent_absent" and one["reports_to"] in there)
        and not (one["kind"] == "buying_role_of_leaver" and one["person"] in holders)
        and not (one["kind"] == "unit_left_behind" and one["organization"] in maps)
    ]


def _once(entries: Iterable[Json]) -> list[Json]:
    """What several maps show, once."""
    return list({encode(entry): entry for entry in entries}.values())
