"""What was recorded, in sentences: what one did oneself, and what others did about an account meanwhile."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import not_

from domain.amendments import FactCorrected, FactWithdrawn, amends
from domain.facts import Fact
from domain.language import say
from domain.log.reading import read_facts, read_families, select_rows
from domain.log.tables import facts

from .account_maps import require_organization
from .journal import restricted_families
from .moments import Moment
from .sentences import Sentences
from .snapshots import snapshot
from .tenants import Tenant

Json = dict[str, Any]


def said_after(
    tenant: Tenant, account: str, moment: Moment, position: int, limit: int, *, restricted: bool
) -> list[Json]:
    """What `said_at` tells of the account's next facts. Raises NotFound."""
    require_organization(tenant, account)
    own = tenant.timelines.facts(account, moment)
    return said_at(tenant, moment, own.after(position, limit, None, None, restricted=restricted), restricted=restricted)


def said_at(tenant: Tenant, moment: Moment, positions: Collection[int], *, restricted: bool) -> list[Json]:
    """Of each fact at these positions that may be seen `{id, position, sentence}`, in the order of the log.

    Names are those of the day. Withdrawals and corrections say what they amend.
    """
    with snapshot(tenant, moment) as at:
        seen = [] if restricted else [not_(restricted_families(at.workspace))]
        rows = select_rows(at.connection, at.workspace, facts.c.position.in_(positions), *seen)
        wanted = read_facts(at.connection, tenant.ledger.keys, rows)
        families = read_families(at.connection, tenant.ledger.keys, [one.root for one in wanted if amends(one.fact)])
        members = {one.fact.id: one.fact for one in (*families, *wanted)}
        sentences = Sentences(at, restricted=restricted)
        sentences.learn(members.values())
        told = {one.fact.id: _told(one.fact, members, sentences, at.day) for one in wanted}
    return [{"id": one.fact.id, "position": one.position, "sentence": told[one.fact.id]} for one in wanted]


def _told(fact: Fact, members: Mapping[str, Fact], sentences: Sentences, day: date) -> str:
    if not isinstance(fact, (FactWithdrawn, FactCorrected)):
        return sentences.of(fact, day)
    amended = _told(members[fact.fact], members, sentences, day)
    taken_back = isinstance(fact, FactWithdrawn)
    return say("Taken back: {sentence}" if taken_back else "Corrected: {sentence}", sentence=amended)
