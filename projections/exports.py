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
from .snapshots import require, snapshot
from .tenants import Tenant
from .watch_list import watches_of

Json = dict[str, Any]


def person_export(tenant: Tenant, person: str, moment: Moment | None = None) -> Json:
    """Who somebody is, their career, who watches them and what they watch, and every fact that names them.

    Raises NotFound.

    Other people appear only where a fact itself names them; values of a fact that are only about others (the power of
    somebody whom this person assessed) are left out, their fields named in `of_others`.
    """
    require(tenant, "person", person)
    moment = moment or moment_of(tenant.ledger)
    with snapshot(tenant, moment) as at:
        keys = tenant.ledger.keys
        roots = roots_of_subjects(at.connection, at.workspace, "person", [person]).get(person, [])
        found = read_families(at.connection, keys, roots, at.position)
    first = {recorded.root: recorded.fact for recorded in reversed(found)}
    return {
        "position": moment.position,
        "person": careers.person(tenant, person, moment, True),
        "career": careers.career(tenant, person, moment)["stays"],
        "watches": [msgspec.to_builtins(one) for one in watches_of(tenant) if person in (one.by, one.person)],
        "facts": [_fact(recorded, first[recorded.root], person) for recorded in found],
    }


def _fact(recorded: Recorded, first: Fact, person: str) -> Json:
    """One entry of the journal; of a correction also what it replaces of others is left out."""
    hidden, told = _of_others(recorded.fact, person), recorded_json(recorded)
    if isinstance(recorded.fact, FactCorrected) and person not in recorded.fact.replacement.values():
        hidden = _of_others(first, person)
    kept = _without(told, hidden)
    left_out = sorted(name for name in hidden if name in told or name in told.get("replacement", {}))
    return {**kept, "of_others": left_out} if left_out else kept


def _without(told: Json, hidden: list[str]) -> Json:
    kept = {name: value for name, value in told.items() if name not in hidden}
    return {name: _without(value, hidden) if name == "replacement" else value for name, value in kept.items()}


def _of_others(fact: Fact, person: str) -> list[str]:
    """Fields of a fact whose values are somebody's, but not this person's.

    What a nomination says is theirs for whom it was accepted; that it is found by them says that it was.
    """
    personal = ((name, fact.concerned(tag)) for name, tag in fact.tags.items() if tag.personal)
    return [name for name, owners in personal if owners and person not in owners and not _nominated(owners)]


def _nominated(owners: frozenset[str]) -> bool:
    return any(nomination_of_key(key) is not None for key in owners)
