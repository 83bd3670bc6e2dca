"""The UK government data goes in as a user sends it and comes out as the truth tables say: through the real program."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx2

from tests.real.uk import assertion_facts, decode, organization_and_role, tenure_facts, truth
from tests.serving import Served, incumbent, new_key, serving

Fact = dict[str, Any]
BATCH = 1_000
ORDERS = ("as-filed", "shuffled")


@dataclass(frozen=True)
class Workspace:
    """A workspace of a running server, and the day on which each of its accounts was recorded."""

    http: httpx2.Client
    opened: dict[str, str]

    def post(self, facts: Sequence[Fact]) -> None:
        """In batches as large as the server takes; when they were recorded is for the server to say."""
        said = [{name: value for name, value in fact.items() if name != "recorded_at"} for fact in facts]
        for start in range(0, len(said), BATCH):
            answer = self.http.post("/v1/facts", json={"facts": said[start : start + BATCH]})
            assert answer.is_success, answer.text

    def holders(self, as_of: str, recorded_by: str = "9999", **known: str | int) -> Iterator[tuple[str, str]]:
        """(role, person) in all accounts that were recorded by a day."""
        for account in [account for account, day in self.opened.items() if day <= recorded_by]:
            answer = self.http.get(f"/v1/accounts/{quote(account)}/map", params={"as_of": as_of, **known})
            assert answer.status_code == 200, answer.text
            for role in answer.json()["roles"]:
                yield from ((role["id"], holder["person"]) for holder in role["holders"])


@contextmanager
def workspace(served: Served, key: str, facts: Sequence[Fact]) -> Iterator[Workspace]:
    opened = {fact["organization"]: fact["recorded_at"][:10] for fact in facts if fact["type"] == "account_opened"}
    headers = {"Authorization": f"Bearer {key}"}
    with httpx2.Client(base_url=served.url, headers=headers, timeout=60) as http:
        yield Workspace(http, opened)


def import_file(database_url: str, name: str, facts: Sequence[Fact], folder: Path) -> str:
    """The key of a new workspace into which the facts came by the command, with the instants they bring."""
    key = new_key(database_url, name)
    file = folder / f"{name}.jsonl"
    file.write_text("".join(f"{json.dumps(fact)}\n" for fact in facts))
    incumbent(database_url, "import", "--workspace", name, "--keep-recorded", str(file))
    return key


def in_order(order: str, facts: list[Fact]) -> list[Fact]:
    """Shuffled, definitions still come first, and an end that names its beginning comes after it."""
    if order == "as-filed":
        return facts
    defined = [fact for fact in facts if not fact["type"].startswith("person_took") and "took" not in fact]
    others = [fact for fact in facts if fact["type"].startswith("person_took") or "took" in fact]
    random.Random(order).shuffle(others)
    place = {fact["id"]: i for i, fact in enumerate(others)}
    for fact in list(others):
        if place[fact["id"]] < (begun := place.get(fact.get("took", ""), -1)):
            ended = place[fact["id"]]
            others[ended], others[begun] = others[begun], others[ended]
    return defined + others


def assert_tenures(asked: Workspace) -> None:
    for table in truth("asof_truth.jsonl"):
        held = {(decode(role), decode(person)) for role, person in asked.holders(table["valid_at"])}
        assert held == table["holders"], table["valid_at"]


def assert_assertions(table: dict[str, Any], held: Iterator[tuple[str, str]]) -> None:
    got = {(decode(person), *organization_and_role(role)) for role, person in held}
    assert got == table["holders"], (table["valid_at"], table["known_at"])


def test_imported_tenures_give_the_holders_of_every_day(database_url: str, tmp_path: Path) -> None:
    facts = tenure_facts()
    keys = [import_file(database_url, order, in_order(order, facts), tmp_path) for order in ORDERS]
    with serving(database_url, key=keys[0]) as served:
        for key in keys:
            with workspace(served, key, facts) as asked:
                assert_tenures(asked)


def test_posted_tenures_give_the_holders_of_every_day(database_url: str) -> None:
    facts = tenure_facts()
    keys = {order: new_key(database_url, order) for order in ORDERS}
    with serving(database_url, key=keys["shuffled"]) as served:
        for order, key in keys.items():
            with workspace(served, key, facts) as asked:
                asked.post(in_order(order, facts))
                assert_tenures(asked)


def test_imported_assertions_give_the_holders_as_known_then(database_url: str, tmp_path: Path) -> None:
    facts = assertion_facts()
    key = import_file(database_url, "assertions", facts, tmp_path)
    with serving(database_url, key=key) as served, workspace(served, key, facts) as asked:
        for table in truth("bitemporal_truth.jsonl"):
            known = table["known_at"]
            assert_assertions(table, asked.holders(table["valid_at"], recorded_by=known, known_at=known))


def test_posted_assertions_give_the_holders_as_known_at_a_position(database_url: str) -> None:
    """What is posted is recorded now, but its place in the log is the same, and positions have no gaps."""
    facts = assertion_facts()
    key = new_key(database_url, "assertions")
    with serving(database_url, key=key) as served, workspace(served, key, facts) as asked:
        asked.post(facts)
        for table in truth("bitemporal_truth.jsonl"):
            known = table["known_at"]
            position = sum(fact["recorded_at"][:10] <= known for fact in facts)
            assert_assertions(table, asked.holders(table["valid_at"], recorded_by=known, position=position))
