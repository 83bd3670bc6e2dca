"""What stands on every picture: of whom, of which two dates, how old the newest fact is, what its signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from domain.analysis.beside import Words
from domain.language import marked, say
from projections.analysis.drawing import Drawn
from projections.moments import Moment

from .asked import Asked
from .boxes import SIGNS, TIMES
from .dates import dates_told, longest_told
from .svg import element, line_of_text
from .texts import fitted, width, wrapped

MARGIN, HEAD = 24.0, 22.0
_NOTE, _LINE, _SWATCH, _GAP = 12.0, 20.0, 26.0, 18.0
_NOTE_LINE, _MOST_LINES = 17.0, 4


class Entry(NamedTuple):
    """`swatch`: markup of an element, drawn at the left of what it means; `sign`: a text there."""

    shape: str
    class_: str
    told: str
    sign: str = ""
    around: str = ""


def changes() -> list[Entry]:
    return [
        Entry("box", "box", say("arrived"), around="came"),
        Entry("box", "box", say("gone"), around="went"),
        Entry("box", "box", say("changed"), around="changed"),
        Entry("line", "line came", say("line now")),
        Entry("line", "line went", say("line before")),
    ]


def notes_of(drawn: Drawn, moment: Moment, *, restricted: bool) -> list[str]:
    """Below the name: the dates, and that something is withheld where it is."""
    found = [dates_told(moment, drawn.recency)]
    if not restricted:
        found.append(say("Links, power, attitudes and opinions are withheld: this key may not see them."))
    return found


OVERVIEW = marked(
    "Overview: the upper roles by name, all others as marks by unit, their links in bundles; full detail shows all."
)


def entries(asked: Asked, words: Words, *, restricted: bool, marks: bool = False) -> list[Entry]:
    """Only of what is shown."""
    found = [
        Entry("box", "box", say("role and holder")),
        *([Entry("mark", "box", say("a role by its mark"))] if marks else []),
        Entry("box", "box", say("vacant"), around="vacant"),
        Entry("box", "box", say("ours"), around="ours"),
        Entry("box", "box", say("outside"), around="outside"),
    ]
    if "hierarchy" in asked.layers:
        found += [Entry("line", "line", say("reports to")), Entry("line", "line dotted", say("dotted line"))]
    if "power" in asked.layers:
        found.append(Entry("sizes", "box", say("larger: more influence")))
    if "links" in asked.layers and restricted:
        found += _links()
        found += [Entry("thick", "link bundle neutral", say("links of marks, as many as that"), "12")] if marks else []
    if "coverage" in asked.layers:
        found.append(Entry("line", "covers", say("covers")))
    if "attitude" in asked.layers and restricted:
        found += [Entry("box", f"box a{step}", words.score("attitude", step), sign) for step, sign in SIGNS.items()]
    return found


def _links() -> list[Entry]:
    return [
        Entry("thick", "link friendly", say("friendly")),
        Entry("thick", "link neutral", say("neutral")),
        Entry("thick", "link hostile", say("hostile"), TIMES),
        Entry("thick", "link probable neutral", say("probable; thicker: stronger")),
    ]


def legend(listed: Sequence[Entry], room: float, top: float) -> tuple[list[str], float]:
    """Markup in rows of `room` pixels from `top` on, and where it ends."""
    found, x, y = list[str](), MARGIN, top
    for entry in listed:
        wide = _SWATCH + 6 + width(entry.told, _NOTE) + _GAP
        if x > MARGIN and x + wide > MARGIN + room:
            x, y = MARGIN, y + _LINE
        found.append(element("g", *_drawn(entry, x, y), class_=entry.around or None))
        x += wide
    return [element("g", *found, class_="legend")], y + _LINE


def _drawn(entry: Entry, x: float, y: float) -> Iterator[str]:
    if entry.shape == "sizes":
        yield element("rect", x=x, y=y + 5, width=10, height=7, rx=2, class_=entry.class_)
        yield element("rect", x=x + 12, y=y + 2, width=14, height=12, rx=3, class_=entry.class_)
    elif entry.shape == "mark":
        yield element("rect", x=x + 8, y=y + 3, width=10, height=10, rx=2, class_=entry.class_)
    elif entry.shape == "box":
        yield element("rect", x=x, y=y + 1, width=_SWATCH, height=14, rx=3, class_=entry.class_)
    else:
        thick = 3.0 if entry.shape == "thick" else None
        yield element("path", d=f"M{x:g} {y + 8:g}h{_SWATCH:g}", class_=entry.class_, stroke_width=thick)
    if entry.sign:
        yield element("text", entry.sign, x=x + _SWATCH / 2, y=y + 12, class_="sign", text_anchor="middle")
    yield element("text", entry.told, x=x + _SWATCH + 6, y=y + 12, class_="note")


def heading(name: str, notes: Sequence[str], room: float) -> tuple[list[str], float]:
    """The name, and the notes below it; where they end leaves room for the longest that another day may have."""
    head = line_of_text(fitted(name, room, HEAD, bold=True), MARGIN, 38, room, HEAD, "head", bold=True)
    most, top = len(wrapped(longest_told(), room, _NOTE, _MOST_LINES)), 60.0
    told = [line for note in notes for line in wrapped(note, room, _NOTE, most)]
    lines = (line_of_text(line, MARGIN, top + at * _NOTE_LINE, room, _NOTE, "note") for at, line in enumerate(told))
    return [head, *lines], top + most * len(notes) * _NOTE_LINE
