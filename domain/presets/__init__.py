"""The words of sales methods, one file each: a workspace may take them as its own, and no code knows any of them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from ..errors import NotFound
from ..readable import readable
from ..vocabularies import VOCABULARIES, Terms, Vocabulary, default_terms

NEUTRAL = "neutral"
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Preset:
    """The terms of some vocabularies; those it has no words for stay as they are."""

    name: str
    title: str
    vocabularies: Mapping[Vocabulary, Terms]


@cache
def presets() -> dict[str, Preset]:
    """By name: what every workspace begins with, then a file each in the order of their names."""
    neutral = Preset(NEUTRAL, "Neutral words", {name: default_terms(name) for name in VOCABULARIES})
    return {NEUTRAL: neutral, **{path.stem: _read(path) for path in sorted(_FOLDER.glob("*.toml"))}}


def preset(name: str) -> Preset:
    """Raises NotFound naming those there are."""
    found = presets().get(name)
    if found is None:
        raise NotFound(f"no preset {name[:100]}; there are {', '.join(presets())}", field="preset")
    return found


def _read(path: Path) -> Preset:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    said = {name: given.pop(name) for name in VOCABULARIES if name in given}
    terms = {name: msgspec.convert(words, readable(Terms)) for name, words in said.items()}
    return Preset(path.stem, given["title"], terms)
