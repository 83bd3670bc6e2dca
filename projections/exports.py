"""Everything held on one person: every fact about them, with both dates and every value that can still be read."""

from __future__ import annotations

from typing import Any

import msgspec

from domain.amendments import FactCorrected
from domain.facts import Fact
from domain.log.reading import read_families, roots_of_subjects
from domain.nominations import nomination_of_key
from domain.standing import Recorded

from . import careers
from .journal import recorded_json
from .moments import Moment, moment_of
from .records import records_of
from .snapshots import require, snapshot
from .tenants import Tenant
from .watch_list import watches_of

Json = dict[str, Any]
Records = frozenset[str]


def person_export(tenant: Tenant, person: str, moment: Moment | None = None) -> Json:
    """Who somebody is, their career, who watches them and what they watch, and every fact that names them.

    Raises NotFound.

    Other people appear only where a fact itself names them; values of a fact that are only about others (the power of
    somebody whom this person assessed) are left out, their fields named in `of_others`.
    """
    require(tenant, "person", person)
    moment = moment or moment_of(tenant.ledger)
    with snapshot(tenant, moment) as at:
        keys, records = tenant.ledger.keys, frozenset(records_of(at, "person", person))
        roots = roots_of_subjects(at.connection, at.workspace, "person", sorted(records))
        found = read_families(at.connection, keys, {root for some in roots.values() for root in some}, at.position)
    first = {recorded.root: recorded.fact for recorded in reversed(found)}
    return {
        "position": moment.position,
        "person": careers.person(tenant, person, moment, True),
        "career": careers.career(tenant, person, moment, True)["stays"],
        "watches": [
            msgspec.to_builtins(one) for one in watches_of(tenant) if not records.isdisjoint((one.by, one.person))
        ],
        "facts": [_fact(recorded, first[recorded.root], records) for recorded in found],
    }


def records_now(tenant: Tenant, person: str) -> list[str]:
    """Every id under which anything is held on somebody, the one that counts first."""
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        return records_of(at, "person", person)


def _fact(recorded: Recorded, first: Fact, records: Records) -> Json:
    """One entry of the journal; of a correction also what it replaces of others is left out."""
    hidden, told = _of_others(recorded.fact, records), recorded_json(recorded)
    if isinstance(recorded.fact, FactCorrected) and not _names(recorded.fact.replacement, records):
        hidden = _of_others(first, records)
    kept = _without(told, hidden)
    left_out = sorted(name for name in hidden if name in told or name in told.get("replacement", {}))
    return {**kept, "of_others": left_out} if left_out else kept


def _without(told: Json, hidden: list[str]) -> Json:
    kept = {name: value for name, value in told.items() if name not in hidden}
    return {name: _without(value, hidden) if name == "replacement" else value for name, value in kept.items()}


def _names(replacement: Json, records: Records) -> bool:
    return any(value in records for value in replacement.values() if isinstance(value, str))


def _of_others(fact: Fact, records: Records) -> list[str]:
    """Fields of a fact whose values are somebody's, but not this person's.

    What a nomination says is theirs for whom it was accepted; that it is found by them says that it was.
    """
    personal = ((name, fact.concerned(tag)) for name, tag in fact.tags.items() if tag.personal)
    return [name for name, owners in personal if owners and records.isdisjoint(owners) and not _nominated(owners)]


def _nominated(owners: frozenset[str]) -> bool:
    return any(nomination_of_key(key) is not None for key in owners)
