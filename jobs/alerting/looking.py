"""One look at a workspace: the key moments known now beside those known at the last look, and what follows for alerts.

Whatever is recorded follows from the log and from the alerts in it, under the condition that nobody touched these
meanwhile. So it makes no difference how often somebody looks, how many do at once, or where one of them dies: where
the last look ended only saves work.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, and_, or_, select

from domain.alerting import RAISER, Alert, Identified, Look, identified, people_in, worths
from domain.alerts import ALERT_FACTS, TELLING
from domain.errors import PersonErased, StaleExpectation, Unavailable
from domain.key_moments.found import KeyMoment
from domain.log.ledger import MOST_FACTS, Receipt, Terms
from domain.log.tables import facts, subject_facts
from projections.alert_words import ids_of_alerts, moments_of
from projections.alerts import alerts
from projections.around.reach import Reached
from projections.merged import merged_people
from projections.moments import Moment, moment_of
from projections.snapshots import Snapshot, snapshot
from projections.tenants import Tenant

from .opportunities import naming_changed_opportunities, revised_since, worth_told
from .places import Place, Writing, advance, begin, place_of
from .reaching import moments_within, reached

Json = dict[str, Any]
_ATTEMPTS = 5
_TYPES = tuple(cls.type for cls in ALERT_FACTS)


@dataclass(frozen=True)
class Policy:
    """How many days before today a moment may lie to be news when it is learned."""

    days_back: int = 90


def look(tenant: Tenant, policy: Policy, started_at: int, writing: Writing) -> int:
    """Record what there is to say since the last look; how many facts that were.

    `started_at`: the instant from which on looking was possible, where nobody looked before. Raises Unavailable.
    """
    place = place_of(tenant) or begin(tenant, started_at, writing)
    for _ in range(_ATTEMPTS):
        try:
            return _look(tenant, policy, place, writing)
        except (StaleExpectation, PersonErased):  # somebody touched one of them, or somebody in one, meanwhile
            tenant.catch_up()
    raise Unavailable("too many writers at once; the next look tries again")


def waiting(tenant: Tenant) -> bool:
    """Whether anything happened since the last look: facts were recorded, or a day began."""
    place = place_of(tenant)
    return place is None or place.day < tenant.ledger.today() or place.position < moment_of(tenant.ledger).position


def _look(tenant: Tenant, policy: Policy, place: Place, writing: Writing) -> int:
    moment = moment_of(tenant.ledger)
    if moment.as_of == place.day and not _recorded(tenant, place.position, moment.position):
        advance(tenant, moment.position, moment.as_of, writing)
        return 0
    news = looked(tenant, policy, place, moment).news()
    receipts = [receipt for some in _batches(news) for receipt in _record(tenant, some, moment)]
    advance(tenant, _reached(moment, receipts), moment.as_of, writing)
    return len(news)


def looked(tenant: Tenant, policy: Policy, place: Place, moment: Moment) -> Look:
    """Everything that is to be compared: of what was touched since, or when a day has begun, all there is."""
    before = replace(moment, as_of=place.day, position=place.position)
    since = moment.as_of - timedelta(days=policy.days_back)
    with snapshot(tenant, moment) as at:
        changed = reached(at, place.position, moment.position) if place.day == moment.as_of else None
        touched = at.connection.execute(_touched(at, place.position)).all()
        naming = naming_changed_opportunities(at, since, place.position)
    found, known = (_moments(tenant, each, since, changed, (touched, naming), moment) for each in (moment, before))
    with snapshot(tenant, moment) as at:
        standing = _alerts(at, {id for ids, _ in (*found, *known) for id in ids}, place.position)
        then = identified(known, standing)
        now = identified(found, standing, then)
        late = [id for id in now.keys() - then.keys() - standing.keys() if _is_history(at, now[id], place.started_at)]
        moved = [id for id, one in now.items() if id in standing and worths(one) != standing[id].worth]
        revised = revised_since(at, moved, tenant.workspace.begins(moment.as_of))
    told = {id: one for id, one in now.items() if id not in late}
    erased, began = _erased(tenant, told.values()), place.day != moment.as_of
    return Look(told, then, standing, place.position, moment.as_of.isoformat(), erased, began, revised)


def _recorded(tenant: Tenant, after: int, upto: int) -> bool:
    """Whether anything but alerts was recorded."""
    where = (facts.c.workspace == tenant.workspace.id, facts.c.position.between(after + 1, upto))
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        query = select(facts.c.position).where(*where, facts.c.type.not_in(_TYPES)).limit(1)
        return connection.scalar(query) is not None


def _moments(
    tenant: Tenant,
    moment: Moment,
    since: date,
    changed: Reached | None,
    standing: tuple[Sequence[Any], Sequence[Any]],
    ruled_at: Moment,
) -> list[Identified]:
    """Those of what changed, and those of standing alerts, each with the ids that its alert may have.

    Of the first of these alerts on any day, since theirs may have been corrected; of the others on theirs.
    """
    touched, others = standing
    of_alerts = (
        *moments_of(tenant, moment, touched, ruled_at, any_day=True).values(),
        *moments_of(tenant, moment, others, ruled_at).values(),
    )
    found = {one.key: one for one in (*of_alerts, *moments_within(tenant, moment, since, changed, ruled_at))}
    return list(zip(ids_of_alerts(tenant, moment, found.values()), found.values(), strict=True))


def _touched(at: Snapshot, after: int) -> Select[Any]:
    """Alerts about people or roles of whom something was recorded, and those told since."""
    same = and_(facts.c.workspace == subject_facts.c.workspace, facts.c.root == subject_facts.c.root)
    fresh = (facts.c.workspace == at.workspace, facts.c.position > after, facts.c.type.not_in(_TYPES))
    named = [
        select(subject_facts.c.subject).join(facts, same).where(*fresh, subject_facts.c.kind == kind)
        for kind in ("person", "role")
    ]
    counting = select(merged_people.c.home).where(at.known(merged_people), merged_people.c.item.in_(named[0]))
    person, role = alerts.c.person, alerts.c.role
    about = or_(person.in_(named[0]), person.in_(counting), role.in_(named[1]))
    standing = at.holding(alerts) & (alerts.c.state != "retracted")
    return select(alerts).where(standing, or_(about, alerts.c.told > after))


def _alerts(at: Snapshot, ids: set[str], position: int) -> dict[str, Alert]:
    """Those of these ids, those that were raised since, and those whose day may have come."""
    today, standing = at.day.isoformat(), alerts.c.state != "retracted"
    waiting = and_(alerts.c.day > alerts.c.learned, alerts.c.day <= today)
    unsaid = or_(alerts.c.reminded.is_(None), alerts.c.reminded != alerts.c.day)
    more = at.holding(alerts) & standing & or_(alerts.c.told > position, and_(waiting, unsaid))
    rows = [*at.rows(alerts, at.holding(alerts), alerts.c.home, ids), *at.rows(alerts, more)]
    return {row.home: _alert(row) for row in rows}


def _alert(row: Any) -> Alert:
    said = {name: getattr(row, name) for name in TELLING}
    by = row.raised_by, row.state == "retracted", row.ended_by
    return Alert(said, worth_told(row), *by, row.told, row.learned, row.reminded)


def _is_history(at: Snapshot, moment: KeyMoment, started_at: int) -> bool:
    """Whether all of its facts are of before alerts were looked for: a history may keep its instants."""
    of = (facts.c.workspace == at.workspace, facts.c.id.in_(moment.effects.facts), facts.c.recorded_at >= started_at)
    return at.connection.scalar(select(facts.c.position).where(*of).limit(1)) is None


def _erased(tenant: Tenant, moments: Iterable[KeyMoment]) -> frozenset[str]:
    people = {one for moment in moments for one in people_in(moment.effects) | ({moment.person} - {None})}
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        held: Mapping[str, Any] = tenant.ledger.keys.held(lambda: connection, [str(one) for one in people])
    return frozenset(person for person, key in held.items() if key is None)


def _batches(news: list[Json]) -> Iterable[list[Json]]:
    return (news[start : start + MOST_FACTS] for start in range(0, len(news), MOST_FACTS))


def _record(tenant: Tenant, some: list[Json], moment: Moment) -> list[Receipt]:
    expected = {fact["alert"]: moment.position for fact in some}
    return tenant.record(some, Terms(by=RAISER, expected=expected))


def _reached(moment: Moment, receipts: list[Receipt]) -> int:
    """Up to where everything is known: what was recorded just now too, unless somebody came in between."""
    reached = moment.position + len(receipts)
    return reached if reached == max((one.position for one in receipts), default=reached) else moment.position
