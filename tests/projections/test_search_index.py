"""What search keeps in memory, against looking at everything."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.search.likeness import Sought
from domain.search.words import KINDS, Kind
from projections.columns import Columns, Plain
from projections.search.grouped import Grouped
from projections.search.lexicon import LEAST_WAITING, Codes, Lexicon

WORDS = (
    "jane", "Jayne", "j", "roe", "Rowe", "Müller", "mueller", "mull", "van", "der", "Dr.", "Berg", "Bergmann", "CFO",
    "chief", "financial", "officer", "Ltd", "SA", "bill", "William", "Иван", "smith", "smiht", "smyth", "zz",
)  # fmt: skip
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.sampled_from(KINDS), st.lists(NAMES, max_size=40), NAMES, st.booleans(), st.integers(0, 40))
@settings(max_examples=150, deadline=None)
def test_the_lexicon_says_of_every_text_what_the_rule_says(
    kind: Kind, texts: list[str], asked: str, typos: bool, waiting: int
) -> None:
    lexicon = Lexicon(kind)
    lexicon.many(texts[waiting:])
    lexicon.settle()
    lexicon.many(texts)
    sought = Sought(kind, asked, typos)
    numbers, worths = lexicon.like(sought)
    found = {lexicon.texts.values[number]: worth for number, worth in zip(numbers, worths, strict=True)}
    assert found == {text: worth for text in texts if (worth := sought.likeness(text))}


def test_texts_that_wait_are_ordered_once_they_are_many() -> None:
    lexicon = Lexicon("person")
    for number in range(LEAST_WAITING * 2):
        lexicon.many([f"Jane {number}x"])
        assert len(lexicon.like(Sought("person", "jane"))[0]) == number + 1


@given(st.lists(st.text("ab1", min_size=1, max_size=4), max_size=300), st.text("ab1", min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_codes_are_found_by_their_beginning(codes: list[str], asked: str) -> None:
    known = Codes()
    known.many(codes)
    sought = Sought("organization", asked)
    numbers, worths = known.like(sought)
    found = {known.texts.values[number]: worth for number, worth in zip(numbers, worths, strict=True)}
    assert found == {code: worth for code in codes if (worth := sought.identifies(code))}


@given(st.lists(st.lists(st.integers(0, 9), max_size=30), max_size=6), st.lists(st.integers(0, 9), max_size=12))
@settings(max_examples=60, deadline=None)
def test_rows_are_found_by_their_numbers_whenever_they_came(batches: list[list[int]], asked: list[int]) -> None:
    columns = Columns({"home": Plain}, bounded=False)
    grouped, every = Grouped(columns, "home"), list[int]()
    for batch in batches:
        columns.extend([(number,) for number in batch])
        every += batch
        which, rows = grouped.rows(np.array(asked, np.int32))
        wanted = [(place, row) for place, number in enumerate(asked) for row, one in enumerate(every) if one == number]
        assert sorted(zip(which.tolist(), rows.tolist(), strict=True)) == wanted
