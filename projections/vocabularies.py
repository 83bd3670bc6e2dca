"""The view of vocabularies: the words a workspace speaks, as it set them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.resolution import Said, segments, value_day
from domain.standing import Standing
from domain.vocabularies import VocabularySet

from .intervals import Row, View, as_text, interval_table, text
from .stating import weakest

vocabularies = interval_table(
    "vocabularies",
    text("terms", required=True),
    text("since"),
    text("certainty", required=True),
    text("fact", required=True),
)


def resolve(standings: Sequence[Standing]) -> Iterable[Row]:
    said = [Said(value_day(one), one.place, {"one": one}) for one in standings]
    for piece in segments(said):
        one: Standing = piece.values["one"]
        terms = as_text(getattr(one.fact, "terms", ())) or "[]"
        yield Row("", piece.start, piece.end, (terms, one.fact.effective, weakest(one), one.fact.id))


VOCABULARY = View(vocabularies, "vocabulary", (VocabularySet,), resolve)
