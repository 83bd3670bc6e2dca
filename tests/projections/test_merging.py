"""Two records of one body: one at every date from the merge's instant on, two at any moment known before it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from domain.errors import PersonErased
from domain.log.tables import person_keys
from projections.account_maps import account_map
from projections.accounts import accounts
from projections.careers import career, links, person
from projections.chains import Sought, chains
from projections.diffs import apply, compared, diff
from projections.engine import Engine
from projections.exports import person_export, records_now
from projections.journal import journal
from projections.moments import Moment
from projections.moves import Asked, moves
from projections.opportunity_reads import opportunity
from projections.succession import holders
from projections.tenants import Tenant, Tenants
from projections.timeline_of import account_timeline
from tests import oracle
from tests.generator import SUBJECTS
from tests.projections.tables import rows_of
from tests.projections.test_careers import bare_stay, counted
from tests.projections.told import Story, clause, moments, random_world

Json = dict[str, Any]
LATER = "2025-01-01"


@pytest.fixture
def merged(story: Story) -> Story:
    """Bob's posts and ties were recorded under two ids, until in May somebody noticed."""
    story.tell("person_introduced", person="rob", name="Robert")
    story.took("bob", "2023-01-01", role="cfo")
    story.took("rob", "2024-02-01", role="ceo")
    story.tell("link_rated", "2024-02-01", person="cy", other="rob", kind="advice", tone=2, by="cy")
    story.tell("opportunity_opened", "2024-01-01", opportunity="o", organization="acme", name="Sale")
    story.tell("buying_role_assigned", "2024-02-01", person="rob", opportunity="o", buying_role="decider")
    story.on("2024-05-01").tell("person_records_merged", kept="bob", duplicate="rob")
    return story


def map_of(tenant: Tenant, moment: Moment, account: str = "acme") -> Json:
    answer: Json = json.loads(account_map(tenant, account, moment, restricted=True))
    return answer


def held(answer: Json) -> dict[str, list[str]]:
    return {role["id"]: [one["person"] for one in role["holders"]] for role in answer["roles"]}


def test_one_at_every_date_and_two_before_it_was_known(merged: Story) -> None:
    for day in ("2024-03-01", "2024-12-01"):
        now, then = map_of(merged.tenant, merged.at(day)), map_of(merged.tenant, merged.at(day, "2024-04-01"))
        assert held(now) == {"ceo": ["bob"], "cfo": ["bob"]}
        assert held(then) == {"ceo": ["rob"], "cfo": ["bob"]}
        assert [(link["person"], link["other"]) for link in now["links"]] == [("bob", "cy")]
        assert now["opportunities"][0]["buying_center"][0]["person"] == "bob"
        assert "rob" not in {one["id"] for one in now["people"]}


def test_whoever_asks_for_the_merged_id_is_answered_as_for_the_kept_one(merged: Story) -> None:
    tenant, now, then = merged.tenant, merged.at(LATER), merged.at(LATER, "2024-04-01")
    reads: list[Callable[[str, Moment], Any]] = [
        lambda id, moment: career(tenant, id, moment),
        lambda id, moment: links(tenant, id, moment),
        lambda id, moment: person(tenant, id, moment, True),
    ]
    for read in reads:
        assert read("rob", now) == read("bob", now)
        assert read("rob", then) != read("bob", then)
    assert (person(tenant, "rob", now, True)["id"], person(tenant, "rob", now, True)["merged"]) == ("bob", ["rob"])
    assert (person(tenant, "rob", then, True)["id"], person(tenant, "rob", then, True)["name"]) == ("rob", "Robert")
    assert [stay["role"] for stay in career(tenant, "rob", now)["stays"]] == ["cfo", "ceo"]
    assert [stay["person"] for stay in holders(tenant, "ceo", now)["holders"]] == ["bob"]
    assert opportunity(tenant, "o", now, True)["buying_center"][0]["name"] == "Robert"


def test_moves_of_the_two_are_those_of_one_career(merged: Story) -> None:
    now = merged.at(LATER)
    found = moves(merged.tenant, now, Asked(until=now.as_of, person="rob"), None, 10).entries
    assert [(one["person"], one["kinds"]) for one in found] == [("bob", ["first", "joined"]), ("bob", ["additional"])]
    page = chains(merged.tenant, now, Sought(merged.at("2023-01-01").as_of, now.as_of, account="acme"), None, 10)
    assert {move["person"] for chain in page.entries for move in chain["moves"]} <= {"bob"}


