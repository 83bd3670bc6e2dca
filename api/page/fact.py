"""One fact: what was said, by whom, true since when, known since when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fastapi import Request, Response

from domain.facts import REGISTRY
from projections import journal
from projections.facts_behind import facts_behind
from projections.moments import Moment
from projections.names import Names
from projections.origins import labels_of_keys, recorder_told
from projections.said import said_at
from projections.snapshots import snapshot

from ..http.parameters import FactId
from ..http.reading import Reading, ReadNow
from .answers import page_router
from .rendering import page

Json = dict[str, Any]

router = page_router()


@router.get("/facts/{id}")
def fact(request: Request, read: ReadNow, id: FactId) -> Response:
    restricted = read.caller.restricted
    found = journal.one(read.tenant, str(id), restricted=restricted)
    (said,) = said_at(read.tenant, read.moment, [found["position"]], restricted=restricted)
    refs = REGISTRY[found["type"]].refs
    around = behind(read, [*found["supersedes"], *found["superseded_by"]], read.moment)
    told: Json = {"sentence": said["sentence"], "behind": around, "refs": refs, "names": _names(read, found, refs)}
    told["recorder"] = _recorder(read, found["recorded_by"])
    return page(request, "fact.html", fact=found, **told)


def _recorder(read: Reading, by: str) -> str:
    with snapshot(read.tenant, read.moment) as at:
        return recorder_told(by, labels_of_keys(at, [by]))


def _names(read: Reading, found: Json, refs: Mapping[str, str]) -> dict[str, dict[str, str | None]]:
    """By kind what the subjects are called now that the fact names."""
    with snapshot(read.tenant, read.moment) as at:
        names, told = Names(at), defaultdict[str, dict[str, str | None]](dict)
        names.learn_all(_subjects(found, refs))
        for kind, id in names.learned:
            told[kind][id] = names.of(kind, id)
    return told


def _subjects(found: Json, refs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What a fact is about is named by its kind."""
    for name, value in found.items():
        if isinstance(value, dict):
            yield from _subjects(value, dict(zip(value, value, strict=True)))
        elif name in refs:
            yield from ((refs[name], one) for one in (value if isinstance(value, list | tuple) else [value]))


def behind(read: Reading, ids: Iterable[str], moment: Moment) -> dict[str, Json]:
    """What these facts say, by id: of those that may be seen."""
    return {one["id"]: one for one in facts_behind(read.tenant, ids, moment, restricted=read.caller.restricted)}
