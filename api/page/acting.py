"""Acting on the page: what a form says, and what comes back once it was done or refused, with scripts or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from fastapi import Request, Response

from domain.errors import InvalidRequest, Refused, Unavailable
from domain.language import say
from projections.moments import moment_of

from ..http.bodies import decoded
from ..http.problems import STATUS
from ..http.reading import Reading
from .answers import own, see_other
from .rendering import asks_for_part

Form = dict[str, str]
Asked = TypeVar("Asked")
Done = TypeVar("Done")
MOST_FIELDS = 1_100


def fields_of(body: bytes) -> list[tuple[str, str]]:
    """What a form sends, without space around it, blank or not, in its order. Raises InvalidRequest."""
    try:
        said = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        raise InvalidRequest(say("expected a form of at most {most:,} fields in UTF-8", most=MOST_FIELDS)) from None
    return [(name, text.strip()) for name, text in said]


def form_of(body: bytes) -> Form:
    """The fields that somebody filled in. Raises InvalidRequest."""
    return {name: text for name, text in fields_of(body) if text}


def said_as(said: dict[str, Any], type: type[Asked]) -> Asked:
    """As the body of the call under /v1 that does the same. Raises InvalidRequest naming the field."""
    return decoded(msgspec.json.encode(said), type)


def acted(
    request: Request,
    read: Reading,
    act: Callable[[], Done],
    done: Callable[[Done], Response],
    refused: Callable[[Refused], Response],
) -> Response:
    """What was done, or why it was not: somebody may have been first. Scripts are told up to where they know now."""
    try:
        found = act()
    except Unavailable:
        raise
    except Refused as problem:
        response = refused(problem)
        response.status_code = STATUS[problem.kind]
        return response
    response = done(found)
    if asks_for_part(request):
        told = {"recorded": {"position": moment_of(read.tenant.ledger).position}}
        response.headers["HX-Trigger"] = msgspec.json.encode(told).decode()
    return response


def acted_there(
    request: Request, read: Reading, form: Form, act: Callable[[], object], show: Callable[[Refused | None], Response]
) -> Response:
    """The part of the page that the form stands in, as it is now; without scripts back to where the form stood."""

    def done(_: object) -> Response:
        return show(None) if asks_for_part(request) else see_other(own(form.get("back")))

    def refused(problem: Refused) -> Response:
        if not asks_for_part(request):
            raise problem
        return show(problem)

    return acted(request, read, act, done, refused)
