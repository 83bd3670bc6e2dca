"""Which hits come first: how well they are called so, then whether they are at an account and there today."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import nsmallest
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.search.words import KINDS

from .finding import Hits
from .index import SearchIndex
from .placing import CURRENT, FORMER, Places

# Of a thousand: how well the name fits counts so much, being at an account of ours and being there today the rest.
FIT, AT_ACCOUNT, TODAY = 900, 50, 50
# Who left counts so much less a year, and never less than so much.
PER_YEAR, ONCE, _DAYS_OF_YEAR = 10, 5, 365
_STEP = len(KINDS)


class Rank(NamedTuple):
    """Where a hit stands: the greatest number first, then the ids in their order."""

    number: int
    id: str


class Scores(NamedTuple):
    """Of each hit what its place comes from, in thousandths."""

    fit: NDArray[np.int64]
    at_account: NDArray[np.int64]
    today: NDArray[np.int64]

    @property
    def whole(self) -> NDArray[np.int64]:
        return self.fit + self.at_account + self.today


def scores(places: Places) -> Scores:
    years = (places.at.day - places.left) // _DAYS_OF_YEAR
    been = np.where((places.status == FORMER) & (places.left > 0), np.maximum(TODAY - PER_YEAR * (years + 1), ONCE), 0)
    today = np.where(places.status == CURRENT, TODAY, been)
    return Scores(_fit(places.hits), np.where(places.at_account_today, AT_ACCOUNT, 0), today)


def _fit(hits: Hits) -> NDArray[np.int64]:
    return hits.worths.astype(np.int64) * FIT // 1000


def best_only(hits: Hits, limit: int) -> Hits:
    """Without those that cannot be among so many first, whatever else is to be said for them."""
    if len(hits) <= limit:
        return hits
    fit = _fit(hits)
    least = np.partition(fit, len(fit) - limit)[len(fit) - limit] - AT_ACCOUNT - TODAY
    return hits.take(np.flatnonzero(fit >= least))


def ranks(hits: Hits, told: Scores) -> NDArray[np.int64]:
    """Of equal scores, people come before organizations, these before roles and so on."""
    return told.whole * _STEP + (_STEP - 1 - hits.kinds)


def page(
    index: SearchIndex, hits: Hits, numbers: NDArray[np.int64], after: Rank | None, limit: int
) -> Sequence[tuple[Rank, int]]:
    """The first of these hits after a place, each with its index; ids are only compared among equals."""
    among = np.arange(len(hits)) if after is None else np.flatnonzero(numbers <= after.number)
    if len(among) > limit:
        spare = 0 if after is None else int((numbers[among] == after.number).sum())
        among = _top(numbers, among, limit + spare)
    placed = ((Rank(int(numbers[one]), _id(index, hits, one)), one) for one in among.tolist())
    later = (one for one in placed if after is None or _key(one[0]) > _key(after))
    return nsmallest(limit, later, key=lambda one: _key(one[0]))


def _top(numbers: NDArray[np.int64], among: NDArray[np.intp], limit: int) -> NDArray[np.intp]:
    """So many with the greatest numbers, and whatever equals the last of them."""
    if len(among) <= limit:
        return among
    some = numbers[among]
    least = np.partition(some, len(some) - limit)[len(some) - limit]
    found: NDArray[np.intp] = among[some >= least]
    return found


def _key(rank: Rank) -> tuple[int, str]:
    return -rank.number, rank.id


def _id(index: SearchIndex, hits: Hits, one: int) -> str:
    id: str = index.ids[KINDS[hits.kinds[one]]].values[hits.homes[one]]
    return id
