"""An account's analysis as a reader asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

import msgspec

from domain.analysis.beside import Beside
from domain.analysis.freshness import Stated
from domain.analysis.parameters import Parameters
from domain.analysis.picture import Picture, picture_of
from domain.analysis.sections import Section, withheld_sections
from domain.half_lives import HalfLives

from ..account_maps import account_map, header
from ..alongside import Point
from ..groups import group_map
from ..last_words import behind_last_words, last_words
from ..moments import Moment
from ..snapshots import snapshot, snapshot_if_needed
from ..statements import half_lives_of, stated_at
from ..tenants import Tenant
from ..why import map_with_why
from .beside import beside_at, beside_of
from .keeping import Found, LastWords

Json = dict[str, Any]


class Looked(NamedTuple):
    """A map as analysis looks at it, and its parts as JSON."""

    picture: Picture
    parts: Mapping[str, bytes]


def analysis_json(
    tenant: Tenant,
    account: str,
    moment: Moment,
    sections: Sequence[Section],
    parameters: Parameters,
    *,
    restricted: bool,
    why: bool = False,
    group: bool = False,
    half_lives: HalfLives | None = None,
) -> bytes:
    """The sections asked for, at both clocks; with `why` each result names the facts behind it, of a `group` the
    organization is taken with all below it; `half_lives`: where they were asked for already. JSON; the same decoded is
    `account_analysis`. Raises NotFound."""
    looked = looked_at(tenant, account, moment, restricted=restricted, why=why, group=group)
    return analysis_of(
        tenant, looked, moment, sections, parameters, restricted=restricted, why=why, half_lives=half_lives
    )


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
    found = analysis_json(tenant, account, moment, sections, parameters, restricted=restricted, why=why, group=group)
    decoded: Json = msgspec.json.decode(found)
    return decoded


def analysis_of(
    tenant: Tenant,
    looked: Looked,
    moment: Moment,
    sections: Sequence[Section],
    parameters: Parameters,
    *,
    restricted: bool,
    why: bool,
    half_lives: HalfLives | None = None,
) -> bytes:
    """The same of what was looked at already."""
    shown = [section for section in sections if restricted or not section.restricted]
    words = _last_words(tenant, looked.picture, moment) if any(section.fades for section in shown) else None
    beside = _beside(tenant, looked.picture, moment, half_lives or half_lives_of(tenant, moment), why=why)
    found, account = Found(*looked, beside, parameters, words), looked.picture.account
    answer = {
        **_header(moment, sections, restricted),
        "account": {"id": account.id, "name": account.name},
        "parameters": parameters,
        **{section.name: found.section(section, moment.as_of, tenant.sections, moment.head) for section in shown},
    }
    return msgspec.json.encode(answer)


def _beside(tenant: Tenant, picture: Picture, moment: Moment, half_lives: HalfLives, *, why: bool) -> Beside:
    """Of one account from rows that are kept with its timeline, of a group from the tables."""
    with snapshot_if_needed(tenant, moment) as tables:
        if picture.organizations != [picture.account.id]:
            return beside_at(tables(), picture, half_lives, why=why)
        with tenant.timelines.scene(picture.account.id, moment) as scene:
            point = Point(scene.day, scene.position)
            ask = partial(scene.timeline.alongside.rows, tenant.ledger, point)
            return beside_of(picture, half_lives, ask, tables, why=why)


def _last_words(tenant: Tenant, picture: Picture, moment: Moment) -> LastWords:
    """Of one account as its timeline in memory has them, of a group as the tables do."""
    if picture.organizations != [picture.account.id]:
        with snapshot(tenant, moment) as at:
            stated = stated_at(at, picture)
        return LastWords(stated, lambda: stated)
    with tenant.timelines.scene(picture.account.id, moment) as scene:
        return LastWords(behind_last_words(scene, picture), partial(_of_timeline, tenant, picture, moment))


def _of_timeline(tenant: Tenant, picture: Picture, moment: Moment) -> tuple[Stated, ...]:
    with tenant.timelines.scene(picture.account.id, moment) as scene:
        return last_words(tenant.ledger, scene, picture)


def picture_at(tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False) -> Picture:
    """The account's map as analysis looks at it. Raises NotFound."""
    return looked_at(tenant, account, moment, restricted=restricted, why=why).picture


def looked_at(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Looked:
    """The same with its parts, with the facts behind them, of a group. Raises NotFound."""
    if group:
        shown = msgspec.json.encode(group_map(tenant, account, moment, restricted=restricted, why=why))
    elif why:
        shown = msgspec.json.encode(map_with_why(tenant, account, moment, restricted))
    else:
        shown = account_map(tenant, account, moment, restricted=restricted)
    parts = _PARTS.decode(shown)
    return Looked(picture_of(shown), {name: bytes(parts[name]) for name in _SEEN if name in parts})


# A map without the moment that it is of.
_SEEN = ("account", "units", "roles", "people", "links", "opportunities", "findings")
_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _header(moment: Moment, sections: Sequence[Section], restricted: bool) -> Json:
    found = header(moment, restricted)
    return found if restricted else {**found, "withheld": [*found["withheld"], *withheld_sections(sections)]}
