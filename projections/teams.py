"""The team at an account at a moment: who of ours plays which role in it, and which roles nobody plays."""

from __future__ import annotations

from typing import Any

from .account_maps import RESTRICTED_FIELDS, header
from .behind_running import TEAM, explained, stated
from .coverage_reads import account_coverage
from .fragments import decode
from .groups import reached
from .moments import Moment
from .names import Names
from .records import known_as
from .running import running_json
from .snapshots import Snapshot, snapshot
from .team_roles import team_roles
from .tenants import Tenant
from .words import Words

Json = dict[str, Any]


def account_team(
    tenant: Tenant, account: str, moment: Moment, *, restricted: bool, why: bool = False, group: bool = False
) -> Json:
    """Who plays which role of the workspace's vocabulary, which of them nobody plays, and who covers what; with
    `why`, each names the facts of its values; of a `group` at all below it, too. Raises NotFound.
    """
    covered = account_coverage(tenant, account, moment, why=why, group=group)
    ids = reached(tenant, account, moment, group=group)
    with snapshot(tenant, moment) as at:
        homes = {known_as(at, "organization", id) for id in ids}
        rows = at.holding_rows(team_roles.c.home, homes)
        told = _Told(at, rows, restricted)
        entries = [_entry(told, row) for row in told.in_order()]
        entries = _explained(at, tenant, homes, entries) if why else entries
        played = {row.team_role for row in rows}
        missing = [{"team_role": word, "label": label} for word, label in told.labels.items() if word not in played]
    return {**covered, **header(moment, restricted), "team": entries, "missing": missing}


def _entry(told: _Told, row: Any) -> Json:
    return told.named("person", row.person) | {"organization": row.home} | told.role(row)


def _explained(at: Snapshot, tenant: Tenant, homes: set[str], entries: list[Json]) -> list[Json]:
    said = stated(at, tenant.ledger.keys, TEAM, homes)
    named = ("organization", "person", "team_role")
    return [explained(one, named, said.get(tuple(one[name] for name in named), {})) for one in entries]


def team_roles_of(at: Snapshot, person: str, *, restricted: bool) -> list[Json]:
    """The roles that a colleague plays, and at which accounts."""
    rows = at.rows(team_roles, at.holding(team_roles) & (team_roles.c.person == person))
    told = _Told(at, rows, restricted)
    return [told.named("organization", row.home) | told.role(row) for row in told.in_order()]


class _Told:
    """Rows with the names of whom they name, in the order and with the labels of the vocabulary."""

    def __init__(self, at: Snapshot, rows: list[Any], restricted: bool) -> None:
        self.rows, self.restricted, self.names = rows, restricted, Names(at)
        self.names.learn("person", [row.person for row in rows])
        self.names.learn("organization", [row.home for row in rows])
        self.labels = Words(at).labels("team_role", at.day)

    def in_order(self) -> list[Any]:
        """By role; words that are not in the vocabulary of that day come last."""
        places = {word: place for place, word in enumerate(self.labels)}
        return sorted(
            self.rows,
            key=lambda row: (places.get(row.team_role, len(places)), row.team_role, row.home, row.person),
        )

    def named(self, kind: str, id: str) -> Json:
        return {kind: id, "name": self.names.of(kind, id)}

    def role(self, row: Any) -> Json:
        degree = {} if row.degree is None else {"degree": decode(row.degree)}
        fit = {"fit": row.fit} if row.fit is not None and self.restricted else {}
        doubted = [name for name in decode(row.probable or "[]") if self.restricted or name not in RESTRICTED_FIELDS]
        unsure = {"probable": doubted} if doubted else {}
        label = self.labels.get(row.team_role, row.team_role)
        return {"team_role": row.team_role, "label": label, **degree, **fit, **unsure, **running_json(row)}
