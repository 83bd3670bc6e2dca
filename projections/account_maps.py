"""An account's map as a reader asks for it: with both dates, the position counted, and what is withheld from whom."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from typing import Any, Protocol

from domain.errors import NotFound
from domain.facts import REGISTRY
from domain.language import say

from .builds import Head
from .fields import Fields, fields_of
from .maps import map_json
from .moments import Moment
from .scene import Scene
from .snapshots import Logged
from .timelines import Timelines

# Fields of facts that anybody may read: what somebody thinks, and what is thought of how they suit a role.
RESTRICTED_FIELDS = frozenset({"opinions", "fit"})


class Mapped(Logged, Protocol):
    """Whoever keeps the workspace's timelines too."""

    @property
    def timelines(self) -> Timelines: ...


def account_map(
    tenant: Mapped, account: str, moment: Moment, *, fields: str | None = None, restricted: bool = False
) -> bytes:
    """The map as JSON. Raises NotFound where the workspace has no such organization, InvalidRequest for `fields`."""
    wanted = fields_of(fields)
    require_organization(tenant, account)
    with tenant.timelines.scene(account, moment, wanted, restricted=restricted) as scene:
        return map_in(scene, moment, wanted, restricted=restricted)


def map_in(scene: Scene, moment: Moment, wanted: Fields, *, restricted: bool) -> bytes:
    return map_json(scene, header(moment, restricted), wanted, restricted=restricted)


def require_organization(tenant: Logged, id: str) -> None:
    if not tenant.ledger.knows("organization", id):
        raise NotFound(say("no account {id}", id=id), field="account")


def header(moment: Moment, restricted: bool) -> dict[str, Any]:
    """What every dated answer says of itself."""
    found: dict[str, Any] = {"as_of": moment.as_of.isoformat()}
    if moment.known_at is not None:
        found["known_at"] = moment.known_at.isoformat(timespec="microseconds").replace("+00:00", "Z")
    found["position"] = moment.position
    return found if restricted else {**found, "withheld": withheld()}


@cache
def withheld() -> list[str]:
    """What those without the scope `restricted` never see; always all of it, so that it does not tell what is there."""
    return sorted({"opinions", *(cls.restricted for cls in REGISTRY.values() if cls.restricted)})


def etag(epoch: str, moment: Moment, *more: object) -> str:
    """Strong: another fact counted, an erasure, another permission or another question gives another."""
    head: Head = moment.head
    parts = (epoch, head.build, head.erasures, moment.position, moment.as_of, moment.known_at, *more)
    return f'"{sha256(repr(parts).encode()).hexdigest()[:32]}"'
