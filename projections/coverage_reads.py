"""Coverage and contact rules as they are answered: of an account, and with one person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .account_maps import header, require_organization
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
from .moments import Moment
from .names import Names
from .running import running_json
from .snapshots import Snapshot, snapshot
from .tenants import Tenant

Json = dict[str, Any]
Subject = tuple[str, str]
# In this order an account is gone through.
_KINDS = ("organization", "unit", "person")


def account_coverage(tenant: Tenant, account: str, moment: Moment) -> Json:
    """Who covers the account, its units and the people on its map that day, each by itself. Raises NotFound."""
    require_organization(tenant, account)
    with tenant.timelines.scene(account, moment) as scene:
        there = [subject for subject in scene.subjects_on_map if subject[0] in _KINDS]
    with snapshot(tenant, moment) as at:
        covered, rules = covering_itself(at, there), rules_naming(at, there)
        said: list[Covering | ContactRule] = [one for some in covered.values() for one in some]
        told = _Told(at, [*said, *(one for some in rules.values() for one in some)])
        told.names.learn("organization", [account])
        ordered = sorted(there, key=lambda subject: (_KINDS.index(subject[0]), subject[1]))
        return {
            **header(moment, restricted=True),
            "account": {"id": account, "name": told.names.of("organization", account)},
            "coverage": [told.covering(one) for subject in ordered for one in covered[subject]],
            "contact_rules": [told.rule(one) for subject in ordered for one in rules[subject]],
        }


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
