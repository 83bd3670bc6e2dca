"""Key moments at both clocks: moves that matter to us, found by the rules, with what they do to us. Nothing is stored.

For the moves in question everything that rules look at is read at once, however many they are.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from domain.key_moments.found import Key, KeyMoment
from domain.key_moments.judging import RULES, judged
from domain.key_moments.occasions import Occasion
from domain.key_moments.parameters import Settings, checked
from domain.key_moments.scenes import Departure, Parting, Passage, Scene, Unit, Wait

from .around.acting import with_actors
from .around.departures import departures
from .around.known import Known
from .around.occasions import occasions
from .around.partings import partings
from .around.passages import passages, visits
from .around.reshuffles import units
from .around.scope import Scope
from .around.waits import waits
from .moments import Moment
from .records import kept_of
from .rule_settings import rules_on
from .snapshots import Snapshot, snapshot
from .tenants import Tenant


@dataclass(frozen=True)
class Asked:
    """Key moments on days from `since` through `until`, which may lie ahead: of accounts, people and rules, or all.

    Rules are those that were on at the moment that is asked about, with the parameters of then, or at another one
    (`ruled_at`). `settings` are parameters to try; with them a rule counts as switched on.
    """

    since: date
    until: date
    accounts: frozenset[str] | None = None
    people: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    settings: Mapping[str, Settings] | None = None
    ruled_at: Moment | None = None


def key_moments(tenant: Tenant, moment: Moment, asked: Asked) -> list[KeyMoment]:
    """In the order of days. `moment.as_of` is the day up to which the passing of days counts.

    Raises InvalidRequest for parameters that a rule does not have.
    """
    with snapshot(tenant, moment) as at:
        return with_actors(at, asked_for(tenant, at, moment, asked))


def asked_for(tenant: Tenant, at: Snapshot, moment: Moment, asked: Asked) -> list[KeyMoment]:
    """The same, before anybody is looked for who should act."""
    about = _counting(at, "organization", asked.accounts), _counting(at, "person", asked.people)
    scope = Scope(asked.since.toordinal(), asked.until.toordinal(), at.day.toordinal(), *about)
    return found(at, scope, chosen_rules(tenant, asked.ruled_at or moment, asked.rules, asked.settings))


def _counting(at: Snapshot, kind: str, ids: frozenset[str] | None) -> frozenset[str] | None:
    """The records that count, whichever of a body is asked for."""
    if ids is None:
        return None
    kept = kept_of(at, kind, ids)
    return frozenset(kept.get(id, id) for id in ids)


def chosen_rules(
    tenant: Tenant, moment: Moment, rules: frozenset[str] | None = None, given: Mapping[str, Settings] | None = None
) -> dict[str, Settings]:
    """Of the rules asked for those that were on at a moment, each with the parameters that were in force then."""
    own = {id: checked(RULES[id].parameters, settings) for id, settings in (given or {}).items()}
    settings = {**rules_on(tenant, moment), **own}
    return {id: settings[id] for id in RULES if id in settings and (rules is None or id in rules)}


def found(
    at: Snapshot, scope: Scope, chosen: Mapping[str, Settings], but: Container[Key] = frozenset()
) -> list[KeyMoment]:
    """What these rules see, `but` for what has these keys."""
    return judged(_scenes(at, scope, chosen), chosen, scope.first, scope.last, but)


def _scenes(at: Snapshot, scope: Scope, chosen: Mapping[str, Settings]) -> Iterator[Scene]:
    """Only what some rule looks at is read."""
    known, over = Known(at), {kind for id in chosen for kind in RULES[id].over}
    came = visits(known, scope) if over & {Passage, Departure} else {}
    lasting = frozenset(settings["days"] for id, settings in chosen.items() if Wait in RULES[id].over)
    within = max((settings["within_days"] for id, settings in chosen.items() if Unit in RULES[id].over), default=0)
    return chain(
        passages(known, scope, came) if Passage in over else (),
        departures(known, scope, came) if Departure in over else (),
        partings(known, scope) if Parting in over else (),
        waits(known, scope, lasting) if Wait in over else (),
        occasions(known, scope) if Occasion in over else (),
        units(known, scope, within) if Unit in over and scope.people is None else (),
    )
