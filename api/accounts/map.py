"""The map of an account over HTTP: asked for more often than anything else, and by people who wait for it."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Response

from domain.errors import InvalidRequest
from projections.account_maps import account_map as map_of
from projections.freshness import map_with_freshness
from projections.groups import group_map
from projections.statements import half_lives_of
from projections.why import map_with_why

from .. import shapes
from ..http.parameters import AccountId, Scope, Why
from ..http.reading import Read, Reading

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])

Fields = Annotated[
    str | None,
    Query(
        max_length=2_000,
        description="Only these parts, such as `units,roles.title,roles.holders.person`; all if left out.",
    ),
]
Freshness = Annotated[
    bool,
    Query(
        description="Values that fade say in the `freshness` of their part when they were last stated, and how certain "
        "they are by now."
    ),
]


@router.get("/{id}/map", response_model=shapes.Map)
def account_map(
    read: Read,
    id: AccountId,
    fields: Fields = None,
    why: Why = False,
    freshness: Freshness = False,
    scope: Scope = "account",
) -> Response:
    """The map of an account on a day: units, roles and who holds them, links, opportunities, findings, rumors.

    With `scope=group` it is that of the organization with all below it that day (by the relation `parent`): these are
    `subsidiaries`, and units, roles, opportunities and findings name their organization.
    """
    if freshness:
        return _answer_freshness(read, id, fields, why, scope)
    if scope == "group":
        return _answer_group(read, id, fields, why)
    return _answer_why(read, id, fields) if why else _answer(read, id, fields)


def _answer_freshness(read: Reading, id: str, fields: str | None, why: bool, scope: str) -> Response:
    if fields is not None:
        raise InvalidRequest("freshness is shown of the whole map", field="fields")
    half_lives = half_lives_of(read.tenant, read.moment)
    asked = {"restricted": read.caller.restricted, "why": why, "group": scope == "group"}
    build = partial(map_with_freshness, read.tenant, id, read.moment, **asked)
    return read.answer(build, about=("organization", id), settings=half_lives)


def _answer_group(read: Reading, id: str, fields: str | None, why: bool) -> Response:
    if fields is not None:
        raise InvalidRequest("the map of a group is shown as a whole", field="fields")
    build = partial(group_map, read.tenant, id, read.moment, restricted=read.caller.restricted, why=why)
    return read.answer(build, about=("organization", id))


def _answer_why(read: Reading, id: str, fields: str | None) -> Response:
    if fields is not None:
        raise InvalidRequest("the facts behind a map are shown of the whole map", field="fields")
    build = partial(map_with_why, read.tenant, id, read.moment, read.caller.restricted)
    return read.answer(build, about=("organization", id))


def _answer(read: Reading, id: str, fields: str | None) -> Response:
    return read.answer(lambda: _map(read, id, fields), about=("organization", id))


def _map(read: Reading, id: str, fields: str | None) -> bytes:
    return map_of(read.tenant, id, read.moment, fields=fields, restricted=read.caller.restricted)
