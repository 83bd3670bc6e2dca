"""The same feed pulled twice, shuffled, cut short and restarted midway: the same facts as when pulled once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection

from domain.log.ledger import Terms
from domain.log.store import Store, open_store
from jobs.feeds import registry
from jobs.feeds.nominating import nominate
from jobs.feeds.policy import Deliver, Feed
from jobs.sources.entries import Announcement
from projections.journal import journal
from projections.tenants import Tenant
from tests.jobs.clocks import DAY, SetClock
from tests.jobs.feeds.pulled import World, feed_of, item, run_job, worlds

ITEMS = 14
KNOWN: list[dict[str, Any]] = [
    {"type": "organization_registered", "organization": "acme", "name": "Acme"},
    {"type": "role_defined", "role": "chair", "organization": "acme", "title": "Chair", "effective": None},
    {"type": "person_introduced", "person": "p-1", "name": "Person No1"},
]
# What a fact says, short of when and where it was recorded and under which random id.
LEFT_OUT = {"id", "position", "recorded_at", "family", "nomination", "effective"}


class Crashed(BaseException):
    """The process ends here."""


@dataclass
class Failing(SetClock):
    """A clock that ends the process when it is looked at so many times more."""

    looks: int | None = None

    def __call__(self, connection: Connection | None = None) -> int:
        if self.looks is not None:
            self.looks -= 1
            if self.looks < 0:
                raise Crashed
        return super().__call__(connection)


@dataclass(frozen=True)
class Step:
    """One turn of the job: how many items are shown, in which order, how much of the document comes, and its end.

    `cut`: the share of the bytes that come; `crash`: after so many looks at the clock the process ends; `taking`: it
    ends while announcements are taken over, `before` or `after` they became facts.
    """

    shown: int
    order: int
    cut: float = 1.0
    crash: int | None = None
    taking: str = ""


STEPS = st.lists(
    st.builds(
        Step,
        shown=st.integers(1, ITEMS),
        order=st.integers(0, 99),
        cut=st.sampled_from([1.0, 1.0, 0.99, 0.6, 0.2]),
        crash=st.none() | st.integers(1, 14),
        taking=st.sampled_from(["", "", "before", "after"]),
    ),
    min_size=2,
    max_size=3,
)
KINDS = ("rss", "json-feed", "json-lines")
WHOLE = Step(ITEMS, 0)


def document(kind: str, step: Step) -> bytes:
    numbers = [*range(1, step.shown + 1)]
    Random(step.order).shuffle(numbers)
    body = {"rss": rss, "json-feed": lambda some: feed_of([*map(item, some)]), "json-lines": lines}[kind](numbers)
    return body[: round(len(body) * step.cut)]


def rss(numbers: Sequence[int]) -> bytes:
    items = (
        f"<item><guid>i-{number}</guid><pubDate>{number:02} Mar 2026 10:00:00 GMT</pubDate>"
        f"<title>Acme appoints Person No{number} as Chair</title></item>"
        for number in numbers
    )
    return f'<rss version="2.0"><channel><title>x</title>{"".join(items)}</channel></rss>'.encode()


def lines(numbers: Sequence[int]) -> bytes:
    moved = {"kind": "joined", "role_title": "Chair"}
    rows = ({"id": f"i-{number}", "person_name": f"Person No{number}", **moved} for number in numbers)
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def facts_after(world: World, kind: str, steps: Sequence[Step], take: Deliver = nominate) -> Counter[str]:
    """In a workspace of its own. In the end all of the feed is there, and somebody has looked at what was held."""
    name = f"w{len(world.tenants.all())}"
    tenant = world.tenants.make(name)
    tenant.record(KNOWN, Terms(by="test"))
    here = replace(world, tenant=tenant)
    feed = here.feed(f"/{name}", kind, id="news")
    for step in (*steps, WHOLE):
        here.serve(document(kind, step), f"/{name}")
        turn(here, feed, step, take)
    if accept(here, feed):
        here.puller_for(take).pull(tenant, feed.id)
    registry.change(world.store, here.workspace, feed.id, {"state": "paused"}, world.policy, world.clock)
    return Counter(map(told, journal(tenant, 0, 500, account=None, person=None, type=None, restricted=True)))


def turn(world: World, feed: Feed, step: Step, take: Deliver) -> None:
    """A day later, in a new process; a feed under review was looked at."""
    clock = world.clock
    assert isinstance(clock, Failing)
    clock.advance(DAY)
    accept(world, feed)

    def taking(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        end(step.taking == "before")
        take(tenant, feed, announcements)
        end(step.taking == "after")

    clock.looks = step.crash
    try:
        run_job(world, puller=world.puller_for(taking))
    except Crashed:
        clock.looks = None
    finally:
        clock.looks = None
        clock.advance(DAY)


def accept(world: World, feed: Feed) -> bool:
    """Whether there was anything to look at."""
    under_review = world.now(feed).state == "review"
    if under_review:
        registry.change(world.store, world.workspace, feed.id, {"state": "active"}, world.policy, world.clock)
    return under_review


def end(now: bool) -> None:
    if now:
        raise Crashed


def told(fact: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in fact.items() if name not in LEFT_OUT}, sort_keys=True)


@pytest.fixture
def world(store: Store) -> Iterator[World]:
    with failing(store) as one:
        yield one


@contextmanager
def failing(store: Store) -> Iterator[World]:
    with worlds(store) as one:
        one.clock = Failing(one.clock.now)
        yield one


def whatever_is_pulled_is_as_once(world: World, examples: int) -> None:
    once = {kind: facts_after(world, kind, []) for kind in KINDS}
    assert {sum("nomination_reported" in fact for fact in facts.elements()) for facts in once.values()} == {ITEMS}

    @settings(max_examples=examples)
    @given(kind=st.sampled_from(KINDS), steps=STEPS)
    def are_the_same(kind: str, steps: list[Step]) -> None:
        assert facts_after(world, kind, steps) == once[kind]

    are_the_same()


def test_however_it_is_pulled_its_facts_are_those_of_one_pull(world: World) -> None:
    whatever_is_pulled_is_as_once(world, 3)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_however_often_it_is_tried_its_facts_are_those_of_one_pull(world: World) -> None:
    whatever_is_pulled_is_as_once(world, 60)


def test_a_taker_that_knows_nothing_again_is_found_out(sqlite_url: str) -> None:
    taken = count()

    def forgetful(tenant: Tenant, feed: Feed, announcements: Sequence[Announcement]) -> None:
        nominate(tenant, feed, [replace(one, entry=f"{one.entry} {next(taken)}") for one in announcements])

    with closing(open_store(sqlite_url)) as store, failing(store) as world:
        facts = facts_after(world, "json-lines", [Step(ITEMS, 0, taking="after")], forgetful)
        assert facts.total() > facts_after(world, "json-lines", []).total()
