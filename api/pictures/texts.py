"""Text in pictures: what may be drawn, how wide it is, and how it fits into a box.

Widths are the advances of DejaVu Sans, the widest of the common sans-serif fonts, scaled to the fonts of the list in
`paint.FONTS` that most machines have, and those of Noto Sans where these are wider or DejaVu has none; a line that
comes near its room carries its length (`svg.line_of_text`), so that it ends there in DejaVu too. Kerning, joined
letters and ligatures only make text narrower.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

ELLIPSIS = "…"
_WIDE, _UNKNOWN = 1.0, 1.0
_USUAL = 0.9  # of the advances of DejaVu Sans
# What turns the direction of all that follows it; marks of a single letter (joiners) stay.
_TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)))
_MARKS = frozenset({"Mn", "Me"})
_UNSEEN = _MARKS | {"Cf"}
_PILED = 4  # so many marks upon one letter stay within its line
# Signs over or under Arabic numbers, which are no marks of a letter: they are seen.
_SIGNS = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u08e2")
_NO_TEXT = frozenset({"Cc", "Cs", "Co", "Cn"})


@cache
def _advances(bold: bool) -> dict[str, float]:
    """Widths by character, in em."""
    text = files(__package__).joinpath("widths.json").read_bytes()
    runs = msgspec.json.decode(text)["bold" if bold else "regular"]
    return {chr(code): width * _USUAL / 100 for first, last, width in runs for code in range(first, last + 1)}


@lru_cache(maxsize=8_192)
def _advance(character: str, bold: bool) -> float:
    if unicodedata.category(character) in _UNSEEN and character not in _SIGNS:
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return _WIDE
    return _advances(bold).get(character, _UNKNOWN)


@lru_cache(maxsize=16_384)
def drawable(text: str) -> str:
    """Without characters that XML forbids, that show nothing or that turn what follows, and without marks that would
    pile up out of their line; white space as one blank."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    spaced = "".join(" " if one.isspace() else one for one in text if one not in _TURNING)
    return " ".join("".join(_legible(spaced)).split())


def _legible(text: str) -> Iterator[str]:
    piled = 0
    for one in text:
        category = unicodedata.category(one)
        if category not in _UNSEEN:
            piled = 0
        elif category in _MARKS:
            piled += 1
        if category not in _NO_TEXT and piled <= _PILED:
            yield one


@lru_cache(maxsize=16_384)
def width(text: str, size: float, *, bold: bool = False) -> float:
    """Pixels that a text of this font size (pixels) takes at most."""
    known = _advances(bold)
    return size * sum(known[one] if one < "\u0300" and one in known else _advance(one, bold) for one in text)


@lru_cache(maxsize=16_384)
def right_to_left(text: str) -> bool:
    """By the first letter that has a direction, as UAX 9 finds the direction of a paragraph."""
    if text.isascii():
        return False
    ways = (unicodedata.bidirectional(one) for one in text)
    return next((way != "L" for way in ways if way in ("L", "R", "AL")), False)


@lru_cache(maxsize=16_384)
def fitted(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of it as fits into `room` pixels with … at its end."""
    if width(text, size, bold=bold) <= room:
        return text
    left, kept = room - width(ELLIPSIS, size, bold=bold), 0
    for character in text:
        left -= size * _advance(character, bold)
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


@lru_cache(maxsize=16_384)
def wrapped(text: str, room: float, size: float, lines: int, *, bold: bool = False) -> tuple[str, ...]:
    """At most so many lines of `room` pixels, broken between words where that can be; the last ends in … if need be."""
    found, rest = list[str](), drawable(text)
    while rest and len(found) < lines - 1 and width(rest, size, bold=bold) > room:
        head, rest = _broken(rest, room, size, bold)
        found.append(head)
    return (*found, fitted(rest, room, size, bold=bold)) if rest else tuple(found)


def _broken(text: str, room: float, size: float, bold: bool) -> tuple[str, str]:
    """What fits into one line, and the rest: broken at a blank, else within the word."""
    reached, end = 0.0, 0
    for character in text:
        reached += size * _advance(character, bold)
        if reached > room:
            break
        end += 1
    blank = text.rfind(" ", 0, end + 1)
    place = blank if blank > 0 else max(end, 1)
    return text[:place].rstrip(), text[place:].lstrip()
