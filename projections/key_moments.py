"""Key moments at both clocks: moves that matter to us, found by the rules, with what they do to us. Nothing is stored.

For the moves in question everything that rules look at is read at once, however many they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.key_moments.found import KeyMoment
from domain.key_moments.judging import RULES, judged
from domain.key_moments.rules import Settings

from .moments import Moment
from .passages import passages
from .snapshots import snapshot
from .tenants import Tenant


@dataclass(frozen=True)
class Asked:
    """Key moments on days from `since` through `until`, which may lie ahead: of accounts, people and rules, or all.

    `settings` are parameters of rules other than those of the workspace.
    """

    since: date
    until: date
    accounts: frozenset[str] | None = None
    people: frozenset[str] | None = None
    rules: frozenset[str] | None = None
    settings: Mapping[str, Settings] | None = None


def key_moments(tenant: Tenant, moment: Moment, asked: Asked) -> list[KeyMoment]:
    """In the order of days. `moment.as_of` is the day up to which the passing of days counts."""
    with snapshot(tenant, moment) as at:
        return judged(passages(at, asked.since, asked.until, asked.accounts, asked.people), _chosen(asked))


def _chosen(asked: Asked) -> dict[str, Settings]:
    given = asked.settings or {}
    return {id: {**rule.defaults, **given.get(id, {})} for id, rule in RULES.items() if _wanted(asked, id)}


def _wanted(asked: Asked, rule: str) -> bool:
    return asked.rules is None or rule in asked.rules
