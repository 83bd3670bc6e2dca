"""Pictures over HTTP: SVG that runs nothing, loads nothing, and may be looked at on its own or in a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from projections.moments import Moment

from ..accounts.accounts import Ends
from ..http.files import as_file
from ..http.parameters import SUBJECT, AccountId, OpportunityId, Scope, Why
from ..http.reading import Read, Reading, ReadNow, Subject
from .asked import LAYERS, Arrangement, Asked, layers_of, units_of
from .changes import diff_picture
from .drawing import buying_center_picture, map_picture
from .layout import Detail
from .overview import LARGE
from .paint import Theme
from .rendering import MEDIA_TYPES, rendered

SVG = MEDIA_TYPES["svg"]

router = APIRouter(prefix="/v1", tags=["pictures"])

Layers = Annotated[
    str | None,
    Query(
        max_length=200,
        description=f"What is drawn, with commas between: {', '.join(LAYERS)}. Left out: hierarchy, power and links, "
        "and attitude where an opportunity is named.",
    ),
]
OfOpportunity = Annotated[
    str | None,
    Query(pattern=SUBJECT, description="The opportunity whose buying roles and attitudes are shown."),
]
Layout = Annotated[
    Arrangement,
    Query(
        description="`stable`: whoever did not move has the same place on all days, for one position of the log. "
        "`compact`: this day alone."
    ),
]
Collapse = Annotated[
    str | None,
    Query(max_length=2_000, description="Ids of units, with commas between, of each of which one box is shown."),
]
Details = Annotated[
    Detail,
    Query(
        description="`full`: each role is a box. `overview`: the upper ones are, all others are marks by unit. "
        f"`auto`: an overview from {LARGE + 1} roles on."
    ),
]
Look = Annotated[Theme, Query(description="Colors; `auto` follows whoever looks at it.")]
_DRAWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The picture.", "content": {SVG: {"schema": {"type": "string"}}}}
}


def _asked(
    layers: Layers = None,
    opportunity: OfOpportunity = None,
    layout: Layout = "stable",
    theme: Look = "auto",
    collapse: Collapse = None,
    detail: Details = "auto",
    scope: Scope = "account",
    why: Why = False,
) -> Asked:
    shown, units = layers_of(layers, opportunity), units_of(collapse)
    return Asked(shown, opportunity, layout, theme, units, detail, scope == "group", why)


# What pictures of a map are asked by, whatever they are made into.
OfMap = Annotated[Asked, Depends(_asked)]


class Picture(Response):
    media_type = SVG


@router.get("/accounts/{id}/map.svg", response_class=Picture, responses=_DRAWN)
def map_svg(read: Read, id: AccountId, asked: OfMap) -> Response:
    """The map of an account as a picture: boxes are roles with their holders, larger with influence; lines who reports
    to whom; links as thick as they are strong, in the colors of their tone, dashed where only probable.

    With `scope=group` the organizations below it that day are regions of the same picture. With `why` each tooltip
    tells the facts behind what it is of, with their source and both dates.

    Elements carry `data-role`, `data-person`, `data-unit`, `data-other`, for a page to hold on to.
    """
    return answer_map(read, id, asked, "svg")


def answer_map(read: Reading, id: str, asked: Asked, format: str) -> Response:
    build = partial(map_picture, read.tenant, id, read.moment, asked, restricted=read.caller.restricted)
    return _answer(read, build, ("organization", id), format)


def _asked_of_changes(
    theme: Look = "auto",
    collapse: Collapse = None,
    detail: Details = "auto",
    scope: Scope = "account",
    why: Why = False,
) -> Asked:
    return Asked(theme=theme, collapse=units_of(collapse), detail=detail, group=scope == "group", why=why)


OfChanges = Annotated[Asked, Depends(_asked_of_changes)]


@router.get("/accounts/{id}/diff.svg", response_class=Picture, responses=_DRAWN)
def diff_svg(read: ReadNow, id: AccountId, ends: Ends, asked: OfChanges) -> Response:
    """Two moments of an account in one picture: roles that came and went, holders before and after, changed lines.

    With `scope=group` of all organizations that were below it at either moment. With `why` tooltips tell the facts
    behind what there is now and what there was.
    """
    return answer_changes(read, id, ends, asked, "svg")


def answer_changes(read: Reading, id: str, ends: tuple[Moment, Moment], asked: Asked, format: str) -> Response:
    build = partial(diff_picture, read.tenant, id, *ends, asked, restricted=read.caller.restricted)
    return _answer(read, build, ("organization", id), format, *ends)


@router.get("/opportunities/{id}/buying-center.svg", response_class=Picture, responses=_DRAWN)
def buying_center_svg(
    read: Read, id: OpportunityId, theme: Look = "auto", scope: Scope = "account", why: Why = False
) -> Response:
    """Who has a part in a sale, how they stand to it and to each other, as a picture of one day.

    With `scope=group` in the posts that they hold in the organizations below the account too.
    """
    return answer_buying_center(read, id, theme, scope, why, "svg")


def answer_buying_center(read: Reading, id: str, theme: Theme, scope: str, why: bool, format: str) -> Response:
    asked = Asked(theme=theme, group=scope == "group", why=why)
    build = partial(buying_center_picture, read.tenant, id, read.moment, asked, restricted=read.caller.restricted)
    return _answer(read, build, ("opportunity", id), format)


def _answer(read: Reading, draw: Callable[[], bytes], about: Subject, format: str, *moments: Moment) -> Response:
    def build() -> bytes:
        return draw() if format == "svg" else rendered(draw(), format)

    answer = read.answer(build, *moments, about=about, media_type=MEDIA_TYPES[format])
    days = "-".join(str(one.as_of) for one in moments or (read.moment,))
    return as_file(answer, f"{about[1]}-{days}.{format}", shown=True)
