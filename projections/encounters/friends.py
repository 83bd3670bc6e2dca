"""Old friends, new places: people we know well who are elsewhere now than when the link was made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.encounters.parameters import Close
from domain.encounters.together import Stretch

from ..account_maps import header, require_organization
from ..moments import Moment
from ..records import known_as
from ..snapshots import Snapshot, require, snapshot
from ..tenants import Tenant
from .bonds import Bond, bonds, with_ours
from .pasts import Pasts, colleagues, posts_among
from .places import to_us
from .telling import Telling

Json = dict[str, Any]


class Asked(NamedTuple):
    """`now`: only friends at this organization; `before`: only those who were at this one; `colleague`: only those of
    one of ours; `since`: only who came where they are on this day or later. `after` a person, `limit` of them."""

    close: Close = Close()
    now: str | None = None
    before: str | None = None
    colleague: str | None = None
    since: date | None = None
    after: str = ""
    limit: int = 100
    why: bool = False


class Friend(NamedTuple):
    """`moved`: by colleague and link, where somebody was when it was made; `now`: the posts they hold elsewhere;
    `arrived`: since when each organization has them, by its first stretch."""

    person: str
    bonds: tuple[tuple[str, Bond, tuple[Stretch, ...]], ...]
    now: tuple[Stretch, ...]
    arrived: dict[str, Stretch]

    @property
    def order(self) -> tuple[int, str]:
        """Who came last is first."""
        return -self.came, self.person

    @property
    def came(self) -> int:
        return max(one.start for one in self.arrived.values())


def old_friends(tenant: Tenant, moment: Moment, asked: Asked) -> Json:
    """A page of them, those first who moved last. Raises NotFound for an organization or a colleague asked for.

    It needs links, so the scope `restricted`. Where somebody was when the link was made has to be known.
    """
    for kind, id in (("organization", asked.now), ("organization", asked.before), ("person", asked.colleague)):
        if id is not None:
            (require_organization if kind == "organization" else _require_person)(tenant, id)
    with snapshot(tenant, moment) as at:
        pasts, wanted = Pasts(at), _answering(at, asked)
        found = [one for one in _friends(pasts, wanted) if _fits(one, wanted)]
        page = _after(sorted(found, key=lambda one: one.order), wanted)
        told = {
            "close": msgspec.to_builtins(asked.close),
            "count": len(found),
            "friends": _told(pasts, page, asked.why),
        }
    return {**header(moment, restricted=True), **told}


def _require_person(tenant: Tenant, id: str) -> None:
    require(tenant, "person", id)


def _answering(at: Snapshot, asked: Asked) -> Asked:
    """Records that were merged answer as the ones that are kept."""
    now, before = (one and known_as(at, "organization", one) for one in (asked.now, asked.before))
    return asked._replace(now=now, before=before, colleague=asked.colleague and known_as(at, "person", asked.colleague))


def _friends(pasts: Pasts, asked: Asked) -> list[Friend]:
    ours, linked = colleagues(pasts.at), defaultdict(list)
    for bond in bonds(pasts.at, with_ours(pasts.at)):
        colleague, person = (bond.person, bond.other) if bond.person in ours else (bond.other, bond.person)
        if person not in ours and bond.close(asked.close) and asked.colleague in (None, colleague):
            linked[person].append((colleague, bond))
    careers = defaultdict(list)
    for stretch in pasts.of_people(linked):
        careers[stretch.person].append(stretch)
    found = (_friend(pasts, person, some, careers[person]) for person, some in linked.items())
    return [one for one in found if one is not None]


def _friend(pasts: Pasts, person: str, linked: list[tuple[str, Bond]], career: list[Stretch]) -> Friend | None:
    running = posts_among(one for one in career if pasts.running(one))
    moved = [(ours, bond, then) for ours, bond in linked if (then := _then(bond, career)) and _elsewhere(running, then)]
    new = {one.organization for *_, then in moved for one in _elsewhere(running, then)}
    if not moved:
        return None
    first = min(bond.begun.toordinal() for _, bond, _ in moved if bond.begun)
    arrived = {
        id: min((one for one in career if one.organization == id and one.stop > first), key=_start) for id in new
    }
    return Friend(person, tuple(moved), tuple(one for one in running if one.organization in new), arrived)


def _then(bond: Bond, career: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Where somebody was when the link was made."""
    day = bond.begun.toordinal() if bond.begun else 0
    return tuple(posts_among(one for one in career if one.start <= day < one.stop))


def _elsewhere(running: Iterable[Stretch], then: Iterable[Stretch]) -> list[Stretch]:
    places = {one.organization for one in then}
    return [one for one in running if one.organization not in places]


def _start(one: Stretch) -> int:
    return one.start


def _fits(one: Friend, asked: Asked) -> bool:
    before = {stretch.organization for *_, then in one.bonds for stretch in then}
    late = asked.since is None or one.came >= asked.since.toordinal()
    return late and asked.now in (None, *one.arrived) and asked.before in (None, *before)


def _after(found: list[Friend], asked: Asked) -> list[Friend]:
    places = [place for place, one in enumerate(found) if one.person == asked.after]
    begin = places[0] + 1 if places else 0
    return found[begin : begin + asked.limit]


def _told(pasts: Pasts, page: list[Friend], why: bool) -> list[Json]:
    at = pasts.at
    places = to_us(at, {id for one in page for id in one.arrived})
    facts = at.ids_of_facts(place for one in page for _, bond, _ in one.bonds for place in bond.places) if why else None
    telling = Telling(pasts, {id for one in page for id in (one.person, *(ours for ours, *_ in one.bonds))}, why=why)
    return [_friend_json(one, telling, places, facts) for one in page]


def _friend_json(one: Friend, telling: Telling, places: Mapping[str, Json], facts: Mapping[int, str] | None) -> Json:
    arrived = {id: {"arrived": first.since, "to_us": places[id]} for id, first in one.arrived.items()}
    return {
        **telling.named(one.person),
        "now": [telling.seat(seat) | arrived[seat.organization] for seat in one.now],
        "known_by": [
            {**telling.named(ours), **bond.told(facts), "then": [*map(telling.seat, then)]}
            for ours, bond, then in one.bonds
        ],
    }
