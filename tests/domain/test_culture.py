"""Assessments of culture: what is well formed, and weights as shares."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.culture import CULTURES, Culture, CultureAssessed, shares
from domain.errors import InvalidFact
from domain.forms import parse

ACME = {"type": "culture_assessed", "organization": "acme"}


def parsed(**fields: Any) -> CultureAssessed:
    fact = parse(ACME | fields, today="2024-01-01")
    assert isinstance(fact, CultureAssessed)
    return fact


@given(st.dictionaries(st.sampled_from(CULTURES), st.integers(0, 1_000) | st.floats(0, 1_000)))
def test_shares_sum_to_one_and_keep_the_proportions(mix: dict[Culture, float]) -> None:
    if not any(mix.values()):
        with pytest.raises(InvalidFact, match="more than 0"):
            parsed(mix=mix)
        return
    found = shares(parsed(mix=mix).mix or {})
    assert found.keys() == mix.keys()
    assert sum(found.values()) == pytest.approx(1)
    assert all(found[one] * sum(mix.values()) == pytest.approx(mix[one]) for one in mix)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mix": {"bureaucratic": -1}}, "mix.bureaucratic"),
        ({"mix": {"hierarchical": 1}}, "mix"),
        ({"mix": {"bureaucratic": "much"}}, "mix.bureaucratic"),
        ({"mix": {"bureaucratic": 1}, "unit": "u-1"}, "organization"),
        ({}, "mix"),
    ],
)
def test_what_is_wrong_is_named_with_its_field(fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidFact) as refused:
        parsed(**fields)
    assert refused.value.field == field


def test_an_unknown_culture_is_answered_with_those_there_are() -> None:
    with pytest.raises(InvalidFact, match="expected one of bureaucratic, entrepreneurial, consulting, collaborative"):
        parsed(mix={"hierarchical": 1})


def test_it_belongs_to_what_it_is_about_whomever_it_mentions() -> None:
    fact = parse({"type": "culture_assessed", "unit": "u", "mix": None, "by": "p", "mentions": ["q"]}, today="2024")
    assert fact.home == ("unit", "u")
