"""The kinds of feeds and who reads them: a new source is a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import bodacc, companies_house, edgar, json_feed, popolo, syndication, tables
from .entries import Options, Page

Reader = Callable[[bytes, Options], Page]

FILING = "edgar-filing"
STREAM = "companies-house-stream"

READERS: Mapping[str, Reader] = {
    "rss": syndication.read,
    "atom": syndication.read,
    "json-feed": json_feed.read,
    "companies-house-officers": companies_house.read_officers,
    "companies-house-appointments": companies_house.read_appointments,
    STREAM: companies_house.read_stream,
    "edgar-current": edgar.read_current,
    "edgar-submissions": edgar.read_submissions,
    FILING: edgar.read_filing,
    "bodacc": bodacc.read,
    "popolo": popolo.read,
    "json-lines": popolo.read_lines,
    "csv": tables.read,
}
