"""What the numbers of attitude and tone are called, in the words of the workspace."""

from __future__ import annotations

from collections.abc import Mapping

from domain.vocabularies import Vocabulary
from projections.snapshots import snapshot
from projections.words import Words

from ..http.reading import Reading

_SCALES: tuple[Vocabulary, ...] = ("attitude", "tone")


def scales(read: Reading) -> dict[str, Mapping[str, str]]:
    """By scale and number."""
    with snapshot(read.tenant, read.moment) as at:
        words = Words(at)
        return {scale: words.labels(scale, read.moment.as_of) for scale in _SCALES}
