"""Refusals as RFC 9457 problem details: one table from kind to status, one shape."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from eventsourcing.persistence import OperationalError as LogUnavailable
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from sqlalchemy.exc import InterfaceError, InternalError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from starlette.exceptions import HTTPException
from starlette.routing import Match

from domain.errors import InvalidRequest, Refused, Unavailable
from domain.expected import of_parameter
from domain.language import say

log = structlog.get_logger()

UNAVAILABLE = (OperationalError, InterfaceError, PoolExhausted, LogUnavailable)
TYPE = "urn:incumbent:problem:"
MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "1"


class Unauthenticated(Refused):
    """The request carries no key that is valid."""

    kind = "unauthenticated"


class ScopeMissing(Refused):
    """The key does not have the scope that this needs."""

    kind = "scope-missing"


class ForeignOrigin(Refused):
    """The request changes something and does not come from this server's own page."""

    kind = "foreign-origin"


class TooManyAttempts(Refused):
    """Too many wrong keys came from there; wait a minute."""

    kind = "too-many-attempts"


class CursorExpired(InvalidRequest):
    """The cursor is of a store that was restored since: list again from the beginning."""

    kind = "cursor-expired"


class BodyTooLarge(Refused):
    """The body is larger than a request may be."""

    kind = "body-too-large"


class TooManyStreams(Refused):
    """As many streams are open with this key as may be."""

    kind = "too-many-streams"


class RendererMissing(Refused):
    """What makes PNG and PDF of pictures is not installed where this server runs."""

    kind = "renderer-missing"


STATUS: dict[str, int] = {
    "refused": 422,
    "invalid-fact": 422,
    "unknown-subject": 422,
    "unknown-fact": 422,
    "person-erased": 422,
    "recorded-at-refused": 422,
    "invalid-request": 422,
    "fact-conflict": 409,
    "stale-expectation": 409,
    "out-of-turn": 409,
    "idempotency-key-reused": 409,
    "batch-too-large": 413,
    "body-too-large": 413,
    "not-found": 404,
    "cursor-expired": 410,
    "unauthenticated": 401,
    "scope-missing": 403,
    "too-many-streams": 429,
    "renderer-missing": 501,
    "foreign-origin": 403,
    "too-many-attempts": 429,
    "unavailable": 503,
    "not-yet-readable": 503,
}

_HEADERS: dict[int, dict[str, str]] = {
    401: {"WWW-Authenticate": 'Bearer realm="incumbent"'},
    429: {"Retry-After": RETRY_AFTER},
    503: {"Retry-After": RETRY_AFTER},
}


def problem(status: int, kind: str, title: str, headers: Mapping[str, str] | None = None, **members: Any) -> Response:
    """Members without a value are left out."""
    stated = {name: value for name, value in members.items() if value is not None}
    body = {"type": TYPE + kind, "title": title, "status": status, **stated}
    always = {"Cache-Control": "no-store", **_HEADERS.get(status, {})}
    return Response(msgspec.json.encode(body), status, always | dict(headers or {}), MEDIA_TYPE)


def problem_of(refused: Refused) -> Response:
    members = refused.extra | {"detail": refused.detail, "field": refused.field, "index": refused.index}
    return problem(STATUS[refused.kind], refused.kind, title_of(type(refused)), **members)


def title_of(refusal: type[Refused]) -> str:
    """The first sentence of its docstring."""
    return (refusal.__doc__ or refusal.__name__).strip().partition(".")[0] + "."


def handle_problems(app: FastAPI) -> None:
    """Every refusal and every failure answers as a problem."""
    app.add_exception_handler(Refused, _refused)  # type: ignore[arg-type]
    app.add_exception_handler(RequestValidationError, _invalid)  # type: ignore[arg-type]
    app.add_exception_handler(HTTPException, no_route)  # type: ignore[arg-type]
    for kind in UNAVAILABLE:
        app.add_exception_handler(kind, _unavailable)
    app.add_exception_handler(InternalError, _cut_off)  # type: ignore[arg-type]
    app.add_exception_handler(Exception, failed)


async def _refused(_: Request, error: Refused) -> Response:
    """What it comes from is for the operator, and only of what kind: databases repeat values."""
    if error.__cause__ is not None:
        log.warning(error.kind, cause=type(error.__cause__).__name__)
    return problem_of(error)


async def _invalid(_: Request, error: RequestValidationError) -> Response:
    return problem_of(invalid_parameter(error))


def invalid_parameter(error: RequestValidationError) -> InvalidRequest:
    """What was sent is not repeated: it may be personal. Of a choice of types Pydantic names each, too, in brackets."""
    first = error.errors()[0]
    field = ".".join(part for part in map(str, first["loc"][1:]) if "[" not in part) or None
    return InvalidRequest(of_parameter(first["type"], first.get("ctx", {})), field=field)


async def no_route(request: Request, error: HTTPException) -> Response:
    """Of that path, or of that path by that method."""
    status = HTTPStatus(error.status_code)
    headers = dict(error.headers or {})
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    kind = status.phrase.lower().replace(" ", "-")
    return problem(status.value, kind, f"{status.phrase}.", headers, detail=status.description or None)


def _methods_at(request: Request) -> set[str]:
    """FastAPI names only those of the first route with that path."""
    routes = (context.original_route for context in iter_route_contexts(request.app.routes))
    matching = (route for route in routes if route.matches(request.scope)[0] != Match.NONE)
    return {method for route in matching for method in getattr(route, "methods", ())}


async def _unavailable(_: Request, error: Exception) -> Response:
    return problem_of(unavailable())


def unavailable() -> Unavailable:
    return Unavailable(say("the database does not answer now; try again"))


async def _cut_off(request: Request, error: InternalError) -> Response:
    """A transaction in which nothing was asked for too long is ended by PostgreSQL, with its connection."""
    if not error.connection_invalidated:
        raise error
    return await _unavailable(request, error)


async def failed(_: Request, error: Exception) -> Response:
    return problem(500, "internal-error", "The server failed.", detail="this is a fault of the server; it was logged")
