"""`incumbent doctor`: looks at everything an operator may have got wrong, and says what would be right."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typer
from rich.text import Text
from sqlalchemy import make_url, select
from sqlalchemy.exc import SQLAlchemyError

from api.settings import Settings, erasure_ledger_of, read_settings, root_key_of
from domain.errors import Misconfigured
from domain.log.store import Store, open_store
from domain.log.tables import workspaces
from jobs.lease import database_now
from jobs.tables import job_leases
from jobs.upkeep import last_verify
from projections.builds import builds
from projections.tenants import Tenants

from .opening import refuse_missing
from .options import AsJson
from .printing import out, say_json
from .refusing import REFUSED, sentence_of

_READABLE_BY_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Finding:
    """Something looked at. `ok` is None where it is as it may be, but somebody should know."""

    name: str
    ok: bool | None
    says: str


def doctor(as_json: AsJson = False) -> None:
    """Check settings, database, keys, views and jobs; exit 1 when something is wrong."""
    findings = list(_examined())
    if as_json:
        say_json([asdict(finding) for finding in findings])
    for finding in [] if as_json else findings:
        mark, style = {True: ("ok", "green"), None: ("note", "yellow"), False: ("wrong", "red")}[finding.ok]
        out.print(Text.assemble((f"{mark:<6}", style), f"{finding.name}: {finding.says}"), soft_wrap=True)
    if any(finding.ok is False for finding in findings):
        raise typer.Exit(REFUSED)


def _examined() -> Iterator[Finding]:
    """Each step needs the ones before it."""
    try:
        settings = read_settings()
        yield Finding("settings", True, f"database {_address(settings)}")
        refuse_missing(settings)
        yield from _key_file(settings)
        store = open_store(settings.database_url)
    except (Misconfigured, SQLAlchemyError, OSError) as error:
        yield Finding("database", False, sentence_of(error))
        return
    try:
        yield Finding("database", True, "commits are durable, the schema is current")
        for look in (_workspace_keys, _views, _leases, _verification):
            yield from look(store, settings)
    finally:
        store.close()


def _address(settings: Settings) -> str:
    """Never with the password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)


def _key_file(settings: Settings) -> Iterator[Finding]:
    file = settings.sqlite_file
    beside = file and file.with_name(f"{file.name}.key")
    path = None if settings.root_key else settings.root_key_file or beside
    if path is None:
        yield Finding("root key", True, "from INCUMBENT_ROOT_KEY")
    elif not path.exists():
        yield Finding("root key", False, f"{path} is missing: without it nothing personal can be read")
    else:
        yield _permissions(path)
    ledger = erasure_ledger_of(settings).path
    if ledger is None:
        yield Finding(
            "erasures", None, "set INCUMBENT_ERASURE_LEDGER: a restore must know who was erased since the backup"
        )
    else:
        yield Finding("erasures", True, f"listed in {ledger}; keep it apart from the database's backup")


def _permissions(path: Path) -> Finding:
    if path.stat().st_mode & _READABLE_BY_OTHERS:
        return Finding("root key", False, f"{path} can be read by others: chmod 600 {path}")
    return Finding("root key", True, f"{path}, readable by its owner only; back it up apart from the database")


def _workspace_keys(store: Store, settings: Settings) -> Iterator[Finding]:
    try:
        tenants = Tenants(store, root_key_of(settings), erasure_ledger_of(settings))
        names = [tenant.workspace.name for tenant in tenants.all()]
    except Misconfigured as error:
        yield Finding("workspaces", False, str(error))
        return
    none = "none yet: `incumbent keys create --workspace NAME --scope admin` makes one"
    yield Finding("workspaces", True, f"{', '.join(names)}; the root key opens them" if names else none)


def _views(store: Store, settings: Settings) -> Iterator[Finding]:
    live = builds.alias()
    its_build = (live.c.workspace == workspaces.c.id) & (live.c.state == "live")
    joined = workspaces.outerjoin(live, its_build)
    with store.reading() as connection:
        query = select(workspaces.c.name, workspaces.c.head, live.c.position, live.c.failed).select_from(joined)
        rows = connection.execute(query.order_by(workspaces.c.id)).all()
    for name, head, position, failed in rows:
        if failed:
            yield Finding(f"views of {name}", False, f"stopped: {failed}; `incumbent rebuild --workspace {name}`")
        elif (position or 0) < head:
            yield Finding(
                f"views of {name}", None, f"at position {position or 0:,} of {head:,}; they follow on the next read"
            )
        else:
            yield Finding(f"views of {name}", True, f"at position {head:,}, where the log is")


def _leases(store: Store, settings: Settings) -> Iterator[Finding]:
    with store.reading() as connection:
        now = database_now(connection)
        held = connection.execute(select(job_leases).where(job_leases.c.expires_at > now)).all()
    none = "no scheduler runs: `incumbent serve` on SQLite, `incumbent jobs` anywhere"
    yield Finding("jobs", True, f"run by {held[0].holder}") if held else Finding("jobs", None, none)


def _verification(store: Store, settings: Settings) -> Iterator[Finding]:
    found = last_verify(store)
    if found is None:
        yield Finding("verify", None, "not run yet: `incumbent verify --workspace NAME`, or the nightly job")
    elif found["ok"]:
        yield Finding("verify", True, f"{found['compared']:,} accounts compared by {found['at']}, none differs")
    elif not found["differing"]:
        yield Finding("verify", False, f"the last run failed at {found['at']}")
    for name, accounts in (found["differing"] if found else {}).items():
        yield Finding(
            "verify", False, f"in {name} differ {', '.join(accounts)}: `incumbent rebuild --workspace {name}`"
        )
