"""From the settings to an open store: what nearly every command begins with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from api.settings import Settings, erasure_ledger_of, read_settings, root_key_of
from domain.errors import Misconfigured
from domain.log.store import open_store
from jobs.feeds.kept import KeptOfFeeds
from projections.tenants import Tenant, Tenants


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Tenants]:
    """The workspaces of the configured database. Raises Misconfigured."""
    settings = settings or read_settings()
    refuse_missing(settings)
    store = open_store(settings.database_url)
    try:
        yield Tenants(store, root_key_of(settings), erasure_ledger_of(settings), elsewhere=KeptOfFeeds())
    finally:
        store.close()


@contextmanager
def opened_tenant(workspace: str) -> Iterator[Tenant]:
    """One workspace of the configured database. Raises Misconfigured, NotFound."""
    with opened() as tenants:
        yield tenants.named(workspace)


@contextmanager
def caught_up(workspace: str) -> Iterator[Tenant]:
    """One workspace whose views have counted everything that was recorded. Raises Misconfigured, NotFound."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        yield tenant


def refuse_missing(settings: Settings) -> None:
    """Looking must not leave an empty database behind."""
    if is_new(settings):
        raise Misconfigured(f"there is no database at {settings.sqlite_file} yet: run `incumbent migrate`")


def is_new(settings: Settings) -> bool:
    """Whether the SQLite file is still to be made."""
    file = settings.sqlite_file
    return file is not None and not (file.is_file() and file.stat().st_size)