def test_the_difference_is_learned_by_the_merge(merged: Story) -> None:
    before, after = merged.at(LATER, "2024-04-01"), merged.at(LATER)
    told = diff(merged.tenant, "acme", before, after, True)
    (merging,) = [one["id"] for one in journal(merged.tenant, type="person_records_merged", restricted=True)]
    gone = next(one for one in told if (one["kind"], one["property"], one["after"]) == ("tenure", "rob", None))
    came = next(one for one in told if (one["kind"], one["subject"], one["property"]) == ("tenure", "ceo", "bob"))
    assert {one["because"] for one in told} == {"learned"}
    assert merging in gone["facts"]
    assert merging in came["facts"]
    states = [compared(merged.tenant, "acme", moment, True) for moment in (before, after)]
    assert apply(states[0], told) == states[1]


def test_two_tenures_of_one_person_in_one_role_are_one_holder_and_one_end_ends_both(story: Story) -> None:
    one, other = story.took("ann", "2024-01-01"), story.took("bob", "2024-02-01")
    story.tell("person_records_merged", kept="ann", duplicate="bob")
    (role,) = [role for role in map_of(story.tenant, story.at(LATER))["roles"] if role["id"] == "cfo"]
    assert [(one["person"], one["took"]) for one in role["holders"]] == [("ann", other)]
    story.left("bob", "2024-04-01")
    (stay,) = career(story.tenant, "ann", story.at(LATER))["stays"]
    assert [tenure["took"] for tenure in stay["tenures"]] == [one, other]
    assert stay["until"] == "2024-04-01"


