"""Expected refusals: one sentence and an exit code each; what nobody expected stays a traceback."""

from __future__ import annotations

import errno

from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError

from domain.errors import Misconfigured, Refused
from domain.log.mapper import UnreadableLog

REFUSED, BAD_INPUT = 1, 2
_EXPECTED = (Refused, Misconfigured, UnreadableLog, DBAPIError, PersistenceError, OSError)
_INPUTS = frozenset(
    {"invalid-fact", "unknown-subject", "unknown-fact", "batch-too-large", "recorded-at-refused", "invalid-request"}
)


def expected(error: Exception) -> bool:
    """A reader that went away is not told."""
    return isinstance(error, _EXPECTED) and not (isinstance(error, OSError) and error.errno == errno.EPIPE)


def sentence_of(error: Exception) -> str:
    """What is wrong, and what would be right."""
    if isinstance(error, (DBAPIError, PersistenceError)):
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()
        return f"The database refused: {reason[0] if reason else type(error).__name__}"
    if isinstance(error, OSError):
        return f"{error.filename or 'The system refused'}: {error.strerror or error}"
    return str(error)


def code_of(error: Exception) -> int:
    return BAD_INPUT if isinstance(error, Refused) and error.kind in _INPUTS else REFUSED
