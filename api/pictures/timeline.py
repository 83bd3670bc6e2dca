"""Stays along time: a lane for each organization or holder, a bar for each stay, soft where a date is not exact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from domain.dates import DAWN, Span
from domain.language import say

from .axis import Axis, around
from .paint import Theme, style
from .svg import document, element, line_of_text, title
from .texts import drawable, fitted, width, wrapped

WIDE, MARGIN, LANE = 1_080.0, 28.0, 190.0
TOP, ROW, BAR = 120.0, 54.0, 15.0
_LABEL_MOST, _NAME, _NOTE, _SPARE = 420.0, 12.0, 11.0, 1.2
_FOOT = 58.0
STYLE = """
.lane{stroke:var(--region-edge)}.tick{stroke:var(--region-edge)}.year{font-size:11px;fill:var(--quiet)}
.today{stroke:var(--gone);stroke-width:1.2}.today-word{font-size:11px;fill:var(--gone);font-weight:700}
.stay{fill:var(--come)}.soft{fill:var(--come);fill-opacity:.3}.hatch-line{stroke:var(--paper);stroke-width:2.5}
.none .stay,.none .soft{fill:none;stroke:var(--edge);stroke-dasharray:4 3}
.several .stay,.several .soft{fill:var(--outside-edge)}.when{font-size:11px;fill:var(--quiet)}
.name,.when{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
"""
HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<line class="hatch-line" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>'
)


@dataclass(frozen=True)
class Bar:
    """One stay. `since` is None where its beginning is unknown, `until` where no end is known."""

    since: Span | None
    until: Span | None
    name: str
    note: str
    kind: str = ""
    hatched: bool = False
    fact: str | None = None
    ended_sometime: bool = False


@dataclass(frozen=True)
class Lane:
    name: str
    note: str
    bars: Sequence[Bar]


@dataclass(frozen=True)
class Chart:
    """`as_of` is an ordinal, and is marked; `dates` says which dates the picture is of."""

    title: str
    dates: str
    as_of: int
    lanes: Sequence[Lane]
    legend: Sequence[tuple[str, str]] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Placed:
    bar: Bar
    row: int
    text_x: float
    room: float


def drawn(chart: Chart, theme: Theme) -> bytes:
    """The SVG. The same chart gives the same bytes."""
    left, right = MARGIN + LANE, WIDE - MARGIN
    axis = around(_days(chart), left, right)
    lanes = [(lane, _packed(lane.bars, axis, chart.as_of)) for lane in chart.lanes]
    rows = [max((one.row for one in placed), default=0) + 1 for _, placed in lanes]
    high = TOP + ROW * sum(rows) + _FOOT
    content = [HATCH, element("rect", class_="paper", width=WIDE, height=high), *heading(chart.title, chart.dates)]
    content += ticks(axis, chart.as_of, TOP - 8, high - _FOOT)
    y = TOP
    for (lane, placed), count in zip(lanes, rows, strict=True):
        content += _lane(lane, placed, axis, y, chart.as_of)
        y += ROW * count
    content += legend(chart.legend, high - 26)
    return document((WIDE, high), style(theme) + STYLE, content, label=f"{chart.title}, {chart.dates}")


def heading(name: str, dates: str) -> Iterator[str]:
    room = WIDE - 2 * MARGIN
    shown = fitted(drawable(name), room, 22, bold=True)
    yield element("g", title(name), line_of_text(shown, MARGIN, 42, room, 22, "head", bold=True))
    for n, line in enumerate(wrapped(dates, room, 12, 2)):
        yield line_of_text(line, MARGIN, 64 + 16 * n, room, 12, "note")


def ticks(axis: Axis, as_of: int, top: float, bottom: float) -> Iterator[str]:
    """The marks of an axis, and the day asked for."""
    for x, label in axis.marks():
        yield element("line", class_="tick", x1=x, x2=x, y1=top, y2=bottom)
        if x + width(label, 11) < axis.right + MARGIN:
            yield element("text", label, class_="year", x=x + 4, y=bottom + 14)
    if axis.first <= as_of <= axis.last:
        x = axis.x(as_of)
        yield element("line", class_="today", x1=x, x2=x, y1=top - 4, y2=bottom)
        yield element("text", say("as of"), class_="today-word", x=x, y=top - 8, text_anchor="middle")


def legend(entries: Iterable[tuple[str, str]], y: float) -> Iterator[str]:
    x = MARGIN
    for kind, words in entries:
        yield element("g", *sample(kind, x, y), class_=kind)
        yield element("text", words, class_="when", x=x + 34, y=y + 11)
        x += 34 + width(words, 11) + 26


def sample(kind: str, x: float, y: float) -> Iterator[str]:
    yield element("rect", class_="soft" if kind == "unsure" else "stay", x=x, y=y, width=26, height=13, rx=3)
    if kind == "hatched":
        yield element("rect", x=x, y=y, width=26, height=13, rx=3, fill="url(#hatch)")


def _days(chart: Chart) -> Iterator[int]:
    yield chart.as_of
    for bar in (bar for lane in chart.lanes for bar in lane.bars):
        for span in (bar.since, bar.until):
            if span is not None:
                yield from (span.first, span.last)


def _packed(bars: Sequence[Bar], axis: Axis, as_of: int) -> list[_Placed]:
    """Each in the first row in which neither it nor its words meet another."""
    ends, placed = list[float](), list[_Placed]()
    for bar in bars:
        pieces = list(_pieces(bar, axis, as_of))
        start, stop = axis.x(pieces[0][0]), axis.x(pieces[-1][1])
        room = _room(bar)
        text_x = max(min(start, axis.right - room), axis.left)
        begin, end = min(start, text_x), max(stop, text_x + room)
        row = next((row for row, taken in enumerate(ends) if taken + 14 <= begin), len(ends))
        ends[row:row + 1] = [end]  # fmt: skip
        placed.append(_Placed(bar, row, text_x, room))
    return placed


def _room(bar: Bar) -> float:
    """For its words, with a little to spare: lines that fill their room are held to their measured width."""
    needed = max(width(drawable(bar.name), _NAME, bold=True), width(drawable(bar.note), _NOTE))
    return min(_SPARE * needed, _LABEL_MOST)


def _pieces(bar: Bar, axis: Axis, as_of: int) -> Iterator[tuple[int, int, str]]:
    """Days from and until, and whether the stay is sure on them."""
    since = bar.since or Span(DAWN, axis.first + (axis.last - axis.first) // 30)
    until = bar.until or _unknown_end(bar, since, axis, as_of)
    yield since.first, max(since.last, since.first), "soft"
    if since.last < until.first:
        yield since.last, until.first, "stay"
    yield max(until.first, since.first), max(until.last + (not until.exact), since.first), "soft"


def _unknown_end(bar: Bar, since: Span, axis: Axis, as_of: int) -> Span:
    """What has no known end is sure until the day asked for; what ended sometime is not even that."""
    if bar.ended_sometime:
        return Span(since.last, max(as_of, since.last))
    return Span(max(as_of, since.last), axis.last)


def _lane(lane: Lane, placed: Sequence[_Placed], axis: Axis, y: float, as_of: int) -> Iterator[str]:
    yield element("line", class_="lane", x1=MARGIN, x2=axis.right, y1=y, y2=y)
    names = wrapped(lane.name, LANE - 16, 12, 2, bold=True)
    lines = [
        line_of_text(line, MARGIN, y + 20 + 15 * n, LANE - 16, 12, "name", bold=True) for n, line in enumerate(names)
    ]
    if lane.note and len(names) == 1:
        lines.append(line_of_text(fitted(drawable(lane.note), LANE - 16, 11), MARGIN, y + 36, LANE - 16, 11, "when"))
    yield element("g", title(f"{lane.name} {lane.note}".strip()), *lines)
    for one in placed:
        yield _bar(one, axis, y + ROW * one.row, as_of)


def _bar(placed: _Placed, axis: Axis, y: float, as_of: int) -> str:
    bar = placed.bar
    shapes = []
    for first, last, class_ in _pieces(bar, axis, as_of):
        x, end = axis.x(first), axis.x(last)
        if end > x:
            shape = {"x": x, "y": y + 34, "width": max(end - x, 1.0), "height": BAR, "rx": 3.0}
            shapes.append(element("rect", class_=class_, **shape))
            shapes += [element("rect", fill="url(#hatch)", **shape)] if bar.hatched else []
    words = [_words(bar.name, placed, y + 15, _NAME, "name"), _words(bar.note, placed, y + 29, _NOTE, "when")]
    about = title(f"{bar.name}, {bar.note}" if bar.name else bar.note)
    return element("g", about, *shapes, *words, class_=f"bar {bar.kind}".strip(), data_fact=bar.fact, tabindex="0")


def _words(text: str, placed: _Placed, y: float, size: float, class_: str) -> str:
    bold = class_ == "name"
    shown = fitted(drawable(text), placed.room, size, bold=bold)
    return line_of_text(shown, placed.text_x, y, placed.room, size, class_, bold=bold) if shown else ""
