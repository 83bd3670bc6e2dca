"""How the page answers: its headers, and refusals as pages of their own."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Depends, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.routing import APIRoute

from domain.errors import Refused

from ..http.cookies import take_away
from ..http.problems import STATUS, UNAVAILABLE, Unauthenticated, invalid_parameter, unavailable
from .rendering import asks_for_part, page
from .speech import speaking

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageRoute(APIRoute):
    """A route of the page: a refusal is a page too, and who has not signed in is asked to."""

    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            return secured(_without_unsaid(request) or await _answered(handle, request))

        return answer


def secured(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers.setdefault(name, value)
    return response


def page_router() -> APIRouter:
    return APIRouter(include_in_schema=False, route_class=PageRoute, dependencies=[Depends(speaking)])


def see_other(address: str) -> RedirectResponse:
    return RedirectResponse(address, 303)


def own(wanted: str | None) -> str:
    """A path of this server, else the first page: nobody is sent elsewhere."""
    path = wanted or "/"
    elsewhere = not path.startswith("/") or path.startswith("//") or "\\" in path
    return "/" if elsewhere or not path.isprintable() or path.startswith("/sign-") else path


async def _answered(handle: Handler, request: Request) -> Response:
    try:
        return await handle(request)
    except Unauthenticated:
        return _sign_in(request)
    except RequestValidationError as error:
        return refusal(request, invalid_parameter(error))
    except UNAVAILABLE:
        return refusal(request, unavailable())
    except Refused as refused:
        return refusal(request, refused)


def _sign_in(request: Request) -> Response:
    """A part of a page cannot be replaced by the form: htmx is told to leave the page for it."""
    address = "/sign-in?" + urlencode({"next": _standing(request)})
    response = Response(headers={"HX-Redirect": address}) if asks_for_part(request) else see_other(address)
    take_away(response, request)
    return response


def _standing(request: Request) -> str:
    """Where somebody comes back to: what was asked for, but if that is no page, the one that it was asked from."""
    whole = request.method == "GET" and not asks_for_part(request)
    asked_from = request.headers.get("hx-current-url", request.headers.get("referer", ""))
    at = urlsplit(str(request.url) if whole else asked_from)
    return at.path + (f"?{at.query}" if at.query else "")


def refusal(request: Request, refused: Refused, status: int | None = None) -> Response:
    return page(request, "refused.html", status=status or STATUS[refused.kind], refused=refused)


def _without_unsaid(request: Request) -> Response | None:
    """Forms send fields that nobody filled in, and the position that a page was of beside the day that somebody chose
    instead; the address bar keeps what was said."""
    asked = parse_qsl(request.url.query, keep_blank_values=True)
    said = [(name, value) for name, value in asked if value.strip()]
    chosen = any(name == "known_at" for name, _ in said)
    said = [(name, value) for name, value in said if not (chosen and name == "position")]
    if request.method != "GET" or len(said) == len(asked):
        return None
    return see_other(request.url.path + (f"?{urlencode(said)}" if said else ""))
