"""Style, scripts and vendored libraries: files of the package, and nothing from elsewhere."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fastapi import Request, Response

from domain.errors import NotFound
from domain.language import say

from .answers import page_router

FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

router = page_router()


class Static(NamedTuple):
    body: bytes
    media_type: str
    etag: str


@router.get("/static/{path:path}")
def static(request: Request, path: str) -> Response:
    found = _files().get(path)
    if found is None:
        raise NotFound(say("there is no page at this address"))
    headers = {"ETag": found.etag, "Cache-Control": "no-cache"}
    if found.etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers, media_type=found.media_type)


@cache
def _files() -> dict[str, Static]:
    """Read once: what is not in this list cannot be asked for, whatever the path says."""
    return {path.relative_to(FOLDER).as_posix(): _file(path) for path in FOLDER.rglob("*") if path.suffix in _TYPES}


def _file(path: Path) -> Static:
    body = path.read_bytes()
    return Static(body, _TYPES[path.suffix], f'"{sha256(body).hexdigest()[:32]}"')
