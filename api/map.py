"""The map of an account over HTTP: asked for more often than anything else, and by people who wait for it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.routing import APIRoute

from domain.errors import InvalidRequest
from projections.account_maps import account_map as map_of
from projections.account_maps import map_in
from projections.builds import Head
from projections.fields import fields_of
from projections.groups import group_map
from projections.heads import Heads
from projections.moments import moment_at_hand
from projections.why import map_with_why

from . import shapes
from .access import Caller
from .parameters import AccountId, Scope
from .reading import Read, Reading
from .site import HEADS, Site

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class QuickRoute(APIRoute):
    """Answers plain questions on the event loop: FastAPI's parameters and a worker thread cost more than a map in
    memory.

    Whatever is not plain (another parameter, a key not yet verified, a map not in memory) goes the ordinary way.
    """

    def get_route_handler(self) -> Handler:
        ordinary = super().get_route_handler()

        async def handle(request: Request) -> Response:
            return await quick_map(request) or await ordinary(request)

        return handle


router = APIRouter(prefix="/v1/accounts", tags=["accounts"], route_class=QuickRoute)

Fields = Annotated[
    str | None,
    Query(
        max_length=2_000,
        description="Only these parts, such as `units,roles.title,roles.holders.person`; all if left out.",
    ),
]
Why = Annotated[bool, Query(description="Each part names in its own `why` the facts that its values come from.")]
_LONG = 1_000
_PLAIN = frozenset({"as_of", "known_at", "position", "fields"})


@router.get("/{id}/map", response_model=shapes.Map)
def account_map(
    read: Read, id: AccountId, fields: Fields = None, why: Why = False, scope: Scope = "account"
) -> Response:
    """The map of an account on a day: units, roles and who holds them, links, opportunities, findings, rumors.

    With `scope=group` it is that of the organization with all below it that day (by the relation `parent`): these are
    `subsidiaries`, and units, roles, opportunities and findings name their organization.
    """
    if scope == "group":
        return _answer_group(read, id, fields, why)
    return _answer_why(read, id, fields) if why else _answer(read, id, fields)


async def quick_map(request: Request) -> Response | None:
    """The map, or None where it has to be asked for the ordinary way: nothing here waits in the event loop."""
    site: Site = request.app.state.site
    asked = _plainly_asked(request)
    caller = site.access.remembered(request.headers.get("authorization"))
    if asked is None or caller is None or not caller.has("read"):
        return None
    heads: Heads | None = getattr(request.state, HEADS, None)
    return await _answer_of_now(request, caller, asked, heads) if heads else None


async def _answer_of_now(request: Request, caller: Caller, asked: dict[str, str], heads: Heads) -> Response | None:
    """Made while the database is being asked, where its answer is likely known; given only if that is its answer."""
    answer, likely = heads.ask(caller.workspace), _likely(request, caller, heads)
    made = _answer_at_hand(request, caller, asked, likely) if likely else None
    head = await answer
    if made is not None and head == likely:
        return made
    return _answer_at_hand(request, caller, asked, head) if head else None


def _likely(request: Request, caller: Caller, heads: Heads) -> Head | None:
    """What was the answer of late, or what this process has written since."""
    likely, tenant = heads.likely(caller.workspace), request.app.state.site.tenants.at_hand(caller.workspace)
    if likely is None or tenant is None:
        return None
    return likely._replace(position=max(likely.position, tenant.timelines.told_of))


def _answer_at_hand(request: Request, caller: Caller, asked: dict[str, str], head: Head) -> Response | None:
    tenant, id = request.app.state.site.tenants.at_hand(caller.workspace), request.path_params["id"]
    if tenant is None or not tenant.ledger.knowledge.remembers(("organization", id)):
        return None
    position = int(asked["position"]) if "position" in asked else None
    moment = moment_at_hand(tenant.ledger, head, asked.get("as_of"), asked.get("known_at"), position)
    if moment is None:
        return None
    wanted, read = fields_of(asked.get("fields")), Reading(request, caller, if_none_match=_held(request))
    with tenant.timelines.at_hand(id, moment, wanted) as scene:
        if scene is None:
            return None
        build = partial(map_in, scene, moment, wanted, restricted=caller.restricted)
        return read.answer(build, moment, about=("organization", id))


def _held(request: Request) -> str | None:
    return request.headers.get("if-none-match")


def _plainly_asked(request: Request) -> dict[str, str] | None:
    asked = dict(request.query_params) if request.scope["query_string"] else {}
    position = asked.get("position", "0")
    short = len(request.scope["query_string"]) < _LONG and len(position) < 19
    plain = short and asked.keys() <= _PLAIN and position.isdecimal()
    return asked if plain and "incumbent-min-position" not in request.headers else None


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
