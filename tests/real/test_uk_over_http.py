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
import pytest

from tests.api.command_line import CommandLine
from tests.program import Program
from tests.real.uk import assertion_facts, decode, organization_and_role, tenure_facts, truth
from tests.serving import environment, serving

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


def import_file(command_line: CommandLine, program: Program, name: str, facts: Sequence[Fact], folder: Path) -> None:
    """By the command, with the instants they bring."""
    file = folder / f"{name}.jsonl"
    file.write_text("".join(f"{json.dumps(fact)}\n" for fact in facts))
    told = ("import", "--workspace", name, "--keep-recorded", str(file))
    program.start(environment(command_line.database_url, command_line.environment), *told).finish()


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


@dataclass(frozen=True)
class Asked:
    """A server, a key of each of its workspaces, and what is told to them."""

    url: str
    keys: dict[str, str]
    tenures: list[Fact]
    assertions: list[Fact]

    @contextmanager
    def workspace(self, name: str, facts: Sequence[Fact]) -> Iterator[Workspace]:
        opened = {fact["organization"]: fact["recorded_at"][:10] for fact in facts if fact["type"] == "account_opened"}
        headers = {"Authorization": f"Bearer {self.keys[name]}"}
        with httpx2.Client(base_url=self.url, headers=headers, timeout=60) as http:
            yield Workspace(http, opened)


@pytest.fixture(scope="module")
def asked(shared_database_url: str, program: Program, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """What is imported is there before the server starts; workspaces to post to are empty."""
    tenures, assertions, folder = tenure_facts(), assertion_facts(), tmp_path_factory.mktemp("uk")
    imported = {order: in_order(order, tenures) for order in ORDERS} | {"assertions": assertions}
    command_line = CommandLine(shared_database_url)
    keys = {name: command_line.key(name) for name in (*imported, *(posted(one) for one in imported))}
    for name, facts in imported.items():
        import_file(command_line, program, name, facts, folder)
    known = command_line.environment
    with serving(shared_database_url, known, key=keys["assertions"], program=program) as served:
        yield Asked(served.url, keys, tenures, assertions)


def posted(name: str) -> str:
    return f"posted-{name}"


@pytest.mark.parametrize("order", ORDERS)
def test_imported_tenures_give_the_holders_of_every_day(asked: Asked, order: str) -> None:
    with asked.workspace(order, asked.tenures) as workspace:
        assert_tenures(workspace)


@pytest.mark.parametrize("order", ORDERS)
def test_posted_tenures_give_the_holders_of_every_day(asked: Asked, order: str) -> None:
    with asked.workspace(posted(order), asked.tenures) as workspace:
        workspace.post(in_order(order, asked.tenures))
        assert_tenures(workspace)


def test_imported_assertions_give_the_holders_as_known_then(asked: Asked) -> None:
    with asked.workspace("assertions", asked.assertions) as workspace:
        for table in truth("bitemporal_truth.jsonl"):
            known = table["known_at"]
            assert_assertions(table, workspace.holders(table["valid_at"], recorded_by=known, known_at=known))


def test_posted_assertions_give_the_holders_as_known_at_a_position(asked: Asked) -> None:
    """What is posted is recorded now, but its place in the log is the same, and positions have no gaps."""
    with asked.workspace(posted("assertions"), asked.assertions) as workspace:
        workspace.post(asked.assertions)
        for table in truth("bitemporal_truth.jsonl"):
            known = table["known_at"]
            position = sum(fact["recorded_at"][:10] <= known for fact in asked.assertions)
            held = workspace.holders(table["valid_at"], recorded_by=known, position=position)
            assert_assertions(table, held)
