"""The figures of an account at a moment that portfolios and series are made of, kept while nothing behind them changes.

What is kept stands as long as no fact was recorded about any subject that it was found with; what was asked as known
earlier stands for good. An erasure or a rebuild drops it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import msgspec

from domain.analysis.beside import Beside
from domain.analysis.capital import capital
from domain.analysis.completeness import completeness
from domain.analysis.coverage import highest_known, known_to_one, level_reached
from domain.analysis.picture import Picture, picture_of
from domain.analysis.study import Study
from domain.errors import NotFound
from domain.half_lives import HalfLives
from domain.language import say

from ..account_maps import map_in
from ..belonging import subjects_of
from ..fields import EVERYTHING
from ..kept import NEAR, Subjects
from ..last_words import last_words
from ..moments import Moment
from ..snapshots import snapshot
from ..statements import coverage_stated
from ..tenants import Tenant
from ..why import map_with_why
from .beside import beside_at, words_at

Json = dict[str, Any]


class Figures(NamedTuple):
    """`capital` as the section of that name; by element what is `known` of what is `wanted` and how much is `certain`;
    `reached`: the highest post of somebody we know, and its `level`; `alone`: by colleague whom nobody else of us
    knows; `stages` of what is open; `newest`: when something was last said."""

    capital: Json
    elements: Json
    reached: Json | None
    level: str | None
    alone: dict[str, list[str]]
    stages: tuple[str | None, ...]
    newest: date | None


def figures_of(tenant: Tenant, account: str, moment: Moment, half_lives: HalfLives) -> Figures:
    """With the scope `restricted`, from which they follow. Raises NotFound."""
    if not tenant.ledger.knows("organization", account):
        raise NotFound(say("no account {id}", id=account), field="account")
    key = (account, moment.as_of, half_lives)
    kept: Figures | None = tenant.kept.get(key, moment)
    if kept is None:
        picture, subjects = _seen(tenant, account, moment)
        kept = _found(tenant, picture, moment, half_lives)
        tenant.kept.put(key, moment, kept, subjects)
    return kept


def freshness_of(tenant: Tenant, account: str, moment: Moment, half_lives: HalfLives) -> Json:
    """When something was last said of an account, how many days ago, and how much of each element is certain by now."""
    found = figures_of(tenant, account, moment, half_lives)
    age = None if found.newest is None else max((moment.as_of - found.newest).days, 0)
    newest = None if found.newest is None else found.newest.isoformat()
    return {
        "newest": newest,
        "newest_age": age,
        "certain": {name: one["certain"] for name, one in found.elements.items()},
    }


def capital_of(tenant: Tenant, account: str, moment: Moment) -> Json:
    """The section `capital` alone, which takes a third of the time."""
    key = (account, moment.as_of)
    kept: Json | None = tenant.kept.get(key, moment)
    if kept is None:
        picture, subjects = _seen(tenant, account, moment)
        with snapshot(tenant, moment) as at:
            kept = capital(Study(picture, Beside(words_at(at))))
        tenant.kept.put(key, moment, kept, subjects)
    return kept


def explained(tenant: Tenant, account: str, moment: Moment, found: Figures) -> Figures:
    """With the facts behind capital and the post reached; it is kept nowhere, being asked for seldom."""
    picture = picture_of(msgspec.json.encode(map_with_why(tenant, account, moment, restricted=True)))
    with snapshot(tenant, moment) as at:
        study = Study(picture, Beside(words_at(at)))
    return found._replace(capital=capital(study), reached=highest_known(study))


def _seen(tenant: Tenant, account: str, moment: Moment) -> tuple[Picture, Subjects]:
    """The account, and every subject that what is found may change with: `near` are people whose links it shows."""
    with tenant.timelines.scene(account, moment) as scene:
        shown = map_in(scene, moment, EVERYTHING, restricted=True)
        ever = subjects_of(scene.timeline)
    picture = picture_of(shown)
    subjects = {(kind, id) for kind, ids in ever.items() for id in ids} | {("organization", account)}
    subjects |= {("person", one.id) for one in picture.people} | {(NEAR, id) for id in ever["person"]}
    return picture, frozenset(subjects)


def _found(tenant: Tenant, picture: Picture, moment: Moment, half_lives: HalfLives) -> Figures:
    with tenant.timelines.scene(picture.account.id, moment) as scene:
        stated = last_words(tenant.ledger, scene, picture)
    with snapshot(tenant, moment) as at:
        every = (*stated, *coverage_stated(at, picture))
        study = Study(picture, beside_at(at, picture, half_lives, stated=every))
    said = [one.told for one in study.beside.stated]
    return Figures(
        capital(study),
        {name: _element(one) for name, one in completeness(study)["elements"].items()},
        highest_known(study),
        level_reached(study),
        known_to_one(study),
        tuple(sale.opportunity.stage for sale in study.sales),
        max(said, default=None),
    )


def _element(one: Json) -> Json:
    return {name: one[name] for name in ("known", "wanted", "share", "certain")}
