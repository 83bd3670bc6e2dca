"""Words of a workspace's vocabularies as sentences write them."""

from __future__ import annotations

from datetime import date

from domain.language import plain
from domain.language import word as told
from domain.vocabularies import VOCABULARIES, Vocabulary

from .snapshots import Snapshot
from .words import Words

_VOCABULARIES: dict[str, Vocabulary] = {name: name for name in VOCABULARIES}
# Of these the number says more than the word for it, so that both are told.
_SCALES = ("attitude", "tone")


class Labels:
    """What was known of the vocabularies at a position."""

    def __init__(self, at: Snapshot) -> None:
        self._day, self._words = at.day, Words(at)

    def of(self, kind: str, word: str, day: date | None = None) -> str | None:
        """`champion`, or `1 (rather for)`; nothing where the kind is no vocabulary.

        A workspace's own labels stand as it wrote them: in some languages nouns begin with a capital.
        """
        if (vocabulary := _VOCABULARIES.get(kind)) is None:
            return None
        day = day or self._day
        label = next((one.label for one in self._words.terms(vocabulary, day) if one.word == word), None)
        if label is None:
            return plain(word)
        if self._words.row_of(vocabulary, day) is None:
            label = told(label[:1].lower() + label[1:])
        return f"{word} ({label})" if kind in _SCALES else label
