"""Names alone, ranked against a registry of names: by ours, by rapidfuzz's scorers, by rigour's parts and symbols.

Each ranks every name of the registry; ties are broken by the order of the registry, for everybody.
"""

from __future__ import annotations

import csv
import importlib.util
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from rapidfuzz import distance, fuzz, process, utils

from domain.matching.blocking import NameIndex
from domain.matching.likeness import Likening, Shares
from domain.matching.names import parse
from tests.real.uk import SHARED

NAMES = SHARED / "matching"
SCORERS: dict[str, Callable[..., float]] = {
    "WRatio": fuzz.WRatio,
    "ratio": fuzz.ratio,
    "token_sort_ratio": fuzz.token_sort_ratio,
    "token_set_ratio": fuzz.token_set_ratio,
    "token_ratio": fuzz.token_ratio,
    "partial_ratio": fuzz.partial_ratio,
    "JaroWinkler": distance.JaroWinkler.normalized_similarity,
}
# The best ones for names come quickly; benchmarks show the others too.
QUICK = ("ratio", "token_sort_ratio", "token_set_ratio")
# The best one for names first.
EXTRA_WEIGHTS = (1.0, 0.5, 0.3)
_SYMBOL_SCORES = {"NAME": 0.9, "NICK": 0.8, "INITIAL": 0.5, "SYMBOL": 0.9, "NUM": 0.9}


@dataclass(frozen=True)
class Ranked:
    """Of the queries that have a right answer: how often it comes first, and among the first three."""

    name: str
    first: int
    among_three: int
    queries: int


@cache
def registry_names() -> dict[str, str]:
    with (NAMES / "registry.csv").open(newline="", encoding="utf-8") as file:
        return {row["id"]: row["name"] for row in csv.DictReader(file)}


@cache
def queries() -> list[dict[str, Any]]:
    """Those with a right answer."""
    lines = (NAMES / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [query for line in lines if (query := json.loads(line))["gold"] is not None]


def ranked(name: str, asked: Sequence[dict[str, Any]], best_three: Iterable[Sequence[int]]) -> Ranked:
    """`best_three`: places in the registry, for each query."""
    ids, first, among = list(registry_names()), 0, 0
    for query, places in zip(asked, best_three, strict=True):
        found = [ids[place] for place in places[:3]]
        first += found[:1] == [query["gold"]]
        among += query["gold"] in found
    return Ranked(name, first, among, len(asked))


def ours(asked: Sequence[dict[str, Any]]) -> Ranked:
    index, known = NameIndex[int](), [parse(name) for name in registry_names().values()]
    for number, name in enumerate(known):
        index.put(number, [name])
    shares = Shares(index.share, index.share_of_initial)

    def best(query: str) -> list[int]:
        likening = Likening(name := parse(query), shares)
        found = {number: likening.to(known[number]).bits for number in index.near(name)}
        return sorted(found, key=lambda number: (-found[number], number))

    return ranked("ours", asked, (best(query["query"]) for query in asked))


def rapidfuzz(asked: Sequence[dict[str, Any]], scorers: Sequence[str] = tuple(SCORERS)) -> list[Ranked]:
    """Each of these scorers over names in lower case without punctuation."""
    known = [utils.default_process(name) for name in registry_names().values()]
    texts = [utils.default_process(query["query"]) for query in asked]
    found = []
    for name in scorers:
        scores = process.cdist(texts, known, scorer=SCORERS[name], dtype=np.float32)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :3]
        found.append(ranked(f"rapidfuzz {name}", asked, best.tolist()))
    return found


def has_rigour() -> bool:
    return importlib.util.find_spec("rigour") is not None


def rigour(asked: Sequence[dict[str, Any]], weights: Sequence[float] = EXTRA_WEIGHTS) -> list[Ranked]:
    """Symbols paired, the residue compared by rigour's own distance; what only one side has weighs as said."""
    names: Any = importlib.import_module("rigour.names")
    known = [_analyzed(names, name) for name in registry_names().values()]
    keys = _Keys(known)
    found = []
    for weight in weights:
        best = (_best(names, keys, known, query["query"], weight) for query in asked)
        found.append(ranked(f"rigour, extras weigh {weight}", asked, best))
    return found


def _analyzed(names: Any, text: str, **how: bool) -> Any:
    bare = names.remove_person_prefixes(text)
    return next(iter(names.analyze_names(names.NameTypeTag.PER, [bare], **how)), None)


def _best(names: Any, keys: _Keys, known: Sequence[Any], query: str, weight: float) -> list[int]:
    asked = _analyzed(names, query, infer_initials=True)
    scores = {number: _score(names, asked, known[number], weight) for number in keys.near(asked)}
    return sorted(scores, key=lambda number: (-scores[number], number))[:3]


def _score(names: Any, asked: Any, known: Any, extra: float) -> float:
    """The best of the ways in which symbols pair: the share of letters that agree."""
    return max(_paired(names, asked, known, edges, extra) for edges in names.pair_symbols(asked, known) or [()])


def _paired(names: Any, asked: Any, known: Any, edges: Sequence[Any], extra: float) -> float:
    agreed = whole = 0.0
    for edge in edges:
        letters = 2 * max(len(edge.qstr), len(edge.rstr))
        same = 1.0 if edge.qstr == edge.rstr else _SYMBOL_SCORES.get(edge.symbol.category.value, 0.9)
        agreed, whole = agreed + same * letters, whole + letters
    left = [part for part in asked.parts if not any(part in edge.qps for edge in edges)]
    over = [part for part in known.parts if not any(part in edge.rps for edge in edges)]
    for one in names.compare_parts(left, over):
        letters, both = len(one.qstr) + len(one.rstr), bool(one.qps and one.rps)
        agreed += one.score * letters if both else 0.0
        whole += letters if both else letters * extra
    return agreed / whole if whole else 0.0


class _Keys:
    """Whoever shares a symbol, a word or its first four letters: nobody else can come among the first."""

    def __init__(self, known: Sequence[Any]) -> None:
        self.numbers: dict[str, set[int]] = {}
        for number, name in enumerate(known):
            for key in self._of(name) if name is not None else ():
                self.numbers.setdefault(key, set()).add(number)

    def near(self, name: Any) -> set[int]:
        return set().union(*(self.numbers.get(key, set()) for key in self._of(name)))

    def _of(self, name: Any) -> set[str]:
        symbols = {f"{one.category.value}:{one.id}" for one in name.symbols if one.category.value != "INITIAL"}
        return symbols | {part.comparable for part in name.parts} | {part.comparable[:4] for part in name.parts}
