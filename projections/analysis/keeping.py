"""Sections of an analysis, kept by all that they were found from: asked of another moment at which that is the same,
they are not found again.

Between two days on which something changes an account's map and what lies beside it are the same, and so are they as
known before and after facts about something else. A section is a function of them that knows neither day nor position
(`Study` gives it none), so that nothing has to be told of what changed: where what it reads is the same, so is what it
finds. What is of a day is found from that anew (`Section.dated`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import blake2b
from typing import Any, NamedTuple

import msgspec

from domain.analysis.beside import Beside
from domain.analysis.freshness import Stated
from domain.analysis.parameters import Parameters
from domain.analysis.picture import Picture
from domain.analysis.sections import Section
from domain.analysis.study import Study
from domain.language import spoken

from ..answers import Answers
from ..builds import Head


class LastWords(NamedTuple):
    """`behind`: the same only where they are the same; `read` reads them."""

    behind: Hashable
    read: Callable[[], tuple[Stated, ...]]


@dataclass(frozen=True)
class Found:
    """What an analysis is made of: `parts` of the map as JSON; the last words are asked for where a section fades."""

    picture: Picture
    parts: Mapping[str, bytes]
    beside: Beside
    parameters: Parameters
    last_words: LastWords | None = None

    def section(self, section: Section, day: date, kept: Answers, head: Head) -> Any:
        """As it is on a day."""
        made = kept.get(self._tag(section), head, lambda: section.kept(self._study))
        return section.read(made, day)

    @cached_property
    def _study(self) -> Study:
        """Of no day and no position."""
        stated = self.last_words.read() if self.last_words else ()
        picture = msgspec.structs.replace(self.picture, as_of="", position=0)
        return Study(picture, replace(self.beside, stated=stated), self.parameters)

    def _tag(self, section: Section) -> str:
        told = self.last_words.behind if self.last_words else None
        fading = (told, self.beside.half_lives) if section.fades else None
        read = [self._digest_of(part) for part in sorted(section.reads)]
        return _digest(repr((section.name, spoken(), self._asked, read, fading)).encode()).hex()

    @cached_property
    def _asked(self) -> bytes:
        return _digest(_ENCODER.encode(self.parameters))

    def _digest_of(self, part: str) -> bytes:
        """Of a part of the map, nothing where the map has none, or of what lies beside it."""
        if part not in self._digests:
            beside = hasattr(self.beside, part)
            said = _ENCODER.encode(getattr(self.beside, part)) if beside else self.parts.get(part, b"")
            self._digests[part] = _digest(said)
        return self._digests[part]

    @cached_property
    def _digests(self) -> dict[str, bytes]:
        return {}


_ENCODER = msgspec.msgpack.Encoder(enc_hook=dict)  # of mappings that cannot be changed


def _digest(said: bytes) -> bytes:
    return blake2b(said, digest_size=20).digest()
