"""The portfolio: relationship capital per account, unit and colleague, what became of it, what leaves with whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from fastapi import Request, Response

from projections.candidates import described
from projections.statements import half_lives_of

from ..analysis.portfolio import Restricted, Selecting, page_of
from ..http.paging import started
from ..http.parameters import Cursor
from ..http.reading import Read, Reading
from .answers import page_router
from .rendering import page

Json = dict[str, Any]
MOST_ACCOUNTS = 50
# Of the picture of a series, in its own units.
WIDTH, HEIGHT = 96, 24

router = page_router()


@router.get("/portfolio")
def portfolio(
    request: Request, read: Read, caller: Restricted, selecting: Selecting, cursor: Cursor = None
) -> Response:
    after, moment = started(read, cursor)
    asked = selecting.asked(moment)
    build = partial(page_of, read, after, moment, MOST_ACCOUNTS, asked)
    found = read.kept(build, settings=half_lives_of(read.tenant, moment))
    read.noted("portfolio", "*")
    shown: Json = {
        "found": found,
        "selecting": selecting,
        "since": asked.since.isoformat(),
        "lines": {one["account"]: line_of(one["series"]) for one in found["accounts"] if one.get("series")},
        "alone": _alone(read, found["colleagues"]),
    }
    return page(request, "portfolio.html", **shown, moment=moment)


def line_of(series: Sequence[Json]) -> str:
    """The points of a line, from left to right by day, from 0 at the bottom to the highest at the top."""
    top = max(point["value"] for point in series) or 1.0
    step = WIDTH / max(1, len(series) - 1)
    places = [(number * step, HEIGHT - HEIGHT * point["value"] / top) for number, point in enumerate(series)]
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in places)


def _alone(read: Reading, colleagues: Sequence[Json]) -> dict[str, str | None]:
    """What those are called whom only one of us knows."""
    people = {id for one in colleagues for each in one["accounts"] for id in each["alone"]}
    told = described(read.tenant, read.moment, {("person", id) for id in people})
    return {id: one["name"] for (_, id), one in told.items()}
