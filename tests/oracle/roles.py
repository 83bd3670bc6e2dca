"""What became of closed roles."""

from collections.abc import Iterable
from datetime import date

from tests.oracle.days import Fact, place
from tests.oracle.existence import life
from tests.oracle.standing import known_at


def successors(facts: Iterable[Fact], role: str, as_of: date, position: int) -> list[tuple[str, str | None]]:
    """(successor, date of the closing as it was given) of a role that is closed that day."""
    known, day = known_at(facts, position), as_of.toordinal()
    whole = life(known, "role", role)
    over = [stay for stay in whole.stays() if max(period.end_day for period in stay) <= day]
    if whole.running(day) or not over:
        return []
    last = max(period.end_day for period in over[-1])
    ends = [period.end for period in over[-1] if period.end and period.end_day == last]
    closing = min((end.fact for end in ends), key=place)
    return sorted({(successor, closing["effective"]) for successor in closing.get("successors") or []})
