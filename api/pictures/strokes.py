"""Lines of pictures: who reports to whom, links and coverage over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot

from domain.analysis.beside import Words
from domain.analysis.picture import Link

from .blocks import Point
from .boxes import TIMES, Frame
from .svg import element, number, title

_THINNEST, _THICKEST, _STRONGEST = 1.0, 4.0, 10.0
_BOW = 0.12


def reporting(role: str, above: str, route: Sequence[Point], more: str = "") -> str:
    path = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in _straight(route))
    return element("path", d=path, class_=f"line {more}".rstrip(), data_role=role, data_superior=above)


def _straight(route: Sequence[Point]) -> list[Point]:
    """Without points that lie between two others on one line, or twice at one place."""
    kept: list[Point] = []
    for point in route:
        while kept and kept[-1] == point:
            kept.pop()
        if len(kept) > 1 and (kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]):
            kept.pop()
        kept.append(point)
    return kept


def moved(role: str, above: str, frames: Mapping[str, Frame], kind: str) -> str:
    """A line that is not the one a role has at home: straight to wherever the superior is."""
    (x, y), (across, down) = frames[above].middle, frames[role].middle
    bend = (y + down) / 2
    path = f"M{number(x)} {number(y)}C{number(x)} {number(bend)} {number(across)} {number(bend)} "
    path += f"{number(across)} {number(down)}"
    return element("path", d=path, class_=f"line {kind}", data_role=role, data_superior=above)


def _curve(begin: Frame, end: Frame) -> tuple[str, Point]:
    """A bow between the middles of two boxes, and its middle."""
    (x, y), (across, down) = begin.middle, end.middle
    bow = _BOW * hypot(across - x, down - y)
    length = hypot(across - x, down - y) or 1.0
    aside = (x + across) / 2 - bow * (down - y) / length, (y + down) / 2 + bow * (across - x) / length
    points = (x, y, aside[0], aside[1], across, down)
    text = "M{} {}Q{} {} {} {}".format(*map(number, points))
    return text, ((x + across) / 4 + aside[0] / 2, (y + down) / 4 + aside[1] / 2)


def link_stroke(link: Link, begin: Frame, end: Frame, words: Words) -> str:
    tone = 0.0 if link.tone is None else float(link.tone)
    style = "friendly" if tone > 0 else "hostile" if tone < 0 else "neutral"
    unsure = " probable" if link.certainty == "probable" else ""
    strength = _STRONGEST / 2 if link.strength is None else float(link.strength)
    path, middle = _curve(begin, end)
    thick = _THINNEST + (_THICKEST - _THINNEST) * strength / _STRONGEST
    drawn = element("path", d=path, class_=f"link {style}{unsure}", stroke_width=thick)
    told = _told(link, words)
    sign = element("text", TIMES, x=middle[0], y=middle[1] + 4, class_="hostile", text_anchor="middle")
    return element(
        "g", title(told), drawn, *([sign] if tone < 0 else []),
        data_link=link.kind, data_person=link.person, data_other=link.other,
    )  # fmt: skip


def _told(link: Link, words: Words) -> str:
    kind = words.labels("link_kind").get(link.kind, link.kind)
    tone = "" if link.tone is None else f", {words.score('tone', float(link.tone))}"
    return f"{kind}{tone}" + ("" if link.strength is None else f", strength {link.strength:g} of 10")


def covering(person: str, part: str, begin: Frame, end: Frame) -> str:
    path, _ = _curve(begin, end)
    return element("path", title(part), d=path, class_="covers", data_person=person, data_part=part)
