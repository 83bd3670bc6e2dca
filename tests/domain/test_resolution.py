"""Which fact holds where: values and periods on the valid-time axis."""

from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DAWN, FOREVER
from domain.resolution import Run, runs, stays
from domain.standing import Standing
from tests.domain.telling import fact_id, left, standing, took

RECORDED = date(2026, 1, 1).toordinal()


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def shown(ordinal: int) -> str:
    return {DAWN: "dawn", FOREVER: "open"}.get(ordinal) or date.fromordinal(ordinal).isoformat()


def begun(number: int, effective: str | None) -> Standing:
    return standing(took(number, effective), number, RECORDED)


def ended(number: int, effective: str | None, names: int | None = None) -> Standing:
    named = {} if names is None else {"took": fact_id(names)}
    return standing(left(number, effective, **named), number, RECORDED)


def periods(*facts: Standing) -> list[tuple[str, str]]:
    """The days on which it holds, run by run, in the order of the beginnings."""
    begins, ends = [one for one in facts if is_begin(one)], [one for one in facts if not is_begin(one)]
    return [(shown(run.start), shown(run.stop)) for run in runs(begins, ends) if run.start < run.stop]


def is_begin(one: Standing) -> bool:
    return one.fact.type == "person_took_role"


def strays(*facts: Standing) -> int:
    begins, ends = [one for one in facts if is_begin(one)], [one for one in facts if not is_begin(one)]
    return sum(run.begin is None for run in runs(begins, ends))


# Named relations of two periods A and B, each [beginning, end): as pairs of beginnings with ends that name them.
RELATIONS = {
    "a ends before b starts": (("2020-01-01", "2020-06-01"), ("2021-01-01", "2021-06-01")),
    "a ends as b starts": (("2020-01-01", "2021-01-01"), ("2021-01-01", "2021-06-01")),
    "a starts before and overlaps b": (("2020-01-01", "2021-03-01"), ("2021-01-01", "2021-06-01")),
    "a starts before and ends equally": (("2020-01-01", "2021-06-01"), ("2021-01-01", "2021-06-01")),
    "a covers b": (("2020-01-01", "2022-01-01"), ("2021-01-01", "2021-06-01")),
    "a starts equally and ends before": (("2021-01-01", "2021-03-01"), ("2021-01-01", "2021-06-01")),
    "a equals b": (("2021-01-01", "2021-06-01"), ("2021-01-01", "2021-06-01")),
    "a starts equally and ends after": (("2021-01-01", "2021-09-01"), ("2021-01-01", "2021-06-01")),
    "a is covered by b": (("2021-02-01", "2021-03-01"), ("2021-01-01", "2021-06-01")),
    "a starts after and ends equally": (("2021-02-01", "2021-06-01"), ("2021-01-01", "2021-06-01")),
    "a starts after and overlaps b": (("2021-02-01", "2021-09-01"), ("2021-01-01", "2021-06-01")),
    "a starts as b ends": (("2021-06-01", "2021-09-01"), ("2021-01-01", "2021-06-01")),
    "a starts after b ended": (("2021-09-01", "2021-10-01"), ("2021-01-01", "2021-06-01")),
}
APART = {name for name in RELATIONS if "ends before b starts" in name or "as b" in name or "after b" in name}


@pytest.mark.parametrize("relation", RELATIONS)
def test_ends_that_name_their_beginning_give_each_period_its_own_days(relation: str) -> None:
    (a_begins, a_ends), (b_begins, b_ends) = RELATIONS[relation]
    facts = begun(1, a_begins), begun(2, b_begins), ended(3, a_ends, 1), ended(4, b_ends, 2)
    assert periods(*facts) == [(a_begins, a_ends), (b_begins, b_ends)]


@pytest.mark.parametrize("relation", RELATIONS)
def test_periods_form_one_stay_exactly_when_they_share_a_day(relation: str) -> None:
    found = stays(bare_run(*period) for period in RELATIONS[relation])
    begins, ends = zip(*RELATIONS[relation], strict=True)
    joined = [(min(begins), max(ends))]
    assert [(shown(start), shown(stop)) for start, stop in found] == (
        sorted(RELATIONS[relation]) if relation in APART else joined
    )


