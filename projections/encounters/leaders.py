"""Key opinion leaders across accounts: who is listened to beyond the organization they work at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import true

from domain.analysis.picture import picture_of
from domain.analysis.study import Study
from domain.analysis.weights import link_weight
from domain.encounters.parameters import Close

from ..account_maps import account_map, header
from ..analysis.beside import beside_at
from ..fragments import decode
from ..moments import Moment
from ..snapshots import Snapshot, snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from ..tenures import powers
from .bonds import Bond, bonds
from .pasts import Pasts, colleagues
from .telling import Telling

Json = dict[str, Any]


class Asked(NamedTuple):
    """`places`: at how many other organizations somebody has to be listened to; one is enough from an informal power of
    `power` on. `after` a person, `limit` of them."""

    close: Close = Close()
    places: int = 2
    power: float = 8
    after: str = ""
    limit: int = 20
    why: bool = False


class Leader(NamedTuple):
    """`heard`: who listens to them, by organization; `power`: the highest informal power they have in a role."""

    person: str
    heard: dict[str, list[tuple[str, Bond]]]
    power: float | None
    place: int | None

    @property
    def order(self) -> tuple[int, float, str]:
        """Who is heard at most organizations first, then by what the links weigh."""
        weight = sum(_weight(bond) for some in self.heard.values() for _, bond in some)
        return -len(self.heard), -weight, self.person


def opinion_leaders(tenant: Tenant, moment: Moment, asked: Asked) -> Json:
    """A page of them, with the links and organizations that say so, and how influential they are where they work.

    It needs links and power, so the scope `restricted`. Of a link with a direction only who is followed is heard.
    """
    with snapshot(tenant, moment) as at:
        pasts = Pasts(at)
        found = sorted(_leaders(pasts, asked), key=lambda one: one.order)
        page = _after(found, asked)
        told = _told(pasts, page, asked.why)
    homes = {seat["organization"] for one in told for seat in one["now"]}
    ranks = {id: _influence(tenant, id, moment) for id in homes}
    leaders = [one | {"influence": _ranked(one, ranks)} for one in told]
    parameters = msgspec.to_builtins(asked.close) | {"places": asked.places, "power": asked.power}
    return {**header(moment, True), "parameters": parameters, "count": len(found), "leaders": leaders}


def _leaders(pasts: Pasts, asked: Asked) -> list[Leader]:
    ours = colleagues(pasts.at)
    linked = [one for one in bonds(pasts.at, true()) if one.close(asked.close) and not ours & {one.person, one.other}]
    places = defaultdict[str, set[str]](set)
    for stretch in pasts.of_people({end for bond in linked for end in (bond.person, bond.other)}):
        if pasts.running(stretch):
            places[stretch.person].add(stretch.organization)
    heard = defaultdict[str, dict[str, list[tuple[str, Bond]]]](dict)
    for bond in linked:
        for listener, person in _listening(bond):
            for place in places[listener] - places[person]:
                heard[person].setdefault(place, []).append((listener, bond))
    power = _powers(pasts.at, heard)
    found = [Leader(person, by_place, *power.get(person, (None, None))) for person, by_place in heard.items()]
    return [one for one in found if len(one.heard) >= asked.places or (one.power or 0) >= asked.power]


def _listening(bond: Bond) -> list[tuple[str, str]]:
    """Who listens to whom."""
    there, back = (bond.person, bond.other), (bond.other, bond.person)
    return [there] if bond.link.get("directed") else [there, back]


def _powers(at: Snapshot, people: Iterable[str]) -> dict[str, tuple[float, int]]:
    """The latest said of each role, the highest of these; and where it was said."""
    latest: dict[tuple[str, str], tuple[float, int]] = {}
    rows = at.holding_rows(powers.c.person, people)
    for row in sorted(rows, key=lambda row: (row.said, row.place)):
        latest[row.person, row.home] = decode(row.power), row.place
    found: dict[str, tuple[float, int]] = {}
    for (person, _), said in sorted(latest.items(), key=lambda one: one[1]):
        found[person] = said
    return found


def _after(found: list[Leader], asked: Asked) -> list[Leader]:
    places = [place for place, one in enumerate(found) if one.person == asked.after]
    begin = places[0] + 1 if places else 0
    return found[begin : begin + asked.limit]


def _told(pasts: Pasts, page: list[Leader], why: bool) -> list[Json]:
    links = [bond for one in page for some in one.heard.values() for _, bond in some]
    places = [place for bond in links for place in bond.places] + [one.place for one in page if one.place is not None]
    facts = pasts.at.ids_of_facts(places) if why else None
    everybody = {one.person for one in page} | {end for bond in links for end in (bond.person, bond.other)}
    telling = Telling(pasts, everybody, why=why)
    pasts.names.learn("organization", {id for one in page for id in one.heard})
    return [_leader(one, telling, facts) for one in page]


def _leader(one: Leader, telling: Telling, facts: dict[int, str] | None) -> Json:
    power: Json = {} if one.power is None else {"power": one.power}
    if facts is not None and one.place is not None:
        power["power_why"] = [facts[one.place]] if one.place in facts else []
    heard = [
        {**telling.called(id), "listeners": [{**telling.named(who), **bond.told(facts)} for who, bond in some]}
        for id, some in sorted(one.heard.items())
    ]
    return {**telling.person(one.person), **power, "heard_at": heard}


def _influence(tenant: Tenant, organization: str, moment: Moment) -> dict[str, Json]:
    """By person their rank and share of influence at an organization, by the analysis as it is."""
    picture = picture_of(account_map(tenant, organization, moment, restricted=True))
    with snapshot(tenant, moment) as at:
        study = Study(picture, beside_at(at, picture, half_lives_of(tenant, moment)))
    shares = sorted(zip(study.shares.tolist(), study.among_them.ids, strict=True), key=lambda one: (-one[0], one[1]))
    return {
        id: {"rank": place, "of": len(shares), "share": round(share, 4)} for place, (share, id) in enumerate(shares, 1)
    }


def _ranked(leader: Json, ranks: dict[str, dict[str, Json]]) -> list[Json]:
    homes = {seat["organization"]: seat["organization_name"] for seat in leader["now"]}
    return [
        {"organization": id, "organization_name": name, **ranks[id][leader["person"]]}
        for id, name in homes.items()
        if leader["person"] in ranks[id]
    ]


def _weight(bond: Bond) -> float:
    return link_weight(bond.link.get("tone"), bond.link.get("strength"))
