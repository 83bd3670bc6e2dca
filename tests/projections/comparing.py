"""Where the product's map of an account and the oracle's differ."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

Map = dict[str, Any]
ABSENT = "absent"
# Said of every answer and of every rumor, and not by the oracle.
UNASKED = ("as_of", "position")
SAID_OF_RUMORS = ("source", "certainty")


def differences(got: Map, wanted: Map) -> list[str]:
    return [f"{path}: {one!r} is not {other!r}" for path, one, other in unequal(plain(got), plain(wanted))]


def plain(answer: Map) -> Map:
    """Without what the oracle leaves out, and without the order of what has none."""
    kept = {name: value for name, value in answer.items() if name not in UNASKED}
    unordered = {name: sorted(map(told, kept[name]), key=json.dumps) for name in ("findings", "rumors")}
    return kept | unordered


def told(entry: Map) -> Map:
    """A link that says it is not directed is as one that does not say."""
    left = {name: value for name, value in entry.items() if name not in SAID_OF_RUMORS}
    if "type" in left and not left.get("directed", True):
        del left["directed"]
    return dict(sorted(left.items()))


def unequal(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            yield from unequal(one.get(name, ABSENT), other.get(name, ABSENT), f"{path}.{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for place, (first, second) in enumerate(zip(one, other, strict=True)):
            yield from unequal(first, second, f"{path}[{place}]")
    elif one != other:
        yield path, one, other
