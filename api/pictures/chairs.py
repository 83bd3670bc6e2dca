"""Musical chairs as a picture: each chain's posts as rows, and along time who passed from which to which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from domain.dates import DAWN, FOREVER, Span, span_of

from .axis import Axis, around
from .paint import Theme, style
from .stays import ERASED, dates_of, day_of
from .svg import document, element, line_of_text, number, title
from .texts import drawable, fitted, width, wrapped
from .timeline import MARGIN, WIDE, heading, marked

Json = Mapping[str, Any]
_LANE, _TOP, _ROW, _HEAD, _GAP, _FOOT, _NAME = 290.0, 104.0, 38.0, 31.0, 18.0, 54.0, 12.0
# Room for a name before the axis and after it.
_BEFORE, _AFTER = 170.0, 215.0
_STYLE = """
.lane{stroke:var(--region-edge)}.tick{stroke:var(--region-edge)}.year,.when{font-size:11px;fill:var(--quiet)}
.today{stroke:var(--gone);stroke-width:1.2}.today-word{font-size:11px;fill:var(--gone);font-weight:700}
.pass{fill:none;stroke:var(--friendly);stroke-width:2}.took{fill:var(--friendly)}
.gave{fill:var(--paper);stroke:var(--friendly);stroke-width:2}.sentence{font-size:12px;fill:var(--ink)}
.name,.when,.sentence{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
"""
_TITLE = "Musical chairs: how posts were passed on"
_WORDS = "ring: leaves a post; disc: takes one; the line goes with the person"


@dataclass(frozen=True)
class _Rows:
    """Where a chain's posts are drawn."""

    axis: Axis
    y: Mapping[str, float]


def chains_svg(answer: Json, theme: Theme = "auto") -> bytes:
    """Chains below each other on one axis; the posts in the order of the chain, each with its organization."""
    chains, as_of = answer["chains"], day_of(answer)
    axis = around([as_of, *(day for chain in chains for day in _days(chain))], MARGIN + _LANE + _BEFORE, WIDE - _AFTER)
    high = _TOP + sum(_height(chain) for chain in chains) + _FOOT
    content = [element("rect", class_="paper", width=WIDE, height=high), *heading(_TITLE, dates_of(answer))]
    content += marked(axis, as_of, _TOP - 8, high - _FOOT)
    y = _TOP
    for chain in chains:
        content += _chain(chain, axis, y)
        y += _height(chain)
    content.append(element("text", _words(answer), class_="when", x=MARGIN, y=high - 16))
    return document((WIDE, high), style(theme) + _STYLE, content, label=f"{_TITLE}, {dates_of(answer)}")


def _words(answer: Json) -> str:
    if not answer["chains"]:
        return "No posts were passed on in that time."
    return _WORDS + ("; there are more chains" if answer.get("next") else "")


def _height(chain: Json) -> float:
    return _head(chain) + _ROW * len(_posts(chain)) + _GAP


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
    rows = _Rows(axis, {id: y + _head(chain) + _ROW * n + _ROW / 2 for n, id in enumerate(_posts(chain))})
    for id, post in _posts(chain).items():
        yield _post(post, rows.y[id])
    for move in _moves(chain):
        yield _move(move, rows)


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


def _move(move: Json, rows: _Rows) -> str:
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
        parts.append(_name(move, there[0] + 11, there[1] + 15))
    elif ends:
        parts.append(_name(move, ends[0][0] - 11, ends[0][1] - 8, before=True))
    return element("g", title(move["sentence"]), *parts, class_="move", data_person=move["person"], tabindex="0")


def _pass(end: tuple[float, float], there: tuple[float, float]) -> str:
    middle = (end[1] + there[1]) / 2
    x, y, to_x, to_y = (number(value) for value in (*end, *there))
    return element("path", class_="pass", d=f"M{x} {y}C{x} {number(middle)} {to_x} {number(middle)} {to_x} {to_y}")


def _name(move: Json, x: float, y: float, *, before: bool = False) -> str:
    room = _BEFORE - 20 if before else _AFTER - MARGIN - 11
    shown = fitted(drawable(move["name"] or ERASED), room, _NAME)
    return line_of_text(shown, x - width(shown, _NAME) if before else x, y, room * 1.2, _NAME, "sentence")


def _day(text: str | None, move: Json) -> int:
    span = _span(text) or _span(move.get("date"))
    return span.last if span else FOREVER


def _span(text: str | None) -> Span | None:
    span = None if text is None else span_of(text)
    return span if span is None or span.first > DAWN else Span(span.last, span.last)
