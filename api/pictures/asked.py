"""What may be asked of a picture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from domain.errors import InvalidRequest
from domain.forms import nearest
from domain.language import say

from .layout import Detail
from .paint import Theme

LAYERS = ("hierarchy", "power", "links", "coverage", "attitude")
_USUAL = frozenset({"hierarchy", "power", "links"})
Arrangement = Literal["stable", "compact"]


@dataclass(frozen=True)
class Asked:
    """`layout`: `stable` for all days of one position of the log, `compact` for one day alone; `collapse`:
    units of which one box is shown; `detail`: whether all roles are boxes; `group`: with all organizations below;
    `why`: tooltips tell the facts behind what is shown."""

    layers: frozenset[str] = _USUAL
    opportunity: str | None = None
    layout: Arrangement = "stable"
    theme: Theme = "auto"
    collapse: frozenset[str] = frozenset()
    detail: Detail = "auto"
    group: bool = False
    why: bool = False


def layers_of(text: str | None, opportunity: str | None) -> frozenset[str]:
    """By names with commas between; the usual ones if left out, with attitude where an opportunity is named.

    Raises InvalidRequest.
    """
    names = _USUAL if text is None else frozenset(name.strip() for name in text.split(","))
    for name in sorted(names):
        if name not in LAYERS:
            known = ", ".join(LAYERS)
            raise InvalidRequest(
                say(
                    "no such layer {name}{hint}; there are {known}",
                    name=name[:100],
                    hint=nearest(name, LAYERS),
                    known=known,
                ),
                field="layers",
            )
    if "attitude" in names and opportunity is None:
        raise InvalidRequest(say("attitudes belong to an opportunity: name it"), field="opportunity")
    return names | {"attitude"} if opportunity is not None and text is None else names


def detail_of(text: str) -> Detail:
    """By its name. Raises InvalidRequest."""
    found: Detail | None = next((one for one in get_args(Detail) if one == text), None)
    if found is None:
        raise InvalidRequest(
            say("no such detail {text}; there are {names}", text=text[:100], names=", ".join(get_args(Detail))),
            field="detail",
        )
    return found


def units_of(text: str | None) -> frozenset[str]:
    """Ids with commas between."""
    return frozenset(name for part in (text or "").split(",") if (name := part.strip()))