def bare_run(start: str, stop: str) -> Run:
    return Run(None, None, day(start), day(start), day(stop), day(stop))


def test_a_beginning_without_end_runs_on() -> None:
    assert periods(begun(1, "2020-01-01")) == [("2020-01-01", "open")]


def test_on_the_date_of_the_end_it_no_longer_holds() -> None:
    assert periods(begun(1, "2020-01-01"), ended(2, "2021-01-01")) == [("2020-01-01", "2021-01-01")]


def test_an_end_ends_all_that_ran_on_the_day_before() -> None:
    facts = begun(1, "2020-01-01"), begun(2, "2020-06-01"), ended(3, "2021-01-01")
    assert periods(*facts) == [("2020-01-01", "2021-01-01"), ("2020-06-01", "2021-01-01")]


def test_a_reappointment_on_the_day_of_the_end_holds() -> None:
    facts = begun(1, "2020-01-01"), ended(2, "2021-01-01"), begun(3, "2021-01-01")
    assert periods(*facts) == [("2020-01-01", "2021-01-01"), ("2021-01-01", "open")]


def test_an_end_on_the_first_day_ends_what_began_that_day_when_nothing_ran_before() -> None:
    assert periods(begun(1, "2020-01-01"), ended(2, "2020-01-01")) == []
    assert strays(begun(1, "2020-01-01"), ended(2, "2020-01-01")) == 0


def test_an_imprecise_end_ends_what_began_within_it_when_nothing_ran_before() -> None:
    assert periods(begun(1, "2020-03-01"), ended(2, "2020")) == [("2020-03-01", "2021-01-01")]


def test_an_imprecise_end_leaves_what_began_within_it_when_something_ran_before() -> None:
    facts = begun(1, "2019-01-01"), begun(2, "2020-03-01"), ended(3, "2020")
    assert periods(*facts) == [("2019-01-01", "2021-01-01"), ("2020-03-01", "open")]


def test_an_end_that_finds_nothing_comes_back_as_stray() -> None:
    assert strays(ended(1, "2020-01-01")) == 1
    assert strays(begun(1, "2020-01-01"), ended(2, "2019-12-31")) == 1
    assert strays(begun(1, "2020-01-01"), ended(2, "2020-06-01"), ended(3, "2021-01-01")) == 1


def test_of_two_ends_the_earlier_ends_it_and_the_later_finds_nothing() -> None:
    facts = begun(1, "2020-01-01"), ended(2, "2022-01-01"), ended(3, "2021-01-01")
    assert periods(*facts) == [("2020-01-01", "2021-01-01")]
    assert strays(*facts) == 1


def test_a_named_end_ends_its_beginning_whatever_the_dates() -> None:
    (run,) = runs([begun(1, "2020-01-01")], [ended(2, "2019-01-01", 1)])
    assert run.backwards
    assert run.parts() == []


def test_an_end_not_after_its_beginning_means_held_on_no_day() -> None:
    (run,) = runs([begun(1, "2020-01-01")], [ended(2, "2020-01-01", 1)])
    assert run.parts() == []
    assert not run.backwards


def test_a_named_end_of_a_beginning_elsewhere_ends_nothing_here() -> None:
    facts = begun(1, "2020-01-01"), ended(2, "2021-01-01", 9)
    assert periods(*facts) == [("2020-01-01", "open")]
    assert strays(*facts) == 0


def test_a_named_end_counts_before_the_others_are_applied() -> None:
    facts = begun(1, "2020-01-01"), ended(2, "2021-01-01"), ended(3, "2020-06-01", 1)
    assert periods(*facts) == [("2020-01-01", "2020-06-01")]
    assert strays(*facts) == 1


