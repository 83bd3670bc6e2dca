"""The map of an account as a picture in the page, and the days between which one moves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

import msgspec
from fastapi import Path, Request, Response
from markupsafe import Markup

from projections.account_maps import account_map
from projections.moments import moment_of
from projections.timeline_of import alerts_raised_on, happened_on

from ..http.parameters import AccountId
from ..http.reading import Read, Reading
from ..pictures.asked import LAYERS, layers_of
from ..pictures.leads import Leads
from ..pictures.paint import Theme, embedded_style
from ..pictures.sheets import embedded, sheet_of
from .account import account_page
from .answers import page_router
from .found import found_on
from .frames import OfFrame, detailed, shown_for
from .panel import panel_of
from .rendering import CLOCKS, page

Json = dict[str, Any]
# Attitudes come with an opportunity, and go with it.
CHOSEN = tuple(name for name in LAYERS if name != "attitude")
MOST_TOLD = 12

router = page_router()


class Days(NamedTuple):
    """Where one may move on the first clock: the days on which something happened, and those beside the one shown."""

    first: date
    last: date
    marks: list[date]
    earlier: date | None
    later: date | None


@router.get("/accounts/{id}")
def drawn(request: Request, read: Read, id: AccountId, wanted: OfFrame) -> Response:
    found = shown_for(read, id, wanted, leads_of(request))
    shown: Json = {
        "picture": Markup(embedded(sheet_of(*found)).decode()),  # noqa: S704 - written by `svg`, which escapes every value
        "days": days_of(read, id),
        "layers": CHOSEN,
        "usual": layers_of(None, None),
        "asked": replace(wanted, since=None).asked(read, id),
        "detailed": detailed(found.map.layout),
        "opportunities": opportunities_of(read, id),
        "missing": wanted.missing(read, id),
        "panel": panel_of(read, id, wanted.box) if wanted.box else None,
        "account_id": id,
        "before": wanted.before(read),
        "kept": wanted.kept,
        **found_on(read, id),
    }
    return account_page(request, read, id, "map", "account_map.html", **shown)


@router.get("/accounts/{id}/happened")
def happened(request: Request, read: Read, id: AccountId) -> Response:
    """What happened on the day asked for, and how many alerts were raised: a part of a page."""
    asked, restricted = (read.tenant, id, read.moment), read.caller.restricted
    found = happened_on(*asked, MOST_TOLD + 1, restricted=restricted)
    told: Json = {"events": found[:MOST_TOLD], "more": len(found) > MOST_TOLD}
    told["alerts"] = alerts_raised_on(*asked, restricted=restricted)
    return page(request, "happened.html", **told, account_id=id, moment=read.moment)


@router.get("/accounts/{id}/days")
def days(read: Read, id: AccountId) -> Response:
    """Where the slider begins and ends, and its marks, as JSON."""
    found = days_of(read, id)
    told = {"first": found.first, "last": found.last, "marks": found.marks}
    return Response(msgspec.json.encode(told), media_type="application/json", headers={"Cache-Control": "no-store"})


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


def opportunities_of(read: Reading, id: str) -> list[Json]:
    body = account_map(read.tenant, id, read.moment, fields="opportunities", restricted=read.caller.restricted)
    found: list[Json] = msgspec.json.decode(body)["opportunities"]
    return found


def leads_of(request: Request) -> Leads:
    """Without scripts: boxes lead to pages at the same clocks, units fold and unfold on the same map."""
    kept = {name: request.query_params[name] for name in CLOCKS if name in request.query_params}

    def folding(unit: str) -> str:
        units = set(filter(None, request.query_params.get("collapse", "").split(","))) ^ {unit}
        asked = [pair for pair in parse_qsl(request.url.query) if pair[0] != "collapse"]
        asked += [("collapse", ",".join(sorted(units)))] if units else []
        return f"{request.url.path}?{urlencode(asked)}"

    return Leads(f"?{urlencode(kept)}" if kept else "", folding)
