"""Relationship capital: what our links cover, by unit and by colleague."""

from hypothesis import given
from hypothesis import strategies as st

from domain.analysis.capital import capital, told
from domain.analysis.study import Study

from .pictures import link, picture

ROLES = (
    {"id": "ceo", "title": "CEO", "holders": ["ann"]},
    {"id": "cfo", "title": "CFO", "unit": "fin", "reports_to": "ceo", "holders": ["bob"]},
    {"id": "clerk", "title": "Clerk", "unit": "fin", "reports_to": "cfo", "holders": ["eve"]},
)
UNITS = [{"id": "fin", "name": "Finance"}]


def studied(*links: dict[str, object]) -> Study:
    return Study(picture(ours=("cy", "di"), roles=ROLES, units=UNITS, links=list(links)))


def test_without_links_of_ours_there_is_none() -> None:
    found = capital(studied(link("ann", "bob", 9, 2)))
    assert (found["capital"], found["known"], found["people"], found["colleagues"]) == (0, 0, 3, [])


def test_whoever_alone_knows_somebody_takes_it_along() -> None:
    found = capital(studied(link("ann", "cy", 10, 2), link("ann", "di", 5, 2), link("bob", "di", 10, 2)))
    numbers = {one["person"]: (one["carries"] > one["leaves"], one["leaves"] > 0) for one in found["colleagues"]}
    assert numbers == {"cy": (True, True), "di": (True, True)}
    alone = capital(studied(link("ann", "cy", 10, 2)))
    assert alone["colleagues"][0]["leaves"] == alone["colleagues"][0]["carries"] == alone["capital"]


def test_a_unit_is_penetrated_by_the_share_of_its_people_we_know() -> None:
    found = {one["name"]: one for one in capital(studied(link("bob", "cy", 10, 2)))["units"]}
    assert found["Finance"]["penetration"] == 0.5
    assert 0.5 < found["Finance"]["capital"] < 1, "bob counts more than eve"
    assert found[None]["capital"] == 0


@given(st.lists(st.tuples(st.sampled_from(["ann", "bob", "eve"]), st.sampled_from(["cy", "di"]), st.integers(0, 10))))
def test_nobody_takes_along_more_than_there_is(rated: list[tuple[str, str, int]]) -> None:
    pairs = {(one, other): strength for one, other, strength in rated}
    found = capital(studied(*(link(one, other, strength, 2) for (one, other), strength in pairs.items())))
    leaving = sum(one["leaves"] for one in found["colleagues"])
    assert leaving <= found["capital"] + 1e-3
    assert all(one["leaves"] <= one["carries"] + 1e-9 for one in found["colleagues"])
    assert 0 <= found["capital"] <= 1


def test_it_is_told_in_words() -> None:
    assert told(capital(studied(link("bob", "cy", 10, 2))))[0].endswith("1 of 3 are known")
