"""What a picture shows and where, read from its SVG alone."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise, product
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

import numpy as np
from numpy.typing import NDArray

from api.pictures.texts import width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"name": 12.0, "post": 11.0, "part": 11.0, "sign": 11.0, "unit-name": 11.0, "tiny": 8.0}
BOLD = ("name", "sign", "unit-name", "tiny")
ANCHORED = {"end": 1.0, "middle": 0.5}
# Lines that are led around boxes; those of reporting at home end in the middle of theirs.
LED = frozenset({"link", "covers", "dotted", "elsewhere", "went"})
_STEP = re.compile(r"([MHVl])([-\d. ]+)")
Areas = NDArray[np.float32]
# Lines end at the edge of a box, in whole pixels.
_TOGETHER = 24.0
_EDGES = np.array([0.6, 0.6, -0.6, -0.6], np.float32)


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Area) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )


def boxes(svg: bytes) -> dict[str, tuple[Area, list[Area]]]:
    """By the id of its element, each box and its lines of text."""
    return _boxes(fromstring(svg))  # noqa: S314 - made here


def _boxes(root: Element) -> dict[str, tuple[Area, list[Area]]]:
    found = root.iter(f"{SVG}g")
    return {one.attrib["id"]: (_box(one), list(_texts(one))) for one in found if "id" in one.attrib}


def _box(group: Element) -> Area:
    rect = next(group.iter(f"{SVG}rect"))
    x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + wide, y + high)


def _texts(group: Element) -> Iterator[Area]:
    return (_text(one) for one in group.iter(f"{SVG}text"))


def _text(text: Element) -> Area:
    """A line's ascent and descent are 0.8 and 0.2 of its size."""
    kind = text.attrib["class"]
    size, x, y = SIZES[kind], float(text.attrib["x"]), float(text.attrib["y"])
    wide = float(text.attrib.get("textLength") or width(text.text or "", size, bold=kind in BOLD))
    backwards = 1.0 if text.attrib.get("direction") == "rtl" else ANCHORED.get(text.attrib.get("text-anchor", ""), 0.0)
    left = x - wide * backwards
    return Area(left, y - 0.8 * size, left + wide, y + 0.2 * size)


def faults(svg: bytes) -> list[str]:
    """Boxes that meet, texts that meet in a box or leave it, titles of units in boxes, lines under boxes or titles."""
    root = fromstring(svg)  # noqa: S314 - made here
    shown = _boxes(root)
    titles = [_text(one) for one in root.iter(f"{SVG}text") if one.attrib["class"] == "unit-name"]
    found = [fault for id, (box, texts) in shown.items() for fault in _within(id, box, texts)]
    places = _array([*(box for box, _ in shown.values()), *titles])
    names = [*shown, *("title" for _ in titles)]
    found += [f"{names[one]} meets {names[other]}" for one, other in _meeting(places, places) if one < other]
    lines = [(one.attrib["class"], _parts(one.attrib["d"])) for one in _led(root)]
    kinds = [kind for kind, parts in lines for _ in parts]
    under = _meeting(np.vstack([_array(()), *(parts for _, parts in lines)]), places + _EDGES)
    return found + [f"a line ({kinds[line]}) under {names[place]}" for line, place in under]


def _within(id: str, box: Area, texts: Sequence[Area]) -> Iterator[str]:
    yield from (f"{id}: a text leaves its box" for text in texts if not _wider(box).holds(text))
    yield from (f"{id}: two texts meet" for one, other in _pairs(texts) if one.meets(other))


def _array(areas: Iterable[Area]) -> Areas:
    return np.array(list(areas), np.float32).reshape(-1, 4)


def _meeting(some: Areas, others: Areas) -> list[tuple[int, int]]:
    """Which of the first meet which of the others."""
    left, top, right, bottom = (some[:, [at]] for at in range(4))
    across = (left < others[:, 2]) & (others[:, 0] < right)
    return [
        (int(one), int(other)) for one, other in np.argwhere(across & (top < others[:, 3]) & (others[:, 1] < bottom))
    ]


def _led(root: Element) -> Iterator[Element]:
    return (one for one in root.iter(f"{SVG}path") if LED & set(one.attrib["class"].split()))


def ways_of_links(svg: bytes) -> tuple[float, float]:
    """How long links are together, and the ways across and down between their ends."""
    root = fromstring(svg)  # noqa: S314 - made here
    drawn = [list(_points(one.attrib["d"])) for one in _led(root) if "link" in one.attrib["class"].split()]
    whole = sum(_apart(*pair) for points in drawn for pair in pairwise(points))
    return whole, sum(_apart(points[0], points[-1]) for points in drawn)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _parts(data: str) -> Areas:
    """The straight parts of a path that runs across and down, with its corners."""
    points = np.array(list(_points(data)), np.float32)
    return np.hstack([np.minimum(points[:-1], points[1:]), np.maximum(points[:-1], points[1:])])


def _points(data: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, given in _STEP.findall(data):
        if command == "l":  # a corner
            right, below = map(float, given.split())
            x, y = x + right, y + below
            yield x, y
            continue
        if command == "M":
            x, y = map(float, given.split())
        else:
            x, y = (float(given), y) if command == "H" else (x, float(given))
        yield x, y


def _wider(box: Area) -> Area:
    """By what numbers lose when they are written to a tenth."""
    return Area(box.left - 0.1, box.top - 0.1, box.right + 0.1, box.bottom + 0.1)


def _pairs(texts: Sequence[Area]) -> list[tuple[Area, Area]]:
    return [(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]


class Together(NamedTuple):
    """Two links that run on one another, for so many pixels; `alike`: of one tone."""

    pairs: tuple[list[str], list[str]]
    pixels: float
    alike: bool


def together(svg: bytes, near: int = 0) -> list[Together]:
    """Links of different pairs that run on one another or so near, for longer than a corner."""
    groups = [one for one in fromstring(svg).iter(f"{SVG}g") if "data-link" in one.attrib]  # noqa: S314 - made here
    found = defaultdict[tuple[bool, float], list[tuple[float, float, list[str], str]]](list)
    for one in groups:
        pair, path = sorted((one.attrib["data-person"], one.attrib["data-other"])), next(one.iter(f"{SVG}path"))
        for place, begin, end in _stretches(path.attrib["d"]):
            found[place].append((begin, end, pair, path.attrib["class"].split()[1]))
    pairs = [pair for some in found.values() for pair in combinations(some, 2)]
    for (down, pixel), some in found.items():
        for beside in range(1, near + 1):
            pairs += product(some, found.get((down, pixel + beside), ()))
    return [
        Together((pair, other), min(end, until) - max(begin, since), tone == another)
        for (begin, end, pair, tone), (since, until, other, another) in pairs
        if pair != other and min(end, until) - max(begin, since) > _TOGETHER
    ]


def _stretches(data: str) -> Iterator[tuple[tuple[bool, float], float, float]]:
    """Of a line, those across and down: by direction and pixel from where to where."""
    for (x, y), (across, down) in pairwise(_points(data)):
        if x == across:
            yield (True, x), min(y, down), max(y, down)
        elif y == down:
            yield (False, y), min(x, across), max(x, across)
