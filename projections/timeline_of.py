"""Everything that happened in an account, in the order in which it was so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, not_, select

from domain.amendments import AMENDMENTS, FactCorrected, FactWithdrawn, PersonErased, ValueErased
from domain.dates import DAWN, span_of
from domain.facts import REGISTRY, Fact
from domain.log.mapper import EPOCH
from domain.log.reading import read_facts, read_families, select_rows
from domain.log.tables import facts
from domain.opportunities import BuyingRoleAssigned
from domain.organizations import OrganizationsRelated
from domain.roles import PersonTookRole
from domain.standing import Family, Recorded, Standing

from .account_facts import restricted_families, roots_of_account
from .account_maps import require_organization
from .journal import OPINIONS, recorded_json, shown
from .moments import Moment
from .names import Names
from .snapshots import Snapshot, snapshot
from .telling import told
from .tenants import Tenant

Json = dict[str, Any]
_ABOUT_FACTS = tuple(cls.type for cls in (FactCorrected, FactWithdrawn, ValueErased, PersonErased))
_BEGINNING = (PersonTookRole, BuyingRoleAssigned, OrganizationsRelated)
_DAY = 86_400_000_000


class Event(NamedTuple):
    """A fact that stands, by the day from which it counts; `said` where it was amended."""

    day: int
    position: int
    said: Standing | None = None


def account_timeline(
    tenant: Tenant, account: str, moment: Moment, after: int = 0, limit: int = 100, *, restricted: bool
) -> list[Json]:
    """The account's facts that count by the day asked for, each as it stands, with `day` and one sentence.

    In the order of the days from which they count, then of the log; `after` is the position of the last one seen.
    What was withdrawn did not happen, corrections and erasures are no events. Raises NotFound.
    """
    require_organization(tenant, account)
    with snapshot(tenant, moment) as at:
        events = [one for one in _events(at, tenant, account, restricted) if one.day <= at.day.toordinal()]
        events.sort()
        seen = next((place for place, one in enumerate(events, 1) if one.position == after), 0)
        return _told(at, tenant, events[seen : seen + limit], restricted)


def _events(at: Snapshot, tenant: Tenant, account: str, restricted: bool) -> Iterable[Event]:
    mine = [facts.c.workspace == at.workspace, facts.c.position <= at.position]
    mine += [facts.c.root.in_(roots_of_account(at, account))]
    mine += [] if restricted else [not_(restricted_families(at.workspace))]
    amended = _amended(at, tenant, mine)
    columns = (facts.c.position, facts.c.root, facts.c.type, facts.c.effective, facts.c.recorded_at)
    for row in at.connection.execute(select(*columns).where(*mine, facts.c.type.not_in(_ABOUT_FACTS))):
        if row.root not in amended:
            recorded = EPOCH.toordinal() + row.recorded_at // _DAY
            yield Event(_counted_from(REGISTRY[row.type], row.effective, recorded), row.position)
        elif (said := amended[row.root].get(row.position)) is not None:
            yield Event(_counted_from(type(said.fact), said.fact.effective, said.day), row.position, said)


def _amended(at: Snapshot, tenant: Tenant, mine: list[ColumnElement[bool]]) -> dict[int, dict[int, Standing]]:
    """By family that was amended and by position: what stands."""
    types = facts.c.type.in_([cls.type for cls in AMENDMENTS])
    roots = set(at.connection.scalars(select(facts.c.root).where(*mine, types)))
    members: dict[int, list[Recorded]] = defaultdict(list)
    for recorded in read_families(at.connection, tenant.ledger.keys, roots, at.position):
        members[recorded.root].append(recorded)
    return {root: {said.place: said for said in Family(found).says} for root, found in members.items()}


def _counted_from(cls: type[Fact], effective: str | None, recorded: int) -> int:
    """The day from which a fact counts: of an unknown date, what begins something counts from before everything."""
    if effective is not None:
        return span_of(effective).first
    return DAWN if cls.creates or cls.undated or issubclass(cls, _BEGINNING) else recorded


def _told(at: Snapshot, tenant: Tenant, page: list[Event], restricted: bool) -> list[Json]:
    rows = select_rows(at.connection, at.workspace, facts.c.position.in_([one.position for one in page]))
    found = {recorded.position: recorded for recorded in read_facts(at.connection, tenant.ledger.keys, rows)}
    names = Names(at)
    names.learn_all(subject for recorded in found.values() for subject in recorded.fact.subjects)
    names.learn_all(subject for one in page if one.said for subject in one.said.fact.subjects)
    return [_event(one, found[one.position], names, restricted) for one in page]


def _event(event: Event, recorded: Recorded, names: Names, restricted: bool) -> Json:
    fact = recorded.fact if event.said is None else event.said.fact
    day = date.fromordinal(event.day)
    words = told(
        fact,
        lambda kind, id: names.of(kind, id, day) or id,
        hidden=frozenset() if restricted else frozenset({OPINIONS}),
    )
    standing = replace(recorded, fact=fact)
    marks: Json = {} if fact == recorded.fact else {"corrected": True}
    return {**shown(recorded_json(standing), restricted), **marks, "day": _iso(event.day), "sentence": words}


def _iso(day: int) -> str | None:
    """The day from which it counts; nothing for what was always so."""
    return None if day == DAWN else date.fromordinal(day).isoformat()
