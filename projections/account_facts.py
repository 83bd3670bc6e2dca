"""Which facts are an account's: about every subject that ever belonged to it, whenever that was known."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, or_, select, union

from domain.facts import REGISTRY
from domain.log.tables import facts, subject_facts

from .opportunities import buying_roles, opportunities
from .organizations import units
from .people import links, people
from .roles import roles
from .snapshots import Snapshot
from .tenures import tenures


def roots_of_account(at: Snapshot, account: str) -> Any:
    """Families about the account's organization, units, roles, opportunities and people, and about links among these.

    Of people: who ever held its roles or stood in its buying centers, and what is about them alone; links to a
    colleague of ours count as well, as they do on a map.
    """
    unit_ids = _homes(at, units, units.c.organization == account)
    role_ids = _homes(at, roles, or_(roles.c.organization == account, roles.c.unit.in_(unit_ids)))
    sold = _homes(at, opportunities, opportunities.c.organization == account)
    named = union(
        _distinct(at, tenures, tenures.c.person, tenures.c.home.in_(role_ids)),
        _distinct(at, buying_roles, buying_roles.c.person, buying_roles.c.home.in_(sold)),
    )
    return union(
        _about(at, "organization", [account]),
        _about(at, "unit", unit_ids),
        _about(at, "role", role_ids),
        _about(at, "opportunity", sold),
        _about(at, "link", _links(at, named)),
        _about_people(at, named),
    )


def restricted_families(workspace: int) -> ColumnElement[bool]:
    """Facts of a restricted type, and what amends those."""
    root, types = facts.alias("root"), [cls.type for cls in REGISTRY.values() if cls.restricted]
    same = and_(root.c.workspace == workspace, root.c.position == facts.c.root)
    return select(root.c.position).where(same, root.c.type.in_(types)).exists()


def _homes(at: Snapshot, table: Any, condition: ColumnElement[bool]) -> Select[Any]:
    return _distinct(at, table, table.c.home, condition)


def _distinct(at: Snapshot, table: Any, column: Any, condition: ColumnElement[bool]) -> Select[Any]:
    return select(column).distinct().where(at.ours(table), condition)


def _about(at: Snapshot, kind: str, ids: Any) -> Select[Any]:
    mine = (subject_facts.c.workspace == at.workspace, subject_facts.c.kind == kind)
    return select(subject_facts.c.root).where(*mine, subject_facts.c.subject.in_(ids))


def _links(at: Snapshot, named: Any) -> Select[Any]:
    ours = _homes(at, people, people.c.ours)
    one, other = links.c.person.in_(named), links.c.other.in_(named)
    near = or_(one & other, one & links.c.other.in_(ours), other & links.c.person.in_(ours))
    return _homes(at, links, near)


def _about_people(at: Snapshot, named: Any) -> Select[Any]:
    """What is guarded by the person: not their links, nor tenures, which are about their roles, here or elsewhere."""
    first = and_(facts.c.workspace == at.workspace, facts.c.position == subject_facts.c.root)
    own = and_(facts.c.stream == literal("person:") + subject_facts.c.subject, facts.c.type.not_in(_LINKING))
    return _about(at, "person", named).join(facts, first).where(own)


_LINKING = ("link_rated", "link_ended")
