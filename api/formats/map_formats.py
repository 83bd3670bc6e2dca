"""The map of an account in forms that other programs read, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from projections.statements import half_lives_of

from ..http.files import as_file
from ..http.parameters import SUBJECT, AccountId, Scope
from ..http.reading import Read, Reading
from ..pictures.asked import LAYERS
from .reading import WRITERS, graph_at, layers_of

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Layers = Annotated[
    str | None,
    Query(max_length=200, description=f"What is shown, with commas between, all if left out: {', '.join(LAYERS)}."),
]
Sale = Annotated[
    str | None,
    Query(pattern=SUBJECT, description="The opportunity whose buying roles and attitudes are shown, if any."),
]
_SAME = """

Posts with their holders, units, reporting lines, links with tone, strength and certainty, shares of influence, who of
ours covers whom. Power, influence, links and attitudes need the scope `restricted`; what is withheld is named in it.
"""
_DESCRIBED = {
    "dot": "The map for Graphviz: boxes in the regions of their units, lines as they are." + _SAME,
    "mmd": "The map as a Mermaid flowchart, for pages in Markdown. Large maps need a larger `maxEdges` there." + _SAME,
    "graphml": "The map as a graph of posts, people and units, for yEd, Gephi and libraries of graphs." + _SAME,
    "csv": "The map as a table, a row for each holder of each post; cells never begin like a formula." + _SAME,
    "links.csv": "The links of the map as a table; cells never begin like a formula." + _SAME,
}


def _as(format: str) -> Callable[..., Response]:
    def answer(
        read: Read, id: AccountId, layers: Layers = None, opportunity: Sale = None, scope: Scope = "account"
    ) -> Response:
        build = partial(_written, read, id, format, layers_of(layers), opportunity, scope == "group")
        settings = half_lives_of(read.tenant, read.moment)
        found = read.answer(build, about=("organization", id), media_type=WRITERS[format][1], settings=settings)
        return as_file(found, f"{id}-{read.moment.as_of}.{format}")

    return answer


def _written(
    read: Reading, id: str, format: str, layers: frozenset[str], opportunity: str | None, group: bool
) -> bytes:
    asked = read.tenant, id, read.moment, layers
    graph = graph_at(*asked, opportunity=opportunity, group=group, restricted=read.caller.restricted)
    return WRITERS[format][0](graph)


for _format, (_, _media_type) in WRITERS.items():
    router.add_api_route(
        f"/{{id}}/map.{_format}",
        _as(_format),
        name=f"account_map_{_format.replace('.', '_')}",
        summary=f"Account Map as {_format}",
        description=_DESCRIBED[_format],
        response_class=Response,
        responses={200: {"content": {_media_type: {}}}},
    )
