"""What operators are told: every check by its name, nothing of what is in a workspace."""

from sqlalchemy import update
from starlette.testclient import TestClient

from api.app import create_app
from domain.log.ledger import Terms
from jobs.outputs.failing import DeadLetters
from jobs.outputs.policy import Policy
from jobs.outputs.queue import blank, insert_new
from jobs.outputs.registry import create
from projections.builds import builds
from projections.tenants import Tenant

from .conftest import OURS, World

NOTE = {"type": "note_added", "about": {"organization": "acme"}, "text": "Prefers mail."}


def checks(world: World) -> tuple[int, dict[str, dict[str, object]]]:
    answer = TestClient(world.app).get("/health/ready")
    return answer.status_code, {one["name"]: one for one in answer.json()["checks"]}


def test_a_process_that_answers_lives(sqlite_world: World) -> None:
    assert TestClient(sqlite_world.app).get("/health/live").json() == {"status": "live"}


def test_it_is_ready_when_every_check_is_well(world: World) -> None:
    status, found = checks(world.told())
    assert (status, found["views"]["behind"]) == (200, 0)
    assert all(one["ok"] for one in found.values())


def test_views_that_are_behind_say_how_far(world: World) -> None:
    tenant = world.told().tenants.named(OURS)
    tenant.ledger.record([NOTE, NOTE], Terms(by="elsewhere"))
    assert checks(world)[1]["views"]["behind"] == 2


def test_views_that_stopped_make_it_unready(world: World) -> None:
    tenant = world.told().tenants.named(OURS)
    with world.store.writing(tenant.workspace.id) as connection:
        connection.execute(update(builds).values(failed="KeyError: 'Jane Roe'"))
    status, found = checks(world)
    assert (status, found["views"]["failed"]) == (503, [tenant.workspace.id])
    assert "Jane Roe" not in str(found)


def give_up(tenant: Tenant, deliveries: int) -> None:
    outlet = create(tenant, "webhook", {"address": "https://crm.example.com/", "id": "crm"}, Policy())
    dead = (blank(outlet, f"msg_{n}", "test.ping", "{}", 1) | {"state": "dead"} for n in range(deliveries))
    with tenant.ledger.store.writing(tenant.workspace.id) as connection:
        insert_new(connection, list(dead))


def test_dead_letters_are_a_detail_of_one_that_is_ready(world: World) -> None:
    tenant = world.told().tenants.named(OURS)
    give_up(tenant, 2)
    status, found = checks(world)
    assert (status, found["outputs"]) == (
        200,
        {"name": "outputs", "ok": True, "dead": 2, "failing": [tenant.workspace.id], "unseen": 0},
    )


def test_of_many_workspaces_some_are_looked_at_each_time_and_in_the_end_all(sqlite_world: World) -> None:
    tenants = [sqlite_world.tenants.make(name) for name in ("b", "c", "d", "e", "f")]
    letters = DeadLetters(sqlite_world.store, at_once=2)
    assert [letters.counted()[1] for _ in range(3)] == [3, 1, 0]
    give_up(tenants[-1], 3)
    assert [letters.counted()[0][tenants[-1].workspace.id] for _ in range(3)] == [0, 3, 3]


def test_a_check_that_fails_says_its_name_and_nothing_else(sqlite_world: World) -> None:
    def mail() -> dict[str, object]:
        raise RuntimeError("Jane Roe")

    app = create_app(sqlite_world.tenants, sqlite_world.store, checks=[mail])
    answer = TestClient(app).get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["checks"][-1] == {"name": "mail", "ok": False, "error": "RuntimeError"}
    assert "Jane Roe" not in answer.text
