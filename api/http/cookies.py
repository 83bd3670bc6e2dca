"""The session's cookie: what stands in it, and when it counts as a credential."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request, Response

from domain.language import say

from .problems import ForeignOrigin

COOKIE = "incumbent_session"
# As the scheme of a credential it is never taken from a header: only the cookie gives it.
SESSION = "Session"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def credential(request: Request) -> str | None:
    """The header Authorization, else the session of the cookie. Raises ForeignOrigin."""
    header = request.headers.get("authorization")
    if header is not None:
        return None if header.startswith(f"{SESSION} ") else header
    token = request.cookies.get(COOKIE)
    if token is None:
        return None
    if request.method not in SAFE_METHODS:
        refuse_foreign(request)
    return f"{SESSION} {token}"


def refuse_foreign(request: Request) -> None:
    """Browsers say where a request that changes something comes from; one that says neither is refused.

    After the OWASP cheat sheet on cross-site request forgery: fetch metadata first, then the origin.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        same = site == "same-origin"
    else:
        same = origin is not None and urlsplit(origin).netloc == request.headers.get("host")
    if not same:
        raise ForeignOrigin(say("only the page of this server may do that with its cookie"))


def give(response: Response, request: Request, token: str, seconds: int) -> None:
    secure = _secure(request)
    response.set_cookie(COOKIE, token, max_age=seconds, path="/", secure=secure, httponly=True, samesite="strict")


def take_away(response: Response, request: Request) -> None:
    response.delete_cookie(COOKIE, path="/", secure=_secure(request), httponly=True, samesite="strict")


def _secure(request: Request) -> bool:
    """A proxy that ends TLS says so; a wrong word only makes the cookie stricter."""
    return "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
