"""What was recorded about an account after a position, in sentences: what one did oneself, and what others did."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from domain.amendments import FactCorrected, FactWithdrawn, amends
from domain.facts import Fact
from domain.log.reading import read_facts, read_families, select_rows
from domain.log.tables import facts

from .account_maps import RESTRICTED_FIELDS, require_organization
from .labels import Labels
from .moments import Moment
from .names import Names
from .phrases import Call, quoting
from .snapshots import Snapshot, snapshot
from .telling import told
from .tenants import Tenant

Json = dict[str, Any]


def said_after(
    tenant: Tenant,
    account: str,
    moment: Moment,
    position: int,
    limit: int,
    ids: Collection[str] | None = None,
    *,
    restricted: bool,
) -> list[Json]:
    """Of each fact `{id, position, sentence}`, in the order of the log; only of these ids where any are given.

    Names are those of the moment. Withdrawals and corrections say what they amend. Raises NotFound.
    """
    require_organization(tenant, account)
    own = tenant.timelines.facts(account, moment)
    positions = own.after(position, limit, None, None, restricted=restricted)
    with snapshot(tenant, moment) as at:
        rows = select_rows(at.connection, at.workspace, facts.c.position.in_(positions))
        found = read_facts(at.connection, tenant.ledger.keys, rows)
        wanted = [one for one in found if ids is None or one.fact.id in ids]
        families = read_families(at.connection, tenant.ledger.keys, [one.root for one in wanted if amends(one.fact)])
        members = {one.fact.id: one.fact for one in (*families, *wanted)}
        words = members, _call(at, members), frozenset[str]() if restricted else RESTRICTED_FIELDS
        return [
            {"id": one.fact.id, "position": one.position, "sentence": _sentence(one.fact, *words)} for one in wanted
        ]


def _call(at: Snapshot, members: Mapping[str, Fact]) -> Call:
    names, labels = Names(at), Labels(at)
    names.learn_all(subject for fact in members.values() for subject in fact.subjects)
    return quoting(lambda kind, id: names.of(kind, id) or labels.of(kind, id) or id)


def _sentence(fact: Fact, members: Mapping[str, Fact], call: Call, hidden: frozenset[str]) -> str:
    if not isinstance(fact, (FactWithdrawn, FactCorrected)):
        return told(fact, call, hidden=hidden)
    amended = _sentence(members[fact.fact], members, call, hidden)
    return f"{'Taken back' if isinstance(fact, FactWithdrawn) else 'Corrected'}: {amended}"
