"""Instants as text: UTC, microseconds, Z."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant_text(instant: datetime | int) -> str:
    """Of an instant, or of microseconds since 1970."""
    moment = _EPOCH + timedelta(microseconds=instant) if isinstance(instant, int) else instant.astimezone(UTC)
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def microseconds(instant: datetime) -> int:
    return (instant - _EPOCH) // timedelta(microseconds=1)
