"""Whom to strengthen first: the difference that each better link would make, found from one factorized system.

A candidate changes what a few people (the givers) pass on. With T the matrix of the system, G = (I - T)^-1, and the
columns of T of the candidate's givers changed by the columns V, the changed system is I - T - V E', E being the unit
columns of the givers. By the formula of Sherman, Morrison and Woodbury (Hager, "Updating the inverse of a matrix", SIAM
Review 31, 1989, 221-239) its solution is

    x' = x + G V (I - E' G V)^-1 E' x

that is: one pair of triangular solutions for each giver of each candidate, or for each giver and taker of any where
these are fewer, with factors that influence has already made, and a system of as many equations as the candidate has
givers (one for a link that is followed). Nothing is factorized again and nothing is approximate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .graph import Floats, Graph, Indices, graph_of
from .influence_measure import Influence
from .system import flows_of


class TheirLink(NamedTuple):
    """The edges of a kind from `source` to `target`, or one that is not there yet, come to weigh `weight` in all."""

    source: int
    target: int
    kind: str
    weight: float


class OurLink(NamedTuple):
    """Our best link to `person` comes to cover them so well, from 0 to 1."""

    person: int
    covered: float


class Candidate(NamedTuple):
    """What would be better: links of ours, links among them, or both. Each link once."""

    ours: tuple[OurLink, ...] = ()
    theirs: tuple[TheirLink, ...] = ()


class Gain(NamedTuple):
    """What a candidate (by its place) makes of coverage, and whose influence it changes most, by how much."""

    candidate: int
    coverage: float
    difference: float
    person: int
    shift: float


def coverage(influence: Floats, covered: Floats) -> float:
    """The share of positive influence that our links cover, from 0 to 1: sum of x+ c over sum of x+; 0 of nothing.

    `influence` and `covered` (from 0 to 1, how well each person is covered) are of shape (n,).
    """
    return float(_coverage(influence[:, None], covered[:, None])[0])


def gains(found: Influence, covered: Floats, candidates: Sequence[Candidate]) -> list[Gain]:
    """Of each candidate, those that change coverage most first; `covered` as for coverage().

    Costs at most one solution of the factorized system for each candidate and giver. Raises as graph_of() and
    influence() do.
    """
    if not candidates or not found.graph.size:
        return []
    before, shifts = coverage(found.values, covered), _shifts(found, candidates)
    better = np.repeat(covered[:, None], len(candidates), axis=1)
    for place, candidate in enumerate(candidates):
        for link in candidate.ours:
            better[link.person, place] = link.covered
    after = _coverage(found.values[:, None] + shifts, better)
    moved = np.abs(shifts).argmax(axis=0)
    rows = [
        Gain(place, float(after[place]), float(after[place] - before), int(moved[place]), float(shift))
        for place, shift in enumerate(shifts[moved, np.arange(len(candidates))])
    ]
    return sorted(rows, key=lambda one: (-one.difference, one.candidate))


def estimates(found: Influence, covered: Floats, candidates: Sequence[Candidate]) -> Floats:
    """About what each candidate makes of coverage, of shape (candidates,): all from a single solution.

    The derivative of coverage C by influence is g = (c - C) / sum of x+ for those above 0; by what reaches somebody it
    is the adjoint (I - T')^-1 g; a changed column V of T of a giver brings V'(I - T')^-1 g times what the giver has.
    For links of ours alone it is exact.
    """
    total = np.maximum(found.values, 0).sum() or 1.0
    gradient = np.where(found.values > 0, covered - coverage(found.values, covered), 0.0) / total
    rough = np.zeros(len(candidates))
    for place, candidate in enumerate(candidates):
        for link in candidate.ours:
            rough[place] += max(found.values[link.person], 0.0) * (link.covered - covered[link.person]) / total
    changes = _changes(found, candidates)
    pairs = _pairs(found, changes)
    pulled = found.system.pulled(found.among_unknowns(gradient))
    thinned, coming = _shares(found, changes, pairs)
    bits = thinned * (found.system.passed_on.T @ pulled)[pairs.giver]
    bits += np.bincount(pairs.of, weights=coming * pulled[changes.taker], minlength=len(bits))
    np.add.at(rough, pairs.owner, bits * found.unknowns[pairs.giver])
    return rough


def _coverage(influence: Floats, covered: Floats) -> Floats:
    """By column."""
    counting = np.maximum(influence, 0)
    total = counting.sum(axis=0)
    shares: Floats = np.divide((counting * covered).sum(axis=0), total, out=np.zeros_like(total), where=total > 0)
    return shares


@dataclass(frozen=True)
class _Changes:
    """What changes flows: that of change k is of candidate `candidate[k]`, and adds `counted[k]` to what runs from
    `giver[k]` to `taker[k]`, and `paid[k]` to what the giver's links add up to."""

    candidate: Indices
    giver: Indices
    taker: Indices
    counted: Floats
    paid: Floats


class _Pairs(NamedTuple):
    """Candidates and their givers, of shape (pairs,), by candidate; `of`: the pair of each change."""

    owner: Indices
    giver: Indices
    of: Indices


def _shifts(found: Influence, candidates: Sequence[Candidate]) -> Floats:
    """What each candidate adds to everybody's influence, of shape (n, candidates)."""
    shifts = np.zeros((found.graph.size, len(candidates)))
    changes = _changes(found, candidates)
    if len(changes.candidate):
        shifts[:, np.unique(changes.candidate)] = found.people(_solved(found, changes))
    return shifts


def _changes(found: Influence, candidates: Sequence[Candidate]) -> _Changes:
    """Flows that go with the edges that the links replace, and those that come."""
    owner = np.array([place for place, candidate in enumerate(candidates) for _ in candidate.theirs], dtype=np.intp)
    links = [link for candidate in candidates for link in candidate.theirs]
    source, target, kind, weight = zip(*links, strict=True) if links else ((), (), (), ())
    coming = flows_of(graph_of(found.graph.size, source, target, weight, kind), found.weights)
    link, edge = _replaced(found.graph, links)
    flows, ways = found.system.flows, found.system.flows.ways
    going = np.concatenate([edge + way * len(found.graph.source) for way in range(ways)])
    return _Changes(
        np.concatenate([owner[coming.edge], np.tile(owner[link], ways)]),
        np.concatenate([coming.giver, flows.giver[going]]),
        np.concatenate([coming.taker, flows.taker[going]]),
        np.concatenate([coming.counted, -flows.counted[going]]),
        np.concatenate([np.abs(coming.counted), -np.abs(flows.counted[going])]),
    )


def _replaced(graph: Graph, links: Sequence[TheirLink]) -> tuple[Indices, Indices]:
    """Which link replaces which edge: those between the same two people that are of its kind."""
    kinds = {name: place for place, name in enumerate(graph.kinds)}
    keys = (graph.source * graph.size + graph.target) * len(kinds) + graph.kind
    known = [(place, link) for place, link in enumerate(links) if link.kind in kinds]
    wanted = [(link.source * graph.size + link.target) * len(kinds) + kinds[link.kind] for _, link in known]
    order = np.argsort(keys, kind="stable")
    begin, end = (np.searchsorted(keys[order], wanted, side) for side in ("left", "right"))
    edges = [order[one:other] for one, other in zip(begin, end, strict=True)]
    places = np.array([place for place, _ in known], dtype=np.intp)
    return np.repeat(places, end - begin), np.concatenate([np.empty(0, np.intp), *edges])


def _pairs(found: Influence, changes: _Changes) -> _Pairs:
    size = found.system.flows.size
    pairs, of = np.unique(changes.candidate * size + changes.giver, return_inverse=True)
    return _Pairs(*np.divmod(pairs, size), of)


def _solved(found: Influence, changes: _Changes) -> Floats:
    """x' - x by the formula above, of shape (unknowns, candidates that change flows)."""
    pairs = _pairs(found, changes)
    reached = _reached(found, changes, pairs)
    begin = np.flatnonzero(np.diff(pairs.owner, prepend=-1))
    factors = _small_solutions(reached, found.unknowns, pairs, begin)
    shifts: Floats = np.add.reduceat(reached * factors, begin, axis=1)
    return shifts


def _reached(found: Influence, changes: _Changes, pairs: _Pairs) -> Floats:
    """G V, by pair: V is what the giver's column of T changes by, that column thinned and what comes to each taker.

    Since G T = G - I it is made of the columns of G of givers and takers, where these are fewer.
    """
    people, place = np.unique(np.concatenate([pairs.giver, changes.taker]), return_inverse=True)
    thinned, coming = _shares(found, changes, pairs)
    if len(people) < len(pairs.giver):
        return _mixed(found, people, place, thinned, coming, pairs)
    columns: Floats = found.system.passed_on[:, pairs.giver].toarray() * thinned
    np.add.at(columns, (changes.taker, pairs.of), coming)
    return found.system.solved(columns)


def _mixed(found: Influence, people: Indices, place: Indices, thinned: Floats, coming: Floats, pairs: _Pairs) -> Floats:
    """The same of the columns of G of these people. Few are mixed in each, so that it is sparse: threaded BLAS takes
    long to begin where the processors are busy."""
    from scipy.sparse import coo_array

    units = np.zeros((found.system.flows.size, len(people)))
    units[people, np.arange(len(people))] = 1
    each = np.arange(len(pairs.giver))
    entries = np.concatenate([thinned, coming]), (np.concatenate([each, pairs.of]), place)
    mixed = coo_array(entries, shape=(len(each), len(people))).tocsr()
    reached: Floats = (mixed @ found.system.solved(units).T).T
    reached[pairs.giver, each] -= thinned
    return reached


def _shares(found: Influence, changes: _Changes, pairs: _Pairs) -> tuple[Floats, Floats]:
    """By pair, by how much all of a giver's shares grow, as their attention is divided otherwise; by change, the share
    that comes, or goes where it is below 0."""
    system = found.system
    paid = system.paid[pairs.giver]
    more = np.bincount(pairs.of, weights=changes.paid, minlength=len(paid))
    before, after = system.divisor(paid), system.divisor(paid + more)
    return before / after - 1, system.damping * changes.counted / after[pairs.of]


def _small_solutions(reached: Floats, unknowns: Floats, pairs: _Pairs, begin: Indices) -> Floats:
    """(I - E' G V)^-1 E' x, by pair: the systems of all candidates at once, each padded to the largest with ones."""
    giver, counts = pairs.giver, np.diff(begin, append=len(pairs.giver))
    row = np.repeat(np.arange(len(begin)), counts)
    slot = np.arange(len(giver)) - np.repeat(begin, counts)
    small = np.tile(np.eye(counts.max()), (len(begin), 1, 1))
    known = np.zeros((len(begin), counts.max()))
    known[row, slot] = unknowns[giver]
    for other in range(counts.max()):
        there = other < counts[row]
        column = begin[row[there]] + other
        small[row[there], slot[there], other] -= reached[giver[there], column]
    solutions: Floats = np.linalg.solve(small, known[..., None])[row, slot, 0]
    return solutions
