"""A workspace in a real database: processes that work on it, and what is found there without them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random

from sqlalchemy import select

from domain.log.store import Store
from domain.log.tables import facts, newest, workspaces
from projections.builds import builds
from projections.tenants import Tenant
from tests.api.command_line import ROOT_KEY, CommandLine, for_subprocess
from tests.program import Program, Running
from tests.projections.worlds import opened

from .checking import Entry, Log, flaws
from .journal import Journal


@dataclass(frozen=True)
class Place:
    program: Program
    database_url: str
    journal: Journal
    random: Random
    workspace: str = "W"

    @property
    def incumbent(self) -> CommandLine:
        return CommandLine(self.database_url)

    def new_key(self) -> str:
        """Of the workspace, which is made if new."""
        said = self.incumbent.ok("keys", "create", "--workspace", self.workspace, "--scope", "admin", "--json")
        return str(said.json["key"])

    def start(self, *arguments: str, sabotage: str = "", **settings: str) -> Running:
        return self.program.start(for_subprocess(self.incumbent) | settings, *arguments, sabotage=sabotage)

    @contextmanager
    def tenant(self) -> Iterator[Tenant]:
        with opened(self.database_url, bytes.fromhex(ROOT_KEY)) as tenants:
            yield tenants.named(self.workspace)

    def log(self) -> Log:
        """As its rows give it, with no process of the program running."""
        with self.tenant() as tenant, tenant.ledger.store.reading(tenant.workspace.id) as connection:
            number = tenant.workspace.id
            found = select(facts.c.id, facts.c.position, facts.c.recorded_at).where(facts.c.workspace == number)
            head = connection.scalar(select(newest(tenant.ledger.store.sqlite)[0]).where(workspaces.c.id == number))
            return Log(int(head or 0), [Entry(*row) for row in connection.execute(found.order_by(facts.c.position))])

    def flaws(self) -> list[str]:
        """What is wrong with the log, and where the views are not what their facts give, as they stand."""
        with self.tenant() as tenant:
            differing = tenant.verify().differing
        return flaws(self.journal, self.log()) + [f"view: {subject}" for subject in differing]

    def assert_sound(self) -> None:
        found = self.flaws()
        assert not found, "\n".join(found[:20])

    def acknowledge_all(self) -> None:
        """Whatever was seen in the log once has to stay."""
        self.journal.acknowledge({entry.id: entry.position for entry in self.log().entries})


def head_of(store: Store, workspace: str) -> int:
    with store.reading() as connection:
        return int(connection.scalar(select(newest(store.sqlite)[0]).where(workspaces.c.name == workspace)) or 0)


def growing(store: Store, workspace: str) -> int | None:
    """The number of a build that is being written beside the live one."""
    query = select(builds.c.build).join(workspaces, workspaces.c.id == builds.c.workspace)
    with store.reading() as connection:
        found = connection.scalar(query.where(workspaces.c.name == workspace, builds.c.state == "growing"))
        return None if found is None else int(found)
