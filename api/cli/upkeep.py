"""`incumbent migrate` and `rebuild`: what an operator runs on the database."""

from __future__ import annotations

from typing import Annotated

import typer

from api.settings import Settings, read_settings, root_key_of
from domain.log.migrate import migrate as migrate_database
from domain.log.restoring import begin_epoch

from .collecting import uncollected
from .opening import opened, opened_tenant, refuse_missing
from .options import AsJson, Workspace
from .printing import progress, say, say_json

Restored = Annotated[
    bool, typer.Option("--restored", help="After a restore: begin a new epoch, erase again who was erased since.")
]


def migrate(restored: Restored = False, as_json: AsJson = False) -> None:
    """Bring the database to the newest schema; on a new SQLite file, make it."""
    settings = read_settings()
    if restored:
        refuse_missing(settings)
    root_key_of(settings)
    migrate_database(settings.database_url)
    epoch = {"epoch": _begun_anew(settings)} if restored else {}
    if as_json:
        say_json({"migrated": True, **epoch})
        return
    say(f"The database is up to date{f': {settings.sqlite_file}' if settings.sqlite_file else ''}.")
    if restored:
        say("A new epoch began: cursors, event ids and ETags given out before no longer hold.")


def _begun_anew(settings: Settings) -> str:
    """The new epoch. Opening a workspace erases again whom the ledger of the erased names."""
    with opened(settings) as tenants:
        epoch = begin_epoch(tenants.store)
        tenants.all()
    return epoch


def rebuild(workspace: Workspace, as_json: AsJson = False) -> None:
    """Derive the views anew from the log, beside the live ones, which readers see until the new ones are whole."""
    with opened_tenant(workspace) as tenant:
        with progress("Rebuilding") as advance, uncollected():
            tenant.rebuild(advance)
        position = tenant.catch_up()
    if as_json:
        say_json({"position": position})
        return
    say(f"Rebuilt up to position {position:,}.")
