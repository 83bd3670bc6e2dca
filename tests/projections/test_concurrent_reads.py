"""Readers beside writers, followers and rebuilds see one state: never a batch by half, never the past changed."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from domain.log.ledger import Terms
from projections.account_maps import account_map
from projections.moments import moment_of
from projections.tenants import Tenant, Tenants
from tests.projections.conftest import settle

BY = Terms(by="tester")
ROLES = [f"r-{number}" for number in range(6)]
BATCHES, EARLY = 25, 5
FIELDS = (None, "roles.id,roles.title", "roles.id,roles.title,roles.holders.person", "units,roles,opportunities")


def founding() -> list[dict[str, Any]]:
    return [
        {"type": "organization_registered", "organization": "acme", "name": "Acme"},
        {"type": "account_opened", "organization": "acme"},
        *({"type": "role_defined", "role": role, "organization": "acme", "title": "0"} | DATED for role in ROLES),
        *({"type": "person_introduced", "person": f"p-{number}", "name": "0"} for number in range(BATCHES + 1)),
    ]


DATED = {"effective": "2020-01-01"}


def batch(number: int) -> list[dict[str, Any]]:
    """Gives every role the same new title and a new holder, all of one number."""
    titles = [{"type": "role_restructured", "role": role, "title": str(number)} | DATED for role in ROLES]
    left = [{"type": "person_left_role", "person": f"p-{number - 1}", "role": role} | LATER for role in ROLES]
    took = [{"type": "person_took_role", "person": f"p-{number}", "role": role} | LATER for role in ROLES]
    return [*titles, *(left if number > 1 else []), *took]


LATER = {"effective": "2020-01-02"}


@dataclass
class Readers:
    """Read over and over until told to stop; keep what was wrong."""

    stopping: threading.Event = field(default_factory=threading.Event)
    wrong: list[Any] = field(default_factory=list)
    reads: int = 0

    @contextmanager
    def running(self, *reading: Callable[[], Any]) -> Iterator[None]:
        threads = [threading.Thread(target=self.repeat, args=(read,)) for read in reading]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopping.set()
            for thread in threads:
                thread.join()

    def repeat(self, read: Callable[[], Any]) -> None:
        try:
            while not self.stopping.is_set():
                if mixed := read():
                    self.wrong.append(mixed)
                self.reads += 1
        except Exception as error:  # a thread's error is the test's
            self.wrong.append(error)


def mixture(tenant: Tenant, fields: str | None) -> Any:
    """What a map shows of more than one batch, or nothing."""
    moment = moment_of(tenant.ledger, "2020-06-01")
    answer = json.loads(account_map(tenant, "acme", moment, fields=fields, restricted=True))
    titles = {role["title"] for role in answer["roles"]}
    held = {holder["person"] for role in answer["roles"] for holder in role.get("holders", [])}
    vacant = sum(not role["holders"] for role in answer["roles"] if "holders" in role)
    shown = {f"p-{title}" for title in titles} | held if held else titles
    return None if len(shown) == 1 and vacant in (0, len(ROLES)) else (moment.position, titles, held, vacant)


def test_no_reader_sees_a_batch_by_half_while_facts_are_recorded_followed_and_rebuilt(tenants: Tenants) -> None:
    tenant, readers = tenants.make("selling"), Readers()
    tenant.record(founding(), BY)
    kept_up = [partial(mixture, tenant, fields) for fields in FIELDS]
    with readers.running(*kept_up, *(partial(mixture_afresh, tenant, fields) for fields in FIELDS)):
        for number in range(1, BATCHES):
            tenant.record(batch(number), BY)
            if number % 8 == 0:
                tenant.rebuild()
    settle()
    assert readers.reads > 50
    assert readers.wrong == []


def mixture_afresh(tenant: Tenant, fields: str | None) -> Any:
    """As a process that begins now sees it."""
    return mixture(Tenant(tenant.ledger), fields)


def test_following_in_steps_stops_between_batches(tenants: Tenants) -> None:
    tenant = tenants.make("selling")
    ends = [tenant.ledger.record(facts, BY)[-1].position for facts in (founding(), batch(1), batch(2), batch(3))]
    reached: list[int] = []
    while len(reached) < 10 and (not reached or reached[-1] < ends[-1]):
        with tenants.store.writing(tenant.workspace.id) as connection:
            reached.append(tenant.follower.follow_within(connection, ends[0] + 5)[0])
    assert set(reached) <= set(ends)


def test_what_was_known_at_a_position_reads_the_same_whatever_comes_after(tenants: Tenants) -> None:
    tenant, readers = tenants.make("selling"), Readers()
    tenant.record(founding(), BY)
    for number in range(1, EARLY):
        tenant.record(batch(number), BY)
    early = moment_of(tenant.ledger, "2020-06-01").position

    def read(tenant: Tenant) -> bytes:
        return account_map(tenant, "acme", moment_of(tenant.ledger, "2020-06-01", position=early), restricted=True)

    first = read(tenant)
    changed = [lambda: read(tenant) != first, lambda: read(Tenant(tenant.ledger)) != first]
    with readers.running(*changed):
        for number in range(EARLY, BATCHES):
            tenant.record(batch(number), BY)
            if number % 8 == 0:
                tenant.rebuild()
    settle()
    assert readers.reads > 20
    assert readers.wrong == []
