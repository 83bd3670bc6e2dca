"""Which lines of an import go together: every line once, nothing later than what needs it."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cli.imports.plan import Unplaceable, cut, hoisted, reach_of

Needs = dict[int, list[int]]


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Needs]:
    """Lines and what each needs, without circles, in any order."""
    count = draw(st.integers(min_value=1, max_value=40))
    rank = draw(st.permutations(range(count)))
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=60))
    needs: Needs = {line: [] for line in range(count)}
    for one, other in pairs:
        if rank[one] > rank[other]:
            needs[one].append(other)
    return count, needs


def planned(count: int, needs: Needs, size: int) -> list[list[int]]:
    order = hoisted(count, needs.__getitem__)
    return [list(batch) for batch in cut(order, reach_of(order, needs.__getitem__), size=size)]


@given(graphs(), st.integers(min_value=1, max_value=10))
def test_without_circles_every_order_can_be_taken_in_batches_of_any_size(graph: tuple[int, Needs], size: int) -> None:
    count, needs = graph
    batches = planned(count, needs, size)
    assert sorted(line for batch in batches for line in batch) == list(range(count))
    assert max(map(len, batches)) <= size
    place = {line: number for number, batch in enumerate(batches) for line in batch}
    assert all(place[needed] <= place[line] for line in needs for needed in needs[line])


@given(graphs())
def test_lines_that_need_nothing_behind_them_stay_where_they_are(graph: tuple[int, Needs]) -> None:
    count, needs = graph
    behind = {line: [needed for needed in needs[line] if needed < line] for line in needs}
    assert hoisted(count, behind.__getitem__) == list(range(count))


def test_circles_stay_together_as_long_as_they_fit() -> None:
    """Two posts that report to each other, far apart in the file."""
    needs: Needs = {line: [] for line in range(20)} | {3: [17], 17: [3]}
    batches = planned(20, needs, size=5)
    assert next(batch for batch in batches if 3 in batch) == next(batch for batch in batches if 17 in batch)


def test_a_circle_that_fits_no_batch_is_refused_by_its_first_line() -> None:
    needs: Needs = {line: [(line + 1) % 6] for line in range(6)}
    with pytest.raises(Unplaceable) as refused:
        planned(6, needs, size=5)
    assert refused.value.line in range(6)


@pytest.mark.parametrize(
    ("reach", "breaks", "expected"),
    [
        ({}, [], [[0, 1, 2], [3, 4, 5], [6]]),
        ({2: 3}, [], [[0, 1], [2, 3, 4], [5, 6]]),
        ({0: 2, 1: 2}, [], [[0, 1, 2], [3, 4, 5], [6]]),
        ({}, [1, 5], [[0], [1, 2, 3], [4], [5, 6]]),
        ({3: 4}, [5], [[0, 1, 2], [3, 4], [5, 6]]),
    ],
)
def test_a_batch_ends_where_nothing_reaches_across(
    reach: dict[int, int], breaks: list[int], expected: list[Sequence[int]]
) -> None:
    assert [list(batch) for batch in cut(range(7), reach, breaks, size=3)] == expected


@pytest.mark.parametrize(("reach", "breaks"), [({0: 3}, []), ({0: 1}, [1]), ({1: 3, 2: 4, 3: 5, 4: 6}, [])])
def test_what_reaches_too_far_is_refused(reach: dict[int, int], breaks: list[int]) -> None:
    with pytest.raises(Unplaceable):
        cut(range(7), reach, breaks, size=3)


def test_what_may_not_come_forward_stays() -> None:
    needs: Needs = {0: [2], 1: [], 2: []}
    assert hoisted(3, needs.__getitem__, lambda line, needed: False) == [0, 1, 2]
    assert hoisted(3, needs.__getitem__) == [2, 0, 1]
