"""The whole story as facts in the contract's JSON, in the order in which they were learned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from .company import NEIGHBORS, OPENING
from .first_visits import FIRST_VISITS
from .latest_year import LATEST_YEAR
from .our_side import OUR_SIDE
from .people import PERSON_IDS
from .politics import POLITICS
from .reshuffle import RESHUFFLE
from .sales import SALES
from .telling import Line

_CHAPTERS = [*OPENING, *FIRST_VISITS, *NEIGHBORS, *POLITICS, *SALES, *RESHUFFLE, *LATEST_YEAR, *OUR_SIDE]
_SEED = 20261122
_FACT_FIELDS = ("fact", "took")


def story() -> list[Line]:
    """Every fact with its id and its kept recorded instant, never decreasing; the same in every run."""
    told = sorted(_CHAPTERS, key=lambda line: line["recorded_at"])
    ids = _random_ids(len(told))
    labels = {line["label"]: id for line, id in zip(told, ids, strict=True) if "label" in line}
    return [_written(line, id, labels) for line, id in zip(told, ids, strict=True)]


def write(path: Path) -> int:
    """Write the story as JSON lines, ready for `incumbent import --keep-recorded`; how many facts there are."""
    lines = [json.dumps(line, ensure_ascii=False) for line in story()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines)


def _random_ids(count: int) -> list[str]:
    rng = Random(_SEED)
    return [str(UUID(int=rng.getrandbits(128), version=4)) for _ in range(count)]


def _written(line: Line, id: str, labels: Mapping[str, str]) -> Line:
    head = {"type": line["type"], "id": id, "recorded_at": line["recorded_at"]}
    fields = {name: _with_ids(value) for name, value in line.items() if name not in {"label", *head}}
    return head | fields | {name: labels[line[name]] for name in _FACT_FIELDS if name in line}


def _with_ids(value: Any) -> Any:
    """Handles of people become their ids, wherever they stand."""
    if isinstance(value, str):
        return PERSON_IDS.get(value, value)
    if isinstance(value, list):
        return [_with_ids(item) for item in value]
    return {name: _with_ids(item) for name, item in value.items()} if isinstance(value, dict) else value
