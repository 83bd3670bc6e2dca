"""Signing in to the page with a key, and out; the language and the look somebody chooses."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs

from fastapi import Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from domain.errors import NotFound, Refused
from domain.expected import one_of
from domain.log.sessions import end_session, start_session

from ..http.access import Caller
from ..http.bodies import Body
from ..http.cookies import COOKIE, SESSION, give, refuse_foreign, take_away
from ..http.problems import ScopeMissing, TooManyAttempts, Unauthenticated
from ..http.site import Site
from . import languages, rendering
from .answers import own, page_router, see_other
from .rendering import page

_YEAR_SECONDS = 365 * 86_400

router = page_router()
Next = Annotated[str | None, Query(max_length=2_000)]


@router.get("/sign-in")
def sign_in_form(request: Request, next: Next = None) -> Response:
    return page(request, "sign_in.html", next=own(next), refused=None)


@router.post("/sign-in")
async def sign_in(request: Request, body: Body) -> Response:
    refuse_foreign(request)
    said = parse_qs(body.decode(errors="replace"), max_num_fields=10)
    key, wanted = said.get("key", [""])[0].strip(), own(said.get("next", [""])[0])
    try:
        caller = await run_in_threadpool(_admitted, request, key)
    except (Unauthenticated, ScopeMissing, TooManyAttempts) as refused:
        return _again(request, wanted, refused)
    return await run_in_threadpool(_started, request, caller, wanted)


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    refuse_foreign(request)
    site: Site = request.app.state.site
    token = request.cookies.get(COOKIE, "")
    response = see_other("/sign-in")
    take_away(response, request)
    try:
        caller = site.access.admitted(f"{SESSION} {token}")
    except Unauthenticated:
        return response
    end_session(site.store, caller.workspace, token)
    site.access.forget(caller.key)
    return response


@router.get("/choose/language/{value}")
def choose_language(request: Request, value: Annotated[str, Path(max_length=10)], next: Next = None) -> Response:
    return _chosen(languages.COOKIE, value, tuple(languages.LANGUAGES), next)


@router.get("/choose/theme/{value}")
def choose_theme(request: Request, value: Annotated[str, Path(max_length=10)], next: Next = None) -> Response:
    return _chosen(rendering.THEME, value, rendering.THEMES, next)


def _chosen(cookie: str, value: str, values: tuple[str, ...], next: str | None) -> Response:
    if value not in values:
        raise NotFound(one_of(", ".join(values)))
    response = see_other(own(next))
    response.set_cookie(cookie, value, max_age=_YEAR_SECONDS, path="/", httponly=True, samesite="lax")
    return response


def _admitted(request: Request, key: str) -> Caller:
    site: Site = request.app.state.site
    where = request.client.host if request.client else ""
    site.attempts.refuse_many(where)
    try:
        return site.access.looked_up(f"Bearer {key}").require(["read"])
    except Unauthenticated:
        site.attempts.wrong(where)
        raise


def _again(request: Request, wanted: str, refused: Refused) -> Response:
    status = 429 if isinstance(refused, TooManyAttempts) else 401
    return page(request, "sign_in.html", status=status, next=wanted, refused=refused)


def _started(request: Request, caller: Caller, wanted: str) -> Response:
    site: Site = request.app.state.site
    seconds, now = int(site.limits.session_hours * 3_600), site.access.clock()
    token = start_session(site.store, caller.workspace, caller.key, now=now, expires_at=now + seconds * 1_000_000)
    response = see_other(wanted)
    give(response, request, token, seconds)
    return response
