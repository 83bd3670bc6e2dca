"""The links of an account's map as tables: those that its picture draws in bundles, and those drawn by themselves."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response

from domain.analysis.picture import Link

from ..http.parameters import AccountId
from ..http.reading import Read
from ..pictures.asked import Asked, units_of
from ..pictures.bundles import TONES, Bundle
from ..pictures.drawing import shown_at
from ..pictures.maps import Map
from .account import account_page
from .answers import page_router
from .frames import OfFrame

Json = dict[str, Any]

router = page_router()


@router.get("/accounts/{id}/links")
def links(request: Request, read: Read, id: AccountId, wanted: OfFrame) -> Response:
    asked = Asked(collapse=units_of(wanted.collapse), detail=wanted.detail)
    drawn = shown_at(read.tenant, id, read.moment, asked, restricted=read.caller.restricted).map
    bundles, alone = drawn.tied
    told = {"bundles": [_bundle(drawn, one) for one in bundles], "links": [_link(drawn, one) for one in alone]}
    return account_page(request, read, id, "map", "account_links.html", **told, kept=wanted.kept)


def _bundle(drawn: Map, bundle: Bundle) -> Json:
    tones = [bundle.mixed[tone] for tone in TONES]
    return {"ends": [drawn.stands_at(bundle.begin), drawn.stands_at(bundle.end)], "tones": tones}


def _link(drawn: Map, link: Link) -> Json:
    words = drawn.ink.words
    return {
        "ends": [(id, drawn.names.person(id)[0]) for id in (link.person, link.other)],
        "kind": words.labels("link_kind").get(link.kind, link.kind),
        "tone": None if link.tone is None else words.score("tone", float(link.tone)),
        "link": link,
    }
