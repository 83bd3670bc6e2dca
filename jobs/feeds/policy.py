"""What an operator sets for all feeds, and what a feed is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row

from domain.matching.announcements import Kind as Subject
from jobs.refusals import Egress
from jobs.sources.entries import Announcement, Options
from jobs.sources.readers import FILING, READERS, STREAM
from projections.tenants import Tenant

MICROSECOND = timedelta(microseconds=1)
STATES = ("active", "paused", "review", "gone")
# What can be asked for; the text of a filing is only read where a list of filings leads to it.
KINDS = tuple(kind for kind in READERS if kind != FILING)
FOLDER = "folder:"


@dataclass(frozen=True)
class Secrets:
    """Keys of Companies House, and the hosts they may be sent to: no workspace must be able to lead them elsewhere."""

    key: str | None = field(default=None, repr=False)
    stream_key: str | None = field(default=None, repr=False)
    hosts: frozenset[str] = frozenset({"api.company-information.service.gov.uk", "stream.companieshouse.gov.uk"})


@dataclass(frozen=True)
class Policy:
    """Limits of pulling. `host_gap`: seconds between two requests to one host, whoever makes them.

    `most_pages` of what grows at its beginning, `most_list_pages` of a list that is only right as a whole.
    """

    egress: Egress = field(default_factory=Egress)
    secrets: Secrets = field(default_factory=Secrets)
    contact: str | None = None
    host_gap: float = 1.0
    most_pages: int = 10
    most_list_pages: int = 60
    most_documents: int = 25
    keep_bytes: timedelta = timedelta(days=30)
    keep_runs: timedelta = timedelta(days=90)
    drop_folder: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A feed as its table keeps it, its options decoded."""

    workspace: int
    id: str
    name: str
    kind: str
    url: str
    every_minutes: int
    options: Options
    accepts: bool
    introduces: tuple[Subject, ...]
    state: str
    reason: str | None
    due_at: int
    etag: str | None
    last_modified: str | None
    place: str | None
    failures: int
    newest: str | None
    created_at: int

    @property
    def endless(self) -> bool:
        return self.kind == STREAM

    @property
    def listing(self) -> bool:
        """Whether it shows a window of entries, of which some were there the last time."""
        return not self.endless and not self.url.startswith(FOLDER)


Deliver = Callable[[Tenant, Feed, Sequence[Announcement]], int | None]
"""Takes announcements over, and says how many it passed over, if any.

It may get the same again after a crash, and must then change nothing.
"""


def seconds(amount: float) -> int:
    """As microseconds."""
    return round(amount * 1_000_000)


def values_of(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)
