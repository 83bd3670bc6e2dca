"""Key moments of what changed: a look need not go through everything that did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.key_moments.found import KeyMoment
from domain.key_moments.judging import RULES
from domain.key_moments.occasions import Occasion
from domain.key_moments.scenes import Unit, Wait
from projections.alert_words import HEREAFTER
from projections.around.acting import with_actors
from projections.around.changes import changes, joined
from projections.around.reach import Reach, Reached
from projections.around.scope import Scope
from projections.key_moments import chosen_rules, found
from projections.moments import Moment
from projections.snapshots import Snapshot, snapshot
from projections.tenants import Tenant

Part = tuple[Scope, frozenset[str]]


def reached(at: Snapshot, after: int, through: int) -> Reached | None:
    """Whom and what a stretch of the log may have touched; None where that may be everything."""
    reach = Reach(at)
    found = reach.of(joined(changes(at, after, through).values()), after, through)
    found.people |= reach.holders_of(found.titled)
    return None if found.everything else found


def moments_within(
    tenant: Tenant, moment: Moment, since: date, changed: Reached | None, ruled_at: Moment
) -> list[KeyMoment]:
    """On days from `since` on, of what changed; None: all there are. By the rules that were on at another moment."""
    chosen = chosen_rules(tenant, ruled_at)
    every = Scope(since.toordinal(), HEREAFTER.toordinal(), moment.as_of.toordinal())
    parts = [(every, frozenset(chosen))] if changed is None else _parts(every, changed)
    with snapshot(tenant, moment) as at:
        seen = [
            one for scope, rules in parts for one in found(at, scope, {id: chosen[id] for id in chosen if id in rules})
        ]
        return with_actors(at, seen)


def _parts(every: Scope, changed: Reached) -> Iterator[Part]:
    """Rules look at posts, at units, or else at people; from the day on from which all are reached at all of them."""
    of_posts = frozenset(id for id, rule in RULES.items() if Wait in rule.over)
    of_units = frozenset(id for id, rule in RULES.items() if Unit in rule.over)
    of_people = frozenset(id for id, rule in RULES.items() if Occasion not in rule.over) - of_posts - of_units
    scopes = (
        (replace(every, roles=frozenset(changed.roles)), of_posts, changed.roles),
        (replace(every, units=frozenset(changed.units)), of_units, changed.units),
        (replace(every, people=frozenset(changed.people)), of_people, changed.people),
    )
    yield from ((scope, rules) for scope, rules, ids in scopes if ids)
    around = [*changed.missing.values(), *([] if changed.since is None else [changed.since])]
    if around:
        yield replace(every, first=max(every.first, min(around))), frozenset(RULES)
