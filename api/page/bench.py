"""What a nomination is laid beside: of each kind whom or what it may mean, and whom else somebody looked for."""

from __future__ import annotations

from typing import Annotated, Any, NamedTuple

from fastapi import Depends, Query

from domain.acceptance import SAID
from domain.nominations import CALLED
from domain.search.words import written
from domain.unsure import DOUBTS
from projections.candidates import described
from projections.search.reading import Asked, search

from ..http.reading import Reading

Json = dict[str, Any]
MOST_FOUND = 8
Sought = Annotated[str | None, Query(max_length=200)]


class Found(NamedTuple):
    """What somebody looks for because nothing that was proposed is meant."""

    person: str | None = None
    organization: str | None = None
    role: str | None = None


async def looked(find_person: Sought = None, find_organization: Sought = None, find_role: Sought = None) -> Found:
    return Found(find_person, find_organization, find_role)


Looked = Annotated[Found, Depends(looked)]


class Part(NamedTuple):
    """One kind: `options` with their names and posts, those proposed with score and reasons; `chosen` beforehand."""

    kind: str
    announced: str | None
    options: list[Json]
    chosen: str | None


def bench(read: Reading, nomination: Json, looked: Found) -> list[Part]:
    """Person, organization and role side by side."""
    proposed = {kind: _proposed(read, nomination, kind, getattr(looked, kind)) for kind in CALLED}
    subjects = {(kind, one["id"]) for kind, some in proposed.items() for one in some}
    known = described(read.tenant, read.moment, subjects)
    return [_part(nomination, kind, [one | known[kind, one["id"]] for one in some]) for kind, some in proposed.items()]


def _proposed(read: Reading, nomination: Json, kind: str, sought: str | None) -> list[Json]:
    """Those proposed first, then those found."""
    candidates = [one for one in nomination.get("candidates", ()) if one["kind"] == kind]
    here = {one["id"] for one in candidates}
    return [*candidates, *({"id": id} for id in _found(read, kind, sought) if id not in here)]


def _found(read: Reading, kind: str, sought: str | None) -> list[str]:
    if not (sought and written(sought)):
        return []
    hits = search(read.tenant, read.moment, Asked(sought, {"kind": [kind]}, counting=False), limit=MOST_FOUND)
    return [hit["id"] for hit in hits.body["hits"]]


def _part(nomination: Json, kind: str, options: list[Json]) -> Part:
    announced = nomination.get(SAID[kind])
    return Part(kind, announced, options, _chosen_beforehand(nomination, kind, options))


def _chosen_beforehand(nomination: Json, kind: str, options: list[Json]) -> str | None:
    """The likeliest, unless something speaks against it: then somebody has to choose."""
    unsure = {one["kind"] for one in nomination.get("unsure", ())}
    proposed = [one["id"] for one in options if "score" in one]
    return str(proposed[0]) if proposed and DOUBTS[kind].isdisjoint(unsure) else None
