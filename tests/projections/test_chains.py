"""Chains of moves as reads show them, found from an account across organizations."""

from datetime import date
from typing import Any

import pytest

from domain.chains import chains_of
from domain.errors import NotFound
from domain.moves import concerns
from projections.chains import Sought, chains, year_before
from projections.moments import Moment
from projections.records import known_as
from projections.snapshots import snapshot
from projections.spells import Careers
from projections.tenants import Tenants
from tests.generator import SUBJECTS
from tests.projections.told import Story, random_world, taking_turns
from tests.projections.told import moments as random_moments

Json = dict[str, Any]
SINCE, UNTIL = date(2024, 1, 1), date(2024, 12, 31)


def found(story: Story, at: Moment, account: str | None = "acme", window: int = 31) -> list[Json]:
    return chains(story.tenant, at, Sought(SINCE, UNTIL, window, account), None, 100).entries


def passed_on(story: Story) -> str:
    """Ann leaves as CEO, Bob rises to her post, Cy comes from a bank to his: the fact by which Bob rose."""
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("role_defined", None, role="banker", organization="bank", title="Head of Loans")
    story.took("ann", "2020", role="ceo")
    story.took("bob", "2020")
    story.took("cy", "2020", role="banker")
    story.left("ann", "2024-02-01", role="ceo", reason="retired")
    story.left("bob", "2024-02-15")
    rose = story.took("bob", "2024-02-15", role="ceo")
    story.left("cy", "2024-03-01", role="banker")
    story.took("cy", "2024-03-01")
    return rose


def test_a_chain_is_told_from_who_left_to_who_came(story: Story) -> None:
    passed_on(story)
    (chain,) = found(story, story.at("2024-06-01"))
    assert chain["sentence"] == "Ann left as CEO → Bob promoted to CEO → Cy came from Bank as CFO."
    assert [move["person"] for move in chain["moves"]] == ["ann", "bob", "cy"]
    assert [role["title"] for role in chain["roles"]] == ["CEO", "CFO", "Head of Loans"]
    assert chain["organizations"] == [{"id": "acme", "name": "Acme"}, {"id": "bank", "name": "Bank"}]
    assert (chain["from"], chain["to"], chain["besides"], chain["circles"]) == ("2024-02-01", "2024-03-01", [], [])


def test_who_exchanges_posts_between_two_organizations_is_told_of_both(story: Story) -> None:
    story.tell("organization_registered", organization="bank", name="Bank")
    story.tell("role_defined", None, role="banker", organization="bank", title="Head of Loans")
    story.took("ann", "2020")
    story.took("cy", "2020", role="banker")
    story.took("ann", "2024-03-01", role="banker")
    story.took("cy", "2024-03-01")
    story.left("ann", "2024-03-01")
    story.left("cy", "2024-03-01", role="banker")
    (chain,) = found(story, story.at("2024-06-01"))
    told = "Ann came from Acme as Head of Loans at Bank → Cy came from Bank as CFO at Acme."
    assert (chain["sentence"], chain["besides"], chain["circles"]) == (told, [], [["cfo", "banker"]])


def test_every_organization_that_a_chain_touches_finds_the_whole_of_it(story: Story) -> None:
    passed_on(story)
    at = story.at("2024-06-01")
    assert found(story, at, "acme") == found(story, at, "bank") == found(story, at, None)


def test_a_correction_in_the_middle_splits_a_chain_and_what_was_known_before_stays(story: Story) -> None:
    rose = passed_on(story)
    story.tell("role_defined", None, role="chair", organization="acme", title="Chair")
    story.on("2024-07-01").tell("fact_corrected", fact=rose, replacement={"role": "chair"})
    then, now = (found(story, story.at("2024-06-01", known)) for known in ("2024-06-30", None))
    assert [len(chain["moves"]) for chain in then] == [3]
    assert [[move["person"] for move in chain["moves"]] for chain in now] == [["bob", "cy"]]
    story.on("2024-08-01").tell("fact_withdrawn", fact=rose, reason="he stayed")
    assert [[move["person"] for move in chain["moves"]] for chain in found(story, story.at("2024-06-01"))] == [
        ["bob", "cy"]
    ]


def test_the_window_says_which_moves_are_linked(story: Story) -> None:
    passed_on(story)
    assert [len(found(story, story.at("2024-06-01"), window=days)) for days in (0, 13, 14, 15)] == [0, 0, 1, 1]


@pytest.mark.parametrize(("most", "told"), [(8, 1), (7, 0)])
def test_chains_of_any_day_are_told_unless_there_are_very_many_stays(story: Story, most: int, told: int) -> None:
    """Five stays, three of which began on a day of 2020 that nobody knows: these are two rows each."""
    passed_on(story)
    sought = Sought(None, date(2025, 12, 31), 31, None, most)
    assert len(chains(story.tenant, story.at("2026-01-01"), sought, None, 100).entries) == told


@taking_turns(range(720, 724))
def test_chains_of_an_account_are_those_of_all_moves_that_touch_it(tenants: Tenants, seed: int) -> None:
    world = random_world(tenants, seed)
    for account, at in random_moments(world, seed, 3):
        if not world.tenant.ledger.knows("organization", account):
            continue
        sought = Sought(year_before(at.as_of), at.as_of, 60, account)
        with snapshot(world.tenant, at) as read:
            known = [id for id in SUBJECTS["person"] if world.tenant.ledger.knows("person", id)]
            moved = [move for move in Careers(read).moves_of(known) if within(move.day, sought)]
            own = known_as(read, "organization", account)
        wanted = [one for one in chains_of(moved, 60) if any(concerns(move, own) for move in one.moves)]
        shown = chains(world.tenant, at, sought, None, 100).entries
        assert [[move["id"] for move in one["moves"]] for one in shown] == [
            [move.id for move in one.line] for one in wanted
        ]


def within(day: int, sought: Sought) -> bool:
    return sought.since is not None and sought.since.toordinal() <= day <= sought.until.toordinal()


def test_a_list_of_chains_goes_on_where_the_page_ended(story: Story) -> None:
    passed_on(story)
    story.left("bob", "2024-09-01", role="ceo")
    story.took("ann", "2024-09-01", role="ceo")
    at, sought = story.at("2024-12-31"), Sought(SINCE, UNTIL, 31, "acme")
    first = chains(story.tenant, at, sought, None, 1)
    second = chains(story.tenant, at, sought, first.next, 1)
    assert (len(first.entries), len(second.entries), second.next) == (1, 1, None)
    assert second.entries[0]["sentence"] == "Bob left as CEO → Ann returned as CEO."


def test_chains_of_no_account_are_not_found(story: Story) -> None:
    with pytest.raises(NotFound):
        chains(story.tenant, story.at("2024-01-01"), Sought(SINCE, UNTIL, 31, "none"), None, 10)
