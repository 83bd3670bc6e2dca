"""A workspace whose champion may leave, a clock that is set, and looks at it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from domain.key_moments.judging import RULES
from domain.log.ledger import Terms
from domain.log.store import Store
from domain.log.workspaces import make_workspace
from jobs.alerting.looking import Policy, look, looked
from jobs.alerting.places import Place, place_of
from projections.alert_reads import Wanted, listed, one
from projections.journal import journal
from projections.moments import moment_of
from projections.rule_settings import set_rule
from projections.tenants import Tenant, Tenants

Json = dict[str, Any]
ROOT_KEY = os.urandom(32)
FIRST = "2026-03-02T09:00"


@dataclass
class Clock:
    """Microseconds since 1970, a little later at each look, as a clock is."""

    now: int = 0

    def __call__(self) -> int:
        self.now += 1_000
        return self.now

    def set(self, instant: str) -> None:
        self.now = round(datetime.fromisoformat(instant).replace(tzinfo=UTC).timestamp() * 1e6)


@dataclass
class Desk:
    """Ann is champion in an open sale to Acme; Bob and Cy, our colleague, are known too."""

    tenants: Tenants
    tenant: Tenant
    clock: Clock
    started_at: int
    policy: Policy = field(default_factory=Policy)

    def at(self, instant: str) -> Desk:
        """From now on it is then (UTC)."""
        self.clock.set(instant)
        return self

    def tell(self, fact_type: str, **fields: Any) -> str:
        return self.tenant.record([{"type": fact_type, **fields}], Terms(by="me"))[0].id

    def left(self, effective: str, **fields: Any) -> str:
        return self.tell("person_left_role", person="ann", role="cfo", effective=effective, **fields)

    def switch_on(self, rule: str) -> None:
        set_rule(self.tenant, rule, True, None, "me")

    def set(self, rule: str, parameters: Json) -> None:
        set_rule(self.tenant, rule, True, parameters, "me")

    def look(self, tenant: Tenant | None = None) -> int:
        tenant = tenant or self.tenant
        tenant.catch_up()
        return look(tenant, self.policy, self.started_at, tenant.ledger.store.writing)

    @property
    def url(self) -> str:
        return self.tenants.store.engine.url.render_as_string(hide_password=False)

    def place(self) -> Place:
        """Where the last look ended."""
        found = place_of(self.tenant)
        assert found is not None
        return found

    def raise_as_known_at(self, position: int) -> None:
        """What a look that knew no more than this would record."""
        moment = moment_of(self.tenant.ledger, position=position)
        place = self.place()._replace(position=position - 1)
        news = looked(self.tenant, self.policy, place, moment).news()
        self.tenant.record(news, Terms(by="alerts", expected={fact["alert"]: position for fact in news}))

    def alerts(self, **wanted: Any) -> list[Json]:
        return listed(self.tenant, moment_of(self.tenant.ledger), Wanted(**wanted), restricted=True)

    def alert(self, **asked: Any) -> Json:
        """The only one there is."""
        (found,) = self.alerts()
        return one(self.tenant, found["id"], moment_of(self.tenant.ledger, **asked), restricted=True)

    def said(self) -> list[str]:
        """Every fact about alerts, in the order of the log."""
        told = journal(self.tenant, 0, 10_000, restricted=True)
        return [fact["type"].removeprefix("alert_") for fact in told if fact["type"].startswith("alert_")]


@contextmanager
def desk_in(store: Store, time_zone: str = "UTC") -> Iterator[Desk]:
    clock = Clock()
    clock.set(FIRST)
    make_workspace(store, "desk", ROOT_KEY, time_zone)
    tenants = Tenants(store, ROOT_KEY, clock=clock)
    desk = Desk(tenants, tenants.named("desk"), clock, clock())
    found(desk)
    yield desk


def found(desk: Desk) -> None:
    """One rule is on, so that a departure is one moment."""
    for rule in RULES:
        set_rule(desk.tenant, rule, rule == "champion_left", None, "me")
    desk.tenant.record(
        [
            {"type": "organization_registered", "organization": "acme", "name": "Acme"},
            {"type": "account_opened", "organization": "acme"},
            {"type": "role_defined", "role": "cfo", "organization": "acme", "title": "CFO", "effective": None},
            {"type": "person_introduced", "person": "ann", "name": "Ann"},
            {"type": "person_introduced", "person": "bob", "name": "Bob"},
            {"type": "person_introduced", "person": "cy", "name": "Cy", "ours": True},
            {"type": "opportunity_opened", "opportunity": "o", "organization": "acme", "name": "Renewal",
             "effective": "2025-01-01"},
            {"type": "person_took_role", "person": "ann", "role": "cfo", "effective": "2020-01-01"},
            {"type": "buying_role_assigned", "person": "ann", "opportunity": "o", "buying_role": "champion",
             "effective": "2025-02-01"},
            {"type": "link_rated", "person": "ann", "other": "cy", "tone": 2, "strength": 5,
             "effective": "2025-02-01"},
        ],
        Terms(by="me"),
    )  # fmt: skip
