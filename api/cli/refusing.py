"""Expected refusals become one sentence and an exit code; what nobody expected stays a traceback."""

from __future__ import annotations

import errno
from typing import Any

import typer
from eventsourcing.persistence import PersistenceError
from sqlalchemy.exc import DBAPIError
from typer.core import TyperGroup

from domain.errors import Misconfigured, Refused
from domain.log.mapper import UnreadableLog

from .printing import remark

REFUSED, BAD_INPUT = 1, 2
_INPUTS = frozenset(
    {"invalid-fact", "unknown-subject", "unknown-fact", "batch-too-large", "recorded-at-refused", "invalid-request"}
)


class Refusing(TyperGroup):
    """The command line: every command may refuse."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except (Refused, Misconfigured, UnreadableLog, DBAPIError, PersistenceError, OSError) as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            remark(sentence_of(error))
            raise typer.Exit(code_of(error)) from None


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
