"""Texts are alike by their words, over the fields that both have."""

from domain.analysis.likeness import alike

CUTS = {"priorities": "Cut the cost of energy", "criteria": "Price"}
CUTS_TOO = {"priorities": "Energy: cut the cost!", "relations": "Keeps to herself"}
GROWS = {"priorities": "New markets in Asia", "criteria": "price"}


def test_the_same_words_in_another_order_are_alike() -> None:
    (found,) = alike([CUTS, GROWS, CUTS_TOO])
    assert (found.one, found.other, found.fields) == (0, 2, ("priorities",))
    assert found.likeness > 0.95


def test_fields_are_taken_together() -> None:
    found = alike([CUTS, GROWS], least=0)
    assert found[0].fields == ("priorities", "criteria")
    assert 0.5 < found[0].likeness < 0.9


def test_nothing_in_common_is_no_likeness() -> None:
    assert alike([CUTS, {"relations": "Price"}, {"criteria": ""}], least=0) == []
