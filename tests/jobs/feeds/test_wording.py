import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources.entries import Move, Options
from jobs.sources.free_text import told
from jobs.wording.applying import compiled, parts_of_title, split_title
from jobs.wording.dates import ENGLISH, FRENCH, read_date, read_near
from jobs.wording.names import is_name, people
from jobs.wording.reading import has_word_of_a_move, moves_in, sentences
from jobs.wording.rules import DAYS, RULES
from jobs.wording.simplifying import in_small_letters, simplified
from tests.jobs.feeds.wording import DAY, DAYS_ALONE, EXAMPLES, NOTHING, WHOLE, DayAlone, Example
from tests.jobs.feeds.wording_denied import DENIED
from tests.jobs.feeds.wording_told import TOLD

ALL = (*EXAMPLES, *TOLD)
BY_NAME = {rule.name: rule for rule in RULES}


def read(example: Example) -> list[dict[str, str]]:
    title = BY_NAME[example.rule].where == "title"
    found = moves_in(example.text if title else "", "" if title else example.text, DAY)
    return [said(move) for move in found]


def said(move: Move) -> dict[str, str]:
    return {name: value for name, value in vars(move).items() if value is not None and name != "excerpt"}


@pytest.mark.parametrize("example", ALL, ids=lambda one: f"{one.rule}: {one.text[:40]}")
def test_an_example_is_read_as_it_says(example: Example) -> None:
    assert read(example) == example.moves


def test_every_rule_is_the_one_that_reads_an_example() -> None:
    assert {example.rule for example in ALL} == set(BY_NAME)
    assert len(BY_NAME) == len(RULES)
    for example in ALL:
        words = simplified(example.text.replace(" (updated)", "").removeprefix("BREAKING: "))
        titles = [in_small_letters(words), *(split_title(words) or ()), *parts_of_title(words)]
        assert any(map(compiled(BY_NAME[example.rule]).search, [*titles, *map(simplified, sentences(example.text))]))


def test_what_tells_of_no_move_gives_none() -> None:
    assert [text for text in (*NOTHING, *DENIED) if moves_in(text, text, DAY)] == []


@pytest.mark.parametrize("one", DAYS_ALONE, ids=lambda one: f"{one.rule}: {one.sentence[:40]}")
def test_a_day_that_stands_alone_is_that_of_the_title(one: DayAlone) -> None:
    text = f"The year was good. {one.sentence}"
    (move,) = moves_in(one.title, text, DAY)
    assert move.starts == one.starts
    assert moves_in("", text, DAY) == ()


@pytest.mark.parametrize(("title", "text", "organization", "moves"), WHOLE)
def test_a_whole_text_tells_its_moves_and_of_which_organization(
    title: str, text: str, organization: str | None, moves: list[tuple[str | None, ...]]
) -> None:
    found = told(title, text, Options(organization=organization), DAY)
    assert [(one.kind, one.person_name, one.role_title, one.organization_name, one.starts) for one in found] == moves


def test_every_rule_for_days_has_an_example() -> None:
    assert {one.rule for one in DAYS_ALONE if one.starts} == {rule.name for rule in DAYS}


def test_the_excerpt_is_the_sentence_that_was_read() -> None:
    first, second = "The year was good.", "Jane Roe has been named Chair."
    assert [move.excerpt for move in moves_in("", f"{first} {second}", DAY)] == [second]


def test_a_sentence_does_not_end_after_mr_or_an_initial() -> None:
    text = "Mr. A. B. Poe of Acme Inc. was named Chair. He left."
    assert sentences(text) == ["Mr. A. B. Poe of Acme Inc. was named Chair.", "He left."]


@pytest.mark.parametrize(
    "name",
    ["Jane Roe", "J. R. Roe", "Lord Poe", "Baroness Poe of W", "Łukasz Poe", "Jean-Pierre O'Poe", "Ludwig van der Poe"],
)
def test_a_full_name_is_one(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize("name", ["Roe", "Mr. Roe", "Jane", "jane roe", "Board Directors", "Acme Group", "", "id/123"])
def test_anything_else_is_not(name: str) -> None:
    assert not is_name(name)


@pytest.mark.parametrize(
    ("text", "said", "day"),
    [
        *(("1 March", DAY, "2026-03-01"), ("December 5", DAY, "2025-12-05"), ("1er mai", DAY, "2026-05-01")),
        *(("29 February", DAY, None), ("1 August", DAY, None), ("1 March", None, None), ("1 mai", "2026-03", None)),
    ],
)
def test_a_day_without_its_year_is_read_where_only_one_is_near(text: str, said: str | None, day: str | None) -> None:
    assert read_near(text, said) == day


def test_a_post_without_a_title_may_be_a_headline() -> None:
    text = "Former Bolt CEO Jane Roe takes the helm at Acme SA."
    assert [said(move) for move in moves_in("", text, DAY)] == [said(move) for move in moves_in(text[:-1], "", DAY)]


def test_several_people_are_each_named() -> None:
    assert people("Jane Roe, 61, and Mr. John Poe, 56") == ["Jane Roe", "John Poe"]
    assert people("Jane Roe and the Board") is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_date_in_words_is_read_back(day: date) -> None:
    month, moi = ENGLISH[day.month - 1].capitalize(), FRENCH[day.month - 1]
    year = f"{day.year:04}"
    forms = [f"{day.day} {month} {year}", f"{month} {day.day}, {year}", f"{day.day} {moi} {year}", day.isoformat()]
    assert {read_date(form) for form in forms} == {day.isoformat()}
    assert read_date(f"{month} {year}") == day.isoformat()[:7]


@pytest.mark.parametrize("text", ["03/04/2026", "31 February 2026", "tomorrow", "1 March", ""])
def test_a_date_that_could_be_another_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=400), st.text(max_size=2_000))
def test_whatever_is_written_is_read_without_harm(title: str, text: str) -> None:
    for move in moves_in(title, text, DAY):
        assert move.person_name


HARD = [
    *("Aa " * 20_000, "Aa, " * 20_000, "A. " * 20_000, "was named " * 9_000, "Jane Roe, " * 9_000, "Aa-" * 20_000),
    *("On 1 March 2026, " * 5_000, "Jane Roe was named " + "x " * 30_000, "a" * 60_000, "(" * 60_000),
    "de la " * 10_000,
]


@pytest.mark.parametrize("text", HARD, ids=lambda text: text[:12])
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    moves_in(text[:300], text, DAY)
    has_word_of_a_move(text)
    assert time.process_time() - began < 3
