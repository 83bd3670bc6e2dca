"""What somebody who sells records beside the benchmark's posts: colleagues, links, opportunities and parts in them.

Drawn from a stream of its own, so that the facts of the workload stay what they are. Per account one opportunity is
opened for each 40 tenures that begin, changed twice and closed within 400 days; three in ten of those who take a post
while something is open play a part in it; one in five people is linked to one of twenty colleagues.
"""

from __future__ import annotations

import heapq
import random
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.bench.workload import Fact

COLLEAGUES = tuple(f"colleague-{number:02d}" for number in range(20))
BUYING_ROLES = ("decider", "approver", "influencer", "champion", "user")
STAGES = ("qualified", "proposal", "negotiation")
OPENED_EVERY, LINKED, PLAYING = 40, 0.2, 0.3


def with_selling(facts: Iterable[Fact], seed: int = 11) -> Iterator[Fact]:
    """These facts in their order, with what is recorded in between."""
    seller = Seller(random.Random(f"selling/{seed}"))
    for number, fact in enumerate(facts):
        at = str(fact["recorded_at"])
        if number == 0:
            yield from seller.founding(at)
        yield from seller.due(at)
        yield fact
        yield from seller.follow(fact, at)


@dataclass
class Seller:
    rnd: random.Random
    owners: dict[str, str] = field(default_factory=dict)  # of posts
    open: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    later: list[tuple[str, int, Fact]] = field(default_factory=list)
    count: int = 0

    def founding(self, at: str) -> Iterator[Fact]:
        for person in COLLEAGUES:
            yield self._fact("person_introduced", at, person=person, name=person.title(), ours=True)

    def due(self, at: str) -> Iterator[Fact]:
        """What was to be recorded by now."""
        while self.later and self.later[0][0] <= at:
            fact = heapq.heappop(self.later)[2] | {"recorded_at": at}
            if fact["type"] == "opportunity_closed":
                self.open[str(fact.pop("organization"))].remove(str(fact["opportunity"]))
            yield fact

    def follow(self, fact: Fact, at: str) -> Iterator[Fact]:
        match fact["type"]:
            case "role_defined":
                self.owners[fact["role"]] = fact["organization"]
            case "person_introduced" if self.rnd.random() < LINKED:
                scores = {"tone": self.rnd.randint(-1, 2), "strength": self.rnd.randint(1, 8)}
                ends = {"person": fact["person"], "other": self.rnd.choice(COLLEAGUES)}
                yield self._fact("link_rated", at, **ends, **scores)
            case "person_took_role":
                yield from self._taken(fact, at)

    def _taken(self, fact: Fact, at: str) -> Iterator[Fact]:
        account = self.owners[fact["role"]]
        self.taken[account] += 1
        if self.taken[account] % OPENED_EVERY == 1:
            yield self._opened(account, at)
        if self.open[account] and self.rnd.random() < PLAYING:
            part = {"person": fact["person"], "buying_role": self.rnd.choice(BUYING_ROLES)}
            yield self._fact("buying_role_assigned", at, opportunity=self.rnd.choice(self.open[account]), **part)

    def _opened(self, account: str, at: str) -> Fact:
        self.count += 1
        opportunity = f"sale-{self.count:05d}"
        self.open[account].append(opportunity)
        days = sorted(self.rnd.sample(range(30, 400), 3))
        for day in days[:2]:
            self._plan("opportunity_changed", at, day, opportunity=opportunity, **self._worth())
        outcome = self.rnd.choice(("won", "lost", "abandoned"))
        self._plan("opportunity_closed", at, days[2], opportunity=opportunity, outcome=outcome, organization=account)
        about = {"opportunity": opportunity, "organization": account, "name": f"Sale {self.count}"}
        return self._fact("opportunity_opened", at, **about, **self._worth())

    def _worth(self) -> dict[str, Any]:
        return {
            "value": {"amount": self.rnd.randint(10, 900) * 1_000, "currency": "EUR"},
            "stage": self.rnd.choice(STAGES),
        }

    def _plan(self, kind: str, at: str, days: int, **fields: Any) -> None:
        instant = (datetime.fromisoformat(at).astimezone(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.count += 1
        heapq.heappush(self.later, (instant, self.count, self._fact(kind, instant, **fields)))

    def _fact(self, kind: str, at: str, **fields: Any) -> Fact:
        id = str(uuid.UUID(int=self.rnd.getrandbits(128), version=4))
        return {"recorded_at": at, "type": kind, "id": id, "effective": at[:10], **fields}
