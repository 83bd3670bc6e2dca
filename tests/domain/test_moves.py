"""Career moves by example, and against a naive reading day by day."""

from random import Random

import pytest

from domain.moves import Move, concerns, moves_of, swapped
from tests.domain.careers import random_spells, spell, told
from tests.domain.naive_moves import naive_moves


@pytest.mark.parametrize("seed", range(300))
@pytest.mark.parametrize("tolerated", [1, 30])
def test_moves_are_those_of_a_naive_reading_whatever_the_order_of_the_spells(seed: int, tolerated: int) -> None:
    spells = random_spells(seed)
    shuffled = Random(seed).sample(spells, len(spells))
    assert sorted(told(moves_of(shuffled, tolerated))) == naive_moves(spells, tolerated)


def test_the_naive_reading_tells_a_wrong_gap_apart() -> None:
    """The control: with another tolerance some career reads otherwise."""
    careers = [random_spells(seed) for seed in range(300)]
    assert any(sorted(told(moves_of(spells, 31))) != naive_moves(spells, 5) for spells in careers)


@pytest.mark.parametrize(
    ("title", "career", "moves"),
    [
        ("nothing earlier is known", [("acme.1", "2020-01-01", None)], [("2020-01-01", "first joined", "acme.1", "")]),
        (
            "a rise within",
            [("acme.1", "2020-01-01", "2021-01-01"), ("acme.2", "2021-01-01", None)],
            [("2020-01-01", "first joined", "acme.1", ""), ("2021-01-01", "promoted", "acme.2", "acme.1")],
        ),
        (
            "a fall into another organization, the day after the last",
            [("acme.3", "2020-01-01", "2020-12-31"), ("bolt.2", "2021-01-01", None)],
            [("2020-01-01", "first joined", "acme.3", ""), ("2021-01-01", "demoted joined left", "bolt.2", "acme.3")],
        ),
        (
            "three months between two posts are one step, and leaving is told on its day",
            [("acme.3", "2020-01-01", "2021-01-01"), ("bolt.3", "2021-03-01", None)],
            [
                ("2020-01-01", "first joined", "acme.3", ""),
                ("2021-01-01", "left", "", "acme.3"),
                ("2021-03-01", "lateral joined", "bolt.3", "acme.3"),
            ],
        ),
        (
            "after a year nobody asks what was before",
            [("acme.3", "2020-01-01", "2021-01-01"), ("bolt.3", "2022-01-01", "2023-01-01"), ("acme.1", "2025", None)],
            [
                ("2020-01-01", "first joined", "acme.3", ""),
                ("2021-01-01", "left", "", "acme.3"),
                ("2022-01-01", "joined", "bolt.3", ""),
                ("2023-01-01", "left", "", "bolt.3"),
                ("2025-01-01", "returned", "acme.1", ""),
            ],
        ),
        (
            "a second post",
            [("acme.3", "2020-01-01", None), ("bolt.9", "2021-01-01", "2022-01-01")],
            [
                ("2020-01-01", "first joined", "acme.3", ""),
                ("2021-01-01", "additional joined", "bolt.9", ""),
                ("2022-01-01", "left", "", "bolt.9"),
            ],
        ),
        (
            "a former post again, straight from another",
            [("a.1", "2020-01-01", "2021-01-01"), ("a.2", "2021-01-01", "2022-01-01"), ("a.1", "2022-01-01", None)],
            [
                ("2020-01-01", "first joined", "a.1", ""),
                ("2021-01-01", "promoted", "a.2", "a.1"),
                ("2022-01-01", "demoted returned", "a.1", "a.2"),
            ],
        ),
        (
            "a reappointment is no move",
            [("acme.1", "2020-01-01", "2021-01-01"), ("acme.1", "2021-01-02", None)],
            [("2020-01-01", "first joined", "acme.1", "")],
        ),
        (
            "levels that nobody knows: sideways within, only joined across",
            [("a.", "2020-01-01", "2021-01-01"), ("a.x", "2021-01-01", "2022-01-01"), ("b.", "2022-01-01", None)],
            [
                ("2020-01-01", "first joined", "a.", ""),
                ("2021-01-01", "lateral", "a.x", "a."),
                ("2022-01-01", "joined left", "b.", "a.x"),
            ],
        ),
        (
            "an end of what nobody knew to have begun, and what followed it",
            [("acme.1", None, "2020-01-01"), ("bolt.1", "2020-01-01", None)],
            [("2020-01-01", "lateral joined left", "bolt.1", "acme.1")],
        ),
        (
            "an end of what nobody knew to have begun, and nothing after it",
            [("acme.1", None, "2020-01-01")],
            [("2020-01-01", "left", "", "acme.1")],
        ),
        (
            "of what was left elsewhere nobody can tell how high it stood",
            [("acme.1", "2020-01-01", None), ("bolt.x", "2020-06-01", "2021-01-01"), ("acme.2", "2021-01-01", None)],
            [
                ("2020-01-01", "first joined", "acme.1", ""),
                ("2020-06-01", "additional joined", "bolt.x", ""),
                ("2021-01-01", "additional left", "acme.2", "bolt.x"),
            ],
        ),
    ],
)
def test_a_career_gives_these_moves(
    title: str, career: list[tuple[str, str | None, str | None]], moves: list[tuple[str, ...]]
) -> None:
    assert told(moves_of(spell(*one) for one in career)) == moves, title


