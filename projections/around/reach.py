"""How far a change reaches: whom else key moments have to be looked for again, in which posts and units, and from
which day on everywhere.

Rather too far than not far enough: everything that was ever known is looked at, at whatever position.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterable
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

from sqlalchemy import Column, select

from domain.dates import DAWN
from domain.key_moments.rules import EVERYTHING, Beside

from ..opportunities import buying_roles, opportunities
from ..organizations import units
from ..people import links, people
from ..roles import roles
from ..snapshots import Snapshot
from ..tenures import tenures
from .changes import Changed, Days, earliest
from .origins import where_colleagues_are
from .posts import HANDOVER_DAYS
from .spans import Contents, first_changed, merged

_CHUNK = 500
# Vocabularies by which rules judge, wherever their words were used.
_JUDGING = frozenset({"level", "buying_role", "relation"})


class Later(NamedTuple):
    """Whom, and which posts and units, a change touches from a day on; all of an account where one is named."""

    first: int
    people: frozenset[str]
    roles: frozenset[str]
    units: frozenset[str]
    account: str | None = None


@dataclass
class Reached:
    """Whom a change touches, each from a day on, and which posts and units, on whatever day; others, from some day on
    (`later`); the first day
    from which on it may touch everybody (`since`), and that from which on something else begins (`begins`), if any; by
    organization, that from which on somebody whom we know may be missing there (`missing`); by post, that from which
    on it touches who moves there (`titled`)."""

    people: Days = field(default_factory=dict)
    roles: set[str] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    since: int | None = None
    begins: int | None = None
    later: list[Later] = field(default_factory=list)
    missing: Days = field(default_factory=dict)
    titled: Days = field(default_factory=dict)
    everything: bool = False


class Reach:
    """Of the changes within one answer; what was asked for once is kept."""

    def __init__(self, at: Snapshot) -> None:
        self._at = at
        self._kept: dict[object, dict[object, set[str]]] = defaultdict(dict)
        self._opened: dict[str, list[tuple[int, int, int, int]]] = {}

    def of(self, changed: Changed, before: int, through: int, rests_on: Container[Beside] = EVERYTHING) -> Reached:
        """People by whom they know, and by whom they followed where it matters; as far as rules rest on it."""
        own = changed.posts
        whole = changed.roles | self._posts_in(changed.units)
        accounts = self._sold_to_otherwise(changed, before, through)
        always = self.holders_of(whole) | self._acquainted(changed.people, rests_on) | self._linked(changed.flagged)
        return Reached(
            {**changed.people, **dict.fromkeys(always, DAWN)},
            own | whole,
            self.units_of(own | whole) | changed.units,
            min(self._since(changed, accounts, before, through, rests_on), default=None),
            min(_begins(changed), default=None) if "occasions" in rests_on else None,
            [*self._later(changed, rests_on), *(self._there(*one, rests_on) for one in accounts.items())],
            self._missing(changed.lost) if "presence" in rests_on else {},
            changed.titled,
            not _JUDGING.isdisjoint(changed.vocabularies),
        )

    def _following(self, posts: Collection[str]) -> set[str]:
        """Whoever may have taken over a part in an opportunity with one of these."""
        return self.holders_of(self._decisive.intersection(posts))

    def _successors(self, turned: Days) -> Iterable[Later]:
        """Whoever comes from then on, or came while the one before was still there to hand over."""
        if people := self._following(turned):
            yield self._from(min(turned.values()) - HANDOVER_DAYS, people, set())

    def _acquainted(self, people: Collection[str], rests_on: Container[Beside]) -> set[str]:
        """Colleagues who know them, for when these leave."""
        return self._linked(people) & self.colleagues if "links" in rests_on else set()

    def _later(self, changed: Changed, rests_on: Container[Beside]) -> Iterable[Later]:
        yield from self._buyers(changed, rests_on)
        yield from self._successors(changed.turned) if "predecessors" in rests_on else ()

    def _buyers(self, changed: Changed, rests_on: Container[Beside]) -> Iterable[Later]:
        """Whoever plays a part in what is sold otherwise, or another part."""
        players = self._over(buying_roles.c.person, buying_roles.c.home, changed.sales) | changed.players.keys()
        if players:
            first = min((*changed.sales.values(), *changed.players.values()))
            posts = self._held_by(players)
            people = players | self._acquainted(players, rests_on)
            people |= self._following(posts) if "predecessors" in rests_on else set()
            yield self._from(first, people, posts)

    def _there(self, organization: str, first: int, rests_on: Container[Beside]) -> Later:
        """Everybody at an account; who leaves us moves nowhere there, but may know somebody there."""
        people = self.holders_at([organization]) | (self.colleagues if "links" in rests_on else set())
        return self._from(first, people, self.posts_at([organization]))._replace(account=organization)

    def _from(self, first: int, people: set[str], posts: set[str]) -> Later:
        return Later(first, frozenset(people), frozenset(posts), frozenset(self.units_of(posts)))

    def _since(
        self, changed: Changed, accounts: Days, before: int, through: int, rests_on: Container[Beside]
    ) -> Iterable[int]:
        yield from (day for name, day in changed.since.items() if name == "places")
        if "relations" in rests_on:
            yield from (day for name, day in changed.since.items() if name == "relations")
            yield from [DAWN + 1] if self._moved_house(changed, before, through) else []
            yield from self._our_houses(accounts, before, through)

    def _our_houses(self, accounts: Days, before: int, through: int) -> Iterable[int]:
        """To whom we sell is not us."""
        if accounts:
            houses = self._houses(before) | self._houses(through)
            yield from (day for organization, day in accounts.items() if organization in houses)

    def _sold_to_otherwise(self, changed: Changed, before: int, through: int) -> Days:
        """By organization, from which day on it is otherwise whether it is an account, or whether we sell to it.

        That another opportunity opens where some are touches only who plays a part in it.
        """
        found = dict(changed.accounts)
        for organization in self._over(opportunities.c.organization, opportunities.c.home, changed.sales):
            then, now = (self._open_days(organization, position) for position in (before, through))
            earliest(found, organization, first_changed(then, now))
        return found

    def _open_days(self, organization: str, position: int) -> Contents:
        """On which something was open there, as known at a position."""
        known = (one for one in self._openings(organization) if one[2] <= position < one[3])
        return {(): merged((first, stop) for first, stop, *_ in known)}

    def _openings(self, organization: str) -> list[tuple[int, int, int, int]]:
        """Days from and to before, and positions likewise, in order."""
        if organization not in self._opened:
            spans = (opportunities.c[name] for name in ("valid_from", "valid_to", "known_from", "known_to"))
            where = (opportunities.c.organization == organization, opportunities.c.life == "open")
            rows = self._at.connection.execute(select(*spans).where(self._at.ours(opportunities), *where))
            found = ((first.toordinal(), stop.toordinal(), *known) for first, stop, *known in rows)
            self._opened[organization] = sorted(found)
        return self._opened[organization]

    def _missing(self, lost: Days) -> Days:
        found: Days = {}
        for person in lost.keys() & self.linked:
            for organization in self._owners(self._held_by([person])):
                earliest(found, organization, lost[person])
        return found

    def _owners(self, posts: Collection[str]) -> set[str]:
        """Every organization that these ever belonged to."""
        own = self._over(roles.c.organization, roles.c.home, posts)
        return own | self._over(units.c.organization, units.c.home, self.units_of(posts))

    def _moved_house(self, changed: Changed, before: int, through: int) -> bool:
        """Whether other organizations are those of our colleagues now."""
        ours = not self.colleagues.isdisjoint(changed.movers) or changed.flagged or changed.roles
        return bool(ours) and self._houses(before) != self._houses(through)

    def _houses(self, position: int) -> set[str]:
        at = self._at.on(self._at.day, position)
        found: set[str] = at.lasting(("ours", position), partial(where_colleagues_are, at))
        return found

    @cached_property
    def _decisive(self) -> set[str]:
        """Posts whose holders may hand on a part in an opportunity: to whoever follows, whoever is found in between."""
        playing = select(buying_roles.c.person).where(self._at.ours(buying_roles))
        found = select(tenures.c.home).where(self._at.ours(tenures), tenures.c.person.in_(playing)).distinct()
        return set(self._at.connection.scalars(found))

    @cached_property
    def colleagues(self) -> set[str]:
        """Whoever was ours at any time."""
        query = select(people.c.home).where(self._at.ours(people), people.c.ours).distinct()
        return set(self._at.connection.scalars(query))

    @cached_property
    def linked(self) -> set[str]:
        """With a colleague, at any time."""
        return self._linked(self.colleagues)

    def holders_of(self, posts: Collection[str]) -> set[str]:
        """Whoever held them at any time."""
        return self._over(tenures.c.person, tenures.c.home, posts)

    def holders_at(self, organizations: Collection[str]) -> set[str]:
        """Everybody who held a post there at any time."""
        return self.holders_of(self.posts_at(organizations))

    def posts_at(self, organizations: Collection[str]) -> set[str]:
        """Every post that ever belonged there."""
        own = self._over(roles.c.home, roles.c.organization, organizations)
        return own | self._posts_in(self._over(units.c.home, units.c.organization, organizations))

    def units_of(self, posts: Collection[str]) -> set[str]:
        """Every unit that these were ever in."""
        return self._over(roles.c.unit, roles.c.home, posts)

    def _linked(self, ids: Collection[str]) -> set[str]:
        one = self._over(links.c.other, links.c.person, ids)
        return one | self._over(links.c.person, links.c.other, ids)

    def _held_by(self, ids: Collection[str]) -> set[str]:
        return self._over(tenures.c.home, tenures.c.person, ids)

    def _posts_in(self, ids: Collection[str]) -> set[str]:
        return self._over(roles.c.home, roles.c.unit, ids)

    def _over(self, wanted: Column[Any], by: Column[Any], ids: Iterable[object]) -> set[str]:
        """What stands in one column where these stand in another, in rows known at any time."""
        kept, asked = self._kept[wanted, by], set(ids)
        missing = sorted(asked - kept.keys(), key=str)
        kept.update((id, set()) for id in missing)
        where = [self._at.ours(wanted.table), wanted.is_not(None)]
        for start in range(0, len(missing), _CHUNK):
            query = select(by, wanted).where(*where, by.in_(missing[start : start + _CHUNK])).distinct()
            for id, found in self._at.connection.execute(query):
                kept[id].add(found)
        return set().union(*(kept[id] for id in asked))


def _begins(changed: Changed) -> Iterable[int]:
    """The days from which on something is an occasion, or none any more."""
    yield from (day for name, day in changed.since.items() if name == "occasions")
    yield from (*changed.sales.values(), *changed.accounts.values())
