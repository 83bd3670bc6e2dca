"""What the check of a killed program is for: whatever is damaged on purpose, it has to find."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Connection, delete, func, insert, select, update

from domain.log.ledger import Terms
from domain.log.tables import facts, workspaces
from projections.tenants import Tenant
from projections.tenures import tenures

from .checking import Entry, Log, flaws
from .journal import Journal
from .killing import kill_servers
from .place import Place
from .telling import batch, founding

Damage = Callable[[Connection], Any]
FIRST = 20
position = facts.c.position


@pytest.fixture
def told(place: Place) -> Place:
    place.new_key()
    with place.tenant() as tenant:
        for sent in (founding(), *(batch("c", number) for number in range(1, 6))):
            place.journal.send(sent)
            receipts = tenant.record(sent, Terms(by="test"))
            place.journal.acknowledge({receipt.id: receipt.position for receipt in receipts})
    assert place.flaws() == []
    return place


def kinds(found: list[str]) -> set[str]:
    return {flaw.partition(":")[0] for flaw in found}


def one_lost(connection: Connection) -> None:
    connection.execute(delete(facts).where(position == FIRST))


def moved_head(connection: Connection, by: int) -> int:
    head = connection.scalars(select(func.max(position))).one() + by
    connection.execute(update(workspaces).values(head=head))
    return int(head)


def the_last_batch_lost(connection: Connection) -> None:
    connection.execute(delete(facts).where(position > moved_head(connection, -3)))


def one_doubled(connection: Connection) -> None:
    row = connection.execute(select(facts).where(position == FIRST)).one()._asdict()
    head = moved_head(connection, 1)
    connection.execute(insert(facts).values(**row | {"position": head, "id": "a copy", "root": head}))


def a_position_left_out(connection: Connection) -> None:
    head = moved_head(connection, 1)
    connection.execute(update(facts).where(position == head - 1).values(position=head))


def two_swapped(connection: Connection) -> None:
    for before, after in ((FIRST, 0), (FIRST + 1, FIRST), (0, FIRST + 1)):
        connection.execute(update(facts).where(position == before).values(position=after))


def an_instant_gone_back(connection: Connection) -> None:
    connection.execute(update(facts).where(position == FIRST).values(recorded_at=1))


def a_view_that_says_otherwise(connection: Connection) -> None:
    connection.execute(update(tenures).where(tenures.c.person == "p-c-2").values(tenure_kind="acting"))


def a_view_that_lacks_a_row(connection: Connection) -> None:
    connection.execute(delete(tenures).where(tenures.c.person == "p-c-2"))


DAMAGES: list[tuple[Damage, set[str]]] = [
    (one_lost, {"lost", "gap"}),
    (the_last_batch_lost, {"lost"}),
    (one_doubled, {"strange"}),
    (a_position_left_out, {"gap"}),
    (two_swapped, {"moved"}),
    (an_instant_gone_back, {"back", "torn"}),
    (a_view_that_says_otherwise, {"view"}),
    (a_view_that_lacks_a_row, {"view"}),
]


@pytest.mark.parametrize(("damage", "wanted"), DAMAGES, ids=[damage.__name__ for damage, _ in DAMAGES])
def test_what_is_damaged_in_the_database_is_found(told: Place, damage: Damage, wanted: set[str]) -> None:
    with told.tenant() as tenant:
        damaged(tenant, damage)
    assert wanted <= kinds(told.flaws())


def damaged(tenant: Tenant, damage: Damage) -> None:
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        damage(connection)


def entries(*ids: str) -> Log:
    return Log(len(ids), [Entry(id, position, 5, {"id": id, "n": 1}) for position, id in enumerate(ids, 1)])


@pytest.mark.parametrize(
    ("log", "wanted"),
    [
        (entries("a", "b"), set()),
        (entries("a", "b", "b"), {"doubled", "torn"}),
        (entries("a"), {"halved"}),
        (entries("b", "a"), {"moved", "torn"}),
        (Log(2, [Entry("a", 1, 5), Entry("b", 2, 6)]), {"torn"}),
        (Log(2, [Entry("a", 1, 5, {"id": "a", "n": 2}), Entry("b", 2, 5)]), {"altered"}),
    ],
)
def test_what_is_wrong_with_a_log_is_told_by_kind(log: Log, wanted: set[str]) -> None:
    journal = Journal()
    journal.send([{"id": "a", "n": 1}, {"id": "b", "n": 1}])
    journal.acknowledge({"a": 1})
    assert kinds(flaws(journal, log)) == wanted


def test_another_answer_than_before_is_told() -> None:
    journal = Journal()
    journal.acknowledge({"a": 1})
    journal.acknowledge({"a": 2})
    assert kinds(flaws(journal, entries("a"))) == {"refused", "strange"}


def test_a_server_that_answers_before_its_commit_is_found_out(place: Place) -> None:
    place.new_key()
    kill_servers(place, 3, sabotage="answer_before_the_commit")
    assert "lost" in kinds(place.flaws())
