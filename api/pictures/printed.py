"""Maps as PNG and PDF, over HTTP: the same pictures as their SVG, for slides and paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Response

from ..accounts.accounts import Ends
from ..http.parameters import AccountId, OpportunityId, Scope, Why
from ..http.reading import Read, ReadNow
from .pictured import Look, OfChanges, OfMap, answer_buying_center, answer_changes, answer_map
from .rendering import MEDIA_TYPES

router = APIRouter(prefix="/v1", tags=["pictures"])
Routed = Callable[..., Response]

_DESCRIBED = """The picture of `{path}.svg` as {name}; `theme=auto` is light. Made by librsvg, within limits of
time and size: where it is not installed the answer is 501, and says what to install.
"""


def _map(format: str) -> Routed:
    def answer(read: Read, id: AccountId, asked: OfMap) -> Response:
        return answer_map(read, id, asked, format)

    return answer


def _changes(format: str) -> Routed:
    def answer(read: ReadNow, id: AccountId, ends: Ends, asked: OfChanges) -> Response:
        return answer_changes(read, id, ends, asked, format)

    return answer


def _buying_center(format: str) -> Routed:
    def answer(
        read: Read, id: OpportunityId, theme: Look = "auto", scope: Scope = "account", why: Why = False
    ) -> Response:
        return answer_buying_center(read, id, theme, scope, why, format)

    return answer


def _add(path: str, name: str, made: Callable[[str], Routed], format: str) -> None:
    responses: dict[int | str, dict[str, Any]] = {
        200: {"content": {MEDIA_TYPES[format]: {}}},
        501: {"description": "A problem: `renderer-missing`"},
    }
    router.add_api_route(
        f"{path}.{format}",
        made(format),
        name=f"{name}_{format}",
        summary=f"{name.replace('_', ' ').capitalize()} as {format.upper()}",
        description=_DESCRIBED.format(path=path.rpartition("/")[2], name=format.upper()),
        response_class=Response,
        responses=responses,
    )


for _format in ("png", "pdf"):
    _add("/accounts/{id}/map", "map", _map, _format)
    _add("/accounts/{id}/diff", "diff", _changes, _format)
    _add("/opportunities/{id}/buying-center", "buying_center", _buying_center, _format)
