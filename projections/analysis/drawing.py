"""What a picture of an account needs beside its map: influence, our coverage, words, and how old the newest fact is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from domain.analysis.beside import Beside
from domain.analysis.picture import Picture
from domain.analysis.study import Study
from domain.log.tables import facts

from ..facts_behind import facts_behind
from ..groups import reached
from ..moments import Moment
from ..snapshots import Snapshot, snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from .beside import beside_at
from .reading import looked_at


@dataclass(frozen=True)
class Drawn:
    """`influence` by person, from 0 to 1, the greatest there being 1; `newest`: when something was last recorded about
    the account, as far as the caller may see it; `behind`: by id the facts behind it, where they were asked for, the
    first recorded first; `known`: when the last fact up to the position was recorded."""

    picture: Picture
    beside: Beside
    influence: Mapping[str, float]
    newest: date | None
    behind: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    known: datetime | None = None


def drawn_at(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Drawn:
    """The account, or the group below it, as it is drawn at a moment. Raises NotFound."""
    picture = looked_at(tenant, account, moment, restricted=restricted, why=why, group=group).picture
    with snapshot(tenant, moment) as at:
        beside = beside_at(at, picture, half_lives_of(tenant, moment))
        listed = (_newest(tenant, one, moment, at, restricted) for one in reached(tenant, account, moment, group=group))
        newest = max((day.date() for day in listed if day is not None), default=None)
        known = _recorded(at, moment.position)
    told = facts_behind(tenant, picture.facts_behind, moment, restricted=restricted) if why else ()
    return Drawn(picture, beside, _influence(Study(picture, beside)), newest, {one["id"]: one for one in told}, known)


def _influence(study: Study) -> dict[str, float]:
    values = study.shares
    most = float(values.max()) if len(values) else 0.0
    return {id: float(values[place]) / most for id, place in study.among_them.place.items()} if most else {}


def _newest(tenant: Tenant, account: str, moment: Moment, at: Snapshot, restricted: bool) -> datetime | None:
    news = tenant.timelines.facts(account, moment).news(0, moment.position, restricted=restricted)
    return _recorded(at, news[-1]) if news else None


def _recorded(at: Snapshot, position: int) -> datetime | None:
    """When the fact of a position was."""
    of = (facts.c.workspace == at.workspace, facts.c.position == position)
    recorded = at.connection.scalar(select(facts.c.recorded_at).where(*of))
    return None if recorded is None else datetime.fromtimestamp(recorded / 1e6, UTC)
