"""The words of SVG: every text and value goes through here, so that none of them can become markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import escape

from .texts import drawable, right_to_left, width

Value = str | float | None
# From this part of the room on, a line is held to its measured width whatever the font.
_TIGHT = 0.85


@lru_cache(maxsize=16_384)
def escaped(text: str) -> str:
    """A text as content or as the value of an attribute, without what XML forbids."""
    return escape(drawable(text))


@lru_cache(maxsize=65_536)
def number(value: float) -> str:
    """Pixels to a tenth: the same input gives the same bytes, no zero is negative."""
    return f"{value + 0.0:.1f}".removesuffix(".0")


def attributes(**values: Value) -> str:
    """` name="value"` of each that is there; `_` stands for `-`, and at the end for nothing."""
    return "".join(
        [
            f' {_named(name)}="{escaped(value) if isinstance(value, str) else number(value)}"'
            for name, value in values.items()
            if value is not None
        ]
    )


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def element(name: str, *content: str, **values: Value) -> str:
    """`content` is markup that was made here."""
    opening = f"<{name}{attributes(**values)}"
    return f"{opening}>{''.join(content)}</{name}>" if content else f"{opening}/>"


def rectangle(x: float, y: float, width: float, height: float, radius: int, class_: str) -> str:
    """As `element` writes it, in a fraction of its time: every box has one."""
    place = f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '.replace('.0"', '"')
    return f'{place}rx="{radius}" class="{class_}"/>'


def title(text: str, further: Sequence[str] = ()) -> str:
    """What is shown in whole where somebody points at an element, and read out; with further lines."""
    lines = [escaped(text), *map(escaped, further)] if further else [escaped(text)]
    return f"<title>{'&#10;'.join(lines)}</title>"


def line_of_text(text: str, x: float, y: float, room: float, size: float, class_: str, *, bold: bool = False) -> str:
    """One line from `x` to `x + room` at most, its baseline at `y`, begun at the side where its script begins.

    A machine whose font is wider still sets it into the width that was measured.
    """
    used, backwards, content = _measured(text, size, bold)
    begin, way = (x + room, ' direction="rtl"') if backwards else (x, "")
    held = f' textLength="{number(min(used, room))}" lengthAdjust="spacingAndGlyphs"' if used >= _TIGHT * room else ""
    place = f'<text x="{begin:.1f}" y="{y:.1f}" '.replace('.0"', '"')
    return f'{place}class="{class_}"{way}{held}>{content}</text>'


@lru_cache(maxsize=16_384)
def _measured(text: str, size: float, bold: bool) -> tuple[float, bool, str]:
    """How wide it is, whether it runs to the left, and itself as content."""
    return width(text, size, bold=bold), right_to_left(text), escaped(text)


def document(
    size: tuple[float, float], style: str | None, content: Iterable[str], *, label: str, **values: Value
) -> bytes:
    """A whole SVG; `label` is what it is called where it cannot be seen. Without a style it is a group of a page."""
    wide, high = size
    head = attributes(
        xmlns="http://www.w3.org/2000/svg", width=wide, height=high, viewBox=f"0 0 {number(wide)} {number(high)}",
        role="img" if style else "group", aria_label=label, **values,
    )  # fmt: skip
    own = () if style is None else (title(label), f"<style>{style}</style>")
    lines = (f"<svg{head}>", *own, *content, "</svg>", "")
    # One by one: a single rare character makes a joined text four times as large.
    return b"\n".join([one.encode() for one in lines])
