"""How alike two names are: the order of the rules by example, and what holds of any names."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.matching.likeness import Likening, Shares, agreement
from domain.matching.names import parse

GIVEN = ("jane", "robert", "bob", "liz", "elizabeth", "sergey", "sergei", "maria", "ann", "j", "r")
FAMILY = ("roe", "doe", "mueller", "müller", "smith", "smyth", "randall", "randalll", "younger", "macgregor")
names = st.builds(
    lambda given, family: " ".join([*given, *family]).title(),
    st.lists(st.sampled_from(GIVEN), min_size=1, max_size=3),
    st.lists(st.sampled_from(FAMILY), min_size=1, max_size=2),
)


def alike(one: str, other: str) -> float:
    shares = Shares(lambda word: 0.001, lambda letter: 0.05)
    return Likening(parse(one), shares).to(parse(other)).bits


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("mueller", "muller", "spelled"),
        ("bob", "robert", "nickname"),
        ("alejandro", "alexander", "nickname"),
        ("desmo", "desmond", "short"),
        ("randalll", "randall", "spelled"),
        ("maragret", "margaret", "typo"),
        ("willot", "willott", "spelled"),
        ("liwyd", "llwyd", "typo"),
        ("j", "jane", "initial"),
        ("jane", "ann", None),
        ("roe", "doe", None),
    ],
)
def test_words_agree_in_their_ways(one: str, other: str, level: str | None) -> None:
    assert agreement(one, other) == level
    assert agreement(other, one) == level


@pytest.mark.parametrize(
    "better_first",
    [
        ("Jane Roe", ("Jane Roe", "J Roe", "Roe", "Ann Roe")),
        ("Liz Smith", ("Liz Smith", "Elizabeth Smith", "Susan Smith")),
        ("Maragret Smith", ("Maragret Smith", "Margaret Smith", "Jane Smith")),
        ("Angela C Smith", ("Angela C Smith", "Angela Smith", "Angela E Smith")),
        ("Lord Hunt of Doe", ("Lord Hunt of Doe", "Lord Hunt", "Lord Hunt of Roe")),
        ("Dr John Reid", ("John Reid", "Lord Reid of Doe", "Alan Reid", "Baroness Smith")),
        ("John Roe Jr", ("John Roe Jnr", "John Roe", "John Roe Senior")),
        ("Mr R Roe", ("Robert Roe", "Mrs R Roe")),
        ("Jean Paul Roe", ("Jean-Paul ROE", "Jean Roe", "Paul Jean")),
        ("Donald MacGregor", ("Donald Mac Gregor", "Donald Macgreggor", "Donald McGraw")),
    ],
)
def test_the_likest_comes_first(better_first: tuple[str, Sequence[str]]) -> None:
    asked, known = better_first
    found = [alike(asked, one) for one in known]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == len(found)


@given(names, names)
def test_nothing_is_more_alike_than_the_same_name(one: str, other: str) -> None:
    assert alike(one, one) >= alike(one, other) - 1e-9


@given(names, names)
def test_accents_case_honorifics_and_letters_change_nothing(one: str, other: str) -> None:
    dressed = f"Dr {one.replace('u', 'ú').upper()}, OBE" if not one.isupper() else one
    assert alike(one, other) == pytest.approx(alike(dressed.title().replace("Obe", "OBE"), other))


@given(names)
def test_the_family_name_may_come_first(name: str) -> None:
    parsed = parse(name)
    turned = f"{' '.join(parsed.family)}, {' '.join(parsed.given)}"
    assert alike(name, turned) == pytest.approx(alike(name, name))


@given(names, names)
def test_a_rare_name_tells_more(one: str, other: str) -> None:
    rare, common = Shares(lambda word: 0.0001, lambda letter: 0.05), Shares(lambda word: 0.01, lambda letter: 0.05)
    assert Likening(parse(one), rare).to(parse(other)).bits >= Likening(parse(one), common).to(parse(other)).bits


def test_the_whole_name_is_more_than_one_word_without_anything_that_does_not_fit() -> None:
    shares = Shares(lambda word: 0.001, lambda letter: 0.05)
    pairs = {
        ("Jane Roe", "Jane Roe"): True,
        ("Jane Roe", "JANE ROE, OBE"): True,
        ("Jane Roe", "Jane Ann Roe"): False,
        ("Lord Roe", "Lord Roe"): False,
        ("Lord Roe of Doe", "Lord Roe of Doe"): True,
        ("J Roe", "J Roe"): False,
    }
    assert {(one, other): Likening(parse(one), shares).to(parse(other)).whole for one, other in pairs} == pairs


TITLED = ("{0}", "Lord {0}", "Mrs {0}", "{0} Jr", "Lord {0} of Doe", "{0} {0}")
written = st.builds(lambda form, name: form.format(name), st.sampled_from(TITLED), names)


@given(written, st.lists(st.lists(written, max_size=3), min_size=1, max_size=12))
def test_bits_without_reasons_are_those_with_them(one: str, known: list[list[str]]) -> None:
    """Names that agree in the same words are weighed once for all: the oracle weighs each."""
    shares = Shares(lambda word: 0.9 / len(word), lambda letter: 0.05)
    called = {place: [parse(name) for name in some] for place, some in enumerate(known)}
    weighed = Likening(parse(one), shares).bits(called)
    assert weighed == {place: Likening(parse(one), shares).likest(some).bits for place, some in called.items()}


def test_a_weighing_that_takes_every_name_for_plain_is_found_out() -> None:
    shares = Shares(lambda word: 0.001, lambda letter: 0.05)
    plain, titled = parse("Jane Roe"), replace(parse("Mrs Jane Roe"))
    object.__setattr__(titled, "plain", True)
    asked = parse("Mr Ann Roe")
    weighed = Likening(asked, shares).bits({0: [plain], 1: [titled]})
    assert weighed[1] == weighed[0] != Likening(asked, shares).likest([titled]).bits
