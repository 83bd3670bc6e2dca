"""The words that a workspace speaks at a moment: those it set, else the neutral ones it began with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

import msgspec

from domain.language import translated_labels
from domain.readable import readable
from domain.vocabularies import Terms, Vocabulary, default_terms

from .snapshots import Snapshot
from .vocabularies import vocabularies


class Words:
    """What was known of a workspace's vocabularies at a position, on any day."""

    def __init__(self, at: Snapshot) -> None:
        self.at = at

    @cached_property
    def _rows(self) -> Mapping[str, list[Any]]:
        found = defaultdict(list)
        for row in self.at.rows(vocabularies, self.at.known(vocabularies)):
            found[row.home].append(row)
        return found

    def row_of(self, vocabulary: Vocabulary, day: date) -> Any:
        """What the workspace set for that day, if anything."""
        rows = self._rows.get(vocabulary, ())
        return next((row for row in rows if row.valid_from <= day < row.valid_to), None)

    def terms(self, vocabulary: Vocabulary, day: date) -> Terms:
        """What the workspace set for that day, or else the default."""
        row = self.row_of(vocabulary, day)
        return default_terms(vocabulary) if row is None else terms_in(row.terms)

    def labels(self, vocabulary: Vocabulary, day: date) -> Mapping[str, str]:
        """By word; those of the default in the language of whoever reads."""
        found = {one.word: one.label for one in self.terms(vocabulary, day)}
        return translated_labels(found) if self.row_of(vocabulary, day) is None else found

    def meaning(self, vocabulary: Vocabulary, word: str, day: date) -> str:
        """The neutral word that a word of the workspace stands for that day; itself where for none."""
        row = self.row_of(vocabulary, day)
        return word if row is None else _meanings(row.terms).get(word, word)

    def meaning_just(self, vocabulary: Vocabulary, meaning: str, day: date) -> list[str]:
        """That neutral word, and every word of the workspace that stands for it that day."""
        said = [term.word for term in self.terms(vocabulary, day) if term.meaning == meaning]
        return list(dict.fromkeys([meaning, *said]))

    def ranks_of_levels(self, day: date) -> Mapping[str, int]:
        """By word, as far as the workspace set any: those of the default are on the scale of titles."""
        row = self.row_of("level", day)
        return {} if row is None else ranks_in(row.terms)


def terms_in(terms: str) -> Terms:
    """What a row of the view says."""
    return msgspec.json.decode(terms, type=readable(Terms))


@lru_cache(maxsize=256)
def ranks_in(terms: str) -> Mapping[str, int]:
    """Asked of every seat of a career."""
    return MappingProxyType({one.word: one.rank for one in terms_in(terms) if one.rank is not None})


@lru_cache(maxsize=256)
def _meanings(terms: str) -> Mapping[str, str]:
    """Asked of every part that is played in a sale."""
    return MappingProxyType({one.word: one.meaning for one in terms_in(terms)})
