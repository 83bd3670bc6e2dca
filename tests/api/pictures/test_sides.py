"""People beside the tree: each has a place of their own, near those whom they have to do with as far as that goes."""

from __future__ import annotations

from random import Random

import pytest

from api.pictures.sides import Near, sides_of

TREE = (2_120.0, 1_020.0)  # ten places across, ten down


@pytest.mark.parametrize("count", [0, 1, 4, 10, 11, 37])
def test_they_stand_in_the_order_of_whom_they_know_and_nobody_in_the_place_of_another(count: int) -> None:
    random = Random(count)
    middles = {f"r{one}": (random.uniform(0, TREE[0]), random.uniform(0, TREE[1])) for one in range(40)}
    ids = [f"{side}{one:02}" for side in "ox" for one in range(count)]
    near = Near(ids[:count], ids[count:], {id: frozenset(random.sample(sorted(middles), 3)) for id in ids})
    sides = sides_of(TREE, near, middles)
    assert sides.places.keys() == set(ids)
    assert len(set(sides.places.values())) == len(ids)
    for axis, some in enumerate((near.ours, near.outside)):
        known = {id: sum(middles[one][axis] for one in near.ties[id]) / 3 for id in some}
        across = sorted(some, key=lambda id: sides.places[id] if axis else sides.places[id][::-1])
        assert across == sorted(some, key=lambda id: known[id])
        if count <= 4:
            assert all(abs(sides.places[id][axis] - sides.begin[axis] - known[id]) < 560 for id in some)


def test_whoever_knows_nobody_comes_first_and_the_tree_begins_where_it_did_before_it_was_placed() -> None:
    near = Near(["o1", "o2"], ["x1", "x2"], {"o1": frozenset({"r"}), "x1": frozenset({"r"})})
    before, after = sides_of(TREE, near, {}), sides_of(TREE, near, {"r": (900.0, 900.0)})
    assert (before.begin, before.way, before.buses) == (after.begin, after.way, after.buses)
    assert after.places["o2"] < after.places["o1"]
    assert after.places["x2"][1] < after.places["x1"][1]
