"""Feeds on the page: when each was asked, what came, what was wrong, and those that wait for somebody.

They are shown as they are now, whatever the dates in the address: no fact tells of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import Request, Response

from domain.errors import Refused
from jobs.feeds import registry

from ..feeds.feeds import feed_json, run_json
from ..http.access import Caller, requires
from ..http.bodies import Body
from ..http.parameters import FeedId
from ..http.reading import Read, Reading
from .acting import acted_there, form_of
from .answers import page_router
from .rendering import page

Json = dict[str, Any]
Act = Literal["resume", "pause", "drop", "pull"]
Admin = Annotated[Caller, requires("admin")]
MOST_RUNS, MOST_HELD = 20, 50

router = page_router()


@router.get("/feeds")
def feeds(request: Request, read: Read, caller: Admin) -> Response:
    store = read.site.store
    last = registry.last_runs(store, caller.workspace)
    every = registry.feeds_of(store, caller.workspace)
    shown = [feed_json(one) | {"last": run_json(last[one.id]) if one.id in last else None} for one in every]
    return page(request, "feeds.html", feeds=sorted(shown, key=_waiting_first))


@router.get("/feeds/{id}")
def feed(request: Request, read: Read, caller: Admin, id: FeedId) -> Response:
    return page(request, "feed.html", **_of(read, id))


@router.post("/feeds/{id}/{act}")
def act(request: Request, read: Read, caller: Admin, id: FeedId, act: Act, body: Body) -> Response:
    """Answers with the feed as it is then, or where scripts do not run with the page it was on."""
    form = form_of(body)
    return acted_there(
        request, read, form, lambda: _ACTS[act](read, id), lambda refused: _part(request, read, id, act, refused)
    )


def _part(request: Request, read: Reading, id: str, act: str, refused: Refused | None) -> Response:
    return page(request, "feed_part.html", **_of(read, id), done=None if refused else act, refused=refused)


def _of(read: Reading, id: str) -> Json:
    store, workspace = read.site.store, read.caller.workspace
    return {
        "feed": feed_json(registry.feed_of(store, workspace, id)),
        "runs": [run_json(run) for run in registry.runs_of(store, workspace, id, MOST_RUNS)],
        "untaken": registry.untaken(read.tenant.ledger, id, MOST_HELD),
    }


def _waiting_first(feed: Json) -> tuple[bool, bool, str]:
    return feed["state"] not in ("review", "gone"), not feed["failures"], feed["name"].casefold()


def _resume(read: Reading, id: str) -> None:
    """Whoever sets a feed under review to active accepts what is held."""
    registry.change(read.site.store, read.caller.workspace, id, {"state": "active"}, read.site.feeds)


def _pause(read: Reading, id: str) -> None:
    registry.change(read.site.store, read.caller.workspace, id, {"state": "paused"}, read.site.feeds)


def _drop(read: Reading, id: str) -> None:
    """What is held is not accepted, and the feed goes on."""
    registry.drop_held(read.site.store, read.caller.workspace, id)
    _resume(read, id)


def _pull(read: Reading, id: str) -> None:
    registry.pull_now(read.site.store, read.caller.workspace, id)


_ACTS: dict[Act, Callable[[Reading, str], None]] = {"resume": _resume, "pause": _pause, "drop": _drop, "pull": _pull}
