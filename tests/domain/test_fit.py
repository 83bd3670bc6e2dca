"""The parts of a fit stay apart, and their sum is that of what they add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.encounters.common import Sharing, Trait, commonness, traits
from domain.encounters.fit import PARTS, Reason, fits
from domain.encounters.parameters import FitParameters, fit_parameters_of
from domain.errors import InvalidRequest

REASONS = st.lists(
    st.builds(
        Reason, st.sampled_from(PARTS), st.sampled_from(["ann", "bob", None]), st.floats(-1, 1), st.just({"said": 1})
    ),
    max_size=12,
)


@given(st.dictionaries(st.sampled_from("xyz"), REASONS), st.integers(1, 5))
def test_what_is_added_is_value_times_weight_of_each_part_and_more_for_one_never_lowers_them(
    reasons: dict[str, list[Reason]], people: int
) -> None:
    found = fits(reasons, people, FitParameters())
    for one in found:
        assert one["sum"] == pytest.approx(sum(part["value"] * part["weight"] for part in one["parts"]), abs=0.01)
        assert all(-1 <= part["value"] <= 1 for part in one["parts"])
        more = [*reasons[one["person"]], Reason("link", "new", 1.0, {})]
        (better,) = fits({one["person"]: more}, people, FitParameters())
        assert better["sum"] >= one["sum"]
    assert [one["sum"] for one in found] == sorted((one["sum"] for one in found), reverse=True)


def test_a_hostile_link_speaks_against_whatever_else_there_is() -> None:
    links = [Reason("link", "ann", 0.9, {}), Reason("link", "ann", -0.4, {})]
    (found,) = fits({"cy": [*links, Reason("covers", None, 1.0, {})]}, 1, FitParameters())
    assert [(part["part"], part["adds"]) for part in found["parts"]] == [("link", -1.2), ("covers", 1.0)]


def test_who_may_address_nobody_is_barred_and_for_whom_nothing_speaks_is_left_out() -> None:
    bars = [Reason("rule", person, -1.0, {}) for person in ("ann", "bob")]
    past, load = Reason("past", "ann", 1.0, {}), Reason("load", None, -0.5, {})
    found = fits({"cy": [*bars, past], "flo": [bars[0], past], "gus": [load]}, 2, FitParameters())
    assert [(one["person"], one.get("barred")) for one in found] == [("flo", None), ("cy", True)]


def test_words_in_common_whatever_their_case_and_by_field() -> None:
    one = traits({"competences": "Cash, Hedging", "country": "CH", "attributes": {"languages": ["French", "German"]}})
    other = traits({"competences": ["hedging"], "drivers": {"interests": "CH"}, "attributes": {"languages": "french"}})
    shared = one.keys() & other.keys()
    assert sorted(one[trait] for trait in shared) == ["French", "Hedging"]
    assert commonness(shared) == pytest.approx(2 / 3)
    assert commonness([]) == 0


TRAITS = st.lists(st.sampled_from([Trait("competences", item) for item in "abcd"]), unique=True)


@given(st.dictionaries(st.sampled_from("stuvw"), TRAITS), TRAITS, st.integers(1, 4))
def test_who_shares_most_is_found_as_by_comparing_everybody(
    people: dict[str, list[Trait]], own: list[Trait], limit: int
) -> None:
    every = [(id, [trait for trait in own if trait in people[id]]) for id in sorted(people)]
    expected = sorted((one for one in every if one[1]), key=lambda one: -len(one[1]))[:limit]
    assert Sharing(people).most(own, limit) == expected


def test_parameters_that_there_are_not_are_refused() -> None:
    assert fit_parameters_of('{"link": 5}').link == 5
    for wrong in ('{"links": 5}', '{"link": 11}', "["):
        with pytest.raises(InvalidRequest):
            fit_parameters_of(wrong)
