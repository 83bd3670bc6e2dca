"""The map of an account as a picture in the page, and the days between which one moves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from fastapi import Path, Query, Request, Response

from projections.account_maps import account_map
from projections.moments import moment_of

from ..parameters import SUBJECT, AccountId
from ..pictures.asked import LAYERS, Asked, layers_of
from ..pictures.drawing import map_picture
from ..pictures.paint import Theme, embedded_style
from ..reading import Read, Reading
from .account import account_page
from .answers import page_router
from .embedding import embedded
from .panel import Box, panel_of
from .rendering import CLOCKS

Json = dict[str, Any]
# Attitudes come with an opportunity, and go with it.
CHOSEN = tuple(name for name in LAYERS if name != "attitude")

router = page_router()


class Days(NamedTuple):
    """Where one may move on the first clock: the days on which something happened, and those beside the one shown."""

    first: date
    last: date
    marks: list[date]
    earlier: date | None
    later: date | None


@router.get("/accounts/{id}")
def drawn(
    request: Request,
    read: Read,
    id: AccountId,
    layers: Annotated[list[str] | None, Query(max_length=20)] = None,
    opportunity: Annotated[str | None, Query(pattern=SUBJECT)] = None,
    box: Box | None = None,
) -> Response:
    found = _opportunities(read, id)
    sale = opportunity if any(one["id"] == opportunity for one in found) else None
    asked = Asked(_layers(layers, sale), sale)
    picture = map_picture(read.tenant, id, read.moment, asked, restricted=read.caller.restricted)
    shown: Json = {
        "picture": embedded(picture, _clocks(request)),
        "days": days_of(read, id),
        "layers": CHOSEN,
        "asked": asked,
        "opportunities": found,
        "missing": opportunity if sale is None else None,
        "panel": panel_of(read, id, box) if box else None,
        "account_id": id,
        "kept": {"layers": ",".join(sorted(asked.layers)) if layers else None, "opportunity": opportunity, "box": box},
    }
    return account_page(request, read, id, "map", "account_map.html", **shown)


@router.get("/pictures/{theme}.css")
def picture_style(theme: Annotated[Theme, Path()]) -> Response:
    """What pictures carry themselves elsewhere: the page's policy takes styles from addresses only."""
    return Response(embedded_style(theme), media_type="text/css", headers={"Cache-Control": "no-cache"})


def days_of(read: Reading, id: str) -> Days:
    """From the first thing that happened to today, or to the last one or the day shown if that is later."""
    facts = read.tenant.timelines.facts(id, read.moment)
    marks = facts.days(read.moment.position, restricted=read.caller.restricted)
    day, today = read.moment.as_of.toordinal(), moment_of(read.tenant.ledger).as_of.toordinal()
    before, after = bisect_left(marks, day), bisect_right(marks, day)
    earlier, later = (marks[before - 1] if before else None), (marks[after] if after < len(marks) else None)
    first, last = min([*marks[:1], day, today]), max([*marks[-1:], day, today])
    return Days(_date(first), _date(last), [_date(one) for one in marks], _maybe(earlier), _maybe(later))


def _date(day: int) -> date:
    return date.fromordinal(day)


def _maybe(day: int | None) -> date | None:
    return None if day is None else _date(day)


def _layers(names: list[str] | None, sale: str | None) -> frozenset[str]:
    """As boxes that were ticked or with commas between. Raises InvalidRequest."""
    if names is None:
        return layers_of(None, sale)
    chosen = {one for name in names for one in name.split(",")} - {"attitude"}
    return layers_of(",".join(sorted(chosen)), sale) | ({"attitude"} if sale else set())


def _opportunities(read: Reading, id: str) -> list[Json]:
    body = account_map(read.tenant, id, read.moment, fields="opportunities", restricted=read.caller.restricted)
    found: list[Json] = msgspec.json.decode(body)["opportunities"]
    return found


def _clocks(request: Request) -> str:
    """For the links in the picture."""
    kept = {name: request.query_params[name] for name in CLOCKS if name in request.query_params}
    return f"?{urlencode(kept)}" if kept else ""
