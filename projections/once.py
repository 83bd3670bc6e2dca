"""Changes as people read them: of whoever leaves it is said once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]
_OF_TENURES = ("power", "crafted_job")


def told_once(changes: Sequence[Json]) -> list[Json]:
    """Without what ended with a tenure that is told itself: the power somebody had, what they made of a post."""
    left = {(one["because"], one["subject"], one["property"]) for one in changes if _gone(one, "tenure")}
    return [one for one in changes if not (_gone(one, *_OF_TENURES) and _tenure_of(one) in left)]


def _gone(change: Json, *kinds: str) -> bool:
    return change["kind"] in kinds and change["after"] is None


def _tenure_of(change: Json) -> tuple[str, str, str]:
    return change["because"], change["subject"], change["property"].partition("|")[0]
