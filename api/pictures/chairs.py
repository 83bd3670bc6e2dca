"""Musical chairs as a picture: each chain's posts as rows, and along time who passed from which to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from domain.dates import DAWN, FOREVER, Span, span_of
from domain.language import called, marked, say

from .axis import Axis, around
from .paint import Theme, style
from .stays import day_of
from .svg import document, element, line_of_text, number, title
from .texts import drawable, fitted, width, wrapped
from .timeline import MARGIN, TOP, WIDE, heading, ticks

Json = Mapping[str, Any]
_LANE, _ROW, _HEAD, _GAP, _FOOT, _NAME, _LINE = 290.0, 38.0, 31.0, 18.0, 54.0, 12.0, 15.0
# Room for a name before the axis and after it.
_BEFORE, _AFTER = 170.0, 215.0
_STYLE = """
.lane{stroke:var(--region-edge)}.tick{stroke:var(--region-edge)}.year,.when{font-size:11px;fill:var(--quiet)}
.today{stroke:var(--gone);stroke-width:1.2}.today-word{font-size:11px;fill:var(--gone);font-weight:700}
.pass{fill:none;stroke:var(--come);stroke-width:2}.took{fill:var(--come)}
.gave{fill:none;stroke:var(--come);stroke-width:2}.sentence{font-size:12px;fill:var(--ink)}
.name,.when,.sentence{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
"""
_TITLE = marked("Musical chairs: how roles were passed on")
_WORDS = marked("ring: leaves a role; disc: takes one; the line goes with the person")


@dataclass(frozen=True)
class _Rows:
    """Where a chain's posts are drawn."""

    axis: Axis
    y: Mapping[str, float]


@dataclass(frozen=True)
class _Label:
    """A name above or below the row of a post, from where to where; `away`: over how many others."""

    role: str
    above: bool
    x: float
    until: float
    shown: str
    away: int = 0

    def meets(self, other: _Label) -> bool:
        beside = self.until < other.x or other.until < self.x
        return (self.role, self.above) == (other.role, other.above) and not beside


def chains_svg(answer: Json, dates: str, theme: Theme = "auto") -> bytes:
    """Chains below each other on one axis; the posts in the order of the chain, each with its organization."""
    chains, as_of = answer["chains"], day_of(answer)
    axis = around([as_of, *(day for chain in chains for day in _days(chain))], MARGIN + _LANE + _BEFORE, WIDE - _AFTER)
    high = TOP + sum(_height(chain, axis) for chain in chains) + _FOOT
    content = [element("rect", class_="paper", width=WIDE, height=high), *heading(say(_TITLE), dates)]
    content += ticks(axis, as_of, TOP - 8, high - _FOOT)
    y = TOP
    for chain in chains:
        content += _chain(chain, axis, y)
        y += _height(chain, axis)
    content.append(element("text", _words(answer), class_="when", x=MARGIN, y=high - 16))
    return document((WIDE, high), style(theme) + _STYLE, content, label=f"{say(_TITLE)}, {dates}")


def _words(answer: Json) -> str:
    if not answer["chains"]:
        return say("No roles were passed on in that time.")
    return say(_WORDS) + (say("; there are more chains") if answer.get("next") else "")


def _height(chain: Json, axis: Axis) -> float:
    labels = _labels(chain, axis)
    names = sum(_room(labels, id, above) for id in _posts(chain) for above in (True, False))
    return _head(chain) + _ROW * len(_posts(chain)) + names + _GAP


def _labels(chain: Json, axis: Axis) -> list[_Label | None]:
    """Of each move; where two would meet, the later one makes way."""
    placed: list[_Label | None] = []
    for move in _moves(chain):
        label = _label(move, axis)
        if label:
            taken = {one.away for one in placed if one and one.meets(label)}
            label = replace(label, away=next(n for n in count() if n not in taken))
        placed.append(label)
    return placed


def _label(move: Json, axis: Axis) -> _Label | None:
    """Below where somebody came to, else above where they left."""
    name = drawable(called(move["name"]))
    if took := move["took"]:
        x, shown = axis.x(_day(took["since"], move)) + 11, fitted(name, _AFTER - MARGIN - 11, _NAME)
        return _Label(took["role"], False, x, x + width(shown, _NAME), shown)
    if not move["left"]:
        return None
    left = move["left"][0]
    until, shown = axis.x(_day(left.get("until"), move)) - 11, fitted(name, _BEFORE - 20, _NAME)
    return _Label(left["role"], True, until - width(shown, _NAME), until, shown)


def _room(labels: list[_Label | None], role: str, above: bool) -> float:
    """What more than one name needs there."""
    return _LINE * max((one.away for one in labels if one and (one.role, one.above) == (role, above)), default=0)


def _head(chain: Json) -> float:
    return _HEAD + 15 * (len(_told(chain["sentence"])) - 1)


def _told(sentence: str) -> tuple[str, ...]:
    return wrapped(sentence, 0.84 * (WIDE - 2 * MARGIN), 12, 2)


def _moves(chain: Json) -> list[Json]:
    return [*chain["moves"], *chain["besides"]]


def _posts(chain: Json) -> dict[str, Json]:
    """By role, those of the line first."""
    posts = {one["role"]: one for one in chain["roles"]}
    for move in _moves(chain):
        for one in (*move["left"], *([move["took"]] if move["took"] else [])):
            posts.setdefault(one["role"], one)
    return posts


def _days(chain: Json) -> Iterator[int]:
    for move in _moves(chain):
        spans = [_span(one.get("until")) for one in move["left"]]
        spans += [_span(move["took"]["since"])] if move["took"] else []
        yield from (day for span in spans if span for day in (span.first, span.last))


def _chain(chain: Json, axis: Axis, y: float) -> Iterator[str]:
    sentence = chain["sentence"]
    yield element("line", class_="lane", x1=MARGIN, x2=WIDE - MARGIN, y1=y, y2=y)
    yield element("g", title(sentence), *_sentence(sentence, y + 20))
    labels = _labels(chain, axis)
    rows = _Rows(axis, _places(chain, labels, y + _head(chain)))
    for id, post in _posts(chain).items():
        yield _post(post, rows.y[id])
    for move, label in zip(_moves(chain), labels, strict=True):
        yield _move(move, label, rows)


def _places(chain: Json, labels: list[_Label | None], top: float) -> dict[str, float]:
    y = {}
    for id in _posts(chain):
        top += _room(labels, id, True)
        y[id] = top + _ROW / 2
        top += _ROW + _room(labels, id, False)
    return y


def _sentence(text: str, y: float) -> Iterator[str]:
    for n, line in enumerate(_told(text)):
        yield line_of_text(line, MARGIN, y + 15 * n, WIDE - 2 * MARGIN, 12, "sentence")


def _post(post: Json, y: float) -> str:
    named, where = post.get("title") or post["role"], post.get("organization_name") or ""
    room = _LANE - 14
    lines = [line_of_text(fitted(drawable(named), room, 12, bold=True), MARGIN, y - 2, room, 12, "name", bold=True)]
    if where:
        lines.append(line_of_text(fitted(drawable(where), room, 11), MARGIN, y + 12, room, 11, "when"))
    return element("g", title(f"{named}, {where}"), *lines, data_role=post["role"])


def _move(move: Json, label: _Label | None, rows: _Rows) -> str:
    took = move["took"]
    ends = [(rows.axis.x(_day(one.get("until"), move)), rows.y[one["role"]]) for one in move["left"]]
    parts = [element("circle", class_="gave", cx=x, cy=y, r=8) for x, y in ends]
    if took:
        there = rows.axis.x(_day(took["since"], move)), rows.y[took["role"]]
        parts = [
            *(_pass(end, there) for end in ends),
            *parts,
            element("circle", class_="took", cx=there[0], cy=there[1], r=5),
        ]
    if label:
        parts.append(_name(label, rows.y[label.role]))
    return element("g", title(move["sentence"]), *parts, class_="move", data_person=move["person"], tabindex="0")


def _pass(end: tuple[float, float], there: tuple[float, float]) -> str:
    middle = (end[1] + there[1]) / 2
    x, y, to_x, to_y = (number(value) for value in (*end, *there))
    return element("path", class_="pass", d=f"M{x} {y}C{x} {number(middle)} {to_x} {number(middle)} {to_x} {to_y}")


def _name(label: _Label, y: float) -> str:
    down = -8 - _LINE * label.away if label.above else _LINE * (1 + label.away)
    return line_of_text(label.shown, label.x, y + down, 1.2 * (label.until - label.x), _NAME, "sentence")


def _day(text: str | None, move: Json) -> int:
    span = _span(text) or _span(move.get("date"))
    return span.last if span else FOREVER


def _span(text: str | None) -> Span | None:
    span = None if text is None else span_of(text)
    return span if span is None or span.first > DAWN else Span(span.last, span.last)
