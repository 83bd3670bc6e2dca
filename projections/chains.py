"""Chains of moves as reads show them: found from an account outwards, post by post, whosever the posts are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, literal, select

from domain.chains import WINDOW_DAYS, Chain, chains_of
from domain.dates import DAWN, resolve_as_of
from domain.moves import Move, concerns

from .account_maps import require_organization
from .moments import Moment
from .move_words import move_json, told_as_chain
from .moves import Order, Page, candidates, carried_over, homes_of
from .records import known_as
from .snapshots import Snapshot, snapshot
from .spells import Careers, LateCareers
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]
_CHUNK = 500
_DAWN = date.fromordinal(DAWN)


@dataclass(frozen=True)
class Sought:
    """Chains of moves on days from `since` through `until`, linked within `window` days; of an account, or all.

    Without `since`, of any day; where more than `most_stays` would have to be looked through, of the last year.
    """

    since: date | None
    until: date
    window: int = WINDOW_DAYS
    account: str | None = None
    most_stays: int = 10_000


def year_before(day: date) -> date:
    return resolve_as_of("-1y", day) if day.year > 1 else date.min


def chains(tenant: Tenant, moment: Moment, sought: Sought, after: Order | None, limit: int) -> Page:
    """The next chains in the order of their first moves. Raises NotFound."""
    if sought.account is not None:
        require_organization(tenant, sought.account)
    with snapshot(tenant, moment) as at:
        if sought.account is not None:
            sought = replace(sought, account=known_as(at, "organization", sought.account))
        search, careers = _Search(at, sought, sought.since or _first_day(at, sought)), Careers(at)
        found = [chain for chain in search.found() if after is None or chain.order > after]
        shown = _marked(found[:limit], careers)
        careers.learn_names(move for chain in shown for move in chain.moves)
        following = shown[-1].order if len(found) > limit else None
        return Page([_json(chain, careers) for chain in shown], following)


def _first_day(at: Snapshot, sought: Sought) -> date:
    homes = homes_of(at, sought.account)
    where = [at.known(tenures), *([] if homes is None else [homes])]
    some = select(literal(1)).where(*where).limit(sought.most_stays + 1).subquery()
    stays = at.connection.scalar(select(func.count()).select_from(some)) or 0
    return _DAWN if stays <= sought.most_stays else year_before(sought.until)


class _Search(NamedTuple):
    """Of what is sought, from which day on."""

    at: Snapshot
    sought: Sought
    since: date

    def found(self) -> list[Chain]:
        chained = chains_of(self._linked(LateCareers(self.at, self.since)), self.sought.window)
        return [chain for chain in chained if self._touches(chain)]

    def _touches(self, chain: Chain) -> bool:
        account = self.sought.account
        return account is None or any(concerns(move, account) for move in chain.moves)

    def _linked(self, careers: Careers) -> list[Move]:
        """Moves at the account, those at the posts that they took or left, and so on until no other post is touched."""
        found: dict[str, Move] = {}
        account, seen = self.sought.account, set[str]()
        homes = [homes_of(self.at, account)]
        while homes:
            people = {person for one in homes for person in self._moving(one)}
            moved = [move for move in careers.moves_of(sorted(people)) if self._within(move)]
            found.update((move.id, move) for move in moved)
            touched = {spell.role for move in moved for spell in _spells(move)} - seen
            seen |= touched
            homes = [] if account is None else [tenures.c.home.in_(some) for some in _chunks(touched)]
        return list(found.values())

    def _moving(self, homes: ColumnElement[bool] | None) -> set[str]:
        moved = candidates(self.at, (self.since, ""), self.sought.until, homes)
        return {person for _, person in moved} | carried_over(self.at, self.since, homes)

    def _within(self, move: Move) -> bool:
        return self.since.toordinal() <= move.day <= self.sought.until.toordinal()


def _spells(move: Move) -> Iterable[Any]:
    return (*move.left, move.took) if move.took else move.left


def _chunks(roles: set[str]) -> Iterable[list[str]]:
    ordered = sorted(roles)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def _marked(chains: list[Chain], careers: Careers) -> list[Chain]:
    """Of which kinds their moves are, by whole careers, and with who exchanged roles with whom."""
    ids = {move.id for chain in chains for move in chain.moves}
    whole = careers.moves_of(sorted({move.person for chain in chains for move in chain.moves}))
    marked = {move.id: move for move in careers.with_partners(move for move in whole if move.id in ids)}
    return [_with(chain, marked) for chain in chains]


def _with(chain: Chain, marked: Mapping[str, Move]) -> Chain:
    moves, line = (tuple(marked[move.id] for move in some) for some in (chain.moves, chain.line))
    return chain._replace(moves=moves, line=line)


def _json(chain: Chain, careers: Careers) -> Json:
    told = {move.id: move_json(move, careers) for move in chain.moves}
    line = {move.id for move in chain.line}
    return {
        "from": told[chain.moves[0].id]["date"],
        "to": told[chain.moves[-1].id]["date"],
        "moves": [told[move.id] for move in chain.line],
        "besides": [one for id, one in told.items() if id not in line],
        "roles": [_role(role, careers) for role in chain.roles],
        "circles": [list(circle) for circle in chain.circles],
        "organizations": _organizations(told.values()),
        "sentence": told_as_chain(chain.line, careers),
    }


def _role(role: str, careers: Careers) -> Json:
    names, owner = careers.names, careers.names.organization_of(role)
    called = None if owner is None else names.of("organization", owner)
    return {"role": role, "title": names.of("role", role), "organization": owner, "organization_name": called}


def _organizations(moves: Iterable[Json]) -> list[Json]:
    posts = [post for move in moves for post in (*move["left"], *([move["took"]] if move["took"] else []))]
    found = {post["organization"]: post["organization_name"] for post in posts if post["organization"]}
    return [{"id": id, "name": found[id]} for id in sorted(found)]
