"""Colors and type of pictures, as the CSS that each carries: light, dark, or as whoever looks at it prefers.

Attitudes and tones run from vermilion to blue by way of gray (Okabe and Ito, "Color Universal Design", 2008), which
people who confuse red and green can tell apart; a sign goes with each, so that no color is alone. Tones are paler than
lines of reporting, and opaque: where many links run together they grow no darker.
"""

from __future__ import annotations

from typing import Literal

Theme = Literal["light", "dark", "auto"]
FONTS = "Inter,'Noto Sans','Segoe UI',Roboto,'Helvetica Neue',Arial,'DejaVu Sans',sans-serif"

_LIGHT = {
    "paper": "#ffffff", "ink": "#1b2430", "quiet": "#56616f", "rule": "#5c6876", "box": "#ffffff", "edge": "#8593a3",
    "region": "#f3f6f9", "region-edge": "#ccd6e0", "ours": "#e3f4ef", "ours-edge": "#00795a", "outside": "#faf3e6",
    "outside-edge": "#a5742b", "a-2": "#f7c9ae", "a-1": "#fbe4d6", "a0": "#eceff2", "a1": "#d9eaf7", "a2": "#acd3ef",
    "hostile": "#d4804d", "neutral": "#9aa4b0", "friendly": "#4d95c2", "gone": "#c24a00", "come": "#0067a8",
}  # fmt: skip
_DARK = {
    "paper": "#12171d", "ink": "#e8edf2", "quiet": "#9daab8", "rule": "#a9b6c3", "box": "#1d252e", "edge": "#6b7a8a",
    "region": "#171e26", "region-edge": "#2a3541", "ours": "#10332b", "ours-edge": "#3fbf99", "outside": "#33291a",
    "outside-edge": "#d3a45c", "a-2": "#6e3410", "a-1": "#45291a", "a0": "#2a333d", "a1": "#173449", "a2": "#12507c",
    "hostile": "#b86c42", "neutral": "#5e6974", "friendly": "#4b86ae", "gone": "#ff9052", "come": "#63b5ec",
}  # fmt: skip

_RULES = f"""
text{{font-family:{FONTS};fill:var(--ink)}}
.paper{{fill:var(--paper)}}
.head{{font-size:22px;font-weight:600}}.note{{font-size:12px;fill:var(--quiet)}}
.name{{font-size:12px;font-weight:700}}.post,.part,.unit-name{{font-size:11px}}.post{{fill:var(--quiet)}}
.unit-name{{font-weight:700;fill:var(--quiet)}}
.unit-name{{paint-order:stroke;stroke:var(--region);stroke-width:4px;stroke-linejoin:round}}
.sign{{font-size:11px;font-weight:700}}.tiny{{font-size:8px;font-weight:700}}
.region{{fill:var(--region);stroke:var(--region-edge)}}
.box{{fill:var(--box);stroke:var(--edge)}}
.vacant .box{{fill:var(--paper);stroke-dasharray:4 3}}
.vacant .name{{font-weight:400;font-style:italic;fill:var(--quiet)}}
.ours .box{{fill:var(--ours);stroke:var(--ours-edge)}}.outside .box{{fill:var(--outside);stroke:var(--outside-edge)}}
.line{{fill:none;stroke:var(--rule);stroke-width:1.6}}
.dotted{{stroke-width:1.2;stroke-dasharray:1.5 4;stroke-linecap:round}}
.link{{fill:none;stroke:var(--neutral)}}
.friendly{{stroke:var(--friendly)}}.hostile{{stroke:var(--hostile)}}
.link.probable,.probable .box{{stroke-dasharray:6 4}}
text.hostile{{stroke:none;fill:var(--gone);font-size:13px;font-weight:700}}
.count{{font-size:9px;font-weight:700;paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}}
.covers{{fill:none;stroke:var(--ours-edge);stroke-width:1.2;stroke-opacity:.6}}
.came .box{{stroke:var(--come);stroke-width:2.5}}.went .box{{stroke:var(--gone);stroke-width:2.5;stroke-dasharray:5 3}}
.changed .box{{stroke:var(--ink);stroke-width:2}}.line.came{{stroke:var(--come);stroke-width:2}}
.line.went{{stroke:var(--gone);stroke-dasharray:5 3}}
[tabindex]:focus .box{{stroke-width:3}}
"""


def _variables(colors: dict[str, str]) -> str:
    return "".join(f"--{name}:{color};" for name, color in colors.items())


def _attitudes() -> str:
    shades = (f".a{step} .box,.box.a{step}{{fill:var(--a{step})}}" for step in range(-2, 3))
    return "".join(shades) + ",".join(f".a{step} .post" for step in range(-2, 3)) + "{fill:var(--ink)}"


def style(theme: Theme, root: str = "svg") -> str:
    """The style of a picture; colors are variables of the root, which a page around it may set otherwise."""
    light, dark = f"{root}{{{_variables(_LIGHT)}}}", f"{root}{{{_variables(_DARK)}}}"
    dark_if_asked = f"@media(prefers-color-scheme:dark){{{dark}}}"
    colors = {"light": light, "dark": dark, "auto": light + dark_if_asked}[theme]
    return colors + _RULES + _attitudes()


def embedded_style(theme: Theme) -> str:
    """The same for pictures that are part of a page, and for nothing else there."""
    return f".incumbent-map{{{style(theme, root='&')}}}"
