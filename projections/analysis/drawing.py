"""What a picture of an account needs beside its map: influence, our coverage, words, and how old the newest fact is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.analysis.beside import Beside
from domain.analysis.picture import Picture
from domain.analysis.study import Study

from ..facts_behind import facts_behind
from ..groups import reached
from ..moments import Moment
from ..recency import Recency, recency_of_accounts
from ..snapshots import snapshot
from ..statements import half_lives_of
from ..tenants import Tenant
from .beside import beside_at
from .reading import looked_at


@dataclass(frozen=True)
class Drawn:
    """`influence` by person, from 0 to 1, the greatest there being 1; `recency`: of what the caller may see of it;
    `behind`: by id the facts behind it, where they were asked for, the first recorded first."""

    picture: Picture
    beside: Beside
    influence: Mapping[str, float]
    recency: Recency
    behind: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def drawn_at(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Drawn:
    """The account, or the group below it, as it is drawn at a moment. Raises NotFound."""
    picture = looked_at(tenant, account, moment, restricted=restricted, why=why, group=group).picture
    with snapshot(tenant, moment) as at:
        beside = beside_at(at, picture, half_lives_of(tenant, moment))
        accounts = reached(tenant, account, moment, group=group)
        recency = recency_of_accounts(tenant, accounts, moment, at, restricted=restricted)
    told = facts_behind(tenant, picture.facts_behind, moment, restricted=restricted) if why else ()
    return Drawn(picture, beside, _influence(Study(picture, beside)), recency, {one["id"]: one for one in told})


def _influence(study: Study) -> dict[str, float]:
    values = study.shares
    most = float(values.max()) if len(values) else 0.0
    return {id: float(values[place]) / most for id, place in study.among_them.place.items()} if most else {}
