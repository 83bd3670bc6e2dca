"""How alike what people make of their jobs is, by its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz, utils

_WORD = re.compile(r"\w{4,}")


class Alike(NamedTuple):
    """Which of those compared, how alike from 0 to 1, and by field that both have: how alike, and the words in both."""

    place: int
    likeness: float
    fields: dict[str, float]
    words: dict[str, list[str]]


def alike(one: Mapping[str, str], others: Sequence[Mapping[str, str]], least: float = 0.5) -> list[Alike]:
    """Which of the others (text by field) are alike by `least` or more, the most alike first, then by more fields.

    The mean over the fields that both have of rapidfuzz's token_set_ratio: how many words they share, in any order and
    whatever one has besides. It knows nothing of meaning: other words for the same are not alike, and the opposite in
    the same words is.
    """
    ready = _ready(one)
    found = (_compared(place, ready, _ready(other)) for place, other in enumerate(others))
    close = [each for each in found if each.fields and each.likeness >= least]
    return sorted(close, key=lambda each: (-each.likeness, -len(each.fields), each.place))


def _ready(described: Mapping[str, str]) -> dict[str, str]:
    return {name: utils.default_process(text) for name, text in described.items()}


def _compared(place: int, one: Mapping[str, str], other: Mapping[str, str]) -> Alike:
    both = [name for name in one if one[name] and other.get(name)]
    fields = {name: fuzz.token_set_ratio(one[name], other[name]) / 100 for name in both}
    words = {name: _in_both(one[name], other[name]) for name in both}
    return Alike(place, sum(fields.values()) / len(fields) if fields else 0.0, fields, words)


def _in_both(one: str, other: str) -> list[str]:
    """In the order of the first; the shortest words say nothing."""
    theirs = set(_WORD.findall(other))
    return [word for word in dict.fromkeys(_WORD.findall(one)) if word in theirs]
