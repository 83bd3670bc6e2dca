"""Of which two dates a picture is, and how old its newest fact is, as every picture says it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.language import say, say_count, written, written_instant
from projections.builds import Head
from projections.moments import Moment
from projections.recency import Recency


def dates_told(moment: Moment, recency: Recency) -> str:
    # On paper "now" is a day that nobody remembers.
    recorded = "" if recency.known is None else say(", recorded {instant}", instant=written_instant(recency.known))
    told = {"day": written(moment.as_of.isoformat()), "known": _known(moment.known_at), "recorded": recorded}
    age = _age(moment.as_of, recency.newest)
    return say("As of {day}, {known} (position {position}{recorded}){age}", **told, position=moment.position, age=age)


def longest_told() -> str:
    """As long as that may become, as it is put before another in a picture of two moments."""
    early, late, position = datetime(2000, 9, 28, 20, 48, tzinfo=UTC), date(2268, 9, 28), 99_999_999
    moment = Moment(late, position, Head(1, position), early)
    return say("Before: {note}", note=dates_told(moment, Recency(early, early)))


def _known(at: datetime | None) -> str:
    """A day that was asked for is told as one: it means its last instant."""
    if at is None:
        return say("as known now")
    if at.time() == datetime.max.time():
        return say("as known on {day}", day=written(at.date().isoformat()))
    return say("as known at {instant}", instant=written_instant(at))


def _age(as_of: date, newest: datetime | None) -> str:
    if newest is None:
        return ""
    days = (as_of - newest.date()).days
    if days == 0:
        return say("; newest fact recorded that day")
    after = say("after that day")  # of a day that is past more may be known than was then
    old = after if days < 0 else say_count("{count} day old that day", "{count} days old that day", days)
    return say("; newest fact recorded {day}, {old}", day=written(newest.date().isoformat()), old=old)
