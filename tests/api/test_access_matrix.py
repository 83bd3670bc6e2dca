"""Every operation of the OpenAPI description against every kind of caller; a new route without an entry here fails."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from httpx2 import Response

from domain.log.api_keys import SCOPES, create_key
from domain.log.store import now_us

from .conftest import OURS, THEIRS, Server, World, bearer, served, worlds
from .operations import Operation, operations

# What somebody of another workspace, with every scope, is answered who sends the example.
FOREIGN = {
    "record_facts": "their own",
    "list_facts": "not found",
    "stream_facts": "their own",
    "one_fact": "not found",
    "fact_types": "the same for all",
    "list_accounts": "their own",
    "list_portfolio": "their own",
    "search": "their own",
    "account_map": "not found",
    "account_map_dot": "not found",
    "account_map_mmd": "not found",
    "account_map_graphml": "not found",
    "account_map_csv": "not found",
    "account_map_links_csv": "not found",
    "account_diff": "not found",
    "account_timeline": "not found",
    "account_analysis": "not found",
    "account_handover": "not found",
    "account_plan": "not found",
    "map_svg": "not found",
    "map_png": "not found",
    "map_pdf": "not found",
    "diff_svg": "not found",
    "diff_png": "not found",
    "diff_pdf": "not found",
    "buying_center_svg": "not found",
    "buying_center_png": "not found",
    "buying_center_pdf": "not found",
    "account_remaps": "not found",
    "list_remaps": "their own",
    "account_what_if": "not found",
    "account_trend": "not found",
    "person_trend": "not found",
    "opportunity_trend": "not found",
    "account_coverage": "not found",
    "account_team": "not found",
    "account_actions": "not found",
    "account_interactions": "not found",
    "account_met": "not found",
    "person_met": "not found",
    "list_friends": "not found",
    "similar_people": "not found",
    "list_opinion_leaders": "their own",
    "fit_for_person": "not found",
    "fit_for_account": "not found",
    "person_interactions": "not found",
    "one_person": "not found",
    "one_organization": "not found",
    "person_career": "not found",
    "person_links": "not found",
    "person_career_svg": "not found",
    "person_career_png": "not found",
    "person_career_pdf": "not found",
    "role_holders_svg": "not found",
    "role_holders_png": "not found",
    "role_holders_pdf": "not found",
    "move_chains_svg": "not found",
    "move_chains_png": "not found",
    "move_chains_pdf": "not found",
    "person_export": "not found",
    "erase_person": "not found",
    "list_moves": "not found",
    "move_chains": "not found",
    "account_questionnaires": "not found",
    "one_role": "not found",
    "role_holders": "not found",
    "list_key_moments": "not found",
    "list_rules": "the same for all",
    "set_rule": "their own",
    "replay_rule": "their own",
    "one_opportunity": "not found",
    "opportunity_analysis": "not found",
    "report_nominations": "their own",
    "list_nominations": "their own",
    "one_nomination": "not found",
    "accept_nomination": "not found",
    "reject_nomination": "not found",
    "undo_nomination": "not found",
    "withdraw_nomination": "not found",
    "match_announcement": "their own",
    "list_alerts": "their own",
    "alert_digest": "not found",
    "one_alert": "not found",
    "acknowledge_alert": "not found",
    "snooze_alert": "not found",
    "assign_alert": "not found",
    "comment_alert": "not found",
    "stream_alerts": "their own",
    "alerts_atom": "their own",
    "list_feeds": "their own",
    "connect_feed": "their own",
    "one_feed": "their own",
    "feed_runs": "their own",
    "feed_announcements": "their own",
    "pull_feed": "their own",
    "reread_feed": "their own",
    "rematch_feed": "their own",
    "change_feed": "their own",
    "remove_feed": "their own",
    "list_presets": "the same for all",
    "take_preset": "their own",
    "list_vocabularies": "their own",
    "workspace_settings": "their own",
    "change_settings": "their own",
    "list_watches": "their own",
    "watch": "their own",
    "unwatch": "their own",
    "list_keys": "their own",
    "make_key": "their own",
    "revoke_key": "not found",
    "list_webhooks": "their own",
    "connect_webhook": "their own",
    "webhook_deliveries": "their own",
    "replay_webhook": "their own",
    "try_webhook": "their own",
    "rotate_secret": "their own",
    "one_webhook": "their own",
    "change_webhook": "their own",
    "remove_webhook": "their own",
    "list_mail_subscriptions": "their own",
    "subscribe_by_mail": "their own",
    "mail_deliveries": "their own",
    "replay_mails": "their own",
    "try_mail": "their own",
    "one_mail_subscription": "their own",
    "change_mail_subscription": "their own",
    "end_mail_subscription": "their own",
}
MALFORMED = ("", "Bearer", "Basic aW5j", "Bearer inc", "Bearer inc_", "Bearer inc__", "Bearer é", "inc_1_2")


def guarded(world: World) -> list[Operation]:
    return [operation for operation in operations(world.app) if operation.path.startswith("/v1")]


def own_ids(world: World, operation: Operation) -> dict[str, str]:
    """Ids that no example can know."""
    return {"id": world.key().split("_")[1]} if operation.name == "revoke_key" else {}


def first_body(operation: Operation) -> object:
    return operation.bodies[0] if operation.bodies else None


def is_problem(response: Response, status: int, kind: str) -> bool:
    shape = response.headers["content-type"] == "application/problem+json"
    return response.status_code == status and shape and response.json()["type"] == f"urn:incumbent:problem:{kind}"


@pytest.fixture(scope="module")
def closed_server(shared_sqlite_url: str) -> Iterator[Server]:
    """For callers who are refused everything: they change nothing for those who come later."""
    with contextmanager(worlds)(shared_sqlite_url) as world, contextmanager(served)(world) as server:
        yield server


def test_every_operation_has_an_entry(sqlite_world: World) -> None:
    assert {operation.name for operation in guarded(sqlite_world)} == set(FOREIGN)


def test_nothing_outside_v1_shows_what_is_in_a_workspace(sqlite_world: World) -> None:
    open_to_all = {operation.name for operation in operations(sqlite_world.app) if not operation.scopes}
    assert open_to_all == {"live", "ready"}


def test_the_scopes_asked_for_are_enough(server: Server) -> None:
    world = server.world.told()
    wrong = [
        (operation.name, response.status_code, response.text)
        for operation in guarded(world)
        if not (response := operation.send(
            server.client(*operation.scopes), first_body(operation), **own_ids(world, operation)
        )).is_success
    ]  # fmt: skip
    assert wrong == []


def test_admin_implies_every_scope(server: Server) -> None:
    world, client = server.world.told(), server.client("admin")
    sent = [
        (operation, operation.send(client, first_body(operation), **own_ids(world, operation)))
        for operation in guarded(world)
    ]
    assert [operation.name for operation, response in sent if not response.is_success] == []


def test_another_workspace_does_not_exist(server: Server) -> None:
    world, wrong = server.world.told(), []
    before = server.client("read").get("/v1/facts").json()
    for operation in guarded(world):
        client = server.client("admin", workspace=THEIRS)
        response = operation.send(client, first_body(operation), **own_ids(world, operation))
        if not as_expected(FOREIGN[operation.name], response):
            wrong.append((operation.name, response.status_code, response.text))
    assert wrong == []
    assert server.client("read").get("/v1/facts").json() == before


def as_expected(expected: str, response: Response) -> bool:
    if expected == "not found":
        return is_problem(response, 404, "not-found")
    if "text/event-stream" in response.headers["content-type"]:
        return response.is_success
    return response.is_success and (expected != "their own" or "acme" not in response.text)


@pytest.mark.parametrize("header", [None, *MALFORMED])
def test_without_a_key_nothing_is_answered(closed_server: Server, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    refused(closed_server, closed_server.bare(headers))  # type: ignore[arg-type]


def test_a_guessed_secret_is_refused(closed_server: Server) -> None:
    refused(closed_server, closed_server.bare(bearer(closed_server.world.key()[:-1] + "x")))


def test_an_unknown_id_is_refused(closed_server: Server) -> None:
    _, _, secret = closed_server.world.key().split("_")
    refused(closed_server, closed_server.bare(bearer(f"inc_000000000000_{secret}")))


def test_an_expired_key_is_refused(closed_server: Server) -> None:
    expired = closed_server.world.key("admin", expires_at=now_us() - 1)
    refused(closed_server, closed_server.bare(bearer(expired)))


def test_a_revoked_key_is_refused_at_once(closed_server: Server) -> None:
    key = closed_server.world.key("admin")
    client = closed_server.bare(bearer(key))
    client.get("/v1/facts").raise_for_status()
    closed_server.client("admin").delete(f"/v1/keys/{key.split('_')[1]}").raise_for_status()
    refused(closed_server, client)


def refused(server: Server, client: object) -> None:
    """With 401 everywhere, and before anything else is looked at."""
    wrong = []
    for operation in guarded(server.world):
        response = operation.send(client, "not what is expected")  # type: ignore[arg-type]
        if not is_problem(response, 401, "unauthenticated") or "Bearer" not in response.headers["www-authenticate"]:
            wrong.append((operation.name, response.status_code, response.text))
    assert wrong == []


def test_a_scope_too_small_is_refused(closed_server: Server) -> None:
    wrong = []
    for operation in guarded(closed_server.world):
        for missing in operation.scopes:
            rest = [scope for scope in SCOPES if scope not in (missing, "admin")]
            response = operation.send(closed_server.client(*rest), first_body(operation))
            if not is_problem(response, 403, "scope-missing") or response.json()["scope"] != missing:
                wrong.append((operation.name, missing, response.status_code, response.text))
    assert wrong == []


def test_the_workspace_comes_from_the_key_alone(sqlite_world: World) -> None:
    """Nothing a caller sends names a workspace."""
    names = {
        parameter["name"]
        for operation in operations(sqlite_world.app)
        for parameter in operation.described.get("parameters", ())
    }
    assert not {name for name in names if "workspace" in name or "tenant" in name}


def test_a_key_of_another_workspace_cannot_be_revoked(world: World) -> None:
    theirs = create_key(world.store, world.tenants.make(THEIRS).workspace.id, ["read"], now=now_us())[0]
    response = world.client("admin", workspace=OURS).delete(f"/v1/keys/{theirs.id}")
    assert response.status_code == 404
