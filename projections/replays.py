"""A rule over a past period, on the log as it was known then: which moments it would have raised, and on which day.

A day is looked at where something was recorded on it, and then only whom and what that may reach, from the day on from
which it does; for rules that depend on the passing of days, also what became due on the days between. What was known
before the period is looked up for whom something is found. Nothing is recorded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from domain.dates import DAWN, FOREVER
from domain.errors import InvalidRequest
from domain.key_moments.found import Key, KeyMoment, Subject
from domain.key_moments.judging import RULES
from domain.key_moments.occasions import Occasion
from domain.key_moments.parameters import Settings, checked
from domain.key_moments.scenes import Parting, Scene, Unit, Wait
from domain.language import say, written
from domain.moves import TOLERATED_DAYS

from .around.acting import with_actors
from .around.changes import Days
from .around.known import Known
from .around.reach import Later, Reach, Reached
from .around.scope import Scope
from .around.turns import Turns
from .key_moments import found
from .moments import Moment
from .passing import Passing, passing
from .records import Bodies
from .rule_settings import History, history_of, parameters_of, rule
from .snapshots import snapshot
from .stretches import Stretch, day_of, end_of, stretches
from .tenants import Tenant

MOST_DAYS = 3_660
# By what a rule looks at: the kind of subject that it is about, and its name in a scope.
_ABOUT: dict[type[Scene], tuple[str, str]] = {Wait: ("role", "roles"), Unit: ("unit", "units")}
_PEOPLE = ("person", "people")


class Raised(NamedTuple):
    """A moment, and the day on which it would have been raised: when it was learned, or when its days had passed."""

    on: date
    moment: KeyMoment

    @property
    def days_late(self) -> int:
        """How long after its day it was learned; negative where it was announced ahead."""
        return self.on.toordinal() - self.moment.day


class Ruling(NamedTuple):
    """By which parameters a rule judges: those `given`, or those in force."""

    rule: str
    given: Settings | None
    history: History

    def on(self, day: date) -> Settings:
        if self.given is not None:
            return self.given
        return parameters_of(self.rule, self.history.by(self.rule, end_of(day)))

    def changes(self) -> set[date]:
        """The days on which others came into force."""
        made = () if self.given is not None else self.history.settings.get(self.rule, ())
        return {day_of(one.changed_at) for one in made}


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
        some = stretches(at, since, until, ruled.changes())
        through = passing(at.on(until, some[-1].position), some[0].before)
        return list(_Replay(through, id, ruled).raised(some))


def ruling(tenant: Tenant, id: str, given: Mapping[str, Any] | None) -> Ruling:
    """Raises NotFound for no such rule, InvalidRequest naming the parameter."""
    parameters = rule(id).parameters
    return Ruling(id, None if given is None else checked(parameters, given), history_of(tenant))


def refuse_period(since: date, until: date, today: date) -> None:
    """Raises InvalidRequest naming the day that is wrong."""
    now, last = written(today.isoformat()), written(until.isoformat())
    if until > today:
        raise InvalidRequest(say("expected a day that has come, {today} at the latest", today=now), field="until")
    if since > until:
        raise InvalidRequest(say("expected a day at or before {until}, the last day", until=last), field="since")
    if (until - since).days >= MOST_DAYS:
        raise InvalidRequest(say("expected at most {most:,} days", most=MOST_DAYS), field="since")


class _Baseline(NamedTuple):
    """What was known on a day by some settings raises nothing; `checked`: of whom that is among what was seen."""

    day: date
    position: int
    settings: dict[str, Settings]
    checked: set[Subject]


class _Replay:
    """`seen` are the keys of what was raised, or known before, as they were then. `waiting`: by day on which posts will
    have waited long enough, as far as is known by now, these posts."""

    def __init__(self, at: Passing, id: str, ruling: Ruling) -> None:
        self._at, self._id, self._ruling = at, id, ruling
        self._over = RULES[id].over
        self._kind, self._name = next((_ABOUT[one] for one in self._over if one in _ABOUT), _PEOPLE)
        self._reach, self._bodies, self._turns = Reach(at), Bodies(at), Turns(at)
        self._settings: dict[str, Settings] = {}
        self._baselines: list[_Baseline] = []
        self._seen: set[Key] = set()
        self._waiting: dict[int, set[str]] = defaultdict(set)

    def raised(self, some: Iterable[Stretch]) -> Iterator[Raised]:
        for stretch in some:
            settings = {self._id: self._ruling.on(stretch.first)}
            if settings != self._settings:
                self._begin(stretch, settings)
            yield from self._new(stretch)

    def _begin(self, stretch: Stretch, settings: dict[str, Settings]) -> None:
        """What settings that come into force now see in what was known the day before raises nothing."""
        eve = stretch.first - timedelta(days=1)
        self._settings = settings
        self._baselines.append(_Baseline(eve, stretch.before, settings, set()))
        if Occasion in self._over:
            known = self._found(eve, stretch.before, self._everything(eve))
            self._seen.update(one.key for one in known)
        if Wait in self._over:
            first, last = stretch.first.toordinal(), self._at.day.toordinal()
            self._wait(self._found(eve, stretch.before, Scope(first, last, last)), eve)

    def _new(self, stretch: Stretch) -> Iterator[Raised]:
        scopes = [*self._touched(stretch), *self._due(stretch)]
        found = [one for scope in scopes for one in self._found(stretch.last, stretch.position, scope)]
        if Wait in self._over:
            found = self._wait(found, stretch.last)
        fresh = self._unseen({one.key: one for one in found}.values(), stretch.position)
        self._seen.update(one.key for one in found)
        told = with_actors(self._at.on(stretch.first, stretch.position), fresh) if fresh else ()
        raised = (Raised(self._day(one, stretch), one) for one in told)
        yield from sorted(raised, key=lambda one: (one.on, one.moment.order))

    def _day(self, moment: KeyMoment, stretch: Stretch) -> date:
        if Wait not in self._over:
            return stretch.first
        return max(stretch.first, date.fromordinal(moment.day))

    def _wait(self, found: Iterable[KeyMoment], today: date) -> list[KeyMoment]:
        """Those whose days have passed; the others are looked at again when they have."""
        passed = []
        for one in found:
            if one.day <= today.toordinal():
                passed.append(one)
            elif one.role is not None:
                self._waiting[one.day].add(one.role)
        return passed

    def _due(self, stretch: Stretch) -> Iterator[Scope]:
        first, last = stretch.first.toordinal(), stretch.last.toordinal()
        posts = set().union(*(self._waiting.pop(day, ()) for day in range(first, last + 1)))
        if posts:
            yield Scope(first, last, last, roles=frozenset(posts))

    def _unseen(self, found: Iterable[KeyMoment], position: int) -> list[KeyMoment]:
        """Also while records that are one by then were two."""
        records = partial(self._bodies.records, position)
        keys = {one.key: set(one.identity.keys(records)) for one in found}
        new = [one for one in found if self._seen.isdisjoint(keys[one.key])]
        named = {subject for one in new for subject in one.identity.subjects}
        subjects = {(kind, id) for kind, subject in named for id in records(kind, subject)}
        for baseline in self._baselines if Occasion not in self._over else ():
            self._look_up(baseline, subjects - baseline.checked)
        return [one for one in new if self._seen.isdisjoint(keys[one.key])]

    def _look_up(self, baseline: _Baseline, subjects: set[Subject]) -> None:
        """What was known of these on its day."""
        baseline.checked.update(subjects)
        ids = frozenset(id for kind, id in subjects if kind == self._kind)
        scope = self._about(self._everything(baseline.day), ids)
        found = self._found(baseline.day, baseline.position, scope, baseline.settings) if ids else ()
        self._seen.update(one.key for one in found)

    def _touched(self, stretch: Stretch) -> Iterator[Scope]:
        """What has to be looked at again: subjects on all days, and everything from some day on."""
        every = self._everything(self._at.day if Wait in self._over else stretch.last)
        rests_on = RULES[self._id].rests_on
        reached = self._reach.of(stretch.changed, stretch.before, stretch.position, rests_on)
        if reached.everything:
            yield every
            return
        if Occasion in self._over:
            if (first := _earlier(reached.since, reached.begins)) is not None:
                yield replace(every, first=max(first, every.first))
            return
        if ids := getattr(reached, self._name):
            about = self._about(every, frozenset(ids))
            yield replace(about, starts=self._starts(reached)) if self._name == _PEOPLE[1] else about
        yield from self._from_then_on(reached, every, stretch.position)
        if reached.titled and self._name == _PEOPLE[1]:
            yield self._renamed(reached.titled, every, stretch.position)
        if reached.missing:
            yield from self._where_missing(reached.missing, every, stretch)

    def _starts(self, reached: Reached) -> dict[str, int]:
        """From when on moves of theirs may be otherwise: what held a post before tells what a stay in it is, and what
        was left shortly before is one step with what was taken."""
        return {
            person: min([day, *self._turns.starts(person, reached.roles)]) - TOLERATED_DAYS
            for person, day in reached.people.items()
        }

    def _from_then_on(self, reached: Reached, every: Scope, position: int) -> Iterator[Scope]:
        if reached.since is not None:
            yield self._later(replace(every, first=max(reached.since, every.first)), position)
        for later in reached.later:
            scope = self._later(replace(every, first=max(later.first, every.first)), position, later)
            yield from [scope] if getattr(scope, self._name) else []

    def _renamed(self, titled: Days, every: Scope, position: int) -> Scope:
        """Who moves, from then on, in a post that is called, or stands, otherwise."""
        first = max(min(titled.values()), every.first)
        some = (self._turns.movers(day, position, self._reach.holders_of([post])) for post, day in titled.items())
        return self._about(replace(every, first=first), frozenset().union(*some))

    def _where_missing(self, missing: Days, every: Scope, stretch: Stretch) -> Iterator[Scope]:
        """Who leaves where somebody whom we know is missing, unless others whom we know are there all the time."""
        known = Known(self._at.on(stretch.last, stretch.position))
        for account, first in missing.items():
            if not known.know_others_throughout(account, first):
                there = self._reach.linked & self._reach.holders_at([account])
                some = self._turns.movers(first, stretch.position, there)
                yield self._about(replace(every, first=max(first, every.first)), some)

    def _later(self, scope: Scope, position: int, among: Later | None = None) -> Scope:
        """Whoever moves in it or loses a link, and whatever posts turn over so that it may matter in it: all, or those
        among some."""
        settings = self._settings[self._id]
        if Wait in self._over:
            return self._about(scope, self._posts(scope.first - settings["days"], position, among))
        if Unit in self._over:
            posts = self._posts(scope.first - settings["within_days"], position, among)
            return self._about(scope, frozenset(self._reach.units_of(posts)))
        some = None if among is None else among.people
        people = self._turns.movers(scope.first, position, some)
        if Parting in self._over:
            parted = self._turns.parted(scope.first, position)
            people |= parted if some is None else parted & some
        return self._about(scope, people)

    def _posts(self, first: int, position: int, among: Later | None) -> frozenset[str]:
        posts = self._turns.posts(first, position)
        return posts if among is None else posts & among.roles

    def _about(self, scope: Scope, ids: frozenset[str]) -> Scope:
        return replace(scope, **{self._name: ids})  # type: ignore[arg-type]  # which name is not known to it

    def _everything(self, today: date) -> Scope:
        last = today.toordinal()
        return Scope(DAWN + 1, last if Wait in self._over else FOREVER - 1, last)

    def _found(
        self, today: date, position: int, scope: Scope, settings: dict[str, Settings] | None = None
    ) -> list[KeyMoment]:
        """But for what was seen before."""
        return found(self._at.on(today, position), scope, settings or self._settings, self._seen)


def _earlier(*days: int | None) -> int | None:
    return min((day for day in days if day is not None), default=None)
