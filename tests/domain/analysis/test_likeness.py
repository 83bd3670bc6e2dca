"""Texts are alike by their words, over the fields that both have."""

import pytest

from domain.analysis.likeness import alike

CUTS = {"priorities": "Cut the cost of energy", "criteria": "Price"}
CUTS_TOO = {"priorities": "Energy: cut the cost!", "relations": "Keeps to herself"}
GROWS = {"priorities": "New markets in Asia", "criteria": "price"}


def test_the_same_words_in_another_order_are_alike_and_are_named() -> None:
    first, second = alike(CUTS, [GROWS, CUTS_TOO])
    assert (first.place, first.words) == (1, {"priorities": ["cost", "energy"]})
    assert first.likeness > 0.95 > second.likeness


def test_fields_are_taken_together_and_told_apart() -> None:
    (found,) = alike(CUTS, [GROWS], least=0)
    assert (list(found.fields), found.fields["criteria"]) == (["priorities", "criteria"], 1)
    assert found.likeness == pytest.approx(sum(found.fields.values()) / 2)


def test_nothing_in_common_is_no_likeness() -> None:
    assert alike(CUTS, [{"relations": "Price"}, {"criteria": ""}], least=0) == []
