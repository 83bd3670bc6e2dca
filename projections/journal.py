"""The journal: every fact as it was recorded, by account, person and type; and one fact with what it superseded."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, select

from domain.errors import NotFound
from domain.facts import REGISTRY
from domain.forms import as_json
from domain.language import say
from domain.log.reading import read_facts, select_rows
from domain.log.tables import facts, subject_facts
from domain.standing import Recorded

from .account_maps import RESTRICTED_FIELDS
from .moments import moment_of
from .records import records_of
from .snapshots import Snapshot, require, snapshot
from .superseding import superseding
from .tenants import Tenant

Json = dict[str, Any]


def recorded_json(recorded: Recorded) -> Json:
    """The fact in the contract's shape, with what the log adds; `erased` names the fields that were made unreadable."""
    return {
        **as_json(recorded.fact),
        "recorded_at": recorded.recorded_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "recorded_by": recorded.recorded_by,
        "position": recorded.position,
        **({"caused_by": recorded.caused_by} if recorded.caused_by is not None else {}),
        **({"erased": sorted(set(recorded.erased))} if recorded.erased else {}),
    }


def journal(
    tenant: Tenant,
    after: int = 0,
    limit: int = 100,
    account: str | None = None,
    person: str | None = None,
    type: str | None = None,
    *,
    restricted: bool,
) -> list[Json]:
    """Facts after a position, oldest first. Raises NotFound for an account or a person the workspace does not have.

    An account's are those about every subject that ever belonged to it (see `account_facts`), a person's those that
    name them, or a record that is merged with theirs. Without `restricted` facts of restricted types, what amends them,
    and opinions are left out.
    """
    for kind, id in (("organization", account), ("person", person)):
        if id is not None:
            require(tenant, kind, id)
    moment = moment_of(tenant.ledger)
    own = None if account is None else tenant.timelines.facts(account, moment)
    with snapshot(tenant, moment) as at:
        people = None if person is None else records_of(at, "person", person)
        if own is None:
            where = _where(at, after, people, type, restricted)
        else:
            roots = None if people is None else at.connection.scalars(roots_about(at, people))
            where = [facts.c.position.in_(own.after(after, limit, type, roots, restricted=restricted))]
        rows = select_rows(at.connection, at.workspace, *where, limit=limit)
        found = read_facts(at.connection, tenant.ledger.keys, rows)
    return [shown(recorded_json(recorded), restricted) for recorded in found]


def one(tenant: Tenant, fact_id: str, *, restricted: bool) -> Json:
    """A fact as it was recorded, with the ids of those it `supersedes` and of those it is `superseded_by`.

    Raises NotFound, also for a fact of a restricted type where those are not to be seen.
    """
    with snapshot(tenant, moment_of(tenant.ledger)) as at:
        where = [facts.c.id == fact_id, *([] if restricted else [not_(restricted_families(at.workspace))])]
        rows = select_rows(at.connection, at.workspace, *where)
        if not rows:
            raise NotFound(say("no fact {id}", id=fact_id), field="fact")
        (recorded,) = read_facts(at.connection, tenant.ledger.keys, rows)
        before, after = superseding(at, tenant.ledger.keys, recorded, restricted=restricted)
    return {**shown(recorded_json(recorded), restricted), "supersedes": before, "superseded_by": after}


def shown(fact: Json, restricted: bool) -> Json:
    """Without opinions, stated or corrected, where those are not to be seen."""
    return fact if restricted else _without_opinions(fact)


def _without_opinions(fact: Json) -> Json:
    kept = {name: value for name, value in fact.items() if name not in RESTRICTED_FIELDS}
    if isinstance(replacement := kept.get("replacement"), dict):
        kept["replacement"] = _without_opinions(replacement)
    if not RESTRICTED_FIELDS.isdisjoint(kept.get("erased", ())):
        kept["erased"] = [name for name in kept["erased"] if name not in RESTRICTED_FIELDS]
    return kept


def _where(
    at: Snapshot, after: int, people: list[str] | None, type: str | None, restricted: bool
) -> list[ColumnElement[bool]]:
    where: list[ColumnElement[bool]] = [facts.c.position > after]
    where += [] if people is None else [facts.c.root.in_(roots_about(at, people))]
    where += [] if type is None else [facts.c.type == type]
    return where if restricted else [*where, not_(restricted_families(at.workspace))]


def roots_about(at: Snapshot, people: list[str]) -> Select[Any]:
    """The families of facts that name any of these."""
    mine = (subject_facts.c.workspace == at.workspace, subject_facts.c.kind == "person")
    return select(subject_facts.c.root).where(*mine, subject_facts.c.subject.in_(people))


def restricted_families(workspace: int) -> ColumnElement[bool]:
    """Facts of a restricted type, and what amends those."""
    root, types = facts.alias("root"), [cls.type for cls in REGISTRY.values() if cls.restricted]
    same = and_(root.c.workspace == workspace, root.c.position == facts.c.root)
    return select(root.c.position).where(same, root.c.type.in_(types)).exists()
