"""Alerts of random worlds in which records are merged and parted, beside a naive model of which alert is whose."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from domain.key_moments.found import Identity, KeyMoment
from domain.key_moments.judging import RULES
from domain.log.ledger import Terms
from domain.log.store import Store
from jobs.alerting import looking
from jobs.alerting.looking import Policy, look
from projections.alert_reads import Wanted, listed
from projections.alert_words import alert_id
from projections.key_moments import Asked, key_moments
from projections.moments import moment_of
from projections.rule_settings import set_rule
from projections.tenants import Tenant, Tenants
from tests.generator import SUBJECTS, random_batches
from tests.jobs.alerting.desk import ROOT_KEY, Clock
from tests.oracle import recorded
from tests.oracle.merging import Kept
from tests.oracle.standing import known_at
from tests.projections.test_replays import EVER, LOOSE
from tests.projections.worlds import Fact, microseconds

# So that whatever is known is news.
EVERYTHING = Policy(days_back=40 * 365)
AS_LOOKED = Asked(date(1990, 1, 1), EVER[1])


@dataclass
class Model:
    """Every alert by its id, with the moment it was raised of, and whether it stands."""

    tenant: Tenant
    raised: dict[str, Identity] = field(default_factory=dict)
    standing: set[str] = field(default_factory=set)

    def look(self, found: list[KeyMoment], kept: Kept) -> None:
        """What follows from no fact, such as that nobody ever held a post, is no news."""
        own = {alert_id(self.tenant, one.key) for one in found}
        matched = [(self._alert_of(one.identity, own, kept), one) for one in found]
        counting = {id: one.identity for id, one in matched if id in self.standing or one.effects.facts}
        self.raised = counting | self.raised
        self.standing = set(counting)

    def _alert_of(self, identity: Identity, own: set[str], kept: Kept) -> str:
        """Its own if that stands, or another that is of the same by what counts now."""
        mine = alert_id(self.tenant, identity.key)
        others = [id for id, one in self.raised.items() if id not in own and same(one, identity, kept)]
        candidates = [mine, *others]
        known = [id for id in candidates if id in self.standing] or [id for id in candidates if id in self.raised]
        return known[0] if known else mine


def same(before: Identity, now: Identity, kept: Kept) -> bool:
    """Whether what was raised is this, its ids being what they answer as now; of one of the same beginnings."""
    account = kept.get(("organization", before.account or ""), before.account)
    subjects = tuple((kind, kept.get((kind, id), id)) for kind, id in before.subjects)
    of = (before.rule, account, subjects, before.action) == (now.rule, now.account, now.subjects, now.action)
    return of and (before.began[:1] == now.began[:1] or not {*before.began[:1]}.isdisjoint(now.began))


def standing(tenant: Tenant) -> set[str]:
    found = listed(tenant, moment_of(tenant.ledger), Wanted(), limit=1_000, restricted=True)
    return {one["id"] for one in found if one["state"] != "retracted"} - set(SUBJECTS["alert"])


def told(store: Store, seed: int, steps: int) -> tuple[list[Fact], Model]:
    """Looked at after each batch, in which the model must agree."""
    clock, facts = Clock(), list[Fact]()
    tenant = Tenants(store, ROOT_KEY, clock=clock).make("w")
    model = Model(tenant)
    for rule in RULES:
        set_rule(tenant, rule, True, LOOSE.get(rule, {}), "me")
    for recorded_at, batch in random_batches(seed, steps):
        clock.now = max(clock.now, microseconds(recorded_at))
        tenant.record(batch, Terms(by="tester"))
        facts += (recorded(fact, recorded_at, place) for place, fact in enumerate(batch, len(facts) + 1))
        look(tenant, EVERYTHING, 0, tenant.ledger.store.writing)
        found = key_moments(tenant, moment_of(tenant.ledger), AS_LOOKED)
        model.look(found, known_at(facts, len(facts)).kept)
        assert standing(tenant) == model.standing, recorded_at
    return facts, model


@pytest.mark.parametrize("seed", [648, 650])
def test_alerts_are_those_of_the_moments_whatever_is_merged(sqlite_store: Store, seed: int) -> None:
    facts, model = told(sqlite_store, seed, 35)
    assert any("records_merged" in fact["type"] for fact in facts)
    assert len(model.raised) > len(model.standing) > 10


def test_without_following_merges_they_are_not(sqlite_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control."""
    monkeypatch.setattr(looking, "identified", lambda found, *_: {ids[0]: one for ids, one in found})
    with pytest.raises(AssertionError):
        told(sqlite_store, 648, 35)
