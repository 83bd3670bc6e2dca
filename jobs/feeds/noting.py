"""What is written down of a pull: the run, the bytes, and when the feed is due again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from domain.language import in_english
from jobs.sources.entries import Bad

from .fetching import Body, Failed, Gone, TooOld
from .policy import Feed, seconds
from .registry import its
from .tables import feed_pulls, feed_runs, feeds
from .vault import Vault

_MOST_PROBLEMS = 20
_MOST_PLACES = 10


@dataclass(frozen=True)
class Result:
    """What came of a pull, in one word and in counts. `passed_over`: announcements that concern nothing watched.

    `problems` name places and fields, nothing of what was sent.
    """

    outcome: str
    status: int | None = None
    entries: int = 0
    fresh: int = 0
    announced: int = 0
    quarantined: int = 0
    problems: Sequence[str] = ()
    passed_over: int = 0


def free_instant(connection: Connection, feed: Feed, now: int) -> int:
    """Now, or the next instant after the newest run."""
    mine = (feed_runs.c.workspace == feed.workspace, feed_runs.c.feed == feed.id, feed_runs.c.started_at >= now)
    newest = connection.scalar(select(func.max(feed_runs.c.started_at)).where(*mine))
    return now if newest is None else int(newest) + 1


def note_run(connection: Connection, feed: Feed, began: int, ended: int, result: Result) -> None:
    row = {name: getattr(result, name) for name in Result.__dataclass_fields__}
    row |= {"problems": msgspec.json.encode(result.problems).decode(), "feed": feed.id}
    connection.execute(
        insert(feed_runs).values(workspace=feed.workspace, started_at=began, finished_at=max(began, ended), **row)
    )


def note_passed_over(connection: Connection, feed: Feed, count: int) -> None:
    """Counted with the newest run, which announced them."""
    if count:
        mine = (feed_runs.c.workspace == feed.workspace, feed_runs.c.feed == feed.id)
        newest = select(func.max(feed_runs.c.started_at)).where(*mine).scalar_subquery()
        more = {"passed_over": feed_runs.c.passed_over + count}
        connection.execute(update(feed_runs).where(*mine, feed_runs.c.started_at == newest).values(more))


def keep_bytes(connection: Connection, vault: Vault, began: int, bodies: Sequence[Body]) -> None:
    rows = [
        {
            "workspace": vault.feed.workspace,
            "feed": vault.feed.id,
            "pulled_at": began,
            "part": part,
            "kind": kind,
            "body": vault.sealed_bytes(body),
        }
        for part, (kind, body) in enumerate(bodies)
    ]
    if rows:
        connection.execute(insert(feed_pulls), rows)


def set_feed(connection: Connection, feed: Feed, **values: Any) -> None:
    connection.execute(update(feeds).where(*its(feed)).values(values))


def after_failure(feed: Feed, failed: Failed, now: int, wait: float) -> dict[str, Any]:
    """How a feed stands that could not be pulled; `wait` in seconds."""
    values = {"failures": feed.failures + 1, "due_at": now + seconds(wait)}
    if isinstance(failed, Gone):
        return values | {"state": "gone", "reason": in_english("the other side says that it will not come back (410)")}
    if isinstance(failed, TooOld) and feed.place is not None:
        missed = in_english(
            "the stream no longer had what follows {place}, and went on from later: some changes were missed",
            place=feed.place,
        )
        return values | {"reason": missed, "place": None, "due_at": now}
    return values


def told(bad: Sequence[Bad], reason: str | None) -> list[str]:
    """The first of the problems, each once with where it is."""
    places: dict[str, list[int]] = {}
    for one in bad:
        places.setdefault(one.problem, []).append(one.place)
    first = [reason] if reason else []
    return [*first, *(_problem(problem, where) for problem, where in [*places.items()][:_MOST_PROBLEMS])]


def _problem(problem: str, places: Sequence[int]) -> str:
    if len(places) == 1:
        return in_english("entry {place}: {problem}", place=places[0], problem=problem)
    shown = ", ".join(map(str, places[:_MOST_PLACES])) + (", …" if len(places) > _MOST_PLACES else "")
    return in_english("entries {places}: {problem}", places=shown, problem=problem)


def kept_long_enough(now: int, keep: timedelta) -> int:
    """The instant before which something may go."""
    return now - keep // timedelta(microseconds=1)
