"""Each reader against documents in its source's shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.sources import bodacc
from jobs.sources.entries import MOST_ENTRIES, Bad, Move, Options, Page, Roster, Seat, Unreadable
from jobs.sources.readers import READERS
from tests.jobs.feeds import samples
from tests.jobs.feeds.test_wording import said

PLAIN = Options()


def read(kind: str, body: bytes, **options: Any) -> Page:
    return READERS[kind](body, Options(**options))


def moves(page: Page) -> list[tuple[str, dict[str, str]]]:
    return [(entry.id, said(move)) for entry in page.entries for move in entry.moves]


def test_rss_gives_each_item_with_what_it_tells() -> None:
    page = read("rss", samples.RSS, organization="Acme Holding")
    assert [entry.id for entry in page.entries][:2] == ["n-1", "https://acme.example/2"]
    assert page.bad == (Bad(place=4, problem="has neither an id, a link nor a title"),)
    first, second, third = (entry.moves[0] for entry in page.entries)
    assert said(first) == {
        "kind": "joined",
        "person_name": "Jane Roe",
        "organization_name": "Acme SA",
        "role_title": "Chief Financial Officer",
        "announced": "2026-03-02",
        "starts": "2026-04-01",
        "predecessor_name": "John Poe",
    }
    assert (second.kind, second.person_name, second.organization_name) == ("left", "Jane Roe", "Acme Holding")
    assert (third.kind, third.person_name, third.excerpt) == ("unknown", None, "Results for the third quarter")


def test_what_has_no_word_of_a_move_is_left_out_where_that_is_wanted() -> None:
    page = read("rss", samples.RSS, unread="skip")
    assert [len(entry.moves) for entry in page.entries] == [1, 1, 0]


def test_atom_is_dated_by_its_first_publication_and_pages() -> None:
    page = read("atom", samples.ATOM)
    assert page.next == "https://acme.example/feed?page=2"
    assert moves(page) == [
        (
            "urn:x:1",
            {
                "kind": "joined",
                "person_name": "Jeanne Roé",
                "organization_name": "Acme SA",
                "role_title": "directrice financière",
                "announced": "2026-03-02",
                "starts": "2026-05-01",
            },
        )
    ]


def test_a_document_that_ends_in_the_middle_gives_what_is_whole() -> None:
    whole = read("rss", samples.RSS)
    for end in range(400, len(samples.RSS) - 40, 97):
        try:
            cut = read("rss", samples.RSS[:end])
        except Unreadable:
            continue
        assert cut.entries == whole.entries[: len(cut.entries)]


def test_a_json_feed_tells_moves_in_our_extension() -> None:
    page = read("json-feed", samples.json_feed(samples.EXTENDED, next_url="https://x.example/2"))
    assert page.next == "https://x.example/2"
    assert moves(page) == [("e-1", {**samples.EXTENDED["_incumbent"], "announced": "2026-03-02"})]  # type: ignore[dict-item]


def test_a_provider_is_connected_by_options_alone() -> None:
    page = read("json-feed", samples.json_feed(samples.PROVIDERS), **samples.PROVIDER)
    expected = {"kind": "joined", "person_name": "Jane Roe", "organization_name": "Acme SA", "role_title": "CFO"}
    assert moves(page) == [("17", {**expected, "announced": "2026-03-02", "starts": "2026-04"})]


def test_a_provider_may_send_its_fields_as_the_text_of_an_atom_entry() -> None:
    text = json.dumps(samples.PROVIDERS["_vendor"])
    body = samples.ATOM.replace(
        "&lt;p&gt;Jeanne Roé est nommée directrice financière à compter du 1er mai 2026.&lt;/p&gt;".encode(),
        text.encode(),
    )
    found = moves(read("atom", body, **samples.PROVIDER | {"within": "text"}))
    assert found[0][1]["person_name"] == "Jane Roe"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"kind": "swam"}, "kind: expected one of first, joined"),
        ({"person_name": 5.0, "starts": "soon"}, "starts: expected a date such as 2026-03-01"),
        ({"person_name": None}, "person_name: is missing"),
        ({"role_title": ["x"]}, "role_title: expected a text"),
    ],
)
def test_one_bad_entry_is_noted_with_its_field_and_the_rest_go_on(change: dict[str, Any], problem: str) -> None:
    bad = samples.EXTENDED | {"_incumbent": samples.EXTENDED["_incumbent"] | change}  # type: ignore[operator]
    page = read("json-feed", samples.json_feed(bad, samples.EXTENDED, 17))
    assert [entry.id for entry in page.entries] == ["e-1"]
    assert [(one.place, one.problem.startswith(problem)) for one in page.bad[:1]] == [(1, True)]
    assert page.bad[1] == Bad(place=3, problem="expected an object")


def test_officers_of_a_company_are_told_as_stated() -> None:
    page = read("companies-house-officers", samples.OFFICERS, organization="Acme Limited")
    found = [(id.rpartition("/")[2], move["kind"], move["person_name"], move.get("starts")) for id, move in moves(page)]
    assert found == [
        ("a1#joined", "joined", "Jane Mary Roe", "2026-03-01"),
        ("a2#joined", "joined", "John Poe", "2019-02-03"),
        ("a2#left", "left", "John Poe", "2026-02-28"),
        ("a3#joined", "joined", "Ana de la Roe", "[..2020-01-01]"),
        ("a4#joined", "joined", "Max Roe-Poe", "[..1992-01-01]"),
    ]
    assert page.bad == (Bad(place=5, problem="name: is missing"),)


def test_appointments_of_an_officer_name_their_company() -> None:
    ((_, move),) = moves(read("companies-house-appointments", samples.APPOINTMENTS))
    assert (move["organization_name"], move["person_name"]) == ("ACME LIMITED", "Jane Roe")


def test_the_stream_goes_on_where_its_last_whole_line_ended() -> None:
    page = read("companies-house-stream", samples.STREAM)
    assert page.cursor == "10"
    assert [(id.rpartition("#")[2], move["starts"]) for id, move in moves(page)] == [
        ("joined", "2026-03-01"),
        ("left", "2026-06-30"),
    ]
    assert page.bad == (Bad(place=4, problem="expected JSON"),)


def test_a_filing_is_one_entry_however_many_parties_it_has() -> None:
    page = read("edgar-current", samples.CURRENT)
    assert [entry.id for entry in page.entries] == ["0000000001-26-000001", "0000000004-26-000002"]
    folder = "https://www.sec.example/Archives/edgar/data/1/000000000126000001"
    assert page.entries[0].document == f"{folder}/0000000001-26-000001.txt"
    assert page.entries[0].published == "2026-03-03"


def test_submissions_give_the_filings_with_item_502() -> None:
    (entry,) = read("edgar-submissions", samples.SUBMISSIONS).entries
    folder = "https://www.sec.gov/Archives/edgar/data/1/000000000126000001"
    assert (entry.id, entry.published) == ("0000000001-26-000001", "2026-03-03")
    assert entry.document == f"{folder}/0000000001-26-000001.txt"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Jane Roe was appointed Clerk, effective April 1, 2026.", [("joined", "Jane Roe", "2026-04-01")]),
        ("The Committee adopted the 2027 Plan for its named executive officers.", []),
        ("The director informed the board that she resigns.", [("unknown", None, None)]),
    ],
)  # fmt: skip
def test_only_item_502_of_a_filing_is_read(body: str, expected: list[Any]) -> None:
    (entry,) = read("edgar-filing", samples.filing(body)).entries
    assert [(move.kind, move.person_name, move.starts) for move in entry.moves] == expected
    assert {move.organization_name for move in entry.moves} <= {"ACME CORP"}


def test_a_notice_of_the_register_is_a_roster() -> None:
    page = read("bodacc", samples.bodacc(samples.notice("A1", "2026-03-02", samples.BEFORE), {"id": "A2"}))
    assert page.rosters == (
        Roster(
            entry="A1",
            organization_name="ACME FRANCE",
            key="732829320",
            published="2026-03-02",
            seats=(
                Seat(person="ROE Jeanne", role="Président"),
                Seat(person="POE Jean", role="Directeur général"),
                Seat(person="Audit SARL", role="Commissaire aux comptes titulaire"),
            ),
        ),
    )


def test_a_cancelled_notice_says_so_and_a_wrong_number_is_bad() -> None:
    cancelled = samples.notice("A1", "2026-03-02", samples.BEFORE, typeavis_lib="Avis d'annulation")
    wrong = samples.notice("A2", "2026-03-02", samples.BEFORE, registre=["732829321"])
    page = read("bodacc", samples.bodacc(cancelled, wrong))
    assert [roster.withdrawn for roster in page.rosters] == [True]
    assert page.bad == (Bad(place=2, problem="registre: expected a SIREN of nine digits"),)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_one_of_ten_check_digits_is_right(number: int) -> None:
    right = [f"{number:08}{digit}" for digit in range(10) if bodacc._luhn(f"{number:08}{digit}")]
    assert len(right) == 1


def test_popolo_states_what_is_dated_and_lists_the_rest() -> None:
    page = read("popolo", samples.POPOLO)
    assert [(id, move["kind"], move["starts"]) for id, move in moves(page)] == [
        ("m1#joined", "joined", "2019"),
        ("m1#left", "left", "2026-03"),
    ]
    assert [roster.seats for roster in page.rosters] == [(Seat(person="John Poe", role="Member"),)]
    assert page.bad == (Bad(place=3, problem="person_id: names nothing in this document"),)


def test_lines_and_rows_are_read_one_by_one() -> None:
    lines = read("json-lines", samples.LINES)
    assert [entry.id for entry in lines.entries] == ["l-1", "l-3"]
    assert [bad.place for bad in lines.bad] == [2, 3]
    rows = read("csv", samples.CSV)
    assert [said(move) for entry in rows.entries for move in entry.moves] == [
        {"kind": "joined", "person_name": "Jane Roe", "organization_name": "Acme SA",
         "role_title": "Chief Financial Officer", "starts": "2026-04-01"}
    ]  # fmt: skip
    wanted = ["person_name: is missing", "starts: expected a date such as 2026-03-01"]
    assert [bad.problem for bad in rows.bad] == wanted


def test_a_row_is_the_same_entry_wherever_it_stands() -> None:
    head, *rows = samples.CSV.splitlines()
    turned = b"\n".join([head, *reversed(rows)])
    one, other = ({entry.id for entry in read("csv", body).entries} for body in (turned, samples.CSV))
    assert one == other


def test_more_entries_than_anybody_sends_are_refused() -> None:
    items = [samples.EXTENDED | {"id": str(number)} for number in range(MOST_ENTRIES + 1)]
    with pytest.raises(Unreadable, match="more than 2,000 entries"):
        read("json-feed", samples.json_feed(*items))


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text() | st.integers(-(2**60), 2**60),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["items", "results", "memberships", "id", "version", "_incumbent", "links", "self", "filings"]
            )
            | st.text(),
            inner,
            max_size=6,
        )
    ),
    max_leaves=30,
)


@pytest.mark.parametrize("kind", READERS)
@given(document=JSON, junk=st.binary(max_size=200))
def test_whatever_is_sent_is_read_or_refused(kind: str, document: Any, junk: bytes) -> None:
    for body in (json.dumps(document).encode(), junk):
        try:
            page = READERS[kind](body, PLAIN)
        except Unreadable:
            continue
        assert all(isinstance(move, Move) for entry in page.entries for move in entry.moves)
