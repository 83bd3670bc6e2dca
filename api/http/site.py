"""What the routes work with: one object, made by create_app and found through the request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.log.store import Store
from jobs.feeds.policy import Policy
from jobs.outputs.policy import Policy as OutputsPolicy
from projections.tenants import Tenants

from .access import Access
from .attempts import Attempts
from .health import Check
from .noting import AccessNotes
from .streams import Streams

HEADS = "heads"  # in the state of a request: what asks for the newest head of a workspace from its event loop


@dataclass(frozen=True)
class Limits:
    """How much one request may ask for."""

    most_body_bytes: int = 8 * 2**20
    most_streams: int = 8
    wait_seconds: float = 2.0
    session_hours: float = 12.0


@dataclass(frozen=True)
class Site:
    tenants: Tenants
    store: Store
    access: Access
    notes: AccessNotes
    streams: Streams
    limits: Limits
    checks: Sequence[Check]
    feeds: Policy
    outputs: OutputsPolicy
    attempts: Attempts = field(default_factory=Attempts)
