"""What a picture shows and where, read from its SVG alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, fromstring

from api.pictures.texts import width

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"name": 12.0, "post": 11.0, "part": 11.0, "sign": 11.0}


class Area(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

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
    found = fromstring(svg).iter(f"{SVG}g")  # noqa: S314 - made here
    return {one.attrib["id"]: (_box(one), list(_texts(one))) for one in found if "id" in one.attrib}


def _box(group: Element) -> Area:
    rect = next(group.iter(f"{SVG}rect"))
    x, y, wide, high = (float(rect.attrib[name]) for name in ("x", "y", "width", "height"))
    return Area(x, y, x + wide, y + high)


def _texts(group: Element) -> Iterator[Area]:
    """A line's ascent and descent are 0.8 and 0.2 of its size."""
    for text in group.iter(f"{SVG}text"):
        kind = text.attrib["class"]
        size, x, y = SIZES[kind], float(text.attrib["x"]), float(text.attrib["y"])
        wide = float(text.attrib.get("textLength") or width(text.text or "", size, bold=kind in ("name", "sign")))
        backwards = text.attrib.get("direction") == "rtl" or text.attrib.get("text-anchor") == "end"
        left = x - wide if backwards else x
        yield Area(left, y - 0.8 * size, left + wide, y + 0.2 * size)


def faults(svg: bytes) -> list[str]:
    """Boxes that meet, texts that meet in a box or leave it."""
    found, shown = list[str](), boxes(svg)
    ordered = sorted(shown.items(), key=lambda one: one[1][0].left)
    for place, (id, (box, texts)) in enumerate(ordered):
        found += [f"{id}: a text leaves its box" for text in texts if not _wider(box).holds(text)]
        found += [f"{id}: two texts meet" for one, other in _pairs(texts) if one.meets(other)]
        for other, (second, _) in ordered[place + 1 :]:
            if second.left >= box.right:
                break
            found += [f"{id} meets {other}"] if box.meets(second) else []
    return found


def _wider(box: Area) -> Area:
    """By what numbers lose when they are written to a tenth."""
    return Area(box.left - 0.1, box.top - 0.1, box.right + 0.1, box.bottom + 0.1)


def _pairs(texts: list[Area]) -> list[tuple[Area, Area]]:
    return [(one, other) for at, one in enumerate(texts) for other in texts[at + 1 :]]
