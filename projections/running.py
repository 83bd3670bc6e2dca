"""What begins and ends, as every answer tells of it."""

from __future__ import annotations

from typing import Any


def running_json(one: Any) -> dict[str, Any]:
    """`until` is there once an end is known: its date as it was given."""
    ended = {} if one.ended_by is None else {"until": one.until}
    possible = {"possible": True} if one.possible else {}
    probable = {"certainty": "probable"} if one.certainty == "probable" else {}
    facts = {"begun_by": one.begun_by} | ({"ended_by": one.ended_by} if one.ended_by else {})
    return {"since": one.since, **ended, **possible, **probable, **facts}
