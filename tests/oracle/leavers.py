"""Who once held a role in an account."""

from typing import Any

from tests.oracle.days import Fact, recorded_day, span
from tests.oracle.existence import exists, organization_of_role
from tests.oracle.links import is_colleague
from tests.oracle.standing import Known
from tests.oracle.tenures import Lines


def once_held_a_role(known: Known, lines: Lines, person: str, account: str, day: int) -> bool:
    """Was a holder on the map of the account on some day before: asked of every day on which anything changed."""
    taken = {role: line for (taker, role), line in lines.items() if taker == person}
    return any(
        line.running(earlier) and belonged(known, role, account, earlier)
        for earlier in turning_days(known, day)
        for role, line in taken.items()
    )


def left_elsewhere(known: Known, lines: Lines, member: dict[str, Any], day: int) -> bool:
    """No colleague, holds no role anywhere, and gave up the last of them after their buying role began."""
    person, since = member["person"], member["since"]
    periods = [period for (taker, _), line in lines.items() if taker == person for period in line.periods]
    ended = [period.end_day for period in periods if period.held and period.first <= day]
    began = 0 if since is None else span(since)[0]
    return bool(ended) and began < max(ended) <= day and not is_colleague(known, person, day)


def belonged(known: Known, role: str, account: str, day: int) -> bool:
    return exists(known, "role", role, day) and organization_of_role(known, role, day) == account


def turning_days(known: Known, day: int) -> list[int]:
    """The days before this one on which something may begin or cease to hold."""
    turns = {turn for fact in known.decided for turn in turns_of(fact)}
    return sorted(turn for turn in turns | {0} if turn < day)


def turns_of(fact: Fact) -> list[int]:
    if fact["effective"] is None:
        return [recorded_day(fact)]
    first, last = span(fact["effective"])
    return [first, last + 1]
