"""Lines of pictures: who reports to whom, links and coverage over them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.analysis.beside import Words
from domain.analysis.picture import Link
from domain.language import marked, say, word

from .blocks import Point
from .boxes import TIMES, Ink
from .reasons import reasons
from .routing import branch_of, middle_of, path_of, softened
from .svg import element, escaped, number, title

_THINNEST, _THICKEST, _STRONGEST = 0.8, 3.0, 10.0
# Among more roles than this links are many: thinner and nearer to each other, on all days.
_ROLES, _THIN = 120, 1.8
_APART, _NEAR = 5, 4


def reporting(role: str, above: str, points: Sequence[Point], more: str = "") -> str:
    """As `element` writes it, in a fraction of its time: nearly every role has one."""
    return (
        f'<path d="{path_of(points)}" class="{f"line {more}".rstrip()}" data-role="{escaped(role)}" '
        f'data-superior="{escaped(above)}"/>'
    )


def branches(above: str, routes: Iterable[Sequence[Point]]) -> str:
    """Lines of all who report to one role, in one go: a browser paints many short paths more slowly than one. Each goes
    on from where the last one left the same way."""
    left, data = dict[Point, int](), list[str]()
    for one in routes:
        turn, (x, bus), (_, y) = one[-3:]
        data.append(f"M{left[turn]} {round(bus)}H{round(x)}V{round(y)}" if turn in left else branch_of(one))
        left[turn] = round(x)
    return f'<path d="{"".join(data)}" class="line" data-superior="{escaped(above)}"/>'


def link_stroke(link: Link, points: Sequence[Point], ink: Ink, roles: int) -> str:
    """`roles`: of how many there are, on any day, in the picture."""
    style = tone_of(link)
    unsure = " probable" if link.certainty == "probable" else ""
    strength = _STRONGEST / 2 if link.strength is None else float(link.strength)
    thick = _THINNEST + ((_THIN if roles > _ROLES else _THICKEST) - _THINNEST) * strength / _STRONGEST
    drawn = f'<path d="{softened(points)}" class="link {style}{unsure}" stroke-width="{number(thick)}"/>'
    told = title(_told(link, ink.words), reasons(ink.behind, [link]))
    return (
        f'<g data-link="{escaped(link.kind)}" data-person="{escaped(link.person)}" data-other="{escaped(link.other)}">'
        f"{told}{drawn}{_hostile(points) if style == 'hostile' else ''}</g>"
    )


def apart(roles: int) -> int:
    """How many pixels are from the middle of a link to that of the next."""
    return _NEAR if roles > _ROLES else _APART


def tone_of(link: Link) -> str:
    tone = 0.0 if link.tone is None else float(link.tone)
    return "friendly" if tone > 0 else "hostile" if tone < 0 else "neutral"


def _hostile(points: Sequence[Point]) -> str:
    x, y = middle_of(points)
    return element("text", TIMES, x=x, y=y + 4, class_="hostile", text_anchor="middle")


def _told(link: Link, words: Words) -> str:
    kind = words.labels("link_kind").get(link.kind, link.kind)
    tone = "" if link.tone is None else f", {words.score('tone', float(link.tone))}"
    return f"{kind}{tone}" + ("" if link.strength is None else say(_STRENGTH, strength=link.strength))


_STRENGTH = marked(", strength {strength:g} of 10")


def covering(person: str, part: str, points: Sequence[Point]) -> str:
    return element("path", title(word(part)), d=softened(points), class_="covers", data_person=person, data_part=part)