def test_an_end_of_unknown_date_ends_on_the_day_it_was_recorded() -> None:
    assert periods(begun(1, "2020-01-01"), ended(2, None)) == [("2020-01-01", shown(RECORDED))]


def test_a_beginning_of_unknown_date_runs_from_before_everything() -> None:
    assert periods(begun(1, None), ended(2, "2020-01-01")) == [("dawn", "2020-01-01")]


def parts(begin: str | None, end: str | None) -> list[tuple[str, str, bool]]:
    ends = [] if end is None else [ended(2, end)]
    (run,) = runs([begun(1, begin)], ends)
    return [(shown(one), shown(other), possible) for one, other, possible in run.parts()]


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2020-03-01", "2021-05-01", [("2020-03-01", "2021-05-01", False)]),
        ("2020", None, [("2020-01-01", "2021-01-01", True), ("2021-01-01", "open", False)]),
        ("[..2020]", None, [("dawn", "2021-01-01", True), ("2021-01-01", "open", False)]),
        (None, None, [("dawn", "2026-01-01", True), ("2026-01-01", "open", False)]),
        ("2020-03-01", "2021", [("2020-03-01", "2021-01-01", False), ("2021-01-01", "2022-01-01", True)]),
        ("2020", "2020", [("2020-01-01", "2021-01-01", True)]),
        ("2020", "2020-06-01", [("2020-01-01", "2020-06-01", True)]),
        ("2020-06", "2020", [("2020-06-01", "2020-07-01", True), ("2020-07-01", "2021-01-01", True)]),
        (None, "2020-06-01", [("dawn", "2020-06-01", True)]),
    ],
)
def test_imprecise_dates_make_these_days_only_possible(
    begin: str | None, end: str | None, expected: list[tuple[str, str, bool]]
) -> None:
    assert parts(begin, end) == expected


def test_of_ends_on_the_same_day_the_one_dated_most_precisely_counts() -> None:
    vague, exact = ended(2, "2020", 1), ended(3, "2021-01-01", 1)
    for ends in ([vague, exact], [exact, vague]):
        (run,) = runs([begun(1, "2019-01-01")], ends)
        assert (run.end, shown(run.fading)) == (exact, "2021-01-01")


DATES = ["2020-01-01", "2020-01-02", "2020-02-01", "2020", "2020-01", "2021", "[..2020]", "[2020..2021]", None]
begins_drawn = st.lists(st.sampled_from(DATES), max_size=4)
ends_drawn = st.lists(st.tuples(st.sampled_from(DATES), st.none() | st.integers(1, 4)), max_size=4)


@given(begins_drawn, ends_drawn, st.randoms(use_true_random=False))
def test_the_order_in_which_facts_arrive_never_matters(begins: list[Any], ends: list[Any], random: Random) -> None:
    opened = [begun(number, date) for number, date in enumerate(begins, 1)]
    closed = [ended(number, *end) for number, end in enumerate(ends, 10)]
    expected = {as_row(run) for run in runs(opened, closed)}
    random.shuffle(opened)
    random.shuffle(closed)
    assert {as_row(run) for run in runs(opened, closed)} == expected


def as_row(run: Run) -> tuple[Any, ...]:
    ids = [one.fact.id if one else None for one in (run.begin, run.end)]
    return (*ids, run.start, run.sure, run.fading, run.stop)


@given(begins_drawn, ends_drawn)
def test_every_beginning_is_one_run_whose_pieces_touch_and_never_overlap(begins: list[Any], ends: list[Any]) -> None:
    opened = [begun(number, date) for number, date in enumerate(begins, 1)]
    found = runs(opened, [ended(number, *end) for number, end in enumerate(ends, 10)])
    assert sum(run.begin is not None for run in found) == len(begins)
    for run in found:
        bounds = [bound for start, stop, _ in run.parts() for bound in (start, stop)]
        assert bounds == sorted(bounds)
        assert (bounds[:1], bounds[-1:]) == (([run.start], [run.stop]) if run.start < run.stop else ([], []))
        assert all(run.covers(start) for start, _, _ in run.parts())
