"""What every read has in common: ETags, waiting for a position, both clocks shown, notes of access."""

from datetime import UTC, datetime

from sqlalchemy import select
from starlette.testclient import TestClient

from domain.log.tables import access_log
from projections.tenants import Tenant

from .conftest import OURS, THEIRS, TOLD, World

READS = ("/v1/facts", "/v1/accounts/acme/map", "/v1/people/p-7k2m", "/v1/people/p-7k2m/career", "/v1/opportunities/o-1")
NOTE = {"type": "note_added", "about": {"organization": "acme"}, "text": "Prefers mail."}


def tags(client: TestClient) -> dict[str, str]:
    return {path: client.get(path).headers["etag"] for path in READS}


def test_an_answer_that_still_holds_is_not_sent_again(world: World) -> None:
    client = world.told().client()
    for path, tag in tags(client).items():
        again = client.get(path, headers={"If-None-Match": f'"another", {tag}'})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "private, no-cache"


def test_an_etag_is_strong_and_says_nothing(world: World) -> None:
    for tag in tags(world.told().client()).values():
        assert tag.startswith('"')
        assert len(tag) == 34


def test_an_etag_changes_with_a_new_fact(world: World) -> None:
    client = world.told().client()
    before = tags(client)
    client.post("/v1/facts", json=NOTE).raise_for_status()
    assert not set(tags(client).values()) & set(before.values())


def test_an_etag_changes_with_an_erasure_even_of_what_was_known_before(world: World) -> None:
    client = world.told().client()
    path = f"/v1/people/p-7k2m?position={TOLD}"
    before = client.get(path).headers["etag"]
    world.client("admin").post("/v1/people/p-9x4c/erase").raise_for_status()
    assert client.get(path).headers["etag"] != before


def test_an_etag_changes_with_permission_workspace_and_question(world: World) -> None:
    found = [
        world.told().client().get("/v1/facts").headers["etag"],
        world.client("read").get("/v1/facts").headers["etag"],
        world.client(workspace=THEIRS).get("/v1/facts").headers["etag"],
        world.client().get("/v1/facts?limit=7").headers["etag"],
    ]
    assert len(set(found)) == 4


def test_a_reader_waits_for_the_position_asked_for(world: World) -> None:
    client = world.told().client()
    assert client.get("/v1/facts", headers={"Incumbent-Min-Position": str(TOLD)}).status_code == 200
    late = client.get("/v1/facts", headers={"Incumbent-Min-Position": str(TOLD + 1)})
    assert (late.status_code, late.headers["retry-after"], late.json()["position"]) == (503, "1", TOLD)


def test_known_at_is_shown_only_where_it_was_asked_for(world: World) -> None:
    client = world.told().client()
    now = client.get("/v1/accounts").json()
    then = client.get("/v1/accounts?known_at=2099-01-01&as_of=2020-02-03").json()
    assert now["as_of"] == datetime.now(UTC).date().isoformat()
    assert "known_at" not in now
    assert (then["as_of"], then["known_at"], then["position"]) == ("2020-02-03", "2099-01-01T23:59:59.999999Z", TOLD)


def noted(world: World, tenant: Tenant) -> list[tuple[str, str]]:
    world.app.state.site.notes.flush()
    with world.store.reading(tenant.workspace.id) as connection:
        rows = connection.execute(select(access_log.c.kind, access_log.c.subject))
        return sorted((row.kind, row.subject) for row in rows)


def test_reading_restricted_kinds_is_noted_once_an_hour(world: World) -> None:
    tenant, client = world.told().tenants.named(OURS), world.client()
    for _ in range(3):
        for path in ("/v1/accounts/acme/map", "/v1/people/p-7k2m/links", "/v1/roles/r-cfo/holders"):
            client.get(path).raise_for_status()
    assert noted(world, tenant) == [("organization", "acme"), ("person", "p-7k2m"), ("role", "r-cfo")]


def test_who_may_not_see_restricted_kinds_is_not_noted(world: World) -> None:
    tenant, reader = world.told().tenants.named(OURS), world.client("read")
    reader.get("/v1/accounts/acme/map").raise_for_status()
    assert noted(world, tenant) == []


def test_a_note_that_cannot_be_written_does_not_fail_the_read_and_is_not_lost(sqlite_world: World) -> None:
    world = sqlite_world
    tenant, client = world.told().tenants.named(OURS), world.client()
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE access_log RENAME TO elsewhere")
    assert client.get("/v1/people/p-7k2m").status_code == 200
    world.app.state.site.notes.flush()
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO access_log")
    assert noted(world, tenant) == [("person", "p-7k2m")]
