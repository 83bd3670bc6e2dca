"""Key moments of what changed: a look need not go through everything that did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from domain.dates import DAWN
from domain.key_moments.found import KeyMoment
from domain.key_moments.judging import RULES
from domain.key_moments.occasions import Occasion
from domain.key_moments.scenes import Scene, Unit, Wait
from projections.alert_words import HEREAFTER
from projections.around.acting import with_actors
from projections.around.changes import changes, joined
from projections.around.reach import Later, Reach, Reached
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
    found.people |= dict.fromkeys(reach.holders_of(found.titled), DAWN)
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
    """From the day on from which all are reached at all of them."""
    yield from _named(every, changed)
    around = [*changed.missing.values(), *([] if changed.since is None else [changed.since])]
    if around:
        yield _from(every, min(around)), frozenset(RULES)
    for later in changed.later:
        yield from _of_later(_from(every, later.first), later)
    if changed.begins is not None:
        yield _from(every, changed.begins), _OF_BEGINNINGS


def _of_later(scope: Scope, later: Later) -> Iterator[Part]:
    """All of an account are not gone through by name: they may be thousands."""
    if later.account is None:
        yield from _named(scope, later)
    else:
        yield replace(scope, accounts=frozenset([later.account])), frozenset(RULES) - _OF_BEGINNINGS


def _named(scope: Scope, reached: Reached | Later) -> Iterator[Part]:
    """Rules look at posts, at units, or else at people."""
    if reached.roles:
        yield replace(scope, roles=frozenset(reached.roles)), _OF_POSTS
    if reached.units:
        yield replace(scope, units=frozenset(reached.units)), _OF_UNITS
    if reached.people:
        yield replace(scope, people=frozenset(reached.people)), _OF_PEOPLE


def _over(kind: type[Scene]) -> frozenset[str]:
    return frozenset(id for id, rule in RULES.items() if kind in rule.over)


_OF_POSTS, _OF_UNITS, _OF_BEGINNINGS = _over(Wait), _over(Unit), _over(Occasion)
_OF_PEOPLE = frozenset(RULES) - _OF_POSTS - _OF_UNITS - _OF_BEGINNINGS


def _from(scope: Scope, first: int) -> Scope:
    return replace(scope, first=max(scope.first, first))
