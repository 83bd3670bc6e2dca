"""A map as a sheet: a heading and a legend above, everything else below in one group to be moved and enlarged."""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from . import legends
from .blocks import SLOT_HEIGHT, SLOT_WIDTH, Point
from .layout import Layout, Region
from .maps import Map
from .one_day import perhaps_near
from .overview import Heap
from .paint import style
from .svg import attributes, document, element
from .texts import drawable

_LEAST_WIDTH, _EDGE = 560.0, 16.0


class Shown(NamedTuple):
    """A map with what it is called, and what stands below its name."""

    map: Map
    name: str
    notes: list[str]


class Sheet(NamedTuple):
    """`around`: heading and legend; `left`, `top`: where the map begins; `layers`: what it is drawn of, element by
    element, those that cover the others last."""

    size: Point
    label: str
    left: float
    top: float
    around: list[str]
    layers: dict[str, list[str]]


def sheet_of(shown: Map, name: str, notes: list[str]) -> Sheet:
    """The days of one layout have sheets of one size."""
    left, above, right, down = extent_of(shown.layout, perhaps_near(shown.layout, shown.asked))
    room = max(right - left, _LEAST_WIDTH)
    head, top = legends.heading(drawable(name), notes, room)
    listed = legends.entries(shown.asked, shown.ink.words, restricted=shown.restricted, marks=bool(shown.heaps))
    listed += legends.changes() if shown.marked.roles or shown.marked.lines else []
    signs, top = legends.legend(listed, room, top)
    size = room + 2 * legends.MARGIN, top + down - above + legends.MARGIN
    paper = element("rect", width=size[0], height=size[1], class_="paper")
    begin = legends.MARGIN - left, top - above
    return Sheet(size, f"{name}: {notes[0]}", *begin, [paper, *head, *signs], _layers(shown))


def picture(shown: Map, name: str, notes: list[str]) -> bytes:
    """The whole SVG."""
    sheet = sheet_of(shown, name, notes)
    content = [*sheet.around, *_grouped(sheet)]
    return document(sheet.size, style(shown.asked.theme), content, label=sheet.label, class_="incumbent-map")


def embedded(sheet: Sheet) -> bytes:
    """The same as a part of a page, which has the style: what leads on is read out one by one."""
    content = [element("g", *sheet.around, class_="around"), *_grouped(sheet)]
    return document(sheet.size, None, content, label=sheet.label, class_="incumbent-map")


def extent_of(layout: Layout, people: Set[str]) -> tuple[float, float, float, float]:
    """From where on, and how far to the right and down, anything of any day reaches, with these people beside it."""
    places = [*layout.slots.values(), *(place for id, place in layout.people.items() if id in people)]
    crowd = [one for one in layout.crowd if not people.isdisjoint(one.roles)]
    areas: list[Region | Heap] = [*layout.regions, *layout.heaps, *crowd]
    left, above = [x for x, _ in places] + [one.x for one in areas], [y for _, y in places] + [one.y for one in areas]
    right = [x + SLOT_WIDTH for x, _ in places] + [one.x + one.width for one in areas]
    down = [y + SLOT_HEIGHT for _, y in places] + [one.y + one.height for one in areas]
    begin = max(min(left, default=0.0) - _EDGE, 0.0), max(min(above, default=0.0) - _EDGE, 0.0)
    return *begin, max(right, default=0.0) + _EDGE, max(down, default=0.0) + _EDGE


def _grouped(sheet: Sheet) -> Iterator[str]:
    """Line by line, a group for each layer."""
    before = f"<g{attributes(class_='map', transform=f'translate({sheet.left:g} {sheet.top:g})')}>"
    for name, some in sheet.layers.items():
        yield f"{before}<g{attributes(class_=name)}>"
        yield from some
        before = "</g>"
    yield "</g></g>"


def _layers(shown: Map) -> dict[str, list[str]]:
    made = {
        "units": shown.regions(),
        "coverage": shown.coverage(),
        "links": shown.links(),
        "lines": shown.lines(),
        "titles": shown.titles(),
        "marks": shown.marks(),
        "boxes": shown.boxes(),
    }
    return {name: list(some) for name, some in made.items()}
