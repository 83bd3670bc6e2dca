"""Search over HTTP: people, organizations, roles, units, opportunities by what they are called at a moment."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Annotated, Any, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Response

from domain.search.words import Kind
from projections.moments import Moment
from projections.search.ranking import Rank
from projections.search.reading import Asked, Page
from projections.search.reading import search as searched

from ..http.cursors import cursor as cursor_to
from ..http.cursors import place_in
from ..http.parameters import LARGEST, SUBJECT, Cursor
from ..http.reading import Clocks, Read, Reading, stamp
from . import search_shapes as shapes

router = APIRouter(prefix="/v1/search", tags=["search"])

_MOST_CHOSEN = 50
_Subject = Annotated[str, Query(pattern=SUBJECT)]
_Word = Annotated[str, Query(min_length=1, max_length=200)]
Sought = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        description="What is looked for: words of a name or title in any order, whole or by their beginnings, with or "
        "without accents; or the beginning of an identifier, a mail address or a telephone number.",
    ),
]
Limit = Annotated[int, Query(ge=1, le=200, description="How many hits at most.")]
Counting = Annotated[
    bool,
    Query(alias="facets", description="Left out for suggestions while somebody types: they come sooner without."),
]
Why = Annotated[bool, Query(description="Each name that was found says which fact states it.")]


def _several(description: str) -> Any:
    return Query(max_length=_MOST_CHOSEN, description=f"{description} May be given several times.")


async def filters(
    kind: Annotated[list[Kind] | None, _several("Only hits of this kind.")] = None,
    status: Annotated[
        list[shapes.Status] | None, _several("Only what is there that day, is no more, is not yet; or holds no role.")
    ] = None,
    side: Annotated[list[shapes.Side] | None, _several("Only who and what is ours, an account's, or neither.")] = None,
    holding: Annotated[
        list[Literal["held", "vacant"]] | None, _several("Only roles that somebody, or nobody, holds.")
    ] = None,
    organization: Annotated[
        list[_Subject] | None, _several("Only this organization, and what belongs to it or was last seen there.")
    ] = None,
    formerly_at: Annotated[list[_Subject] | None, _several("Only people who held a role there before.")] = None,
    level: Annotated[list[_Word] | None, _several("Only roles of this level, and people in such roles.")] = None,
    function: Annotated[list[_Word] | None, _several("Only roles of this function, and people in such roles.")] = None,
    country: Annotated[
        list[_Word] | None, _several("Only this country: somebody's own, or that of where they are.")
    ] = None,
    covered: Annotated[
        list[Literal["yes", "no"]] | None, _several("Only who and what a colleague covers, or nobody does.")
    ] = None,
    covered_by: Annotated[list[_Subject] | None, _several("Only who and what this colleague covers.")] = None,
) -> dict[str, list[str]]:
    """What is chosen of each facet, where anything is."""
    chosen: dict[str, list[Any] | None] = {
        "kind": kind, "status": status, "side": side, "holding": holding, "organization": organization,
        "formerly_at": formerly_at, "level": level, "function": function, "country": country, "covered": covered,
        "covered_by": covered_by,
    }  # fmt: skip
    return {name: values for name, values in chosen.items() if values}


class Place(msgspec.Struct, array_like=True):
    """After which hit a list goes on, at the moment that its first page was of; nothing of what was looked for."""

    after: tuple[int, str]
    as_of: date
    position: Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]


@router.get("", response_model=shapes.Search)
def search(
    read: Read,
    q: Sought,
    chosen: Annotated[dict[str, list[str]], Depends(filters)],
    counting: Counting = True,
    cursor: Cursor = None,
    limit: Limit = 20,
    why: Why = False,
) -> Response:
    """People, organizations, roles, units and opportunities by what they are, were or will be called.

    Anybody is found at any date: with what they hold that day and what they held before. `matched` says which name was
    found and whether it is of that day; `because` what the score (of 1,000) is made of: how well the name fits, being
    at an account, being there that day. All words must fit one name; where nothing does, some may name the
    organization (`within`); failing that, small typing errors are forgiven (`corrected`). A record that was merged
    answers once, as the one that is kept.

    Facets are counted over all hits, each over those that have what is chosen of the other facets. `next` goes on at
    the same moment. Texts of notes and the like are not searched: they are sealed and may be restricted.
    """
    after, moment = start(read, cursor)
    asked = Asked(q, chosen, counting, why)
    return read.answer(partial(_page, read, moment, asked, after, limit), moment)


def start(read: Reading, cursor: str | None) -> tuple[Rank | None, Moment]:
    """After which hit, and at which moment, a list begins or goes on. Raises InvalidRequest, CursorExpired."""
    if cursor is None:
        return None, read.moment
    place = place_in(cursor, read.site.store.epoch, Place)
    return Rank(*place.after), read.at(Clocks(place.as_of.isoformat(), None, place.position))


def _page(read: Reading, moment: Moment, asked: Asked, after: Rank | None, limit: int) -> dict[str, Any]:
    found = searched(read.tenant, moment, asked, after, limit)
    return stamp(moment) | found.body | {"next": next_of(read, found, moment)}


def next_of(read: Reading, page: Page, moment: Moment) -> str | None:
    if page.next is None:
        return None
    return cursor_to(read.site.store.epoch, Place((page.next.number, page.next.id), moment.as_of, moment.position))
