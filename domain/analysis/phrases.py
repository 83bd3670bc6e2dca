"""How an analysis speaks of people and of scores: as a good colleague would, in short plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..language import called, listed, marked, say, say_count

_MOST_NAMES = 6
# From this strength on; the scale ends at 10.
_CLOSENESS = ((7, marked("well")), (4, marked("a little")), (0, marked("barely")))


def call(one: dict[str, Any]) -> str:
    """By name, where it is known."""
    return called(one["name"] or one["person"])


def named(names: Sequence[str], most: int = _MOST_NAMES) -> str:
    """`A, B and C`, and of more than so many how many more."""
    shown, more = list(names[:most]), len(names) - most
    return listed([*shown, say_count("{count} more", "{count} more", more)] if more > 0 else shown)


def unknown_to_us(unknown: Sequence[str], bad: Sequence[str]) -> str:
    """Whom nobody of us knows, and with whom none of ours is on good terms; nothing where there is neither."""
    parts = [say("nobody of us knows {people}", people=named(unknown))] if unknown else []
    strained = [say("what runs between us and {people} is bad", people=named(bad))] if bad else []
    return say("; ").join([*parts, *strained])


def sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def closeness(strength: float) -> str:
    """How well a link of this strength lets somebody be known."""
    return say(next(word for least, word in _CLOSENESS if strength >= least))


def percent(share: float) -> str:
    """`4%`; what rounds to nothing is `less than 1%`."""
    return say("less than 1%") if 0 < share < 0.005 else say("{share:.0%}", share=share)
