"""SEC EDGAR: current filings (Atom), the submissions of a company (JSON) and the text of a filing (SGML).

Only item 5.02 of form 8-K tells of moves. One filing has an entry for each of its parties, all with the same id.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from domain.language import in_english

from .entries import Entry, Options, Page, Unreadable, collected, cut
from .free_text import told
from .shapes import Item, day, each, member, parsed_object, text
from .syndication import next_of, parsed_feed, published_of
from .texts import plain_html

ARCHIVES = "https://www.sec.gov/Archives/edgar/data"
_ACCESSION = re.compile(r"accession-number=(\d{10}-\d{2}-\d{6})$")
_FIELDS = re.compile(r"^[ \t]*(?:<[A-Z-]+>)?([A-Z][A-Z -]+?):[ \t]+(\S.*)$", re.MULTILINE)
_DOCUMENT = re.compile(r"<DOCUMENT>\s*<TYPE>8-K(?:/A)?\s.*?<TEXT>(.*?)</TEXT>", re.DOTALL)
# Its heading, not a sentence about it.
_ITEM = re.compile(
    r"^\s*item\s+5\.02\b(?:\s*\([a-f]\))*\.?(?!\s*(?:of|in|below|above|is|and|to|shall|was)\b)",
    re.IGNORECASE | re.MULTILINE,
)
_ENDS = re.compile(
    r"^\s*(?:item\s+\d\.\d\d\b(?!\s*(?:of|in|below|above|is|shall|was)\b)|section\s+\d\b|signatures?\s*$|\*{3,})",
    re.IGNORECASE | re.MULTILINE,
)
_PARAGRAPHS = re.compile(
    r"\n\s*\n|(?<=signatures)\n|(?<=signature)\n|\n(?=[ \t]*(?:signatures?[ \t]*\n|item\s+\d\.\d\d))", re.IGNORECASE
)
_TAG = re.compile(r"<(?:p|div|br|td|table|html)\b", re.IGNORECASE)
_HEADING = re.compile(
    r"^\W*(?:(?:departure|election|appointment) of|compensatory arrangements)[^.]*?(?:officers|directors)\.?(?=\n|$)|"
    r"^\W*departure of directors[^\n]*",
    re.IGNORECASE,
)


def read_current(body: bytes, options: Options) -> Page:
    """Filings with item 5.02, once each, in the order of the page. Raises Unreadable."""
    found = parsed_feed(body)
    once = {entry.id: entry for entry in reversed([*_current(found.entries)])}
    return collected([*reversed(once.values())], next=next_of(found))


def _current(items: list[Any]) -> Iterator[Entry]:
    for item in items:
        accession = _ACCESSION.search(item.get("id", ""))
        is_8k = any(re.fullmatch(r"8-K(?:/A)?", tag.get("term") or "") for tag in item.get("tags", ()))
        if accession and is_8k and re.search(r"Item 5\.02", item.get("summary", "")):
            link = item.get("link", "")
            document = link.removesuffix("-index.htm") + ".txt" if link.endswith("-index.htm") else None
            yield Entry(id=accession[1], published=published_of(item), document=document)


def read_submissions(body: bytes, options: Options) -> Page:
    """A company's filings with item 5.02, newest first. Raises Unreadable."""
    company = parsed_object(body)
    columns = member(company, "filings", "recent")
    names = ("accessionNumber", "form", "items", "filingDate")
    lists = [columns.get(name) for name in names]
    cik = re.sub(r"\D", "", str(company.get("cik", ""))).lstrip("0")
    if not cik or not all(isinstance(one, list) for one in lists) or len({len(one or ()) for one in lists}) > 1:
        raise Unreadable(
            in_english(
                "expected a company with the columns {names} of one length under filings.recent", names=", ".join(names)
            )
        )
    rows = [dict(zip(names, row, strict=False)) for row in zip(*lists, strict=False)]
    return collected(each(rows, lambda row: _submitted(row, cik)))


def _submitted(row: dict[str, Any], cik: str) -> Iterator[Item]:
    accession = text(row, "accessionNumber") or ""
    items = [item.strip() for item in (text(row, "items") or "").split(",")]
    if row.get("form") in ("8-K", "8-K/A") and "5.02" in items and re.fullmatch(r"\d{10}-\d{2}-\d{6}", accession):
        document = f"{ARCHIVES}/{cik}/{accession.replace('-', '')}/{accession}.txt"
        yield Entry(id=accession, published=day(text(row, "filingDate")), document=document)


def read_filing(body: bytes, options: Options) -> Page:
    """The moves that item 5.02 of one filing tells; none where it is about pay only. Raises Unreadable."""
    said = body.decode("utf-8", "replace")
    header, _, _ = said.partition("<DOCUMENT>")
    fields = dict(reversed(_FIELDS.findall(header)))
    document = _DOCUMENT.search(said)
    if "ACCESSION NUMBER" not in fields or document is None:
        raise Unreadable(in_english("expected the full text of a filing on form 8-K"))
    company = options.organization or cut(fields.get("COMPANY CONFORMED NAME"))
    own = Options(organization=company, unread="skip")
    published = _filed(fields.get("FILED AS OF DATE", ""))
    moves = told("", section(_lines(document[1])), own, published)
    return collected([Entry(id=fields["ACCESSION NUMBER"], published=published, moves=moves)])


def section(words: str) -> str:
    """What stands under item 5.02, however often it begins, without the item's own heading."""
    return "\n".join(_under(words[found.end() :].strip()) for found in _ITEM.finditer(words)).strip()


def _under(rest: str) -> str:
    ends = _ENDS.search(rest)
    return _HEADING.sub("", rest[: ends.start()] if ends else rest, count=1).strip()


def _lines(document: str) -> str:
    """Of a filing in plain text a line ends with a paragraph."""
    if _TAG.search(document):
        return plain_html(document)
    return "\n".join(" ".join(paragraph.split()) for paragraph in _PARAGRAPHS.split(document))


def _filed(digits: str) -> str | None:
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}" if re.fullmatch(r"\d{8}", digits) else None
