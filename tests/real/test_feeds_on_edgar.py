"""The pages and texts of EDGAR as they were served."""

from __future__ import annotations

import re

from domain.log.store import Store
from domain.matching.verdicts import INTRODUCED
from jobs.feeds.nominating import nominate
from jobs.feeds.reading import Gathered
from jobs.sources.entries import Announcement, Move, Options
from jobs.sources.readers import READERS
from projections.moments import moment_of
from projections.nomination_reads import Wanted, listed
from tests.jobs.feeds.pulled import worlds
from tests.real.uk import SHARED

EDGAR = SHARED / "edgar"
ENTRY = re.compile(r"<entry>(.*?)</entry>", re.DOTALL)


def pages() -> list[bytes]:
    return [path.read_bytes() for path in sorted((EDGAR / "current-atom").glob("*.xml"))]


def filings_told(page: bytes) -> set[str]:
    """Read with another tool than the reader's: plain search in each entry."""
    entries = ENTRY.findall(page.decode("latin-1"))
    told = [entry for entry in entries if re.search(r'term="8-K(/A)?"', entry) and "Item 5.02" in entry]
    return {match[1] for entry in told if (match := re.search(r"accession-number=([\d-]+)", entry))}


def moves(accession: str) -> list[Move]:
    (entry,) = READERS["edgar-filing"]((EDGAR / "documents" / f"{accession}.txt").read_bytes(), Options()).entries
    return list(entry.moves)


def test_every_filing_with_item_502_is_found_once() -> None:
    found = [[entry.id for entry in READERS["edgar-current"](page, Options()).entries] for page in pages()]
    assert [set(ids) for ids in found] == [filings_told(page) for page in pages()]
    assert all(len(ids) == len(set(ids)) for ids in found)
    assert len({id for ids in found for id in ids}) > 5


def test_every_entry_leads_to_its_text() -> None:
    entries = [entry for page in pages() for entry in READERS["edgar-current"](page, Options()).entries]
    assert all(entry.document and entry.document.endswith(f"/{entry.id}.txt") for entry in entries)


def test_submissions_give_the_same_filings_in_both_recordings() -> None:
    for path in (EDGAR / "submissions").glob("*.json"):
        entries = READERS["edgar-submissions"](path.read_bytes(), Options()).entries
        assert entries
        assert len({entry.id for entry in entries}) == len(entries)


def test_a_text_that_is_about_pay_only_gives_no_move() -> None:
    assert moves("0001045810-26-000024") == []


def test_the_text_of_the_co_presidents_gives_its_three() -> None:
    told = [(move.kind, move.person_name, move.role_title, move.starts) for move in moves("0000019617-26-000241")]
    assert told == [
        ("joined", "Doug Petno", "Co-President", "2026-06-25"),
        ("joined", "Troy Rohrbaugh", "Co-President", "2026-06-25"),
        ("left", "Marianne Lake", "CEO of CCB", None),
    ]


def test_each_filing_becomes_its_moves_as_nominations_once(store: Store) -> None:
    """Pulled twice: of pay alone comes nothing, of the co-presidents come three."""
    with worlds(store) as world:
        feed = world.feed(kind="edgar-current", accepts=True, introduces=INTRODUCED)
        for _ in range(2):
            for accession in ("0001045810-26-000024", "0000019617-26-000241", "0000950137-05-004969"):
                told = [{"feed": feed.id, "entry": accession} | vars(move) for move in moves(accession)]
                nominate(world.tenant, feed, [Announcement(**one) for one in told])
        found = listed(world.tenant, moment_of(world.tenant.ledger), Wanted())
    named = [each["person_name"] for each in found]
    assert named == ["Doug Petno", "Troy Rohrbaugh", "Marianne Lake", "Thomas J. Ridge"]


def test_no_filing_comes_twice_however_the_pages_overlap() -> None:
    gathered = Gathered()
    for page in (*pages(), *pages()):
        gathered.add(READERS["edgar-current"](page, Options()))
    assert gathered.entries.keys() == set().union(*map(filings_told, pages()))


def test_a_director_elected_ahead_starts_on_the_day_told() -> None:
    told = [(move.kind, move.person_name, move.role_title, move.starts) for move in moves("0000950137-05-004969")]
    assert told == [("joined", "Thomas J. Ridge", "Class I director", "2005-05-02")]
