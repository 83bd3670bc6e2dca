"""For operators: whether the process lives, and whether it can answer; each thing looked at has a name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec
import structlog
from fastapi import APIRouter, Request, Response
from sqlalchemy import select

from domain.log.store import Store
from domain.log.tables import newest, workspaces
from jobs.outputs.failing import DeadLetters
from projections.builds import builds

from .. import shapes

router = APIRouter(prefix="/health", tags=["health"])
log = structlog.get_logger()

Check = Callable[[], dict[str, Any]]
"""Says {"name": ..., "ok": ...} and what an operator may want to know besides; nothing personal."""


@router.get("/live", response_model=shapes.Live)
def live() -> Response:
    """The process answers."""
    return _answer(200, {"status": "live"})


@router.get(
    "/ready", response_model=shapes.Ready, responses={503: {"description": "A check failed.", "model": shapes.Ready}}
)
def ready(request: Request) -> Response:
    """Every check by name; 503 when one of them fails."""
    found = [_found(check) for check in request.app.state.site.checks]
    well = all(one["ok"] for one in found)
    return _answer(200 if well else 503, {"status": "ready" if well else "not ready", "checks": found})


def checks_of(store: Store) -> tuple[Check, ...]:
    """What every process looks at."""
    looking: dict[str, Check] = {
        "database": partial(_database, store),
        "views": partial(_views, store),
        "outputs": partial(_outputs, DeadLetters(store)),
    }
    return tuple(named(name, look) for name, look in looking.items())


def named(name: str, check: Check) -> Check:
    """A check that fails by raising says its name all the same."""

    def look() -> dict[str, Any]:
        return {"name": name, "ok": True} | check()

    look.__name__ = name
    return look


def _found(check: Check) -> dict[str, Any]:
    try:
        return check()
    except Exception as error:
        name = getattr(check, "__name__", "check")
        log.warning("health check failed", check=name, error=type(error).__name__)
        return {"name": name, "ok": False, "error": type(error).__name__}


def _database(store: Store) -> dict[str, Any]:
    with store.reading() as connection:
        connection.execute(select(1))
    return {"kind": store.engine.dialect.name}


def _views(store: Store) -> dict[str, Any]:
    """How many facts the views have yet to count, over all workspaces, and the numbers of those whose views stopped."""
    live = builds.alias()
    joined = workspaces.outerjoin(live, (live.c.workspace == workspaces.c.id) & (live.c.state == "live"))
    head, _ = newest(store.sqlite)
    with store.reading() as connection:
        rows = connection.execute(
            select(workspaces.c.id, head.label("head"), live.c.position, live.c.failed).select_from(joined)
        )
        heads = rows.all()
    failed = [row.id for row in heads if row.failed]
    return {"ok": not failed, "behind": sum(row.head - (row.position or 0) for row in heads), "failed": failed}


def _outputs(letters: DeadLetters) -> dict[str, Any]:
    """How many deliveries were given up, and in which workspaces; the process can answer all the same.

    Of very many workspaces some are looked at each time; `unseen` are those that this process has not come to yet.
    """
    dead, unseen = letters.counted()
    failing = [number for number, many in dead.items() if many]
    return {"dead": sum(dead.values()), "failing": failing, "unseen": unseen}


def _answer(status: int, body: dict[str, Any]) -> Response:
    return Response(msgspec.json.encode(body), status, {"Cache-Control": "no-store"}, "application/json")
