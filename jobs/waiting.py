"""How long to wait: as the other side asks, or longer after each failure."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from random import Random

LONGEST = 86_400.0


def parse_retry_after(text: str | None, now: datetime | None = None) -> float | None:
    """Seconds to wait as Retry-After says (RFC 9110 10.2.3), a week at most; None: it says nothing readable."""
    if text is None:
        return None
    text = text.strip()
    if text.isascii() and text.isdecimal():
        return min(float(text[:9]), 7 * LONGEST)
    try:
        instant = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
    waited = (instant - (now or datetime.now(UTC))).total_seconds()
    return min(max(waited, 0.0), 7 * LONGEST)


def back_off(interval: float, failures: int, chance: Random) -> float:
    """Seconds until the next try: twice as long after each failure, a day at most, spread by a quarter."""
    longest = min(interval * 2.0 ** min(failures, 30), max(LONGEST, interval))
    return longest * chance.uniform(0.75, 1.0)
