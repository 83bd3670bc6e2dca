"""The figures of an account at a moment that portfolios and series are made of, kept while nothing behind them changes.

What is kept stands as long as no fact was recorded about any subject that it was found with; what was asked as known
earlier stands for good. An erasure or a rebuild drops it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from domain.analysis.capital import capital
from domain.analysis.completeness import completeness
from domain.analysis.coverage import highest_known
from domain.analysis.picture import picture_of
from domain.analysis.study import Study
from domain.errors import NotFound
from domain.half_lives import HalfLives

from ..account_maps import map_in
from ..belonging import subjects_of
from ..fields import EVERYTHING
from ..kept import Subjects
from ..moments import Moment
from ..snapshots import snapshot
from ..tenants import Tenant
from .beside import beside_at

Json = dict[str, Any]


class Figures(NamedTuple):
    """`capital` as the section of that name; by element what is `known` of what is `wanted` and how much is `certain`;
    `reached`: the highest post of somebody we know; `stages` of what is open; `newest`: when something was last said.
    """

    capital: Json
    elements: Json
    reached: Json | None
    stages: tuple[str | None, ...]
    newest: date | None


def figures_of(tenant: Tenant, account: str, moment: Moment, half_lives: HalfLives) -> Figures:
    """With the scope `restricted`, from which they follow. Raises NotFound."""
    if not tenant.ledger.knows("organization", account):
        raise NotFound(f"no account {account}", field="account")
    kept: Figures | None = tenant.kept.get((account, moment.as_of, half_lives), moment)
    if kept is None:
        kept, subjects = _found(tenant, account, moment, half_lives)
        tenant.kept.put((account, moment.as_of, half_lives), moment, kept, subjects)
    return kept


def _found(tenant: Tenant, account: str, moment: Moment, half_lives: HalfLives) -> tuple[Figures, Subjects]:
    with tenant.timelines.scene(account, moment) as scene:
        shown = map_in(scene, moment, EVERYTHING, restricted=True)
        ever = {(kind, id) for kind, ids in subjects_of(scene.timeline).items() for id in ids if kind != "link"}
    picture = picture_of(shown)
    with snapshot(tenant, moment) as at:
        study = Study(picture, beside_at(at, picture, half_lives))
    said = [one.told for one in study.beside.stated]
    found = Figures(
        capital(study),
        {name: _element(one) for name, one in completeness(study)["elements"].items()},
        highest_known(study),
        tuple(sale.opportunity.stage for sale in study.sales),
        max(said, default=None),
    )
    return found, frozenset(ever | {("person", one.id) for one in picture.people} | {("organization", account)})


def _element(one: Json) -> Json:
    return {name: one[name] for name in ("known", "wanted", "share", "certain")}
