"""How much one retrieval may take, and what it says when it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .addresses import NOTHING_MORE, Allowed

Reason = Literal[
    "address", "address not allowed", "unreachable", "too slow", "too large", "redirects", "encoding", "protocol"
]
USUAL_PORTS = frozenset({80, 443})


@dataclass(frozen=True)
class Egress:
    """What an operator sets. Seconds, bytes; `most_ratio` is unpacked size to size on the wire."""

    user_agent: str = "Incumbent"
    allowed: Allowed = NOTHING_MORE
    seconds: float = 20.0
    connect_seconds: float = 5.0
    most_bytes: int = 8 * 2**20
    most_decoded_bytes: int = 16 * 2**20
    most_ratio: int = 100
    most_redirects: int = 3


class EgressRefused(Exception):
    """Nothing was retrieved. The message names no secret and nothing of what the other side sent."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason, self.detail = reason, detail
