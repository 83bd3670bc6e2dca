"""Pieces of JSON made of many values at once are those made of each."""

from hypothesis import example, given
from hypothesis import strategies as st

from projections.fragments import between, encode, named_if_any

TEXTS = st.lists(st.text('",\\[] aé\n', max_size=6), max_size=9)


@given(TEXTS)
@example(["", ",", ""])
@example(['x",', "y"])
@example(["\\", '",'])
@example(['","'])
def test_texts_stand_between_the_same_bytes_as_if_each_were_alone(values: list[str]) -> None:
    assert between(b"<", b">")(values) == [b"<" + encode(value) + b">" for value in values]


@given(st.lists(st.text(max_size=3) | st.integers(-9, 9) | st.floats(allow_nan=False), max_size=9))
def test_so_do_values_of_several_kinds(values: list[object]) -> None:
    assert between(b"")(values) == [encode(value) for value in values]


def test_no_value_can_leave_nothing() -> None:
    assert named_if_any("share")([None]) == [b""]
    assert named_if_any("share")([0.5]) == [b',"share":0.5']
