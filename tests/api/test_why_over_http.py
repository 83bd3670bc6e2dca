"""Every read answers which facts are behind what it shows; those to which that means nothing are listed, with why."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from domain.analysis.sections import NAMES
from projections.facts_behind import facts_named

from .conftest import World
from .operations import DOCUMENTS, Operation, operations

Json = dict[str, Any]
FACTS, COUNTS, SETTINGS, WORDS = (
    "it lists the facts themselves",
    "it counts what the map of each account shows, which says why",
    "no fact says so: it is set, or happened, in this program",
    "it says in words how what was announced compares; whom it compares with say why themselves",
)
WITHOUT = {
    **dict.fromkeys(("list_facts", "one_fact", "stream_facts", "account_timeline", "person_export"), FACTS),
    "list_accounts": COUNTS,
    **dict.fromkeys(("fact_types", "list_presets", "list_rules", "workspace_settings", "list_keys"), SETTINGS),
    **dict.fromkeys(("list_feeds", "one_feed", "feed_runs", "feed_announcements", "list_watches"), SETTINGS),
    **dict.fromkeys(("list_webhooks", "one_webhook", "webhook_deliveries"), SETTINGS),
    **dict.fromkeys(("list_mail_subscriptions", "one_mail_subscription", "mail_deliveries"), SETTINGS),
    **dict.fromkeys(("stream_alerts", "alerts_atom"), "it tells that something is there to be read"),
    "match_announcement": WORDS,
}
# They show values, each with the ids of the facts that state it.
VALUES = {"account_map", "one_organization", "one_person", "one_role", "search"}


def reads(world: World) -> Iterator[Operation]:
    for one in operations(world.app):
        if one.method == "GET" and one.path.startswith("/v1") and one.name not in DOCUMENTS:
            yield one


def test_every_read_can_be_asked_why_or_is_listed(sqlite_world: World) -> None:
    assert {one.name for one in reads(sqlite_world) if not one.asks_why} == set(WITHOUT)


@pytest.mark.parametrize("scopes", [("admin",), ("read",)])
def test_whatever_fact_an_answer_names_is_told(world: World, scopes: tuple[str, ...]) -> None:
    """And nothing else: a fact that may not be seen is left out."""
    client = world.told().client(*scopes)
    kinds = {one["type"] for one in client.get("/v1/fact-types").json()["fact_types"]}
    told = set[str]()
    for one in (one for one in reads(world) if one.asks_why):
        answer = one.why().send(client)
        if answer.status_code != 403:
            assert answer.status_code == 200, (one.name, answer.text)
            told |= _checked(one, answer.json(), kinds, restricted=scopes == ("admin",))
    assert {
        "account_analysis",
        "account_coverage",
        "account_plan",
        "account_handover",
        "account_diff",
        "list_moves",
    } <= told
    assert ("list_portfolio" in told) == (scopes == ("admin",))


# Sums, what is lacking, what is told by the ids in it, and parts of results that say why themselves.
SILENT = {
    *("coverage.colleagues", "completeness.stalest", "completeness.questions", "informal.unmapped", "team.missing"),
    *("single_points.people[].parts", "single_points.links[].parts", "single_points.links[].people"),
    *("single_points.people[].parts[].people", "single_points.links[].parts[].people", "ways.upward[].people"),
    *("opportunities[].needed_network.deciders", "opportunities[].needed_network.spokesperson"),
    *("opportunities[].approach[].through", "team.uncovered.people[].needed_for"),
}


def test_every_result_of_an_analysis_says_which_facts_it_follows_from(sqlite_world: World) -> None:
    client = sqlite_world.told().client("admin")
    found = client.get("/v1/accounts/acme/analysis?why=true").json()
    results = [pair for name in NAMES for pair in _results(found[name], name)]
    assert {path for path, _ in results} - {path for path, one in results if '"why"' in json.dumps(one)} == SILENT


def _results(found: Any, path: str) -> Iterator[tuple[str, Json]]:
    """Whatever stands in a list, however deep, by where it stands."""
    if isinstance(found, dict):
        for name, value in found.items():
            yield from _results(value, f"{path}.{name}")
    elif isinstance(found, list):
        yield from ((path, one) for one in found if isinstance(one, dict))
        for one in found:
            yield from _results(one, f"{path}[]")


def _checked(one: Operation, answer: Json, kinds: set[str], *, restricted: bool) -> set[str]:
    behind = answer.pop("facts_behind", None)
    if one.name in VALUES:
        assert behind is None
        assert '"why"' in json.dumps(answer) or not restricted or not set(facts_named(answer)), one.name
        return set()
    named, shown = set(facts_named(answer)), {fact["id"] for fact in behind}
    assert shown <= named
    assert shown == named or not restricted
    assert all(fact["sentence"] and fact["type"] in kinds for fact in behind)
    return {one.name} if behind else set()
