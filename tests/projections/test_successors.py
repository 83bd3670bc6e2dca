"""Roles that are split, merged or closed, and what became of them, against the oracle and by example."""

from typing import Any

from projections.diffs import diff
from projections.heirs import Heirs
from projections.snapshots import snapshot
from projections.tenants import Tenants
from tests import oracle
from tests.generator import SUBJECTS
from tests.projections.told import Story, clause, moment, moments, random_world, taking_turns

Json = dict[str, Any]


@taking_turns([1_720, 1_721, 1_722, 1_724, 1_725])
def test_successors_agree_with_the_oracle_from_both_ends(tenants: Tenants, seed: int) -> None:
    world, told = random_world(tenants, seed, steps=60), 0
    for _, then in moments(world, seed, 12):
        with snapshot(world.tenant, then) as at:
            heirs = Heirs(at, SUBJECTS["role"])
        wanted = {id: oracle.successors(world.facts, id, then.as_of, then.position) for id in SUBJECTS["role"]}
        for id, successors in wanted.items():
            assert [(row.successor, row.since) for row in heirs.after.get(id, ())] == successors
            before = sorted(other for other in wanted if id in {successor for successor, _ in wanted[other]})
            assert [row.home for row in heirs.before.get(id, ())] == before
        told += sum(map(len, wanted.values()))
    assert told


def test_a_closing_that_only_the_oracle_hears_of_is_noticed(tenants: Tenants) -> None:
    world = random_world(tenants, 1_720)
    head, then = len(world.facts), moment(world, "2025-06-01")
    lived = next(id for id in SUBJECTS["role"] if not oracle.successors(world.facts, id, then.as_of, head))
    closed: Json = {"type": "role_closed", "id": "only here", "effective": "2025-05-01", "role": lived}
    closed["successors"] = ["r-1"]
    told: Json = {"type": "role_defined", "id": "nor this", "effective": "2025-04-01", "role": lived}
    for place, fact in enumerate((told, closed), head + 1):
        world.facts.append(oracle.recorded(fact, "2030-01-01T00:00:00.000000Z", place))
    with snapshot(world.tenant, then) as at:
        found = Heirs(at, [lived]).after
    assert bool(found) != bool(oracle.successors(world.facts, lived, then.as_of, head + 2))


def sentences(story: Story, before: str, after: str, kinds: tuple[str, ...] = ("role", "tenure")) -> list[str]:
    told = diff(story.tenant, "acme", story.at(before), story.at(after), True)
    return [clause(one) for one in told if one["kind"] in kinds]


def defined(story: Story, role: str, title: str, day: str) -> str:
    return story.tell("role_defined", day, role=role, organization="acme", title=title)


def test_a_split_is_told_from_both_ends_and_moves_nobody(story: Story) -> None:
    story.took("ann", "2024-01-01")
    defined(story, "tax", "Head of Tax", "2024-03-01")
    defined(story, "cash", "Treasurer", "2024-03-01")
    closed = story.tell("role_closed", "2024-03-01", role="cfo", successors=["tax", "cash", "tax"])
    assert sentences(story, "2024-02-15", "2024-03-15") == [
        "The role Treasurer was created on 2024-03-01, succeeding CFO.",
        "The role CFO was closed, succeeded by Treasurer and Head of Tax.",
        "The role Head of Tax was created on 2024-03-01, succeeding CFO.",
        "Ann left as CFO on 2024-03-01.",
    ]
    told = diff(story.tenant, "acme", story.at("2024-02-15"), story.at("2024-03-15"), True)
    came = next(one for one in told if one["subject"] == "tax")
    assert closed in came["facts"]


def test_a_merger_into_a_role_that_goes_on_is_told_of_those_that_end(story: Story) -> None:
    story.tell("role_closed", "2024-03-01", role="cfo", successors=["ceo"])
    assert sentences(story, "2024-02-15", "2024-03-15") == ["The role CFO was closed, succeeded by CEO."]
    assert sentences(story, "2024-03-15", "2024-02-15") == ["Looking back, the role CFO belongs to the account."]


def test_a_role_that_is_there_again_has_become_nothing_else(story: Story) -> None:
    story.tell("role_closed", "2024-02-01", role="cfo", successors=["ceo"])
    defined(story, "cfo", "CFO", "2024-04-01")
    for day, successors in (("2024-03-31", ["ceo"]), ("2024-04-01", [])):
        with snapshot(story.tenant, story.at(day)) as at:
            assert [row.successor for row in Heirs(at, ["cfo"]).after.get("cfo", ())] == successors


def test_successors_learned_by_a_correction_are_not_known_before(story: Story) -> None:
    closed = story.tell("role_closed", "2024-02-01", role="cfo")
    story.on("2024-06-01").tell("fact_corrected", fact=closed, replacement={"successors": ["ceo"]})
    for known, successors in (("2024-05-01", []), ("2024-06-02", ["ceo"])):
        with snapshot(story.tenant, story.at("2024-03-01", known)) as at:
            assert [row.successor for row in Heirs(at, ["cfo"]).after.get("cfo", ())] == successors
