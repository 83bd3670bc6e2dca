"""Influence at an account: what its map says of positions, informal power and links, as the measure takes it."""

from __future__ import annotations

from collections.abc import Mapping
from math import nan

import numpy as np
from msgspec.structs import replace

from .beside import Words
from .graph import Floats
from .influence_measure import Influence, influence
from .picture import Picture
from .relations import Relations
from .weights import STRONGEST, Weights


def influence_at(
    picture: Picture, relations: Relations, heights: Mapping[str, float], words: Words, weights: Weights
) -> Influence:
    """`heights` of roles, 0 to 1: a person stands as high as the highest of theirs; so does power.

    Kinds of links count as the workspace's vocabulary weighs them (10 is once), where the weights do not say otherwise.
    """
    kinds = {word: weight / STRONGEST for word, weight in words.weights("link_kind").items()} | dict(weights.kinds)
    position, power = np.full(len(relations.ids), nan), np.full(len(relations.ids), nan)
    for place, id in enumerate(relations.ids):
        for held in picture.held.get(id, ()):
            _raise(position, place, heights[held.role.id])
            if held.holder.power is not None:
                _raise(power, place, held.holder.power / STRONGEST)
    return influence(relations.graph, position, power, replace(weights, kinds=kinds))


def _raise(values: Floats, place: int, value: float) -> None:
    values[place] = np.fmax(values[place], value)
