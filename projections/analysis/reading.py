"""An account's analysis as a reader asks for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from domain.analysis.freshness import Stated
from domain.analysis.parameters import Parameters
from domain.analysis.picture import Picture, picture_of
from domain.analysis.sections import Section, analyzed, withheld_sections
from domain.analysis.study import Study

from ..account_maps import account_map, header
from ..groups import group_map
from ..last_words import last_words
from ..moments import Moment
from ..snapshots import snapshot
from ..statements import half_lives_of, stated_at
from ..tenants import Tenant
from ..why import map_with_why
from .beside import beside_at

Json = dict[str, Any]


def account_analysis(
    tenant: Tenant,
    account: str,
    moment: Moment,
    sections: Sequence[Section],
    parameters: Parameters,
    *,
    restricted: bool,
    why: bool = False,
    group: bool = False,
) -> Json:
    """The sections asked for, at both clocks; with `why` each result names the facts behind it, of a `group` the
    organization is taken with all below it. Raises NotFound."""
    picture = picture_at(tenant, account, moment, restricted=restricted, why=why, group=group)
    return analysis_of(tenant, picture, moment, sections, parameters, restricted=restricted, why=why)


def analysis_of(
    tenant: Tenant,
    picture: Picture,
    moment: Moment,
    sections: Sequence[Section],
    parameters: Parameters,
    *,
    restricted: bool,
    why: bool,
) -> Json:
    """The same of a picture that is there already."""
    fades = restricted and any(section.fades for section in sections)
    stated = _last_words(tenant, picture, moment) if fades else ()
    with snapshot(tenant, moment) as at:
        study = Study(
            picture, beside_at(at, picture, half_lives_of(tenant, moment), why=why, stated=stated), parameters
        )
    return {
        **_header(moment, sections, restricted),
        "account": {"id": picture.account.id, "name": picture.account.name},
        "parameters": msgspec.to_builtins(parameters),
        **analyzed(study, sections, restricted=restricted),
    }


def _last_words(tenant: Tenant, picture: Picture, moment: Moment) -> tuple[Stated, ...]:
    """Of one account as its timeline in memory has them, of a group as the tables do."""
    if picture.organizations != [picture.account.id]:
        with snapshot(tenant, moment) as at:
            return stated_at(at, picture)
    with tenant.timelines.scene(picture.account.id, moment) as scene:
        return last_words(tenant.ledger, scene, picture)


def picture_at(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Picture:
    """The account's map as analysis looks at it. Raises NotFound."""
    if group:
        return msgspec.convert(group_map(tenant, account, moment, restricted=restricted, why=why), Picture)
    if why:
        return msgspec.convert(map_with_why(tenant, account, moment, restricted), Picture)
    return picture_of(account_map(tenant, account, moment, restricted=restricted))


def _header(moment: Moment, sections: Sequence[Section], restricted: bool) -> Json:
    found = header(moment, restricted)
    return found if restricted else {**found, "withheld": [*found["withheld"], *withheld_sections(sections)]}
