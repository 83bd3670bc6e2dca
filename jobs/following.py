"""Follows what happens elsewhere: facts whose writer died before the views had counted them, another time zone."""

from __future__ import annotations

import threading

import structlog
from sqlalchemy import func, or_, select

from domain.log.store import Store
from domain.log.tables import newest, workspaces
from projections.builds import builds
from projections.tenants import Tenants

SECONDS = 1.0
_LONGEST_WAIT = 60.0
log = structlog.get_logger()


def behind(store: Store) -> list[int]:
    """Workspaces whose views have not counted every fact, or whose files still hold what was erased."""
    live = builds.alias()
    its_build = (live.c.workspace == workspaces.c.id) & (live.c.state == "live")
    query = select(workspaces.c.id).select_from(workspaces.outerjoin(live, its_build))
    with store.reading() as connection:
        fewer = newest(store.sqlite)[0] > func.coalesce(live.c.position, 0)
        return list(connection.scalars(query.where(or_(fewer, live.c.unclean))))


def follow(tenants: Tenants) -> None:
    """Catch up wherever views are behind. A view that fails says so itself, and the error goes on."""
    for workspace in behind(tenants.store):
        tenants.of(workspace).catch_up()


class Following:
    """A thread that looks every second; after a failure it looks less often."""

    def __init__(self, tenants: Tenants, seconds: float = SECONDS) -> None:
        self.tenants, self.seconds = tenants, seconds
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="following", daemon=True)

    def start(self) -> None:
        """Everything recorded so far is counted when this returns, unless a view fails; then the view says so."""
        self._look(self.seconds)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        wait = self.seconds
        while not self._stopping.wait(wait):
            wait = self._look(wait)

    def _look(self, waited: float) -> float:
        """How long to wait before the next look."""
        try:
            self.tenants.renew()
            follow(self.tenants)
        except Exception as error:
            log.error("following stopped", error=type(error).__name__)
            return min(waited * 2, _LONGEST_WAIT)
        return self.seconds
