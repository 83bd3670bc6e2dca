"""Acting on the page: what a form says, and the part of the page that comes back, with scripts or without."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import parse_qsl

import msgspec
from fastapi import Request, Response

from domain.errors import InvalidRequest, Refused

from ..http.bodies import decoded
from ..http.problems import STATUS
from .answers import own, see_other

Form = dict[str, str]
Asked = TypeVar("Asked")
_MOST_FIELDS = 100


def form_of(body: bytes) -> Form:
    """The fields that somebody filled in. Raises InvalidRequest."""
    try:
        said = parse_qsl(body.decode(errors="replace"), max_num_fields=_MOST_FIELDS)
    except ValueError:
        raise InvalidRequest(f"a form has {_MOST_FIELDS} fields at most") from None
    return {name: text.strip() for name, text in said if text.strip()}


def said_as(said: dict[str, Any], type: type[Asked]) -> Asked:
    """As the body of the call under /v1 that does the same. Raises InvalidRequest naming the field."""
    return decoded(msgspec.json.encode(said), type)


def acted(
    request: Request, form: Form, act: Callable[[], object], show: Callable[[Refused | None], Response]
) -> Response:
    """Without scripts back to where the form stood; with htmx the part that changed, as it is now. What is refused is
    told beside it: somebody may have been first."""
    if "hx-request" not in request.headers:
        act()
        return see_other(own(form.get("back")))
    try:
        act()
    except Refused as refused:
        response = show(refused)
        response.status_code = STATUS[refused.kind]
        return response
    return show(None)
