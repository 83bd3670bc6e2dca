"""Who shared days at one organization, against sets of days."""

from hypothesis import given
from hypothesis import strategies as st

from domain.encounters.together import Fellows, Stretch, together

DAYS = st.integers(1, 12)


@st.composite
def stretches(draw: st.DrawFn) -> Stretch:
    start, sure, fading, stop = sorted(draw(st.tuples(DAYS, DAYS, DAYS, DAYS)))
    person, unit = draw(st.sampled_from("abcd")), draw(st.sampled_from(["u", "v", None]))
    seat = person, "acme", unit, f"r-{person}"
    return Stretch(*seat, start, stop + 1, sure, fading, str(start), str(stop + 1), False, (f"{person}{start}",))


def days(own: list[Stretch]) -> set[int]:
    return {day for one in own for day in range(one.start, one.stop)}


def both_sure(one: Stretch, other: Stretch) -> bool:
    sure = [set(range(each.sure_start, each.sure_stop)) for each in (one, other)]
    return bool(sure[0] & sure[1])


@given(st.lists(stretches(), max_size=12))
def test_they_met_on_the_days_on_which_both_were_there(found: list[Stretch]) -> None:
    fellows = Fellows("acme", found)
    of = {person: [one for one in found if one.person == person] for person in "abcd"}
    for person, own in of.items():
        expected = sorted(other for other in of if other != person and days(own) & days(of[other]))
        assert (fellows.beside(own) if own else []) == expected
        for other in expected:
            met = together(own, of[other])
            assert met is not None
            assert {day for one in met.periods for day in range(one.start, one.stop)} == days(own) & days(of[other])
            assert met.possible == (not any(both_sure(one, each) for one in own for each in of[other]))
    counted = fellows.met_by({person: own for person, own in of.items() if own})
    pairs = [(one, other) for one in of for other in of if one < other and days(of[one]) & days(of[other])]
    assert (counted.pairs, counted.people) == (2 * len(pairs), {end for pair in pairs for end in pair})


def test_periods_that_touch_are_one_and_dates_are_those_of_who_came_later_and_left_first() -> None:
    ann = [Stretch("ann", "acme", "u", "r-1", 1, 5, 1, 5, "2019", "2021", False, ("a",))]
    bob = [
        Stretch("bob", "acme", "u", "r-2", 2, 3, 2, 3, "2020", "2020-06", False, ("b",)),
        Stretch("bob", "acme", "v", "r-3", 3, 9, 3, 9, "2020-06", None, True, ("c",)),
    ]
    met = together(ann, bob)
    assert met is not None
    assert [(one.since, one.until, one.probable) for one in met.periods] == [("2020", "2021", False)]
    assert (met.units, met.facts) == (("u",), ["a", "b", "c"])
    assert together(ann, [bob[1]._replace(start=5)]) is None