def test_a_tie_of_somebody_with_themselves_is_a_finding(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("link_rated", "2024-01-01", person="ann", other="bob", kind="advice", tone=1, by="cy")
    story.tell("person_records_merged", kept="ann", duplicate="bob")
    answer = map_of(story.tenant, story.at(LATER))
    assert {"kind": "self_link", "person": "ann", "link": "advice", "directed": False} in answer["findings"]
    assert [link["with"] for link in links(story.tenant, "bob", story.at(LATER))] == ["ann"]


def test_what_is_said_of_the_duplicate_later_counts_for_the_kept_one(merged: Story) -> None:
    merged.on("2024-06-01").tell("person_described", "2024-06-01", person="rob", country="SE")
    merged.tell("alias_recorded", "2024-06-01", person="rob", alias="Bobby")
    told = person(merged.tenant, "bob", merged.at(LATER), True)
    assert (told["name"], told["country"], told["aliases"]) == ("Robert", "SE", ["Bobby"])
    with merged.tenant.registries.at(merged.at(LATER)) as (registry, _):
        assert "rob" not in registry.people
        assert {"Bob", "Robert", "Bobby"} <= set(registry.people["bob"].names)


def test_unmerged_withdrawn_and_corrected_merges_part_them_again(merged: Story) -> None:
    (first,) = [one["id"] for one in journal(merged.tenant, type="person_records_merged", restricted=True)]
    merged.on("2024-06-01").tell("person_records_unmerged", kept="bob", duplicate="rob")
    assert held(map_of(merged.tenant, merged.at(LATER))) == {"ceo": ["rob"], "cfo": ["bob"]}
    assert held(map_of(merged.tenant, merged.at(LATER, "2024-05-15"))) == {"ceo": ["bob"], "cfo": ["bob"]}
    again = merged.on("2024-07-01").tell("person_records_merged", kept="rob", duplicate="bob")
    assert held(map_of(merged.tenant, merged.at(LATER))) == {"ceo": ["rob"], "cfo": ["rob"]}
    merged.on("2024-08-01").tell("fact_corrected", fact=again, replacement={"kept": "ann"})
    assert held(map_of(merged.tenant, merged.at(LATER))) == {"ceo": ["rob"], "cfo": ["ann"]}
    merged.on("2024-09-01").tell("fact_withdrawn", fact=again)
    assert held(map_of(merged.tenant, merged.at(LATER))) == {"ceo": ["rob"], "cfo": ["bob"]}
    merged.tell("fact_withdrawn", fact=first)
    assert merged.tenant.verify().differing == []
    followed = rows_of(merged.tenant)
    merged.tenant.rebuild()
    assert rows_of(merged.tenant) == followed


@pytest.fixture
def united(story: Story) -> Story:
    """Acme was registered twice, as an account both times."""
    story.tell("organization_registered", organization="acme-2", name="Acme Ltd", country="SE")
    story.tell("account_opened", organization="acme-2")
    story.tell("role_defined", None, role="cto", organization="acme-2", title="CTO")
    story.took("ann", "2024-01-01", role="cto")
    story.on("2024-05-01").tell("organization_records_merged", kept="acme", duplicate="acme-2")
    return story


def test_an_organization_registered_twice_is_one_account(united: Story) -> None:
    tenant, now, then = united.tenant, united.at(LATER), united.at(LATER, "2024-04-01")
    assert map_of(tenant, now, "acme-2") == map_of(tenant, now, "acme")
    assert held(map_of(tenant, now)).keys() == {"ceo", "cfo", "cto"}
    assert map_of(tenant, then, "acme-2")["account"]["id"] == "acme-2"
    assert held(map_of(tenant, then)).keys() == {"ceo", "cfo"}
    assert [one["id"] for one in accounts(tenant, now)] == ["acme"]
    assert [one["id"] for one in accounts(tenant, then)] == ["acme", "acme-2"]
    assert career(tenant, "ann", now)["stays"][0]["organization"] == "acme"
    for account in ("acme", "acme-2"):
        told = diff(tenant, account, then, now, True)
        states = [compared(tenant, account, moment, True) for moment in (then, now)]
        assert apply(states[0], told) == states[1]


def test_the_journal_and_the_timeline_of_the_kept_account_tell_of_both(united: Story) -> None:
    tenant, now = united.tenant, united.at(LATER)
    for account in ("acme", "acme-2"):
        found = journal(tenant, account=account, restricted=True, limit=1_000)
        assert {"acme", "acme-2"} <= {one.get("organization") for one in found}
        told = account_timeline(tenant, account, now, restricted=True, limit=1_000)
        assert "Acme Ltd became an account." in {clause(one) for one in told}
    united.tell("organization_described", "2024-06-01", organization="acme-2", size=7)
    assert journal(tenant, account="acme", restricted=True, limit=1_000)[-1]["size"] == 7


def test_a_map_in_memory_is_not_given_for_an_account_that_answers_as_another(united: Story) -> None:
    tenant, now, then = united.tenant, united.at(LATER), united.at(LATER, "2024-04-01")
    map_of(tenant, then, "acme-2")
    with tenant.timelines.at_hand("acme-2", then) as scene:
        assert scene is not None
    with tenant.timelines.at_hand("acme-2", now) as scene:
        assert scene is None


def test_everything_held_on_one_is_what_is_held_on_both(merged: Story) -> None:
    found = person_export(merged.tenant, "rob")
    assert found["person"]["id"] == "bob"
    introduced = {one["person"] for one in found["facts"] if one["type"] == "person_introduced"}
    assert introduced == {"bob", "rob"}
    told = journal(merged.tenant, person="bob", restricted=True, limit=1_000)
    assert [one["id"] for one in told] == [one["id"] for one in found["facts"]]


@pytest.mark.parametrize("asked", ["bob", "rob"])
def test_erasing_one_erases_what_was_recorded_under_both(merged: Story, asked: str) -> None:
    tenant = merged.tenant
    assert records_now(tenant, asked) == ["bob", "rob"]
    merged.on("2024-06-01").tell("person_erased", person=asked)
    told = json.dumps([person_export(tenant, id) for id in ("bob", "rob")])
    told += json.dumps(
        [map_of(tenant, merged.at(day, known)) for day in (LATER, "2024-03-01") for known in (LATER, day)]
    )
    assert "Robert" not in told
    assert '"Bob"' not in told
    with tenant.ledger.store.reading(tenant.workspace.id) as connection:
        query = select(person_keys.c.person).where(person_keys.c.state == "erased")
        assert sorted(connection.scalars(query)) == ["bob", "rob"]
    with pytest.raises(PersonErased):
        merged.tell("person_described", person="rob", country="SE")
    followed = rows_of(tenant)
    assert tenant.verify().differing == []
    tenant.rebuild()
    assert rows_of(tenant) == followed


@pytest.mark.parametrize("seed", [640])
def test_careers_of_every_id_agree_with_the_oracle_whatever_was_merged(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed, steps=60)
    assert any("records_merged" in fact["type"] for fact in world.facts)
    for _, moment in moments(world, seed, 3):
        for id in SUBJECTS["person"]:
            stays = career(world.tenant, id, moment)["stays"] if world.tenant.ledger.knows("person", id) else []
            mine = [{"person": career(world.tenant, id, moment)["person"]["id"], **bare_stay(one)} for one in stays]
            assert counted(mine) == counted(oracle.career(world.facts, id, moment.position))


def test_where_merges_move_nothing_maps_differ(tenants: Tenants, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what compares would see it if facts stayed with the record they name."""
    monkeypatch.setattr(Engine, "_roots_naming", lambda *_: [])
    world = random_world(tenants, 640, steps=60)
    last = next(moment for _, moment in moments(world, 1, 1))
    wrong = [
        id
        for id in SUBJECTS["person"]
        if counted([bare_stay(one) for one in career(world.tenant, id, last)["stays"]])
        != counted(
            [{k: v for k, v in one.items() if k != "person"} for one in oracle.career(world.facts, id, last.position)]
        )
    ]
    assert wrong
