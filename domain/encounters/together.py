"""Who worked at the same organization at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]


class Stretch(NamedTuple):
    """Somebody in a role of an organization, and of a unit if any, on the days start <= day < stop (ordinals).

    Of these days only sure_start <= day < sure_stop are sure, none where there are none between. `since` and `until`
    are the dates as they were given, `until` nothing while it runs; `facts` began and ended it.
    """

    person: str
    organization: str
    unit: str | None
    role: str
    start: int
    stop: int
    sure_start: int
    sure_stop: int
    since: str | None
    until: str | None
    probable: bool
    facts: tuple[str, ...]


class Shared(NamedTuple):
    """Days that two people shared at an organization, start <= day < stop; `possible`: none of them is sure by its
    dates, `probable`: nobody has confirmed any; `doubtful`: not one is both sure and confirmed."""

    start: int
    stop: int
    since: str | None
    until: str | None
    possible: bool
    probable: bool
    doubtful: bool


class Together(NamedTuple):
    """Two people at one organization at the same time: in which stretches of each, when, in which units both."""

    organization: str
    own: tuple[Stretch, ...]
    others: tuple[Stretch, ...]
    periods: tuple[Shared, ...]
    units: tuple[str, ...]

    @property
    def facts(self) -> list[str]:
        return sorted({fact for stretch in (*self.own, *self.others) for fact in stretch.facts})

    @property
    def possible(self) -> bool:
        return all(period.possible for period in self.periods)

    @property
    def probable(self) -> bool:
        return all(period.probable for period in self.periods)

    @property
    def doubtful(self) -> bool:
        return all(period.doubtful for period in self.periods)


class Meeting(NamedTuple):
    people: set[str]
    others: set[str]
    pairs: int


class Fellows:
    """Everybody's stretches at one organization; who shared days with somebody is found without listing pairs."""

    def __init__(self, organization: str, stretches: Iterable[Stretch]) -> None:
        self.organization = organization
        self._stretches = sorted(stretches, key=lambda one: (one.person, one.start, one.stop, one.role))
        self._start = np.array([one.start for one in self._stretches], dtype=np.int64)
        self._stop = np.array([one.stop for one in self._stretches], dtype=np.int64)

    @cached_property
    def _of(self) -> dict[str, list[Stretch]]:
        found = defaultdict(list)
        for one in self._stretches:
            found[one.person].append(one)
        return dict(found)

    @cached_property
    def people(self) -> list[str]:
        """Everybody, in order."""
        return list(self._of)

    @cached_property
    def _place(self) -> dict[str, int]:
        return {person: place for place, person in enumerate(self.people)}

    @cached_property
    def _owner(self) -> Places:
        return np.repeat(np.arange(len(self._of)), [len(some) for some in self._of.values()])

    def places_beside(self, own: Sequence[Stretch]) -> Places:
        """Which of the people were here on a day of one of these stretches, without whose stretches they are."""
        shared = np.zeros(len(self._stretches), dtype=bool)
        for one in own:
            shared |= (self._start < one.stop) & (self._stop > one.start)
        found = np.unique(self._owner[shared])
        mine = self._place.get(own[0].person)
        return found if mine is None else found[found != mine]

    def beside(self, own: Sequence[Stretch]) -> list[str]:
        """Their ids, in order."""
        return [self.people[place] for place in self.places_beside(own).tolist()]

    def of(self, person: str) -> list[Stretch]:
        return self._of.get(person, [])

    def met_by(self, people: Mapping[str, Sequence[Stretch]]) -> Meeting:
        """Which of these people met any of those here, whom, and how many pairs that makes."""
        found, others, pairs = set[str](), np.zeros(len(self._of), dtype=bool), 0
        for person, own in people.items():
            beside = self.places_beside(own)
            pairs += beside.size
            others[beside] = True
            found |= {person} if beside.size else set()
        return Meeting(found, {self.people[place] for place in np.flatnonzero(others).tolist()}, pairs)


def together(own: Sequence[Stretch], others: Sequence[Stretch]) -> Together | None:
    """What two people shared, of whom all these stretches are at one organization; nothing where they did not meet."""
    pairs = [(one, other) for one in own for other in others if one.start < other.stop and other.start < one.stop]
    if not pairs:
        return None
    units = {one.unit for one, other in pairs if one.unit is not None and one.unit == other.unit}
    mine, theirs = (tuple(dict.fromkeys(side)) for side in zip(*pairs, strict=True))
    return Together(own[0].organization, mine, theirs, tuple(_joined(map(_shared, pairs))), tuple(sorted(units)))


def _shared(pair: tuple[Stretch, Stretch]) -> Shared:
    later, earlier = max(pair, key=lambda one: one.start), min(pair, key=lambda one: one.stop)
    sure = max(one.sure_start for one in pair) < min(one.sure_stop for one in pair)
    probable = any(one.probable for one in pair)
    unsure = not sure, probable, not sure or probable
    return Shared(later.start, earlier.stop, later.since, earlier.until, *unsure)


def _joined(periods: Iterable[Shared]) -> list[Shared]:
    """Those that touch as one."""
    found: list[Shared] = []
    for one in sorted(periods, key=lambda one: (one.start, one.stop)):
        if found and one.start <= found[-1].stop:
            found[-1] = _both(found[-1], one)
        else:
            found.append(one)
    return found


def _both(first: Shared, second: Shared) -> Shared:
    last = max(first, second, key=lambda one: one.stop)
    unsure = first.possible and second.possible, first.probable and second.probable, first.doubtful and second.doubtful
    return Shared(first.start, last.stop, first.since, last.until, *unsure)
