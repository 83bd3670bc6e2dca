"""Musical chairs: the chains and circles that linked moves form."""

from itertools import pairwise, permutations
from random import Random

import pytest

from domain.chains import Chain, chains_of
from domain.moves import Move, Spell, moves_of
from tests.domain.careers import random_spells, spell


def moves(*spells: Spell) -> list[Move]:
    people = dict.fromkeys(spell.person for spell in spells)
    return [move for person in people for move in moves_of(one for one in spells if one.person == person)]


def passed_on(day: str = "2021-01-01", then: str = "2021-01-01") -> list[Move]:
    """Ann leaves, Bob rises to her post, Cy comes from another organization to his."""
    return moves(
        spell("acme.3", "2019-01-01", "2021-01-01", person="ann"),
        spell("acme.2", "2019-02-01", day, person="bob"),
        spell("acme.3", day, person="bob"),
        spell("bank.2", "2019-03-01", then, person="cy"),
        spell("acme.2", then, person="cy"),
    )


def lines(chains: list[Chain]) -> list[list[str]]:
    return [[move.person for move in chain.line] for chain in chains]


def test_a_departure_a_rise_and_a_hire_are_one_chain() -> None:
    (chain,) = chains_of(passed_on())
    assert lines([chain]) == [["ann", "bob", "cy"]]
    assert (chain.roles, chain.circles) == (("acme.3", "acme.2", "bank.2"), ())


def test_given_in_any_order_they_are_the_same_chain() -> None:
    wanted = chains_of(passed_on())
    assert all(chains_of(order) == wanted for order in permutations(passed_on()))


@pytest.mark.parametrize("seed", range(40))
def test_a_web_is_the_same_in_any_order(seed: int) -> None:
    found = [move for person in "abcdefgh" for move in moves_of(random_spells(seed, person))]
    shuffled = Random(seed).sample(found, len(found))
    assert chains_of(shuffled, 60) == chains_of(found, 60)


def test_moves_further_apart_than_the_window_are_not_linked() -> None:
    late = passed_on("2021-02-01", "2021-02-01")
    assert lines(chains_of(late, 31)) == [["ann", "bob", "cy"]]
    assert lines(chains_of(late, 30)) == [["bob", "cy"]]
    assert chains_of(late, 30)[0].roles == ("acme.3", "acme.2", "bank.2")


def test_without_the_one_in_the_middle_there_is_no_chain() -> None:
    assert chains_of([move for move in passed_on() if move.person != "bob"]) == []


def test_who_goes_round_makes_a_circle() -> None:
    three = {"ann": "a.1", "bob": "b.1", "cy": "c.1"}
    after = {"ann": "b.1", "bob": "c.1", "cy": "a.1"}
    spells = [spell(role, "2020-01-01", "2021-01-01", person=person) for person, role in three.items()]
    spells += [spell(role, "2021-01-01", person=person) for person, role in after.items()]
    chain = next(chain for chain in chains_of(moves(*spells), 1) if len(chain.moves) == 3)
    assert [sorted(circle) for circle in chain.circles] == [["a.1", "b.1", "c.1"]]
    assert len(chain.roles) == 3
    assert [move.person for move in chain.line] == ["ann", "cy", "bob"]


def test_what_hangs_together_beside_the_line_is_told_too() -> None:
    beside = moves(spell("acme.3", "2021-01-01", person="dee"))
    (chain,) = chains_of([*passed_on(), *beside])
    assert (lines([chain]), len(chain.moves)) == ([["ann", "bob", "cy"]], 4)


def test_leaving_and_taking_after_a_while_are_one_link() -> None:
    chain = moves(
        spell("acme.3", "2020-01-01", "2021-01-01", person="ann"),
        spell("bank.3", "2021-02-01", person="ann"),
        spell("acme.3", "2021-01-15", person="bob"),
    )
    (found,) = chains_of(chain)
    assert lines([found]) == [["ann", "bob"]]
    assert found.roles == ("bank.3", "acme.3")


@pytest.mark.parametrize("seed", range(60))
def test_the_line_is_the_longest_of_all_walks(seed: int) -> None:
    """Against every order of every choice of moves, on one day."""
    random, people = Random(seed), "abcdef"
    steps = {person: random.sample([f"x.{number}" for number in range(1, 5)], 2) for person in people}
    spells = [spell(here, "2020-01-01", "2021-01-01", person=person) for person, (here, _) in steps.items()]
    spells += [spell(there, "2021-01-01", person=person) for person, (_, there) in steps.items()]
    day = [move for move in moves(*spells) if move.left]
    found = max((len(chain.roles) for chain in chains_of(day, 0)), default=2)
    assert found == max(walked(order) for count in range(1, 7) for order in permutations(steps.values(), count))


def walked(steps: tuple[list[str], ...]) -> int:
    """How many posts these steps pass, one taking what the one before left; 0 where they do not fit."""
    fits = all(before[0] == after[1] for before, after in pairwise(steps))
    posts = [steps[0][1], *(here for here, _ in steps)]
    return len(posts) if fits and len(set(posts)) == len(posts) else 0
