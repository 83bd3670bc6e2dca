"""Career moves as reads show them: of one person in order, or of an account or the workspace page by page.

Nothing of them is stored. A page finds the next days on which somebody began or ended, and derives the moves of these
people from their whole careers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, literal, or_, select, tuple_

from domain.dates import DAWN, resolve_as_of
from domain.errors import InvalidRequest
from domain.language import say, written
from domain.moves import DIRECT_DAYS, TOLERATED_DAYS, Move, concerns

from .account_maps import require_organization
from .moments import Moment
from .move_words import move_json
from .organizations import units
from .records import known_as
from .roles import roles
from .snapshots import Snapshot, require, snapshot
from .spells import Careers
from .tenants import Tenant
from .tenures import tenures

Json = dict[str, Any]
Order = tuple[int, str, str]
Candidate = tuple[date, str]
_DAWN = date.fromordinal(DAWN)
# Where a page is not full yet, so many times more are looked at than before.
_GROWTH = 4
# Ids in the order of their characters, as here, and not of a language.
_BY_CODE = {"sqlite": "BINARY", "postgresql": "C"}
# After every move of somebody on a day.
_LAST = "~"


@dataclass(frozen=True)
class Asked:
    """Which moves: of an account, of a person, of a kind, on days from `since` through `until`.

    Days without a post, up to `gap`, still make one step of leaving one and taking the next. A page that has read the
    careers of more than `most_people` ends, full or not.
    """

    until: date
    since: date | None = None
    account: str | None = None
    person: str | None = None
    kind: str | None = None
    gap: int = TOLERATED_DAYS
    most_people: int = 2_000

    def includes(self, move: Move) -> bool:
        since = DAWN if self.since is None else self.since.toordinal()
        if not since <= move.day <= self.until.toordinal() or self.person not in (None, move.person):
            return False
        if self.account is not None:
            return concerns(move, self.account, self.kind)
        return self.kind is None or self.kind in move.kinds


def days_asked(since: str | None, until: str | None, as_of: date, today: date) -> tuple[date | None, date]:
    """The first and the last day of a list; that of the moment ends it. Raises InvalidRequest naming the parameter."""
    first, last = _day("since", since, today), _day("until", until, today) or as_of
    if first is not None and first > last:
        told = written(last.isoformat())
        raise InvalidRequest(say("expected a date at or before {last}, the last day", last=told), field="since")
    return first, last


def _day(name: str, text: str | None, today: date) -> date | None:
    try:
        return None if text is None else resolve_as_of(text, today)
    except InvalidRequest as refused:
        refused.field = name
        raise


class Page(NamedTuple):
    """Entries in order, perhaps fewer than asked for, and after which place the list goes on; nothing at its end."""

    entries: list[Json]
    next: Order | None


def moves(tenant: Tenant, moment: Moment, asked: Asked, after: Order | None, limit: int) -> Page:
    """The next moves in order of their days, then of people. Raises NotFound."""
    if asked.account is not None:
        require_organization(tenant, asked.account)
    if asked.person is not None:
        require(tenant, "person", asked.person)
    with snapshot(tenant, moment) as at:
        asked = replace(asked, account=_as_known(at, "organization", asked.account))
        asked = replace(asked, person=_as_known(at, "person", asked.person))
        careers = Careers(at, asked.gap)
        found, reached = _found(at, careers, asked, after, limit)
        shown = careers.with_partners(found[:limit])
        careers.learn_names(shown)
        following = shown[-1].order if len(found) > limit else reached
        return Page([move_json(move, careers) for move in shown], following)


def _as_known(at: Snapshot, kind: str, id: str | None) -> str | None:
    return None if id is None else known_as(at, kind, id)


def moves_of_person(careers: Careers, person: str) -> list[Json]:
    """Every move of somebody in order, those to come too."""
    found = careers.with_partners(careers.moves_of([person]))
    careers.learn_names(found)
    return [move_json(move, careers) for move in found]


def candidates(
    at: Snapshot, start: Candidate, until: date, homes: ColumnElement[bool] | None, most: int | None = None
) -> list[Candidate]:
    """People who began or ended from a day and an id on until a day, in any post or in these, in order.

    Each with the first day of a tenure in that time.
    """
    person = tenures.c.person.collate(_BY_CODE[at.connection.dialect.name])
    begin, end, first = tenures.c.valid_from, tenures.c.valid_to, tuple_(*map(literal, start))
    day = case((tuple_(begin, person) >= first, begin), else_=end)
    where = [at.known(tenures), or_(begin.between(start[0], until), end.between(start[0], until))]
    where += [tuple_(day, person) >= first, day <= until, *([] if homes is None else [homes])]
    query = select(day.label("day"), person.label("person")).where(*where).distinct().order_by("day", "person")
    return [(row.day, row.person) for row in at.connection.execute(query.limit(most))]


def carried_over(at: Snapshot, day: date, homes: ColumnElement[bool] | None) -> set[str]:
    """People who may move on a day or later for what they did there before.

    They left at most a day before they took something elsewhere; or their dates are imprecise, and it may be any of
    these days.
    """
    begin, end = tenures.c.valid_from, tenures.c.valid_to
    first = day - timedelta(days=min(DIRECT_DAYS, day.toordinal() - DAWN))
    vague = and_(tenures.c.possible, begin > _DAWN, begin <= day, end > first)
    where = [at.known(tenures), or_(end.between(first, day), vague), *([] if homes is None else [homes])]
    return set(at.connection.scalars(select(tenures.c.person).where(*where).distinct()))


def homes_of(at: Snapshot, account: str | None) -> ColumnElement[bool] | None:
    """That a post ever belonged to the account; nothing where every post is asked for."""
    if account is None:
        return None
    own = select(units.c.home).where(at.known(units), units.c.organization == account)
    near = or_(roles.c.organization == account, roles.c.unit.in_(own))
    return tenures.c.home.in_(select(roles.c.home).where(at.known(roles), near))


def _found(
    at: Snapshot, careers: Careers, asked: Asked, after: Order | None, limit: int
) -> tuple[list[Move], Order | None]:
    """More moves than the limit if there are as many, and up to where was looked; nothing where all was."""
    if asked.person is not None:
        return _next(careers, [asked.person], asked, after), None
    homes, start, most = homes_of(at, asked.account), _start(asked, after), limit * 2
    people = dict.fromkeys(sorted(carried_over(at, start[0], homes)))
    enough = len(people) + asked.most_people
    while True:
        days = candidates(at, start, asked.until, homes, most)
        people |= dict.fromkeys(person for _, person in days)
        found = _next(careers, people, asked, after)
        if len(days) < most:
            return found, None
        start = days[-1]
        found = [move for move in found if (date.fromordinal(move.day), move.person) <= start]
        if len(found) > limit or len(people) > enough:
            return found, (start[0].toordinal(), start[1], _LAST)
        most *= _GROWTH


def _next(careers: Careers, people: Iterable[str], asked: Asked, after: Order | None) -> list[Move]:
    found = careers.moves_of(people)
    found = careers.with_partners(found) if asked.kind == "swapped" else found
    wanted = [move for move in found if asked.includes(move) and (after is None or move.order > after)]
    return sorted(wanted, key=lambda move: move.order)


def _start(asked: Asked, after: Order | None) -> Candidate:
    """Whom the page begins with: who moved last on the page before may have moved again that day."""
    first = asked.since or _DAWN
    return (first, "") if after is None or after[0] < first.toordinal() else (date.fromordinal(after[0]), after[1])
