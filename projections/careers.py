"""People by themselves: who they are on a day, every stay and move of their career, and their links."""

from __future__ import annotations

from typing import Any

from .account_maps import header
from .called import aliases_of
from .coverage_reads import coverage_of_person
from .crafted import crafted_jobs
from .crafted_reads import Crafts
from .fragments import decode
from .moments import Moment
from .moves import moves_of_person
from .names import Names
from .people import people
from .records import known_as, records_of
from .snapshots import Snapshot, one_of, require, snapshot
from .sources import sources_of
from .spells import Careers
from .stays import Stay, Tenure, read_tenures, stay_json, stays_of, tenure_json
from .tenants import Tenant
from .tenures import tenures
from .ties import powers_of, ties_of
from .why import explain_links

Json = dict[str, Any]
OPINIONS = "opinions"


def career(tenant: Tenant, person: str, moment: Moment, restricted: bool = False, *, why: bool = False) -> Json:
    """Every stay in the order they began, those that ended and those still to come too, and every move between them.

    Raises NotFound.

    What a post was called and where it belonged is told as of the day asked for, or of the day of the stay that is
    nearest to it: the last for a stay that is over, the first for one announced; so is what they made of it.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person, *merged = records_of(at, "person", person)
        stays = stays_of(read_tenures(at, tenures.c.person == person))
        names = Names(at)
        names.learn_seats({stay.first.role for stay in stays})
        names.learn("person", [person])
        who = {"id": person, "name": names.of("person", person), **_merged(merged)}
        crafts = Crafts(at, crafted_jobs.c.person, [person] if restricted else [], why=why)
        told = {"stays": [_stay(stay, names, crafts) for stay in stays], "moves": moves_of_person(Careers(at), person)}
        return {**header(moment, restricted), "person": who, **told}


def person(tenant: Tenant, person: str, moment: Moment, restricted: bool, why: bool = False) -> Json:
    """What holds of somebody that day, the roles they hold, and who of ours covers them. Raises NotFound.

    A record that was merged answers as the one that is kept, which names what was `merged` into it. With `why`, also
    the facts that state what is said of them, and since when.
    """
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        person, *merged = records_of(at, "person", person)
        row = one_of(at.holding_rows(people.c.home, [person]))
        called = aliases_of(at, "person", person)
        aliases: Json = {"aliases": called} if called else {}
        held = _roles(at, person, restricted)
        own = {"id": person, **_merged(merged), **_values(row, restricted), **aliases, "roles": held}
        own |= coverage_of_person(at, person)
        own |= sources_of(at, tenant.ledger.keys, row, own) if why and row is not None else {}
    return {**header(moment, restricted), **own}


def links(tenant: Tenant, person: str, moment: Moment, *, why: bool = False) -> list[Json]:
    """The links of somebody that run that day, each with the id (`with`) and the name of the other; with `why`, with
    the facts that rate it. Raises NotFound."""
    require(tenant, "person", person)
    with snapshot(tenant, moment) as at:
        found = ties_of(at, known_as(at, "person", person))
        names = Names(at)
        names.learn("person", (link["with"] for link in found))
        if why:
            explain_links(at, tenant.ledger.keys, found)
        return [{**link, "name": names.of("person", link["with"])} for link in found]


def _merged(ids: list[str]) -> Json:
    return {"merged": ids} if ids else {}


def _stay(stay: Stay, names: Names, crafts: Crafts) -> Json:
    role, day = stay.first.role, names.at.day
    crafted = crafts.of(stay.first.person, role, stay.day_seen_from(day))
    return {"role": role, **_seat(stay, names), **stay_json(stay, day), **crafted}


def _seat(stay: Stay, names: Names) -> Json:
    role, day = stay.first.role, stay.day_seen_from(names.at.day)
    owner = names.organization_of(role, day)
    return {
        "title": names.of("role", role, day),
        "organization": owner,
        "organization_name": None if owner is None else names.of("organization", owner, day),
    }


def _values(row: Any, restricted: bool) -> Json:
    if row is None:
        return {"name": None}
    values = decode(row.details or "{}")
    unsure = decode(row.probable or "[]")
    if not restricted:
        values.pop(OPINIONS, None)
        unsure = [name for name in unsure if name != OPINIONS]
    marks: Json = {name: True for name in ("ours", "erased") if getattr(row, name)}
    return {"name": row.name, **marks, **values, **({"probable": unsure} if unsure else {})}


def _roles(at: Snapshot, person: str, restricted: bool) -> list[Json]:
    """One entry a role: of several running tenures the one begun last."""
    found = [one for one in read_tenures(at, tenures.c.person == person) if one.covers(at.day)]
    held = {tenure.role: tenure for tenure in found}
    names, said = Names(at), powers_of(at, person) if restricted else {}
    crafts = Crafts(at, crafted_jobs.c.person, [person] if restricted else [])
    names.learn_seats(held)
    return [
        _held(tenure, names) | said.get(role, {}) | crafts.of(person, role, at.day)
        for role, tenure in sorted(held.items())
    ]


def _held(tenure: Tenure, names: Names) -> Json:
    seat = _seat(Stay((tenure,)), names)
    return {"role": tenure.role, **seat, **tenure_json(tenure)}
