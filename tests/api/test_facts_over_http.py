"""Facts in and out over HTTP: recorded all or nothing, read back at once, listed, retried."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from api.examples.worked import STORY, TOOK
from api.http.cursors import cursor
from projections.account_maps import RESTRICTED_FIELDS

from .conftest import THEIRS, World

ACME = {"type": "organization_registered", "organization": "acme", "name": "Acme"}
UNKNOWN = {"type": "account_opened", "organization": "nobody"}


def listed(client: TestClient, **asked: Any) -> list[dict[str, Any]]:
    answer = client.get("/v1/facts", params=asked)
    answer.raise_for_status()
    facts: list[dict[str, Any]] = answer.json()["facts"]
    return facts


@pytest.mark.parametrize("body", [ACME, [ACME], {"facts": [ACME]}, {"facts": [ACME], "expected": {}}])
def test_one_fact_a_list_and_a_batch_are_the_same(world: World, body: Any) -> None:
    client = world.client()
    answer = client.post("/v1/facts", json=body)
    (receipt,) = answer.json()["facts"]
    assert (answer.status_code, receipt["position"], answer.json()["position"]) == (201, 1, 1)
    (fact,) = listed(client)
    assert {"id": receipt["id"], **ACME}.items() <= fact.items()


def test_a_subject_without_an_id_gets_one_which_is_told_and_told_again(world: World) -> None:
    client = world.client()
    somebody = {"type": "person_introduced", "name": "Jane Roe", "id": str(uuid4())}
    sent = [somebody, ACME | {"id": str(uuid4())}]
    first, again = (client.post("/v1/facts", json=sent).json()["facts"] for _ in range(2))
    assert first == again
    assert first[1].keys() == {"id", "position"}
    assert client.get(f"/v1/people/{first[0]['subject']}").json()["name"] == "Jane Roe"


def test_a_fact_says_when_and_by_whom_it_was_recorded(world: World) -> None:
    key = world.key()
    client = TestClient(world.app, headers={"Authorization": f"Bearer {key}"})
    client.post("/v1/facts", json=ACME)
    (fact,) = listed(client)
    assert fact["recorded_by"] == f"key:{key.split('_')[1]}"
    assert fact["recorded_at"].endswith("Z")


def test_nothing_of_a_batch_is_recorded_when_one_fact_is_refused(world: World) -> None:
    client = world.client()
    answer = client.post("/v1/facts", json=[ACME, UNKNOWN])
    assert (answer.status_code, answer.json()["index"], answer.json()["field"]) == (422, 1, "organization")
    assert listed(client) == []


def test_the_same_fact_sent_again_answers_as_the_first_time(world: World) -> None:
    client, fact = world.client(), {"id": str(uuid4()), **ACME}
    first = client.post("/v1/facts", json=fact)
    client.post("/v1/facts", json={"type": "account_opened", "organization": "acme"})
    again = client.post("/v1/facts", json=fact)
    assert (again.status_code, again.json()) == (first.status_code, first.json())
    assert len(listed(client)) == 2


def test_an_idempotency_key_answers_as_the_first_time(world: World) -> None:
    client, headers = world.client(), {"Idempotency-Key": "nightly 17"}
    first = client.post("/v1/facts", json=ACME, headers=headers)
    again = client.post("/v1/facts", json=ACME, headers=headers)
    other = client.post("/v1/facts", json=UNKNOWN, headers=headers)
    assert again.json() == first.json()
    assert (other.status_code, other.json()["type"]) == (409, "urn:incumbent:problem:idempotency-key-reused")
    assert len(listed(client)) == 1


def test_an_idempotency_key_belongs_to_its_workspace(world: World) -> None:
    headers = {"Idempotency-Key": "nightly 17"}
    ours, theirs = world.client(), world.client(workspace=THEIRS)
    ours.post("/v1/facts", json=ACME, headers=headers)
    theirs.post("/v1/facts", json={**ACME, "name": "Another"}, headers=headers).raise_for_status()
    assert [listed(client)[0]["name"] for client in (ours, theirs)] == ["Acme", "Another"]


def test_a_stale_writer_is_told_what_was_recorded_meanwhile(world: World) -> None:
    client = world.client()
    seen = client.post("/v1/facts", json=ACME).json()["position"]
    client.post("/v1/facts", json={"type": "account_opened", "organization": "acme"})
    batch = {"facts": [{"type": "account_closed", "organization": "acme"}], "expected": {"acme": float(seen)}}
    answer = client.post("/v1/facts", json=batch)
    assert answer.status_code == 409
    assert [(one["type"], one["position"]) for one in answer.json()["since"]] == [("account_opened", 2)]
    assert len(listed(client)) == 2


def test_the_journal_goes_on_until_it_ends(world: World) -> None:
    client, found, asked = world.told().client(), [], {"limit": 5}
    while True:
        page = client.get("/v1/facts", params=asked).json()
        found += page["facts"]
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert [fact["position"] for fact in found] == list(range(1, len(STORY) + 1))
    assert listed(client, after=page["position"]) == []


def test_a_cursor_ends_with_the_life_of_the_store(world: World) -> None:
    answer = world.client().get("/v1/facts", params={"cursor": cursor("an earlier life", 3)})
    assert (answer.status_code, answer.json()["field"]) == (410, "cursor")


def test_the_journal_of_an_account_a_person_a_type(world: World) -> None:
    client = world.told().client()
    assert {fact["type"] for fact in listed(client, account="acme")} >= {"account_opened", "role_defined"}
    hers = ["person_introduced", "person_took_role", "person_left_role", "link_rated"]
    assert [fact["type"] for fact in listed(client, person="p-9x4c")] == hers
    assert len(listed(client, type="role_defined")) == 2
    assert client.get("/v1/facts?account=nobody").status_code == 404


def test_one_fact_is_found_by_its_id(world: World) -> None:
    client = world.told().client()
    fact = client.get(f"/v1/facts/{TOOK.upper()}").json()
    assert (fact["id"], fact["role"]) == (TOOK, "r-cfo")
    assert client.get(f"/v1/facts/{uuid4()}").status_code == 404


def test_every_example_of_a_fact_fits_the_schema_of_its_type(sqlite_world: World) -> None:
    listed = sqlite_world.client("read").get("/v1/fact-types").json()["fact_types"]
    schemas = {one["type"]: one["schema"] for one in listed}
    for fact in STORY:
        schema = schemas[fact["type"]]
        assert set(schema["required"]) <= set(fact) <= set(schema["properties"])


RESTRICTED = {"link_rated", "power_assessed", "job_crafted", "attitude_changed", "alert_raised"}


def test_restricted_kinds_are_left_out_and_named(world: World) -> None:
    everything = listed(world.told().client())
    answer = world.client("read").get("/v1/facts").json()
    assert answer["withheld"] == ["attitudes", "crafted_jobs", "links", "opinions", "power"]
    shown = [fact for fact in everything if fact["type"] not in RESTRICTED]
    open_to_all = [{name: value for name, value in fact.items() if name not in RESTRICTED_FIELDS} for fact in shown]
    assert answer["facts"] == open_to_all
    assert any("fit" in fact for fact in shown), "how somebody fits is an opinion"


def test_what_amends_a_restricted_fact_is_left_out_with_it(world: World) -> None:
    client, reader = world.told().client(), world.client("read")
    before = listed(reader)
    link = next(fact["id"] for fact in listed(client) if fact["type"] == "link_rated")
    corrected = {"type": "fact_corrected", "fact": link, "replacement": {"tone": -2}, "reason": "misheard"}
    (receipt,) = client.post("/v1/facts", json=corrected).json()["facts"]
    client.post("/v1/facts", json={"type": "fact_withdrawn", "fact": receipt["id"]}).raise_for_status()
    assert listed(reader) == before
    assert [reader.get(f"/v1/facts/{id}").status_code for id in (receipt["id"], link)] == [404, 404]


def test_opinions_of_a_person_are_left_out(world: World) -> None:
    client, reader = world.told().client(), world.client("read")
    said = {"type": "person_described", "person": "p-7k2m", "opinions": "against it", "country": "CH"}
    (receipt,) = client.post("/v1/facts", json=said).json()["facts"]
    client.post(
        "/v1/facts", json={"type": "fact_corrected", "fact": receipt["id"], "replacement": {"opinions": "for it"}}
    ).raise_for_status()
    assert "for it" in client.get("/v1/facts").text
    assert "opinions" not in str(listed(reader))
    assert "opinions" not in reader.get(f"/v1/facts/{receipt['id']}").json()
    assert listed(reader, type="person_described")[0]["country"] == "CH"


FINAL = [{"type": "person_erased", "person": "p-9x4c"}, {"type": "value_erased", "fact": TOOK}]


@pytest.mark.parametrize("final", FINAL)
def test_erasing_needs_an_administrator_however_it_is_sent(world: World, final: dict[str, str]) -> None:
    refused = world.told().client().post("/v1/facts", json=[final])
    assert (refused.status_code, refused.json()["scope"]) == (403, "admin")
    assert world.client("admin").post("/v1/facts", json=[final]).status_code == 201


def test_a_dry_run_records_nothing(world: World) -> None:
    client = world.client()
    answer = client.post("/v1/facts", params={"dry_run": True}, json=ACME)
    assert answer.status_code == 200
    assert listed(client) == []


def test_a_dry_run_shows_nothing_to_those_who_may_only_write(sqlite_world: World) -> None:
    answer = sqlite_world.client("write").post("/v1/facts", params={"dry_run": True}, json=ACME)
    assert answer.status_code == 403


def test_a_misspelled_parameter_does_not_record(sqlite_world: World) -> None:
    client = sqlite_world.client()
    answer = client.post("/v1/facts?dryrun=true", json=ACME)
    assert (answer.status_code, answer.json()["detail"]) == (422, "no such parameter (did you mean dry_run?)")
    assert listed(client) == []


def test_a_writer_that_has_to_wait_too_long_is_told_to_come_again(postgres_url: str) -> None:
    from .conftest import worlds

    for world in worlds(postgres_url):
        client = world.client()
        number = world.tenants.make("ours").workspace.id
        with world.store.writing() as connection:
            connection.exec_driver_sql("SELECT FROM workspaces WHERE id = %s FOR UPDATE", (number,))
            answer = client.post("/v1/facts", json=ACME)
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert client.post("/v1/facts", json=ACME).status_code == 201


@contextmanager
def without_a_view(world: World) -> Iterator[None]:
    """The views cannot count what is recorded: one of their tables is elsewhere."""
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE organizations RENAME TO elsewhere")
    yield
    with world.store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO organizations")


@pytest.mark.parametrize("headers", [{}, {"Idempotency-Key": "nightly 17"}])
def test_what_is_recorded_and_cannot_be_read_yet_may_be_sent_again(world: World, headers: dict[str, str]) -> None:
    client, fact = world.client(), ACME if headers else {"id": str(uuid4()), **ACME}
    with without_a_view(world):
        failed = [client.post("/v1/facts", json=fact, headers=headers) for _ in range(2)]
    told = failed[0].json()
    assert [one.status_code for one in failed] == [503, 503]
    assert (told["type"], failed[0].headers["retry-after"]) == ("urn:incumbent:problem:not-yet-readable", "1")
    answer = client.post("/v1/facts", json=fact, headers=headers)
    assert (answer.status_code, answer.json()) == (201, {"facts": told["facts"], "position": told["position"]})
    assert [one["id"] for one in listed(client)] == [told["facts"][0]["id"]]
    assert client.get("/v1/accounts/acme/map").status_code == 200


def test_a_correction_and_what_it_corrects_name_each_other(world: World) -> None:
    client = world.client()
    sent = [{"type": "organization_registered", "organization": "acme", "name": "Acme"}]
    (first,) = client.post("/v1/facts", json=sent).json()["facts"]
    corrected = {"type": "fact_corrected", "fact": first["id"], "replacement": {"name": "Acme SA"}}
    (second,) = client.post("/v1/facts", json=corrected).json()["facts"]
    shown = [client.get(f"/v1/facts/{one['id']}").json() for one in (first, second)]
    assert [(one["supersedes"], one["superseded_by"]) for one in shown] == [([], [second["id"]]), ([first["id"]], [])]
