"""The facts of an account, with whatever they need to be imported elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from domain.errors import InvalidFact
from domain.facts import REGISTRY
from domain.forms import parse
from domain.log.reading import read_families
from domain.log.tables import subjects
from domain.nominations import NominationReported
from projections.journal import journal, recorded_json
from projections.tenants import Tenant

from .imports.files import LOG_ADDS
from .imports.survey import Key, named_by

NOBODY = "erased person"
_PAGE, _CHUNK = 1_000, 300

Facts = dict[int, dict[str, Any]]


def exported(tenant: Tenant, account: str) -> tuple[list[dict[str, Any]], int]:
    """Facts in the order of the log, and how many are left out because what they said was erased. Raises NotFound."""
    facts: Facts = {fact["position"]: fact for fact in _facts_of(tenant, account)}
    looked_for = set[Key]()
    while missing := {key for fact in facts.values() for key in named_by(fact)} - _born(facts) - looked_for:
        looked_for |= missing
        facts |= _creating(tenant, missing)
    return _importable([facts[position] for position in sorted(facts)])


def _facts_of(tenant: Tenant, account: str) -> Iterator[dict[str, Any]]:
    after = 0
    while page := journal(tenant, after, _PAGE, account=account, restricted=True):
        yield from page
        after = page[-1]["position"]


def _born(facts: Facts) -> set[Key]:
    """The subjects that these facts create."""
    known = ((REGISTRY[fact["type"]], fact) for fact in facts.values())
    return {(cls.refs[cls.subject], fact[cls.subject]) for cls, fact in known if cls.creates}


def _creating(tenant: Tenant, missing: set[Key]) -> Facts:
    """The facts that created these subjects, with their amendments."""
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        roots = list(_births(connection, tenant.workspace.id, missing))
        return {one.position: recorded_json(one) for one in read_families(connection, tenant.ledger.keys, roots)}


def _births(connection: Connection, workspace: int, missing: set[Key]) -> Iterator[int]:
    """The positions of the facts that created these subjects."""
    for kind in sorted({kind for kind, _ in missing} - {"fact"}):
        wanted = sorted(id for of, id in missing if of == kind)
        for start in range(0, len(wanted), _CHUNK):
            some = subjects.c.subject.in_(wanted[start : start + _CHUNK])
            query = select(subjects.c.position).where(subjects.c.workspace == workspace, subjects.c.kind == kind, some)
            yield from connection.scalars(query)


def _importable(facts: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """Somebody erased keeps their place under no name; other facts that say nothing any more are left out."""
    kept, left_out = list[dict[str, Any]](), set[str]()
    for fact in facts:
        line = _unnamed(fact) if "erased" in fact else fact
        named = set() if line is None else {id for kind, id in named_by(line) if kind in ("fact", "nomination")}
        if line is None or not left_out.isdisjoint(named):
            left_out.add(fact["id"])
            left_out.update([fact["nomination"]] if fact["type"] == NominationReported.type else [])
        else:
            kept.append(line)
    return kept, len(left_out)


def _unnamed(fact: dict[str, Any]) -> dict[str, Any] | None:
    line = {**fact, "name": NOBODY} if REGISTRY[fact["type"]].creates and "name" in fact["erased"] else fact
    try:
        parse({name: value for name, value in line.items() if name not in LOG_ADDS}, today="2000-01-01")
    except InvalidFact:
        return None
    return line
