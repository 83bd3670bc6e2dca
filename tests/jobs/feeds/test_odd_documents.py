"""Documents that are odd, and that sources do send: each is read, or refused entry by entry."""

from __future__ import annotations

import json

import pytest

from jobs.sources.companies_house import written_forwards
from jobs.sources.entries import Bad, Page, Unreadable
from tests.jobs.feeds import samples
from tests.jobs.feeds.test_readers import moves, read


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("ROE, Jane Mary, Dr", "Jane Mary Roe"),
        ("O'POE-ROE, John, Sir", "Sir John O'Poe-Roe"),
        ("VAN DER POE, Piet", "Piet van der Poe"),
        ("LORD POE OF WICK, .", "Lord Poe of Wick"),
        ("MCPOE-MACEY, A. B.", "A. B. McPoe-Macey"),
        ("LE POE III, JEAN-PAUL", "Jean-Paul Le Poe III"),
        ("DE LA POE,Ana", "Ana de la Poe"),
        ("ACME NOMINEES LIMITED", "ACME NOMINEES LIMITED"),
    ],
)
def test_the_register_s_names_are_written_forwards(written: str, said: str) -> None:
    assert written_forwards(written) == said


def test_a_company_that_is_an_officer_is_no_name_turned_around() -> None:
    item = {"name": "POE, ROE & CO LIMITED", "officer_role": "corporate-secretary", "links": {"self": "/a/1"}}
    page = read("companies-house-officers", json.dumps({"items": [item]}).encode())
    assert [said["person_name"] for _, said in moves(page)] == ["POE, ROE & CO LIMITED"]


@pytest.mark.parametrize("kind", ["companies-house-officers", "bodacc"])
def test_an_error_of_the_register_is_no_empty_list(kind: str) -> None:
    with pytest.raises(Unreadable, match="is missing"):
        read(kind, b'{"errors": [{"error": "company-profile-not-found"}]}')


GONE = "Jane Roe has resigned as Clerk."
LATER = "John Poe was appointed Clerk."


@pytest.mark.parametrize(
    "body",
    [
        f"{GONE}</p><p>Item 5.02(c) Appointment of Certain Officers</p><p>{LATER}",
        f"{GONE}</p><p>Section 9 Exhibits</p><p>Ann Lee was appointed Clerk.</p><p>ITEM 5.02. Election</p><p>{LATER}",
    ],
)
def test_item_502_is_read_wherever_it_stands(body: str) -> None:
    before = b"Item 5.02 of this report is incorporated here. Ann Lee was appointed Clerk.</p><p>Item 1.01"
    (entry,) = read("edgar-filing", samples.filing(body).replace(b"Item 1.01", before)).entries
    assert [move.person_name for move in entry.moves] == ["Jane Roe", "John Poe"]


def test_a_filing_in_plain_text_is_read_by_its_paragraphs() -> None:
    text = "Item 5.02 Departure of\n  Directors\n\n Jane Roe has resigned\n as Clerk.\n\nSIGNATURES\nBob was named X."
    head, _, _ = samples.filing("").partition(b"<html>")
    (entry,) = read("edgar-filing", head + text.encode() + b"\n</TEXT>").entries
    assert [(move.kind, move.person_name, move.role_title) for move in entry.moves] == [("left", "Jane Roe", "Clerk")]


@pytest.mark.parametrize(
    ("people", "seats"),
    [
        ("Président : ROE Jeanne ; Président partant : POE Jean", ["Président: ROE Jeanne"]),
        ("Gérant : ROE Jeanne née LEE nom d'usage : POE ; Cogérant : LI Jo", ["Gérant: ROE Jeanne", "Cogérant: LI Jo"]),
        ("Gérant : ROE Jeanne.\nCogérant : LEE Anne.", ["Gérant: ROE Jeanne", "Cogérant: LEE Anne"]),
        ("nomination du Gérant : ROE Jeanne, départ du Gérant : POE Jean", ["Gérant: ROE Jeanne"]),
        ("Président modification : BOLT SA représenté par POE Jean", ["Président: BOLT SA"]),
        ("Changement. Ancien président : POE Jean. Nouveau président : ROE Jeanne.", ["président: ROE Jeanne"]),
    ],
)
def test_a_notice_lists_who_is_there_and_not_who_left(people: str, seats: list[str]) -> None:
    (roster,) = read("bodacc", samples.bodacc(samples.notice("A1", "2026-03-02", people))).rosters
    assert [f"{seat.role}: {seat.person}" for seat in roster.seats] == seats


def test_popolo_tells_terms_apart_and_finds_organizations_by_posts() -> None:
    term = {"person_id": 1, "organization_id": "o", "role": "Member"}
    within = {"post_id": "t", "start_date": "2020-05-00"}
    document = {
        "persons": [{"id": 1, "name": "Jane Roe", "memberships": [within]}],
        "organizations": [{"id": "o", "name": "Acme SA"}],
        "posts": [{"id": "t", "role": "Chair", "organization_id": "o"}],
        "memberships": [
            term | {"start_date": "2001", "end_date": "2005"},
            term | {"start_date": "2007"},
            term | {"start_date": "2026-05", "end_date": "2026-04-30"},
        ],
    }
    page = read("popolo", json.dumps(document).encode())
    assert [(move["role_title"], move["kind"], move["starts"]) for _, move in moves(page)] == [
        ("Member", "joined", "2001"),
        ("Member", "left", "2005"),
        ("Member", "joined", "2007"),
        ("Chair", "joined", "2020-05"),
    ]
    assert len({entry.id for entry in page.entries}) == 4
    assert page.bad == (Bad(place=3, problem="end_date: is before start_date"),)


@pytest.mark.parametrize(
    "body",
    [
        b"kind\tperson_name\njoined\tJane Roe\n",
        b"sep=|\r\nKind|Person Name\r\njoined|Jane Roe\r\n",
        b"\n\nkind,person_name\n,\n joined , Jane Roe \n",
        "kind;person_name\njoined;Jane Roe\n".encode("utf-16"),
    ],
)
def test_a_table_is_read_however_its_cells_are_parted(body: bytes) -> None:
    assert [move for _, move in moves(read("csv", body))] == [{"kind": "joined", "person_name": "Jane Roe"}]


def test_a_row_with_a_quote_astray_spoils_no_other() -> None:
    page = read("csv", b'kind,person_name\njoined,"Jane" Roe\nleft,John Poe\njoined,"Ann\n')
    assert [move["person_name"] for _, move in moves(page)] == ["John Poe"]
    assert page.bad == (Bad(place=1, problem="expected CSV"), Bad(place=3, problem="expected CSV"))
    with pytest.raises(Unreadable, match="names a column twice"):
        read("csv", b"kind,person_name,kind\n")
    assert read("csv", b"kind,person_name\n") == Page()


def test_a_day_is_read_as_publishers_write_it() -> None:
    body = samples.RSS.replace(b"Tue, 03 Mar 2026 10:00:00 GMT", b"mardi 3 mars 2026")
    body = body.replace(b"Wed, 04 Mar 2026 10:00:00 GMT", b"04/03/2026")
    assert [entry.published for entry in read("rss", body).entries] == ["2026-03-02", "2026-03-03", None]
    (entry,) = read("json-feed", samples.json_feed({"id": 1, "date_modified": "2026-03-02", "summary": LATER})).entries
    assert (entry.published, entry.moves[0].person_name) == ("2026-03-02", "John Poe")
