"""How alike two texts are by their words, such as what two people make of their jobs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, utils


class Alike(NamedTuple):
    """Two places of what was compared, how alike they are from 0 to 1, and the fields that both had."""

    one: int
    other: int
    likeness: float
    fields: tuple[str, ...]


def alike(described: Sequence[Mapping[str, str]], least: float = 0.75) -> list[Alike]:
    """Pairs of descriptions (text by field) that are alike by `least` or more, the most alike first.

    The mean over the fields that both have of rapidfuzz's token_set_ratio: how many words they share, in any order and
    whatever one has besides. It knows nothing of meaning: other words for the same are not alike, and the opposite in
    the same words is.
    """
    ready = [{name: utils.default_process(text) for name, text in one.items()} for one in described]
    pairs = ((i, j) for i in range(len(ready)) for j in range(i))
    found = [_compared(j, i, ready[j], ready[i]) for i, j in pairs]
    return sorted((one for one in found if one.fields and one.likeness >= least), key=lambda one: (-one[2], one[:2]))


def _compared(place: int, other_place: int, one: Mapping[str, str], other: Mapping[str, str]) -> Alike:
    fields = tuple(name for name in one if one[name] and other.get(name))
    scores = [fuzz.token_set_ratio(one[name], other[name]) / 100 for name in fields]
    return Alike(place, other_place, sum(scores) / len(scores) if scores else 0.0, fields)
