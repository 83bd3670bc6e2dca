"""Values on the valid-time axis: which one holds on a day, and within which stay."""

from datetime import date
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.dates import DAWN, FOREVER
from domain.resolution import Run, Said, first_name, lives, runs, segments, stays, value_day, within_stays
from tests.domain.telling import left, standing, told, took


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def said(when: str, place: int, **values: object) -> Said:
    return Said(day(when), place, dict(values))


def held(stated: list[Said], when: str) -> dict[str, object]:
    return next((part.values for part in segments(stated) if part.start <= day(when) < part.end), {})


def test_the_latest_effective_date_at_or_before_the_day_holds() -> None:
    stated = [said("2020-01-01", 1, title="A"), said("2021-01-01", 2, title="B")]
    assert [held(stated, on) for on in ("2020-12-31", "2021-01-01")] == [{"title": "A"}, {"title": "B"}]


def test_a_fact_recorded_late_does_not_undo_one_that_is_effective_later() -> None:
    stated = [said("2021-01-01", 1, title="B"), said("2020-01-01", 2, title="A")]
    assert held(stated, "2022-01-01") == {"title": "B"}


def test_of_equal_dates_the_one_recorded_last_holds() -> None:
    stated = [said("2020-01-01", 2, title="B"), said("2020-01-01", 1, title="A")]
    assert held(stated, "2020-01-01") == {"title": "B"}


def test_nothing_holds_before_the_first() -> None:
    assert held([said("2020-01-01", 1, title="A")], "2019-12-31") == {}


def test_each_property_is_a_value_of_its_own() -> None:
    stated = [said("2020-01-01", 1, title="A", level=1), said("2021-01-01", 2, title="B")]
    assert held(stated, "2021-01-01") == {"title": "B", "level": 1}


def test_null_holds_like_any_value() -> None:
    stated = [said("2020-01-01", 1, unit="u"), said("2021-01-01", 2, unit=None)]
    assert held(stated, "2021-01-01") == {"unit": None}


def test_every_value_says_which_fact_it_is_of() -> None:
    stated = [said("2020-01-01", 7, title="A", level=1), said("2021-01-01", 9, title="B")]
    assert segments(stated)[-1].places == {"title": 9, "level": 7}


def test_before_its_first_date_a_name_is_the_first_known_name() -> None:
    stated = [said("2021-01-01", 1, name="New"), said("2020-01-01", 2, name="Old")]
    assert held([*first_name(stated), *stated], "1999-01-01") == {"name": "Old"}
    assert list(first_name([said("2020-01-01", 1, level=1)])) == []


def test_values_of_unknown_date_count_from_the_day_they_were_recorded_and_creating_ones_from_the_dawn() -> None:
    changed = told(1, "role_restructured", role="r", title="T", effective=None)
    defined = told(2, "role_defined", role="r", organization="o", title="T", effective=None)
    opened = told(3, "account_opened", organization="o")
    assert [value_day(standing(fact, 1, 700_000)) for fact in (changed, defined, opened)] == [700_000, DAWN, DAWN]


def test_values_of_an_imprecise_date_count_from_its_first_day() -> None:
    vague = told(1, "role_restructured", role="r", title="T", effective="[2019-03..2020]")
    assert value_day(standing(vague)) == day("2019-03-01")


def test_values_end_with_the_stay_they_were_stated_in_and_a_return_starts_blank() -> None:
    bounds = [(day("2020-01-01"), day("2021-01-01")), (day("2022-01-01"), FOREVER)]
    parts = within_stays([said("2020-06-01", 1, power=7), said("2022-06-01", 2, power=3)], bounds)
    assert [(part.start, part.end, part.values) for part in parts] == [
        (day("2020-06-01"), day("2021-01-01"), {"power": 7}),
        (day("2022-06-01"), FOREVER, {"power": 3}),
    ]


def test_a_value_stated_outside_every_stay_is_never_shown() -> None:
    assert within_stays([said("2021-06-01", 1, power=7)], [(day("2020-01-01"), day("2021-01-01"))]) == []


def test_a_subject_that_closes_and_opens_again_lives_twice_and_one_that_opens_twice_lives_once() -> None:
    begins = [standing(took(1, "2020-01-01"), 1), standing(took(2, "2022-01-01"), 2)]
    closed = standing(left(3, "2021-01-01"), 3)
    assert [(life.start, life.stop) for life in lives(runs(begins, []))] == [(day("2020-01-01"), FOREVER)]
    assert [life.start for life in lives(runs(begins, [closed]))] == [day("2020-01-01"), day("2022-01-01")]


def test_a_life_is_possible_while_none_of_its_periods_is_sure() -> None:
    (life,) = lives(runs([standing(took(1, "2020"), 1), standing(took(2, "2020-07-01"), 2)], []))
    assert [life.possible(day(on)) for on in ("2020-06-30", "2020-07-01", "2021-01-01")] == [True, False, False]


def test_a_life_is_probable_while_only_probable_facts_say_so() -> None:
    begins = [standing(took(1, "2020-01-01", certainty="probable"), 1), standing(took(2, "2021-01-01"), 2)]
    (life,) = lives(runs(begins, []))
    assert [life.probable(day(on)) for on in ("2020-12-31", "2021-01-01")] == [True, False]


stated_values = st.lists(
    st.builds(
        Said,
        st.integers(1, 9),
        st.integers(1, 9),
        st.dictionaries(st.sampled_from("abc"), st.integers(0, 3), min_size=1),
    ),
    unique_by=lambda said: said.place,
)


@given(stated_values, st.integers(0, 10), st.randoms(use_true_random=False))
def test_on_every_day_the_segments_agree_with_the_rule_of_the_contract(
    stated: list[Said], on: int, random: Random
) -> None:
    expected: dict[str, int] = {}
    for name in "abc":
        dated = [one for one in stated if one.day <= on and name in one.values]
        if dated:
            expected[name] = max(dated, key=lambda one: (one.day, one.place)).values[name]
    random.shuffle(stated)
    covering = [part.values for part in segments(stated) if part.start <= on < part.end]
    assert covering == ([expected] if expected else [])


spans = st.lists(st.tuples(st.integers(1, 20), st.integers(1, 20)), max_size=6)


@given(spans)
def test_stays_cover_exactly_the_days_that_their_periods_cover(drawn: list[tuple[int, int]]) -> None:
    found = stays(Run(None, None, start, start, stop, stop) for start, stop in drawn)
    days = {day for start, stop in drawn for day in range(start, stop)}
    assert {day for start, stop in found for day in range(start, stop)} == days
    assert all(one[1] <= other[0] for one, other in pairwise(found))
