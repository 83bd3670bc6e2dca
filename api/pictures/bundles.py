"""Links of an overview: those that lead to marks are drawn together, one line for all between the same two places."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from math import log2
from typing import NamedTuple

from domain.analysis.picture import Link
from domain.language import marked, say, say_count

from .blocks import Point
from .boxes import Ink
from .reasons import reasons
from .routing import softened
from .strokes import tone_of
from .svg import element, title

TONES = (marked("friendly"), marked("neutral"), marked("hostile"))
_MOST, _DIGIT, _SIZE = 5.0, 6.0, 9.0


class Bundle(NamedTuple):
    """Links between what stands at two seats."""

    begin: str
    end: str
    links: list[Link]

    @property
    def tone(self) -> str:
        """That of most of them; where as many are friendly as hostile, neither."""
        counted = self.mixed
        most = max(counted.values())
        found = [tone for tone in TONES if counted[tone] == most]
        return found[0] if len(found) == 1 else "neutral"

    @property
    def mixed(self) -> Counter[str]:
        """How many there are of each tone."""
        return Counter(map(tone_of, self.links))

    @property
    def mix(self) -> str:
        counted = self.mixed
        mix = ", ".join(f"{counted[tone]} {say(tone)}" for tone in TONES if counted[tone])
        return say_count("{count} link: {mix}", "{count} links: {mix}", len(self.links), mix=mix)


def bundled(links: Iterable[Link], seats: Mapping[str, str], areas: Collection[str]) -> tuple[list[Bundle], list[Link]]:
    """Those of most links first, and the links that are in none; `seats`: by person, `areas`: of these those of marks.
    Links within one are neither."""
    found, alone = defaultdict[tuple[str, str], list[Link]](list), list[Link]()
    for link in links:
        begin, end = seats.get(link.person), seats.get(link.other)
        if begin and end and begin != end:
            together = begin in areas or end in areas
            (found[min(begin, end), max(begin, end)] if together else alone).append(link)
    ordered = sorted(found.items(), key=lambda one: (-len(one[1]), one[0]))
    return [Bundle(*pair, some) for pair, some in ordered], alone


def bundle_stroke(bundle: Bundle, called: tuple[str, str], points: Sequence[Point], ink: Ink) -> str:
    """Thicker the more there are; how many stands on it."""
    thick = min(1.0 + log2(len(bundle.links)) / 2, _MOST)
    told = title(
        say("{one} and {other}: {mix}", one=called[0], other=called[1], mix=bundle.mix),
        reasons(ink.behind, bundle.links),
    )
    drawn = element("path", d=softened(points), class_=f"link bundle {bundle.tone}", stroke_width=thick)
    number = len(bundle.links)
    return element("g", told, drawn, *([_count(number, points)] if number > 1 else []), data_count=str(number))


def _count(number: int, points: Sequence[Point]) -> str:
    """In the middle of the longest part that runs across, else of the longest at all."""
    (x, y), (across, down) = max(pairwise(points), key=lambda part: (_across(*part), abs(part[0][1] - part[1][1])))
    return element(
        "text", str(number), x=(x + across) / 2, y=(y + down) / 2 + _SIZE / 3, class_="count", text_anchor="middle"
    )


def _across(one: Point, other: Point) -> float:
    """Nothing where a number would not fit."""
    wide = abs(one[0] - other[0])
    return wide if wide > 4 * _DIGIT else 0.0
