"""Moves as reads show them: at any moment, page by page, from an account's side."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest

from domain.errors import InvalidRequest, NotFound
from domain.moves import concerns, swapped
from projections.careers import career
from projections.moments import Moment
from projections.moves import Asked, Order, days_asked, moves
from projections.records import known_as
from projections.snapshots import snapshot
from projections.spells import Careers
from projections.tenants import Tenants
from tests.generator import SUBJECTS
from tests.projections.told import Story, random_world
from tests.projections.told import moments as random_moments

Json = dict[str, Any]
FAR = date(2100, 1, 1)


def bank(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("role_defined", None, role="banker", organization="bank", title="Head of Loans")


def every(story: Story, asked: Asked, at: Moment, limit: int = 100) -> list[Json]:
    return [move for page in pages(story.tenant, at, asked, limit) for move in page]


def pages(tenant: Any, at: Moment, asked: Asked, limit: int) -> Iterator[list[Json]]:
    after: Order | None = None
    while True:
        page = moves(tenant, at, asked, after, limit)
        assert len(page.entries) <= limit
        yield page.entries
        if (after := page.next) is None:
            return


@pytest.mark.parametrize("seed", [700, 701, 808])
def test_pages_of_an_account_are_the_moves_of_everybody_that_concern_it(tenants: Tenants, seed: int) -> None:
    """Against the whole careers of everybody, which no page reads."""
    world = random_world(tenants, seed)
    for account, at in random_moments(world, seed, 4):
        if not world.tenant.ledger.knows("organization", account):
            continue
        with snapshot(world.tenant, at) as read:
            known = [id for id in SUBJECTS["person"] if world.tenant.ledger.knows("person", id)]
            moved, own = swapped(Careers(read).moves_of(known)), known_as(read, "organization", account)
        for kind in (None, "left", "swapped", "joined"):
            wanted = [move.order for move in moved if concerns(move, own, kind)]
            for most, limit in product((0, 100), (1, 2, 100)):
                asked = Asked(FAR, account=account, kind=kind, most_people=most)
                found = [move["id"] for page in pages(world.tenant, at, asked, limit) for move in page]
                assert found == [id for _, _, id in sorted(wanted)]


@pytest.mark.parametrize("seed", range(703, 705))
def test_pages_of_all_and_of_one_person_agree(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for _, at in random_moments(world, seed, 2):
        every = [move for page in pages(world.tenant, at, Asked(FAR), 5) for move in page]
        for id in SUBJECTS["person"][:4]:
            if world.tenant.ledger.knows("person", id):
                own = [move for page in pages(world.tenant, at, Asked(FAR, person=id), 5) for move in page]
                told = career(world.tenant, id, at)
                assert own == [move for move in every if move["person"] == told["person"]["id"]] == told["moves"]


def test_a_move_tells_what_was_left_and_taken_and_names_its_facts(story: Story) -> None:
    bank(story)
    first = story.took("ann", "2023-01-01", role="banker")
    left = story.left("ann", "2024-02-01", role="banker", reason="moved")
    took = story.took("ann", "2024-02-01")
    _, move = career(story.tenant, "ann", story.at("2024-03-01"))["moves"]
    assert move == {
        "id": took, "date": "2024-02-01", "person": "ann", "name": "Ann",
        "kind": "promoted", "kinds": ["promoted", "joined", "left"],
        "took": {"role": "cfo", "title": "CFO", "organization": "acme", "organization_name": "Acme",
                 "since": "2024-02-01", "tenure_kind": "permanent", "took": took},
        "left": [{"role": "banker", "title": "Head of Loans", "organization": "bank", "organization_name": "Bank",
                  "until": "2024-02-01", "left": left, "reason": "moved"}],
        "gap_days": 0, "across": True, "enters": ["acme"], "leaves": ["bank"], "swapped_with": [],
        "certainty": "confirmed", "facts": [took, left],
        "sentence": "Ann was promoted from Head of Loans at Bank to CFO at Acme on 2024-02-01.",
    }  # fmt: skip
    assert first not in move["facts"]


@pytest.mark.parametrize(
    ("stated", "kind"), [({"level": 2}, "demoted"), ({"level": "executive"}, "promoted"), ({}, "lateral")]
)
def test_the_level_that_the_workspace_states_decides(story: Story, stated: Json, kind: str) -> None:
    story.tell(
        "role_defined", None, role="old", organization="acme", title="Keeper", **({"level": 3} if stated else {})
    )
    story.tell("role_defined", None, role="new", organization="acme", title="Keeper of more", **stated)
    if stated.get("level") == "executive":
        story.tell("role_restructured", "2023-06-01", role="old", level="manager")
    story.took("ann", "2023-01-01", role="old")
    story.left("ann", "2024-01-01", role="old")
    story.took("ann", "2024-01-01", role="new")
    assert career(story.tenant, "ann", story.at("2024-03-01"))["moves"][-1]["kind"] == kind


def test_moves_are_those_known_then(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.on("2024-06-01").took("bob", "2024-02-01", role="ceo")
    story.on("2024-07-01").left("ann", "2024-02-01")
    known = [every(story, Asked(FAR, account="acme"), story.at("2024-08-01", day)) for day in ("2024-05-31", None)]
    assert [[(move["person"], move["kind"]) for move in told] for told in known] == [
        [("ann", "first")],
        [("ann", "first"), ("ann", "left"), ("bob", "first")],
    ]


def test_a_withdrawn_beginning_leaves_no_move_and_a_corrected_one_another(story: Story) -> None:
    took = story.took("ann", "2024-01-01")
    story.on("2024-02-01").tell("fact_corrected", fact=took, replacement={"role": "ceo"})
    (move,) = every(story, Asked(FAR, account="acme"), story.at("2024-03-01"))
    assert (move["id"], move["took"]["title"]) == (took, "CEO")
    story.on("2024-03-01").tell("fact_withdrawn", fact=took, reason="somebody else")
    assert every(story, Asked(FAR, account="acme"), story.at("2024-03-01")) == []


def test_an_account_sees_who_left_it_and_another_who_joined(story: Story) -> None:
    bank(story)
    story.took("ann", "2023-01-01")
    story.left("ann", "2024-01-31")
    story.took("ann", "2024-02-01", role="banker")
    seen = {
        (account, kind): len(every(story, Asked(FAR, account=account, kind=kind), story.at("2024-03-01")))
        for account in ("acme", "bank")
        for kind in ("joined", "left")
    }
    assert seen == {("acme", "joined"): 1, ("acme", "left"): 1, ("bank", "joined"): 1, ("bank", "left"): 0}


def test_who_exchanged_posts_is_named(story: Story) -> None:
    for person, before, after in (("ann", "cfo", "ceo"), ("bob", "ceo", "cfo")):
        story.took(person, "2023-01-01", role=before)
        story.left(person, "2024-01-01", role=before)
        story.took(person, "2024-01-01", role=after)
    found = every(story, Asked(FAR, account="acme", kind="swapped"), story.at("2024-03-01"), limit=1)
    assert [move["swapped_with"] for move in found] == [["bob"], ["ann"]]
    assert (
        found[0]["sentence"] == "Ann exchanged roles with Bob and was promoted from CFO to CEO at Acme on 2024-01-01."
    )


def test_a_role_that_closes_ends_the_spell_of_everybody_in_it(story: Story) -> None:
    story.took("ann", "2023-01-01")
    story.took("bob", "2023-06-01")
    closed = story.tell("role_closed", "2024-01-01", role="cfo")
    found = every(story, Asked(FAR, account="acme", kind="left"), story.at("2024-03-01"))
    assert [(move["person"], move["facts"]) for move in found] == [("ann", [closed]), ("bob", [closed])]
    assert len({move["id"] for move in found}) == 2


def test_a_list_ends_on_the_day_of_the_moment_unless_asked_for_more() -> None:
    day = date(2024, 3, 1)
    assert days_asked(None, None, day, day) == (None, day)
    assert days_asked("-1y", "2024-06-30", day, day) == (date(2023, 3, 1), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("since", "until", "field"), [("soon", None, "since"), (None, "2024-13", "until"), ("2024-03-02", None, "since")]
)
def test_days_that_are_none_are_refused_by_name(since: str | None, until: str | None, field: str) -> None:
    with pytest.raises(InvalidRequest) as refused:
        days_asked(since, until, date(2024, 3, 1), date(2024, 3, 1))
    assert refused.value.field == field


@pytest.mark.parametrize("asked", [Asked(FAR, account="none"), Asked(FAR, person="none")])
def test_moves_of_nobody_are_not_found(story: Story, asked: Asked) -> None:
    with pytest.raises(NotFound):
        moves(story.tenant, story.at("2024-01-01"), asked, None, 10)


def test_an_erased_person_still_moved(story: Story) -> None:
    story.took("ann", "2024-01-01")
    story.tell("person_erased", person="ann")
    (move,) = every(story, Asked(FAR, account="acme"), story.at("2024-03-01"))
    assert move["name"] == "erased person"
    assert "Ann" not in move["sentence"]


def test_pages_cut_a_day_by_the_characters_of_ids_whatever_the_language_of_the_database(story: Story) -> None:
    ids = ["Z", "a", "B", "a-1", "a1", "a_1", "A1", "~"]
    for id in ids:
        story.tell("person_introduced", person=id, name="Somebody")
    for id in ids:
        story.took(id, "2024-01-01")
    with_few_at_once = Asked(FAR, account="acme")
    found = [move["person"] for move in every(story, with_few_at_once, story.at("2024-02-01"), limit=1)]
    assert found == sorted(ids)
