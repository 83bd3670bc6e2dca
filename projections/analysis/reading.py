"""An account's analysis as a reader asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import msgspec

from domain.analysis.beside import Beside
from domain.analysis.freshness import Stated
from domain.analysis.parameters import Parameters
from domain.analysis.picture import Picture, picture_of
from domain.analysis.sections import Section, withheld_sections
from domain.half_lives import HalfLives

from ..account_maps import header, map_in, require_organization
from ..alongside import Point
from ..fields import EVERYTHING
from ..groups import group_map
from ..last_words import behind_last_words, last_words
from ..moments import Moment
from ..scene import Scene
from ..snapshots import snapshot, snapshot_if_needed
from ..statements import half_lives_of, stated_at
from ..tenants import Tenant
from ..why import map_with_why
from .beside import beside_at, beside_of
from .keeping import Found, LastWords

Json = dict[str, Any]


class Looked(NamedTuple):
    """A map as analysis looks at it, its parts as JSON, and the scene that it was made of, where it was of one."""

    picture: Picture
    parts: Mapping[str, bytes]
    scene: Scene | None = None


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
    words = _last_words(tenant, looked, moment) if any(section.fades for section in shown) else None
    beside = _beside(tenant, looked, moment, half_lives or half_lives_of(tenant, moment), why=why)
    found, account = Found(looked.picture, looked.parts, beside, parameters, words), looked.picture.account
    answer = {
        **_header(moment, sections, restricted),
        "account": {"id": account.id, "name": account.name},
        "parameters": parameters,
        **{section.name: found.section(section, moment.as_of, tenant.sections, moment.head) for section in shown},
    }
    return msgspec.json.encode(answer)


@contextmanager
def _scene(tenant: Tenant, looked: Looked, moment: Moment) -> Iterator[Scene]:
    """What the map was made of is not found again: rows of a timeline keep their numbers and what they say."""
    if looked.scene is None:
        with tenant.timelines.scene(looked.picture.account.id, moment) as scene:
            yield scene
    else:
        with looked.scene.timeline.lock:
            yield looked.scene


def _beside(tenant: Tenant, looked: Looked, moment: Moment, half_lives: HalfLives, *, why: bool) -> Beside:
    """Of one account from rows that are kept with its timeline, of a group from the tables."""
    picture = looked.picture
    with snapshot_if_needed(tenant, moment) as tables:
        if picture.organizations != [picture.account.id]:
            return beside_at(tables(), picture, half_lives, why=why)
        with _scene(tenant, looked, moment) as scene:
            point = Point(scene.day, scene.position)
            ask = partial(scene.timeline.alongside.rows, tenant.ledger, point)
            return beside_of(picture, half_lives, ask, tables, why=why)


def _last_words(tenant: Tenant, looked: Looked, moment: Moment) -> LastWords:
    """Of one account as its timeline in memory has them, of a group as the tables do."""
    picture = looked.picture
    if picture.organizations != [picture.account.id]:
        with snapshot(tenant, moment) as at:
            stated = stated_at(at, picture)
        return LastWords(stated, lambda: stated)
    with _scene(tenant, looked, moment) as scene:
        return LastWords(behind_last_words(scene, picture), partial(_of_timeline, tenant, looked, moment))


def _of_timeline(tenant: Tenant, looked: Looked, moment: Moment) -> tuple[Stated, ...]:
    with _scene(tenant, looked, moment) as scene:
        return last_words(tenant.ledger, scene, looked.picture)


def picture_at(tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False) -> Picture:
    """The account's map as analysis looks at it. Raises NotFound."""
    return looked_at(tenant, account, moment, restricted=restricted, why=why).picture


def looked_at(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Looked:
    """The same with its parts, with the facts behind them, of a group. Raises NotFound."""
    if group:
        return _seen(msgspec.json.encode(group_map(tenant, account, moment, restricted=restricted, why=why)))
    if why:
        return _seen(msgspec.json.encode(map_with_why(tenant, account, moment, restricted)))
    require_organization(tenant, account)
    with tenant.timelines.scene(account, moment, restricted=restricted) as scene:
        shown = map_in(scene, moment, EVERYTHING, restricted=restricted)
    return _seen(shown)._replace(scene=scene)


def _seen(shown: bytes) -> Looked:
    parts = _PARTS.decode(shown)
    return Looked(picture_of(shown), {name: bytes(parts[name]) for name in _SEEN if name in parts})


# A map without the moment that it is of.
_SEEN = ("account", "units", "roles", "people", "links", "opportunities", "findings")
_PARTS = msgspec.json.Decoder(dict[str, msgspec.Raw])


def _header(moment: Moment, sections: Sequence[Section], restricted: bool) -> Json:
    found = header(moment, restricted)
    return found if restricted else {**found, "withheld": [*found["withheld"], *withheld_sections(sections)]}
