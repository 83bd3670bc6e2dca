"""Facets: by which values things are told apart, how many have each, and which fit what is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain

# Of one thing: by facet the values that it has.
Values = Mapping[str, Collection[str]]


def fits(values: Values, wanted: Mapping[str, str], *, but: str | None = None) -> bool:
    """Whether a thing has every value that is wanted; one facet may be left aside."""
    return all(value in values.get(facet, ()) for facet, value in wanted.items() if facet != but)


def counted(things: Iterable[Values], facets: Iterable[str], wanted: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """By facet and value, how many things have it among those that fit what is wanted of the other facets: what would
    be found if that value were asked for instead. The most frequent first."""
    every = list(things)
    return {facet: _counted(facet, [one for one in every if fits(one, wanted, but=facet)]) for facet in facets}


def _counted(facet: str, things: Iterable[Values]) -> dict[str, int]:
    found = Counter(chain.from_iterable(set(one.get(facet, ())) for one in things))
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
