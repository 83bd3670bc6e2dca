"""Coverage and contact rules as they are answered: of an account, and with one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from domain.coverage import home_of
from domain.log.keys import KeyRing

from .account_maps import header, require_organization
from .behind_running import RULES_OF_PEOPLE, RULES_OF_UNITS, Key, explained, stated
from .coverage import (
    ContactRule,
    Covering,
    covered_by,
    covering,
    covering_itself,
    rules_naming,
    rules_of_contact,
    rules_through,
)
from .groups import reached
from .moments import Moment
from .names import Names
from .running import running_json
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
Subject = tuple[str, str]
# In this order an account is gone through.
_KINDS = ("organization", "unit", "person")


def account_coverage(tenant: Tenant, account: str, moment: Moment, *, why: bool = False, group: bool = False) -> Json:
    """Who covers the account, its units and the people on its map that day, each by itself; with `why`, each names the
    facts of its values; of a `group` with all below it. Raises NotFound."""
    require_organization(tenant, account)
    there = {one for id in reached(tenant, account, moment, group=group) for one in _on_map(tenant, id, moment)}
    with snapshot(tenant, moment) as at:
        covered, rules = covering_itself(at, there), rules_naming(at, there)
        said: list[Covering | ContactRule] = [one for some in covered.values() for one in some]
        told = _Told(at, [*said, *(one for some in rules.values() for one in some)])
        told.names.learn("organization", [account])
        ordered = sorted(there, key=lambda subject: (_KINDS.index(subject[0]), subject[1]))
        found = {
            "coverage": [told.covering(one) for subject in ordered for one in covered[subject]],
            "contact_rules": [told.rule(one) for subject in ordered for one in rules[subject]],
        }
        found = _explained(at, tenant.ledger.keys, **found) if why else found
        own = {"id": account, "name": told.names.of("organization", account)}
        return {**header(moment, restricted=True), "account": own, **found}


def _on_map(tenant: Tenant, account: str, moment: Moment) -> list[Subject]:
    with tenant.timelines.scene(account, moment) as scene:
        return [subject for subject in scene.subjects_on_map if subject[0] in _KINDS]


def _explained(at: Snapshot, keys: KeyRing, coverage: list[Json], contact_rules: list[Json]) -> dict[str, list[Json]]:
    said: dict[Key, dict[str, list[str]]] = {}
    for ruling in (RULES_OF_PEOPLE, RULES_OF_UNITS):
        addressed = (one["addressed"] for one in contact_rules)
        said |= stated(at, keys, ruling, {one["id"] for one in addressed if one["kind"] == ruling.life.kind})
    covering = [explained(one, ("person", "part", "covered"), {}) for one in coverage]
    rules = [explained(one, ("addressed", "through"), said.get(_rule_key(one), {})) for one in contact_rules]
    return {"coverage": covering, "contact_rules": rules}


def _rule_key(rule: Json) -> Key:
    addressed = rule["addressed"]["kind"], rule["addressed"]["id"]
    return home_of("contact_rule", addressed)[1], rule["through"]


def coverage_of_person(at: Snapshot, person: str) -> Json:
    """Who covers somebody, the closest first, and through whom to address them; of a colleague what they cover.

    Only what there is.
    """
    me = ("person", person)
    lists: dict[str, list[Covering] | list[ContactRule]] = {
        "covered_by": covering(at, [me])[me],
        "contact_rules": rules_of_contact(at, [me])[me],
        "covers": covered_by(at, person),
        "contact_for": rules_through(at, person),
    }
    told = _Told(at, (one for some in lists.values() for one in some))
    return {name: [told.entry(one) for one in some] for name, some in lists.items() if some}


class _Told:
    """Entries with the names of whom and what they name."""

    def __init__(self, at: Snapshot, said: Iterable[Covering | ContactRule]) -> None:
        self.names = Names(at)
        self.names.learn_all({subject for one in said for subject in _named(one)})

    def entry(self, one: Covering | ContactRule) -> Json:
        return self.covering(one) if isinstance(one, Covering) else self.rule(one)

    def covering(self, one: Covering) -> Json:
        who = {"person": one.person, "name": self.names.of("person", one.person), "part": one.part}
        return {**who, "covered": self._called(one.covered), **running_json(one)}

    def rule(self, one: ContactRule) -> Json:
        who = {"through": one.through, "name": self.names.of("person", one.through), "exclusive": one.exclusive}
        reason = {} if one.reason is None else {"reason": one.reason}
        unsure = {"probable": list(one.probable)} if one.probable else {}
        return {"addressed": self._called(one.addressed), **who, **reason, **unsure, **running_json(one)}

    def _called(self, subject: Subject) -> Json:
        return {"kind": subject[0], "id": subject[1], "name": self.names.of(*subject)}


def _named(one: Covering | ContactRule) -> tuple[Subject, Subject]:
    if isinstance(one, Covering):
        return one.covered, ("person", one.person)
    return one.addressed, ("person", one.through)
