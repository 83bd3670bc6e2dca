"""Folded units: one box for whatever is theirs, nothing lost, nothing that meets, the same places on all days."""

from dataclasses import replace
from random import Random

import msgspec
import pytest

from api.pictures.asked import LAYERS, Asked
from api.pictures.folding import fold_of, folded
from api.pictures.layout import laid_out
from api.pictures.leads import Leads
from api.pictures.maps import Map
from api.pictures.sheets import picture, sheet_of
from projections.account_lives import AccountLife, Post

from .companies import company
from .geometry import boxes, faults

EVERYTHING = Asked(frozenset(LAYERS), "o-1")


@pytest.mark.parametrize("seed", range(4))
def test_every_role_is_drawn_or_counted_once_and_keeps_its_place(seed: int) -> None:
    random, (life, drawn) = Random(seed), company(seed, 120)
    wanted = random.sample(sorted(life.units), 4)
    parents = {one: random.choice([None, *sorted(life.units)]) for one in life.units}
    life = life._replace(units=parents)
    layout = laid_out(life, wanted)
    shown = Map(drawn, layout, EVERYTHING, True)
    svg = picture(shown, "Acme", ["Some day"])
    assert faults(svg) == []
    counted = [role.id for some in shown.folded.values() for role in some]
    assert sorted(counted + [one.id for one in shown.roles]) == sorted(one.id for one in drawn.picture.roles)
    assert {fold_of(one) for one in shown.folded} <= layout.slots.keys()
    some = [one for one in drawn.picture.roles if random.random() < 0.6]
    day = replace(drawn, picture=msgspec.structs.replace(drawn.picture, roles=some))
    other = picture(Map(day, layout, replace(EVERYTHING, layers=frozenset({"hierarchy"})), True), "Acme", ["Another"])
    first, second = boxes(svg), boxes(other)
    for id in {f"unit-{one}" for one in shown.folded} & first.keys() & second.keys():
        assert first[id][0] == second[id][0]


def test_a_unit_stands_under_whomever_most_of_it_reports_to_and_within_the_unit_above() -> None:
    posts = [Post("ceo", None, None), Post("cfo", "ceo", "f"), Post("tax", "cfo", "f"), Post("audit", "ceo", "g")]
    posts.append(Post("clerk", "audit", "h"))
    life = AccountLife(tuple(sorted(posts)), {"f": None, "g": "f", "h": "g"}, (), frozenset())
    made, folds = folded(life, {"f", "h"})
    assert folds == {"cfo": "f", "tax": "f", "audit": "f", "clerk": "f"}
    assert made.posts == (Post("ceo", None, None), Post("unit/f", "ceo", None))
    inner, folds = folded(life, {"h"})
    assert folds == {"clerk": "h"}
    assert Post("unit/h", "audit", "g") in inner.posts


def test_in_a_page_boxes_and_titles_lead_on_and_the_rest_is_the_same() -> None:
    life, drawn = company(2, 60)
    layout = laid_out(life, ["u1"])
    plain, page = (sheet_of(Map(drawn, layout, EVERYTHING, True, leads=one), "A", ["B"]) for one in (None, Leads()))
    assert (plain.size, plain.top, plain.layers["lines"]) == (page.size, page.top, page.layers["lines"])
    assert len(plain.layers["boxes"]) == len(page.layers["boxes"])
    assert all(one.startswith("<a ") and 'href="' in one for one in page.layers["boxes"] + page.layers["titles"])
    assert not any("href" in one for one in plain.layers["boxes"])
