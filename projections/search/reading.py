"""Search as it is asked: hits at a moment in their order, with facets over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.errors import InvalidRequest
from domain.language import say
from domain.search.words import KINDS, written

from ..moments import Moment
from ..names import Names
from ..records import called_when_merged
from ..snapshots import Snapshot
from ..tenants import Tenant
from .facets import FACETS, NAMED, SIDES, STATUSES, Facets, Selected
from .falling_back import found
from .finding import At, Besides, Hits
from .index import SearchIndex
from .placing import Places
from .ranking import Rank, Scores, best_only, page, ranks, scores
from .telling import Hit, Telling

Json = dict[str, Any]
# Of the values of a facet so many are told, the most frequent first.
MOST_VALUES = 50


@dataclass(frozen=True)
class Asked:
    """What is looked for; `selected`: by facet the values that hits must have one of each.

    Without `counting` there are no facets, and of many hits only those are looked at that may come first.
    """

    text: str
    selected: Selected = field(default_factory=dict)
    counting: bool = True
    why: bool = False


@dataclass(frozen=True)
class Page:
    """`next` is the place of the last hit, if more follow."""

    body: Json
    next: Rank | None


def search(tenant: Tenant, moment: Moment, asked: Asked, after: Rank | None = None, limit: int = 20) -> Page:
    """What is called like that. Raises InvalidRequest where nothing of it is a word."""
    if not written(asked.text):
        raise InvalidRequest(say("expected letters or digits to look for"), field="q")
    with tenant.searching.at(moment) as (index, at):
        return _Search(index, at, asked).page(after, limit)


class _Search:
    def __init__(self, index: SearchIndex, at: Snapshot, asked: Asked) -> None:
        self.index, self.at, self.asked = index, at, asked
        self.then = At(at.day.toordinal(), at.position)
        self.besides = _besides(index, at)
        self.found = found(index, asked.text, self.then, self.besides)
        self.all = self.found.hits

    def page(self, after: Rank | None, limit: int) -> Page:
        whole = self.asked.counting or bool(self.asked.selected) or after is not None
        hits = self.all if whole else best_only(self.all, limit + 1)
        places = Places(self.index, hits, self.then)
        facets, told = Facets(places), scores(places)
        wanted = np.flatnonzero(facets.selected(self.asked.selected))
        placed = page(self.index, hits.take(wanted), ranks(hits, told)[wanted], after, limit + 1)
        chosen = wanted[[one for _, one in placed[:limit]]].tolist()
        shown = [self._hit(hits, facets, told, one) for one in chosen]
        body = self._told(shown, len(wanted) if whole else len(self.all))
        body |= {"facets": self._facets(facets)} if self.asked.counting else {}
        return Page(body, placed[limit - 1][0] if len(placed) > limit else None)

    def _told(self, shown: Sequence[Hit], total: int) -> Json:
        found = self.found
        telling = Telling(self.at, shown, found.name, found.typos, self.besides)
        marks = {"corrected": found.typos and len(self.all) > 0, "within": found.within}
        return {"total": total, **marks, "hits": telling.told(self.asked.why)}

    def _hit(self, hits: Hits, facets: Facets, told: Scores, one: int) -> Hit:
        kind = KINDS[hits.kinds[one]]
        parts = {name: int(getattr(told, name)[one]) for name in told._fields}
        score = {"score": int(told.whole[one]), "because": parts}
        status, side = STATUSES[facets.status.values[one]], SIDES[facets.side.values[one]]
        id = self.index.ids[kind].values[hits.homes[one]]
        return Hit(kind, id, status, side, bool(facets.places.at_account[one]), score)

    def _facets(self, facets: Facets) -> Json:
        """Each is counted over the hits that have what is selected of the others."""
        counted = {name: self._counted(facets, name) for name in FACETS}
        names = Names(self.at)
        for name, kind in NAMED.items():
            names.learn(kind, (value for value, _ in counted[name][:MOST_VALUES]))
        return {name: _facet(names, name, values) for name, values in counted.items()}

    def _counted(self, facets: Facets, name: str) -> list[tuple[str, int]]:
        among: NDArray[np.bool_] = facets.selected(self.asked.selected, beside=name)
        return facets[name].counted(among)


def _facet(names: Names, facet: str, counted: Sequence[tuple[str, int]]) -> Json:
    def told(value: str, count: int) -> Json:
        named = {"name": names.of(NAMED[facet], value)} if facet in NAMED else {}
        return {"value": value, **named, "count": count}

    values = [told(*one) for one in counted[:MOST_VALUES]]
    return {"values": values, "more": len(counted) - len(values)}


def _besides(index: SearchIndex, at: Snapshot) -> Besides:
    """Names that were lost when records were merged; mostly nothing was."""
    found: Mapping[str, Mapping[str, Sequence[str]]] = (
        {kind: called_when_merged(at, kind) for kind in ("person", "organization")} if index.merged else {}
    )
    return found
