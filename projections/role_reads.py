"""One role by itself: what is asked of whoever holds it, who does and what they make of it, where it came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from .account_maps import header
from .crafted import crafted_jobs
from .crafted_reads import Crafts
from .fragments import decode
from .heirs import Heirs
from .moments import Moment
from .names import Names
from .roles import roles
from .snapshots import Snapshot, one_of, require, snapshot
from .sources import sources_of
from .stays import Tenure, read_tenures, tenure_json
from .tenants import Tenant
from .tenures import powers, tenures
from .ties import power_of

Json = dict[str, Any]


def role(tenant: Tenant, role: str, moment: Moment, restricted: bool, why: bool = False) -> Json:
    """A role on a day, closed ones too. Raises NotFound.

    `successors` are the roles that its closing named, `predecessors` those whose closing named it.
    """
    require(tenant, "role", role)
    with snapshot(tenant, moment) as at:
        row = role_row(at, role)
        heirs, names = Heirs(at, [role]), Names(at)
        own = {"id": role, **_values(row), **_seat(role, row, names, heirs)}
        lists = {"holders": _holders(at, role, names, restricted), **_heirs(role, heirs, names)}
        told = sources_of(at, tenant.ledger.keys, row, own) if why and row is not None else {}
    return {**header(moment, restricted), **own, **lists, **told}


def role_row(at: Snapshot, role: str) -> Any:
    """What is stated of it that day; None before anything is."""
    return one_of(at.holding_rows(roles.c.home, [role]))


def stated_of(row: Any) -> Json:
    """The fields without a column of their own."""
    found: Json = decode((row and row.details) or "{}")
    return found


def _values(row: Any) -> Json:
    columns = ("title", "unit", "reports_to", "since")
    found: Json = {name: None if row is None else getattr(row, name) for name in columns}
    found |= {"status": None if row is None else row.life, "dotted_to": [], **stated_of(row)}
    if row is None:
        return found
    marks: Json = {"possible": True} if row.possible else {}
    marks |= {"certainty": "probable"} if row.certainty == "probable" else {}
    return found | marks | ({"probable": decode(row.probable)} if row.probable else {})


def _seat(role: str, row: Any, names: Names, heirs: Heirs) -> Json:
    names.learn_seats({role, *heirs.roles})
    owner = names.organization_of(role)
    unit = {} if row is None or row.unit is None else {"unit_name": names.of("unit", row.unit)}
    called = None if owner is None else names.of("organization", owner)
    return {"organization": owner, "organization_name": called, **unit}


def _heirs(role: str, heirs: Heirs, names: Names) -> Json:
    def told(id: str, row: Any) -> Json:
        probable = {"certainty": "probable"} if row.certainty == "probable" else {}
        return {"role": id, "title": names.of("role", id), "since": row.since, **probable}

    return {
        "successors": [told(row.successor, row) for row in heirs.after.get(role, ())],
        "predecessors": [told(row.home, row) for row in heirs.before.get(role, ())],
    }


def _holders(at: Snapshot, role: str, names: Names, restricted: bool) -> list[Json]:
    """One entry a person: of several running tenures the one begun last."""
    running = [one for one in read_tenures(at, tenures.c.home == role) if one.covers(at.day)]
    held = {one.person: one for one in running}
    names.learn("person", held)
    said = _powers(at, role) if restricted else {}
    crafts = Crafts(at, crafted_jobs.c.home, [role] if restricted else [])
    ordered = sorted(held.values(), key=lambda one: one.begun)
    return [_holder(one, names) | said.get(one.person, {}) | crafts.of(one.person, role, at.day) for one in ordered]


def _holder(tenure: Tenure, names: Names) -> Json:
    return {"person": tenure.person, "name": names.of("person", tenure.person), **tenure_json(tenure)}


def _powers(at: Snapshot, role: str) -> dict[str, Json]:
    rows: Iterable[Any] = at.holding_rows(powers.c.home, [role])
    said = defaultdict(list)
    for row in rows:
        said[row.person].append(row)
    return {person: power_of(some) for person, some in said.items()}
