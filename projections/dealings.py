"""What we have to do with somebody: what is planned about them, when we met; of a colleague what they do themselves."""

from __future__ import annotations

from typing import Any

from .action_reads import actions_of
from .careers import person as person_alone
from .meetings import USUAL_DAYS, Told, meetings
from .moments import Moment
from .records import known_as
from .snapshots import Snapshot, snapshot
from .teams import team_roles_of
from .tenants import Tenant

Json = dict[str, Any]


def person(tenant: Tenant, person: str, moment: Moment, restricted: bool, why: bool = False) -> Json:
    """Somebody as `careers.person` tells of them, with our dealings with them. Raises NotFound."""
    alone = person_alone(tenant, person, moment, restricted, why)
    with snapshot(tenant, moment) as at:
        return alone | _dealings(at, known_as(at, "person", person), restricted)


def _dealings(at: Snapshot, person: str, restricted: bool) -> Json:
    """Only what there is."""
    found = {
        "team_roles": team_roles_of(at, person, restricted=restricted),
        "actions": actions_of(at, "person", person, restricted=restricted),
        "own_actions": actions_of(at, "owner", person, restricted=restricted),
        "met": _met(at, person),
    }
    return {name: told for name, told in found.items() if told}


def _met(at: Snapshot, person: str) -> Json:
    met = meetings(at, "person", [person])
    return Told(at, met).met(met, person, USUAL_DAYS) if met else {}
