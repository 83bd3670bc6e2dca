"""`incumbent jobs` and `verify`: what is done each night, and one part of it by hand."""

from __future__ import annotations

import signal
import threading

import typer

from api.nightly import nightly
from api.settings import read_settings
from jobs.scheduler import Scheduler, pace_of
from jobs.upkeep import note_verification

from .opening import caught_up, opened
from .options import AsJson, Workspace
from .printing import log_to_stderr, remark, say, say_json
from .refusals import REFUSED


def verify(workspace: Workspace, as_json: AsJson = False) -> None:
    """Compare every account with a rebuild beside it; exit 1 when something differs."""
    with caught_up(workspace) as tenant:
        verification = tenant.verify()
        note_verification(tenant, verification.compared, verification.differing)
    if as_json:
        say_json({"compared": verification.compared, "differing": verification.differing})
    for account in [] if as_json else verification.differing:
        say(f"{account} differs from a rebuild")
    remark(f"{verification.compared:,} compared, {len(verification.differing):,} differ")
    if verification.differing:
        remark(f"`incumbent rebuild --workspace {workspace}` derives the views anew.")
        raise typer.Exit(REFUSED)


def jobs() -> None:
    """Run the scheduler alone; any number of processes may, one of them acts."""
    log_to_stderr()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    settings = read_settings()
    with opened(settings) as tenants:
        scheduler = Scheduler(tenants.store, nightly(tenants, settings), pace_of(settings.lease_seconds))
        scheduler.start()
        remark("The scheduler runs.")
        stopping.wait()
        scheduler.stop()
