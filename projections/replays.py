"""A rule over a past period, on the log as it was known then: which moments it would have raised, and on which day.

A day is looked at where something was recorded on it, and then only whom and what that may reach; for rules that
depend on the passing of days, also what became due on the days between. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from sqlalchemy import func, select

from domain.dates import DAWN, FOREVER
from domain.errors import InvalidRequest
from domain.key_moments.found import Key, KeyMoment
from domain.key_moments.judging import RULES
from domain.key_moments.parameters import Settings, checked
from domain.key_moments.scenes import Unit, Wait
from domain.log.tables import facts

from .around.acting import with_actors
from .around.changes import Changed, changes
from .around.reach import Reach
from .around.scope import Scope
from .key_moments import found
from .moments import Moment
from .records import Bodies
from .rule_settings import History, history_of, parameters_of, rule
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

MOST_DAYS = 3_660
_DAY = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()


class Raised(NamedTuple):
    """A moment, and the day on which it would have been raised: when it was learned, or when its days had passed."""

    on: date
    moment: KeyMoment

    @property
    def days_late(self) -> int:
        """How long after its day it was learned; negative where it was announced ahead."""
        return self.on.toordinal() - self.moment.day


class _Stretch(NamedTuple):
    """Days from `first` through `last` on which the log reached to a position, where it had been on the day `before`,
    and what the first of them changed."""

    first: date
    last: date
    before: int
    position: int
    changed: Changed


class Ruling(NamedTuple):
    """By which parameters a rule judges: those `given`, or those in force."""

    rule: str
    given: Settings | None
    history: History

    def on(self, day: date) -> Settings:
        if self.given is not None:
            return self.given
        return parameters_of(self.rule, self.history.by(self.rule, _end_of(day)))

    def changes(self) -> set[date]:
        """The days on which others came into force."""
        made = () if self.given is not None else self.history.settings.get(self.rule, ())
        return {date.fromordinal(one.changed_at // _DAY + _EPOCH) for one in made}


def _end_of(day: date) -> int:
    return (day.toordinal() + 1 - _EPOCH) * _DAY


def replay(
    tenant: Tenant, id: str, moment: Moment, since: date, until: date, given: Mapping[str, Any] | None
) -> list[Raised]:
    """In the order they would have been raised, each moment once; what was known before the period is none.

    By the parameters given, or else by those that were in force at the end of each day, on or off; what a change of
    them alone made a moment is none either. `moment` is the newest that is looked at. Raises NotFound for no such rule,
    InvalidRequest naming what is wrong.
    """
    ruled = ruling(tenant, id, given)
    refuse_period(since, until, moment.as_of)
    with snapshot(tenant, moment) as at:
        return list(_Replay(at, id, ruled).raised(since, until))


def ruling(tenant: Tenant, id: str, given: Mapping[str, Any] | None) -> Ruling:
    """Raises NotFound for no such rule, InvalidRequest naming the parameter."""
    parameters = rule(id).parameters
    return Ruling(id, None if given is None else checked(parameters, given), history_of(tenant))


def refuse_period(since: date, until: date, today: date) -> None:
    """Raises InvalidRequest naming the day that is wrong."""
    if until > today:
        raise InvalidRequest(f"expected a day that has come, {today} at the latest", field="until")
    if since > until:
        raise InvalidRequest(f"expected a day at or before {until}, the last day", field="since")
    if (until - since).days >= MOST_DAYS:
        raise InvalidRequest(f"expected at most {MOST_DAYS:,} days", field="since")


class _Replay:
    """`seen` are the keys of what was raised, or known before, as they were then."""

    def __init__(self, at: Snapshot, id: str, ruling: Ruling) -> None:
        self._at = at
        self._id = id
        self._ruling = ruling
        self._settings: dict[str, Settings] = {}
        self._reach = Reach(at)
        self._bodies = Bodies(at)
        self._seen: set[Key] = set()

    def raised(self, since: date, until: date) -> Iterator[Raised]:
        before, *stretches = self._stretches(since, until)
        widened = [self._widened(one.changed) for one in stretches]
        self._settings = {self._id: self._ruling.on(since - timedelta(days=1))}
        self._seen = self._known_before(before, widened)
        for stretch, changed in zip((before, *stretches), (Changed(), *widened), strict=True):
            self._rule_anew(stretch)
            yield from self._new(stretch, changed)

    def _rule_anew(self, stretch: _Stretch) -> None:
        """What others that come into force now see in what was known the day before raises nothing."""
        settings = {self._id: self._ruling.on(stretch.first)}
        if settings != self._settings:
            self._settings, eve = settings, stretch.first - timedelta(days=1)
            known = self._found(stretch._replace(position=stretch.before), eve, self._everything(eve))
            self._seen.update(one.key for one in known)

    def _known_before(self, before: _Stretch, widened: list[Changed]) -> set[tuple[str, ...]]:
        """Of everything that the period touches, what was known on the eve of it."""
        union = _union(widened)
        eve = before.first - timedelta(days=1)
        return {one.key for one in self._found(before, eve, self._scope(union, eve))}

    def _new(self, stretch: _Stretch, changed: Changed) -> Iterator[Raised]:
        scopes = [self._scope(changed, stretch.last)]
        if Wait in RULES[self._id].over:
            first, last = stretch.first.toordinal(), stretch.last.toordinal()
            scopes.append(Scope(first, last, last))
        new = {one.key: one for scope in scopes for one in self._found(stretch, stretch.last, scope)}
        fresh = [one for one in new.values() if not self._was_seen(one, stretch.position)]
        self._seen.update(one.key for one in fresh)
        told = with_actors(self._at.on(stretch.first, stretch.position), fresh) if fresh else ()
        raised = (Raised(self._day(one, stretch), one) for one in told)
        yield from sorted(raised, key=lambda one: (one.on, one.moment.order))

    def _was_seen(self, moment: KeyMoment, position: int) -> bool:
        """Also while records that are one by then were two."""
        return not self._seen.isdisjoint(moment.identity.keys(partial(self._bodies.records, position)))

    def _day(self, moment: KeyMoment, stretch: _Stretch) -> date:
        if Wait not in RULES[self._id].over:
            return stretch.first
        return max(stretch.first, date.fromordinal(moment.day))

    def _found(self, stretch: _Stretch, today: date, scope: Scope | None) -> list[KeyMoment]:
        if scope is None:
            return []
        at = self._at.on(today, stretch.position)
        return found(at, replace(scope, today=today.toordinal()), self._settings)

    def _scope(self, changed: Changed, today: date) -> Scope | None:
        """What has to be looked at again; of all days, but no more than the rule looks at."""
        over, every = RULES[self._id].over, self._everything(today)
        if "level" in changed.vocabularies:
            return every
        if Wait in over:
            return replace(every, roles=frozenset(changed.roles)) if changed.roles else None
        if Unit in over:
            return replace(every, units=frozenset(changed.units)) if changed.units else None
        return replace(every, people=frozenset(changed.people)) if changed.people else None

    def _everything(self, today: date) -> Scope:
        last = today.toordinal()
        return Scope(DAWN + 1, last if Wait in RULES[self._id].over else FOREVER - 1, last)

    def _widened(self, changed: Changed) -> Changed:
        """Whether somebody was the only link depends on everybody else's."""
        widened = self._reach.widened(changed, RULES[self._id].rests_on)
        if self._id == "only_link_gone":
            widened.people |= self._reach.linked_beside(widened.people)
        return widened

    def _stretches(self, since: date, until: date) -> list[_Stretch]:
        """The first is of what was known on the eve, until something is recorded."""
        reached = self._reached(until)
        eve = max((position for day, position in reached.items() if day < since), default=0)
        days = sorted(day for day in {*reached, *self._ruling.changes()} if since <= day <= until)
        ends = [*(day - timedelta(days=1) for day in days), until]
        by_position = changes(self._at, eve, max([eve, *reached.values()])) if days else {}
        found = [_Stretch(since, ends[0], eve, eve, Changed())]
        for day, last in zip(days, ends[1:], strict=True):
            before = found[-1].position
            position = reached.get(day, before)
            found.append(_Stretch(day, last, before, position, _together(by_position, before, position)))
        return found

    def _reached(self, until: date) -> dict[date, int]:
        """The last position recorded on each day."""
        day = facts.c.recorded_at // _DAY
        query = select(day, func.max(facts.c.position)).where(
            facts.c.workspace == self._at.workspace,
            facts.c.position <= self._at.position,
            facts.c.recorded_at < _end_of(until),
        )
        return {
            date.fromordinal(int(n) + _EPOCH): int(last) for n, last in self._at.connection.execute(query.group_by(day))
        }


def _together(by_position: Mapping[int, Changed], after: int, through: int) -> Changed:
    return _union(changed for position, changed in by_position.items() if after < position <= through)


def _union(some: Iterable[Changed]) -> Changed:
    found = Changed()
    for one in some:
        for name, ids in vars(one).items():
            getattr(found, name).update(ids)
    return found
