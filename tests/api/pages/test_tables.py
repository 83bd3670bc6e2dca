"""Tables: below which head a cell stands is said of each, for where there is room for one column only."""

import re

from api.page.account import MOST_AT_ONCE
from api.page.tables import Head, table_of
from tests.api.conftest import worlds

from .conftest import visitor

HEADS = ("Who", "What & where", "How many", "Since")
ROW = """<tr><th scope="row" rowspan="2">Ann</th><td>
 a <b>lead</b> </td><td class="number">3</td><td></td></tr>"""


def test_a_cell_says_below_which_head_it_stands() -> None:
    assert table_of(ROW, HEADS).rows == (
        '<tr><th scope="row" rowspan="2">Ann</th><td data-head="What &amp; where">a <b>lead</b> </td>'
        '<td class="number" data-head="How many">3</td><td data-head="Since"></td></tr>'
    )


def test_where_a_cell_stands_for_several_rows_the_others_begin_after_it() -> None:
    told = table_of(ROW + "<tr><td>b</td><td>4</td><td>May</td></tr>", HEADS).rows
    assert told.endswith(
        '<tr><td data-head="What &amp; where">b</td><td data-head="How many">4</td><td data-head="Since">May</td></tr>'
    )


def test_a_cell_across_all_columns_stands_below_none() -> None:
    row = '<tr><td colspan="4">Nobody.</td></tr>'
    assert table_of(row, HEADS).rows == row


def test_the_head_of_numbers_stands_where_they_end() -> None:
    heads = table_of('<tr><td colspan="4">All</td></tr>' + ROW, HEADS).heads
    assert heads == [Head("Who", False), Head("What & where", False), Head("How many", True), Head("Since", False)]


def test_what_is_drawn_beside_a_number_begins_where_its_head_does() -> None:
    assert not table_of('<tr><td class="number"><svg></svg> 3 %</td></tr>', ["Share"]).heads[0].numeric


MANY = [
    {"type": "organization_registered", "organization": "many", "name": "Many", "effective": "2024-01-01"},
    {"type": "account_opened", "organization": "many", "effective": "2024-01-01"},
    {"type": "unit_defined", "unit": "u-some", "organization": "many", "name": "Some", "effective": "2024-01-01"},
]


def roles(first: int, last: int) -> list[dict[str, str]]:
    role = {"type": "role_defined", "organization": "many", "unit": "u-some", "effective": "2024-01-01"}
    return [role | {"role": f"many-{at}", "title": f"Role {at}"} for at in range(first, last)]


def test_of_many_roles_units_are_folded_below_what_they_hold(shared_sqlite_url: str) -> None:
    for world in worlds(shared_sqlite_url):
        world.client().post("/v1/facts", json=MANY + roles(0, MOST_AT_ONCE)).raise_for_status()
        client = visitor(world)
        assert "<details" not in client.get("/accounts/many/roles").text
        world.client().post("/v1/facts", json=roles(MOST_AT_ONCE, MOST_AT_ONCE + 1)).raise_for_status()
        folded = client.get("/accounts/many/roles").text
        summary = folded[folded.index('<details id="unit-u-some">') : folded.index("</summary>")]
        assert re.findall(r"Some|\d+ \w+", summary) == ["Some", "151 roles", "151 vacant"]
        assert folded.count('<th scope="row">') == MOST_AT_ONCE + 1
