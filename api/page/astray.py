"""Where there is no page, or making it failed: who came with a browser is told so by a page, programs by a problem."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from typing import Any

from fastapi import FastAPI, Request, Response

from domain.errors import NotFound, Refused
from domain.language import say

from ..http.access import caller_of
from ..http.problems import failed, no_route
from .answers import refusal, secured
from .rendering import page
from .speech import speaking

OF_PROGRAMS = ("/v1/", "/health/", "/metrics")

Page = Callable[[Request, int], Response]
Problem = Callable[[Request, Any], Awaitable[Response]]


def handle_astray(app: FastAPI) -> None:
    """Whatever no route of the page answers itself."""
    for about in (404, 405):
        app.add_exception_handler(about, partial(_told, _nowhere, no_route))
    app.add_exception_handler(Exception, partial(_told, _failed, failed))


async def _told(to_people: Page, to_programs: Problem, request: Request, error: Any) -> Response:
    if "text/html" not in request.headers.get("accept", "") or request.url.path.startswith(OF_PROGRAMS):
        return await to_programs(request, error)
    with suppress(Refused):
        await caller_of(request)
    await speaking(request)
    return secured(to_people(request, getattr(error, "status_code", 500)))


def _nowhere(request: Request, status: int) -> Response:
    return refusal(request, NotFound(say("there is no page at this address")), status)


def _failed(request: Request, status: int) -> Response:
    return page(request, "failed.html", status=status)
