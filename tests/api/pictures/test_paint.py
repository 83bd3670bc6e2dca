"""Colors of pictures can be read: WCAG 2.2, success criterion 1.4.3."""

from __future__ import annotations

import re

import pytest

from api.pictures.paint import Theme, style

SHADES = ("a-2", "a-1", "a0", "a1", "a2")
QUIET = ("paper", "box", "region", "ours", "outside")
LEAST = 4.5
THEMES: tuple[Theme, ...] = ("light", "dark")


def colors(theme: Theme) -> dict[str, tuple[float, ...]]:
    found = re.findall(r"--([\w-]+):#(\w\w)(\w\w)(\w\w)", style(theme))
    return {name: tuple(int(one, 16) / 255 for one in parts) for name, *parts in found}


def luminance(color: tuple[float, ...]) -> float:
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_box(theme: Theme) -> None:
    known = colors(theme)
    pairs = [("ink", one) for one in (*SHADES, *QUIET)] + [("quiet", one) for one in QUIET]
    found = {(text, fill): contrast(known[text], known[fill]) for text, fill in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < LEAST} == {}


@pytest.mark.parametrize("theme", THEMES)
def test_lines_of_reporting_are_seen_before_links(theme: Theme) -> None:
    known = colors(theme)
    for tone in ("hostile", "neutral", "friendly"):
        assert contrast(known["rule"], known["region"]) > 1.5 * contrast(known[tone], known["region"]) > 3


def test_quiet_text_on_a_shade_would_be_too_faint() -> None:
    """The control, and why posts in shaded boxes are in full ink."""
    known = colors("light")
    assert contrast(known["quiet"], known["a2"]) < LEAST
