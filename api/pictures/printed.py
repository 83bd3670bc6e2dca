"""The map as PNG and PDF, over HTTP: the same picture as `map.svg`, for slides and paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Response

from ..http.files import as_file
from ..http.parameters import AccountId
from ..http.reading import Read
from .drawing import map_picture
from .pictured import OfMap
from .rendering import MEDIA_TYPES, rendered

router = APIRouter(prefix="/v1/accounts", tags=["pictures"])

_DESCRIBED = """The picture of `map.svg` as {name}; `theme=auto` is light. Made by librsvg, within limits of
time and size: where it is not installed the answer is 501, and says what to install.
"""


def _as(format: str) -> Callable[..., Response]:
    def answer(read: Read, id: AccountId, asked: OfMap) -> Response:
        def build() -> bytes:
            drawn = map_picture(read.tenant, id, read.moment, asked, restricted=read.caller.restricted)
            return rendered(drawn, format)

        found = read.answer(build, about=("organization", id), media_type=MEDIA_TYPES[format])
        return as_file(found, f"{id}-{read.moment.as_of}.{format}", shown=True)

    return answer


for _format in ("png", "pdf"):
    _responses: dict[int | str, dict[str, Any]] = {
        200: {"content": {MEDIA_TYPES[_format]: {}}},
        501: {"description": "A problem: `renderer-missing`"},
    }
    router.add_api_route(
        f"/{{id}}/map.{_format}",
        _as(_format),
        name=f"map_{_format}",
        summary=f"Map as {_format.upper()}",
        description=_DESCRIBED.format(name=_format.upper()),
        response_class=Response,
        responses=_responses,
    )
