"""What an operator sets for everything that leaves, and what a place is that it goes to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

import msgspec

from domain.key_moments.found import Severity
from domain.language import Spoken
from jobs.refusals import Egress

from .mailing import Smtp

Kind = Literal["webhook", "chat", "mail"]
State = Literal["active", "paused", "gone"]

# The example of the Standard Webhooks specification: at once, then after these; 75 h 35 min in all.
SCHEDULE = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
)  # fmt: skip
ROTATION = timedelta(hours=24)


@dataclass(frozen=True)
class Policy:
    """Limits of sending. `at_once`: deliveries on their way at a time, `at_one_place` of them to one outlet.

    `spread`: by which part of itself a wait may be longer, so that not all come back at one instant.
    """

    egress: Egress = field(default_factory=lambda: Egress(seconds=15.0, most_bytes=65_536))
    smtp: Smtp | None = None
    schedule: tuple[timedelta, ...] = SCHEDULE
    spread: float = 0.2
    at_once: int = 16
    at_one_place: int = 4
    keep: timedelta = timedelta(days=90)


class Wants(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which alerts an outlet is sent; what is left out is not asked of them. `severity`: at least this; `language`: of
    what it says to people."""

    types: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    severity: Severity | None = None
    language: Spoken = "en"


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """A place where alerts go, as its table keeps it, with its address and secrets opened.

    `names`: whether what it is sent says who is meant; `restricted`: whether it is sent what rests on links, attitudes
    and opinions. `since`: position after which facts are sent. Instants are microseconds since 1970 UTC.
    """

    workspace: int
    id: str
    kind: Kind
    description: str
    address: str = field(repr=False)
    secret: str | None = field(repr=False)
    former_secret: str | None = field(repr=False)
    former_until: int | None
    wants: Wants
    names: bool
    restricted: bool
    person: str | None
    digest_at: str | None
    digested: str | None
    state: State
    reason: str | None
    since: int
    free_at: int
    created_at: int

    def secrets(self, now: int) -> list[str]:
        """What signs: the secret, and for a while after a rotation also the one before it."""
        former = self.former_secret if now < (self.former_until or 0) else None
        return [secret for secret in (self.secret, former) if secret is not None]
