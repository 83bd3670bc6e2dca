"""One frame of the map in the page: what is drawn of which day, element by element, so that a script changes only what
is another than in the frame before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

import msgspec
from fastapi import Depends, Query, Request, Response

from projections.account_maps import account_map
from projections.moments import Moment

from ..accounts.accounts import From
from ..http.parameters import SUBJECT, AccountId
from ..http.reading import Clocks, Read, Reading
from ..pictures.asked import Asked, layers_of, units_of
from ..pictures.changes import OF_CHANGES, changed_between
from ..pictures.drawing import shown_at
from ..pictures.layout import Detail, Layout
from ..pictures.leads import Leads
from ..pictures.overview import LARGE
from ..pictures.sheets import Sheet, Shown, sheet_of
from .answers import page_router
from .panel import Box

router = page_router()


@dataclass(frozen=True)
class Wanted:
    """What the address bar says beside the two clocks: with `since` the map shows what changed from that day on."""

    layers: tuple[str, ...] | None
    opportunity: str | None
    collapse: str | None
    since: str | None
    box: str | None
    detail: Detail = "auto"

    @property
    def kept(self) -> dict[str, str | None]:
        """As parameters of an address."""
        layers = ",".join(sorted(self.layers)) if self.layers else None
        named = {"layers": layers, "opportunity": self.opportunity, "collapse": self.collapse}
        return named | {"from": self.since, "box": self.box, "detail": None if self.detail == "auto" else self.detail}

    def asked(self, read: Reading, account: str) -> Asked:
        """As boxes that were ticked or with commas between. Raises InvalidRequest."""
        units, sale = units_of(self.collapse), None if self.missing(read, account) else self.opportunity
        if self.since:
            return Asked(OF_CHANGES, collapse=units, detail=self.detail)
        if self.layers is None:
            return Asked(layers_of(None, sale), sale, collapse=units, detail=self.detail)
        chosen = layers_of(",".join(sorted({*self.layers} - {"attitude"})), sale)
        return Asked(chosen | ({"attitude"} if sale else set()), sale, collapse=units, detail=self.detail)

    def missing(self, read: Reading, account: str) -> bool:
        """Whether the opportunity chosen is not the account's that day."""
        if self.opportunity is None:
            return False
        body = account_map(read.tenant, account, read.moment, fields="opportunities", restricted=read.caller.restricted)
        return all(one["id"] != self.opportunity for one in msgspec.json.decode(body)["opportunities"])

    def before(self, read: Reading) -> Moment | None:
        """As known at the later moment."""
        return read.at(Clocks(self.since, None, read.moment.position)) if self.since else None


def _wanted(
    layers: Annotated[list[str] | None, Query(max_length=20)] = None,
    opportunity: Annotated[str | None, Query(pattern=SUBJECT)] = None,
    collapse: Annotated[str | None, Query(max_length=2_000)] = None,
    from_: From = None,
    box: Box | None = None,
    detail: Detail = "auto",
) -> Wanted:
    named = None if layers is None else tuple(one for name in layers for one in name.split(","))
    return Wanted(named, opportunity, collapse, from_, box, detail)


OfFrame = Annotated[Wanted, Depends(_wanted)]


@router.get("/accounts/{id}/frame")
def frame(request: Request, read: Read, id: AccountId, wanted: OfFrame) -> Response:
    """As JSON; the script knows itself at which clocks its links lead on, but not which days an address means that
    names none, or one such as `last-quarter-end`."""
    shown, before = shown_for(read, id, wanted, Leads()), wanted.before(read)
    beside: dict[str, Any] = {"missing": wanted.missing(read, id), "detailed": detailed(shown.map.layout)}
    beside |= {"day": read.moment.as_of, "since": before and before.as_of}
    told = sheet_of(*shown)._asdict() | beside
    return Response(msgspec.json.encode(told), media_type="application/json", headers={"Cache-Control": "no-store"})


def sheet_at(read: Reading, id: str, wanted: Wanted, leads: Leads) -> Sheet:
    """Raises NotFound, InvalidRequest."""
    return sheet_of(*shown_for(read, id, wanted, leads))


def detailed(layout: Layout) -> Detail | None:
    """In which detail an account is drawn that is large enough for a choice, or of which another was chosen."""
    if layout.brief:
        return "overview"
    folded = len(layout.folds) - len(set(layout.folds.values()))
    return "full" if len(layout.slots) + folded > LARGE else None


def shown_for(read: Reading, id: str, wanted: Wanted, leads: Leads) -> Shown:
    """The map, or what changed on it, before it is drawn. Raises NotFound, InvalidRequest."""
    restricted, before = read.caller.restricted, wanted.before(read)
    asked = wanted.asked(read, id)
    if before is not None:
        return changed_between(read.tenant, id, before, read.moment, asked, leads, restricted=restricted)
    return shown_at(read.tenant, id, read.moment, asked, leads, restricted=restricted)
