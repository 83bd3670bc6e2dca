"""Interactions from their rows: who was there, where these worked then, and how they are told of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Column

from .employers import Employers
from .interactions import interactions
from .names import Names
from .opportunities import opportunities
from .organizations import units
from .roles import roles
from .snapshots import Snapshot
from .tenures import tenures

Json = dict[str, Any]
USUAL_DAYS = 90


class Meeting(NamedTuple):
    """One interaction: from which day it counts, if its day is known (`dated`), who was there, and about which sale.

    `row` says the rest, the same of each of them.
    """

    id: str
    counted: date
    dated: bool
    people: tuple[str, ...]
    opportunity: str | None
    row: Any = None


def meetings(at: Snapshot, column: str, ids: Iterable[str]) -> list[Meeting]:
    """Those that name one of these, by the day asked for, the last first."""
    homes = {row.home for row in at.holding_rows(interactions.c[column], ids, only=("home", column))}
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in at.holding_rows(interactions.c.home, homes):
        rows[row.home].append(row)
    return latest_first(_meeting(id, some) for id, some in rows.items())


def _meeting(id: str, rows: list[Any]) -> Meeting:
    first, *_ = rows
    people = tuple(sorted(row.person for row in rows))
    return Meeting(id, first.counted, first.day is not None, people, first.opportunity, first)


def latest_first(found: Iterable[Meeting]) -> list[Meeting]:
    return sorted(found, key=lambda one: (one.counted, one.id), reverse=True)


def near(at: Snapshot, accounts: Collection[str]) -> list[Meeting]:
    """With anybody who ever worked at one of them, or about anything that was ever sold to it."""
    owned = _homes(at, units.c.organization, accounts)
    posts = _homes(at, roles.c.organization, accounts) | _homes(at, roles.c.unit, owned)
    people = {row.person for row in at.known_rows(tenures.c.home, posts, only=("home", "person"))}
    sales = _homes(at, opportunities.c.organization, accounts)
    found = [*meetings(at, "person", people), *meetings(at, "opportunity", sales)]
    return latest_first({one.id: one for one in found}.values())


def _homes(at: Snapshot, column: Column[Any], ids: Iterable[str]) -> set[str]:
    """Of which it was ever said that it belongs to one of these."""
    return {row.home for row in at.known_rows(column, ids, only=("home", column.key))}


class Whose:
    """Which account meetings were of: for whom those who were there worked on the day, to whom was sold."""

    def __init__(self, at: Snapshot, found: Sequence[Meeting]) -> None:
        self.at, self.names = at, Names(at)
        self.people = {person for one in found for person in one.people}
        self._employers = Employers(at, self.people)
        self.names.learn("opportunity", {one.opportunity for one in found})

    def worked(self, person: str, one: Meeting) -> list[str]:
        """For whom somebody worked on the day of a meeting."""
        return self._employers.of(person, one.counted) if one.dated else []

    def sold_to(self, one: Meeting) -> str | None:
        """Whose opportunity a meeting was about."""
        sale = one.opportunity
        return None if sale is None else self.names.organization_of_sale(sale, one.counted)

    def counts_for(self, one: Meeting, account: str) -> bool:
        """Whether it is an account's: with somebody who worked there then, or about a sale to it."""
        return self.sold_to(one) == account or any(account in self.worked(who, one) for who in one.people)


class Told(Whose):
    """Meetings with the names of who was there, and where these worked on the day."""

    def __init__(self, at: Snapshot, found: Sequence[Meeting]) -> None:
        super().__init__(at, found)
        self.names.learn("person", self.people)
        self.names.learn("organization", {id for one in found for who in one.people for id in self.worked(who, one)})

    def across(self, person: str, one: Meeting) -> list[str]:
        """Of those whom somebody met: colleagues of ours, or for a colleague those who are not."""
        ours = self.names.ours(person, one.counted)
        return [who for who in one.people if who != person and self.names.ours(who, one.counted) != ours]

    def meeting(self, one: Meeting) -> Json:
        row = one.row
        own: Json = {"interaction": one.id, "day": row.day, "channel": row.channel}
        if one.opportunity is not None:
            own |= {"opportunity": one.opportunity, "opportunity_name": self.names.of("opportunity", one.opportunity)}
        own |= {"topic": row.topic} if row.topic is not None else {}
        own |= {"possible": True} if row.possible else {}
        own |= {"certainty": "probable"} if row.certainty == "probable" else {}
        return {**own, "people": [self._there(person, one) for person in one.people], "fact": row.fact}

    def met(self, found: Sequence[Meeting], person: str, days: int) -> Json:
        """Of meetings, the last first: the last that somebody had across, how many in so many days, and with whom."""
        across = [(one, who) for one in found if one.dated and (who := self.across(person, one))]
        since = self.at.day - timedelta(days=min(days, (self.at.day - date.min).days))
        recent = [pair for pair in across if pair[0].counted > since]
        last = None if not across else self._last(*across[0])
        return {"days": days, "count": len(recent), "last": last, "with": self._with(across, recent)}

    def _with(self, across: list[tuple[Meeting, list[str]]], recent: list[tuple[Meeting, list[str]]]) -> list[Json]:
        """Each of those met across, whom they met last first."""
        lasts = {who: one.row.day for one, others in reversed(across) for who in others}
        counts = [who for _, others in recent for who in others]
        order = list(dict.fromkeys(who for _, others in across for who in others))
        return [{**self._named(who), "count": counts.count(who), "last": lasts[who]} for who in order]

    def _last(self, one: Meeting, others: list[str]) -> Json:
        own = {"interaction": one.id, "day": one.row.day, "channel": one.row.channel}
        return {**own, "with": [self._named(who) for who in others]}

    def _there(self, person: str, one: Meeting) -> Json:
        """Whether they were a colleague, and for whom they worked, on that day."""
        ours = {"ours": True} if self.names.ours(person, one.counted) else {}
        employers = [{"id": id, "name": self.names.of("organization", id)} for id in self.worked(person, one)]
        return {**self._named(person), **ours, **({"organizations": employers} if employers else {})}

    def _named(self, person: str) -> Json:
        return {"person": person, "name": self.names.of("person", person)}


def near_accounts(at: Snapshot, accounts: Iterable[str]) -> list[Meeting]:
    """The interactions of any of these accounts, each once."""
    asked = sorted(set(accounts))
    found = near(at, asked)
    whose = Whose(at, found)
    return [one for one in found if any(whose.counts_for(one, account) for account in asked)]