def test_dates_that_may_be_the_same_day_are_one_step() -> None:
    """Imprecise dates overlap as far as anybody counts days, and still tell of one change."""
    career = [spell("acme.1", "2019", "2020-06"), spell("bolt.2", "2020-06", None)]
    assert told(moves_of(career))[1:] == [("2020-06-01", "promoted joined left", "bolt.2", "acme.1")]
    career = [spell("acme.1", "2019", "2020-06-15"), spell("bolt.2", "2020", None)]
    assert told(moves_of(career))[1:] == [("2020-06-15", "promoted joined left", "bolt.2", "acme.1")]


def test_an_imprecise_end_that_nothing_follows_counts_from_the_day_after() -> None:
    assert told(moves_of([spell("acme.1", "2019", "2020-06")]))[1:] == [("2020-07-01", "left", "", "acme.1")]


def test_an_interim_is_named_so_first() -> None:
    career = [spell("acme.1", "2020-01-01"), spell("acme.2", "2021-01-01", "2021-06-01", interim=True)]
    assert [move.kinds for move in moves_of(career)][1:] == [("interim", "additional"), ("left",)]
    assert not moves_of(career)[2].leaves


def test_who_takes_what_the_other_leaves_has_swapped() -> None:
    ann = [spell("acme.1", "2020-01-01", "2021-01-01"), spell("bolt.1", "2021-01-01")]
    bob = [spell("bolt.1", "2020-01-01", "2021-01-10", person="bob"), spell("acme.1", "2021-01-10", person="bob")]
    found = swapped([*moves_of(ann), *moves_of(bob)])
    assert [(move.person, move.kind, move.swapped_with) for move in found if move.left] == [
        ("ann", "swapped", ("bob",)),
        ("bob", "swapped", ("ann",)),
    ]
    assert not any(move.swapped_with for move in swapped([*moves_of(ann), *moves_of(bob)], tolerated=5))


def hired_away() -> Move:
    return moves_of([spell("acme.1", "2020-01-01", "2021-01-01"), spell("bolt.2", "2021-01-01")])[1]


@pytest.mark.parametrize(
    ("organization", "kind", "concerned"),
    [
        ("acme", None, True), ("acme", "left", True), ("acme", "joined", False), ("acme", "promoted", True),
        ("bolt", None, True), ("bolt", "left", False), ("bolt", "joined", True), ("bolt", "promoted", True),
        ("cork", None, False), ("bolt", "first", False),
    ],
)  # fmt: skip
def test_an_organization_sees_a_move_from_its_side(organization: str, kind: str | None, concerned: bool) -> None:
    assert concerns(hired_away(), organization, kind) == concerned
