"""`incumbent doctor`: looks at everything an operator may have got wrong, and says what would be right."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import typer
from rich.text import Text
from sqlalchemy import make_url, select
from sqlalchemy.exc import SQLAlchemyError

from api.alerts.outgoing import outputs_policy
from api.feeds.feeding import feeds_policy
from api.settings import Settings, erasure_ledger_of, read_settings, root_key_of
from domain.errors import Misconfigured
from domain.log.row_security import BYPASSED, bypassed, unguarded
from domain.log.store import Store, open_store
from domain.log.tables import newest, workspaces
from domain.log.workspaces import all_workspaces
from jobs.feeds.kept import KeptOfFeeds
from jobs.lease import database_now
from jobs.outputs import queue
from jobs.outputs.cursors import cursor_of, head_of
from jobs.tables import job_leases
from jobs.upkeep import last_verify
from projections.builds import builds
from projections.tables import metadata
from projections.tenants import Tenants

from .opening import refuse_missing
from .options import AsJson
from .printing import out, say_json
from .refusals import REFUSED, sentence_of

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
        key = _key(settings)
        yield key
        yield from (_erasures(settings), _nightly(settings), _feeds(settings), _mails(settings))
        store = open_store(settings.database_url)
    except (Misconfigured, SQLAlchemyError, OSError) as error:
        yield Finding("database", False, sentence_of(error))
        return
    try:
        yield Finding("database", True, "commits are durable, the schema is current")
        if key.ok:
            yield _workspaces(store, settings)
        for look in (_row_security, _views, _leases, _verification, _deliveries):
            yield from look(store)
    finally:
        store.close()


def _address(settings: Settings) -> str:
    """Never with the password."""
    return make_url(settings.database_url).render_as_string(hide_password=True)


def _key(settings: Settings) -> Finding:
    """Looked for, never made."""
    file = settings.sqlite_file
    path = settings.root_key_file or (file and file.with_name(f"{file.name}.key"))
    if settings.root_key is not None or path is None:
        root_key_of(settings)
        return Finding("root key", True, "from INCUMBENT_ROOT_KEY")
    if not path.exists():
        return Finding("root key", False, f"{path} is missing: without it nothing personal can be read")
    if path.stat().st_mode & _READABLE_BY_OTHERS:
        return Finding("root key", False, f"{path} can be read by others: chmod 600 {path}")
    return Finding("root key", True, f"{path}, readable by its owner only; back it up apart from the database")


def _erasures(settings: Settings) -> Finding:
    path = erasure_ledger_of(settings).path
    if path is None:
        said = "set INCUMBENT_ERASURE_LEDGER to a file: a restore must know who was erased since the backup"
        return Finding("erasures", None, said)
    return Finding("erasures", True, f"listed in {path}; keep it apart from the database's backup")


def _nightly(settings: Settings) -> Finding:
    compared = f"at {settings.verify_at} UTC {settings.verify_accounts:,} accounts of each workspace are compared"
    kept = f"Idempotency-Key records older than {settings.keep_idempotency_days:,} days are forgotten"
    return Finding("nightly", True, f"{compared}, at {settings.expire_at} {kept}")


def _feeds(settings: Settings) -> Finding:
    """Whether the ways out that are set can be read, and what an operator may have forgotten."""
    try:
        policy = feeds_policy(settings)
    except Misconfigured as error:
        return Finding("feeds", False, str(error))
    if policy.contact is None:
        return Finding("feeds", True, "asked as Incumbent; EDGAR answers only once INCUMBENT_CONTACT is set")
    return Finding("feeds", True, f"asked as {policy.egress.user_agent}")


def _mails(settings: Settings) -> Finding:
    """How they would be handed over; nothing is sent to find out."""
    try:
        smtp = outputs_policy(settings).smtp
    except Misconfigured as error:
        return Finding("mails", False, str(error))
    if smtp is None:
        return Finding("mails", True, "none are sent: INCUMBENT_SMTP_HOST is not set")
    return Finding("mails", True, f"from {smtp.sender} by {smtp.host}, port {smtp.port} ({smtp.security})")


def _deliveries(store: Store) -> Iterator[Finding]:
    """What was given up, or waits for somebody to say whether it is sent again, and what was not looked at yet."""
    for workspace in all_workspaces(store):
        with store.reading(workspace.id) as connection:
            counts, cursor = queue.counts(connection, workspace.id), cursor_of(connection, workspace.id)
            head = head_of(connection, workspace.id)
        for place, counted in counts.items():
            stuck = " and ".join(f"{counted[state]:,} {state}" for state in ("dead", "held") if state in counted)
            again = f"`incumbent webhooks replay {place} --workspace {workspace.name}`"
            if stuck:
                yield Finding(f"deliveries to {place}", None, f"{stuck}; {again}, or `mails replay`, sends again")
        if cursor is not None and cursor.position < head:
            said = f"looked at up to position {cursor.position:,} of {head:,}; whatever runs the jobs goes on"
            yield Finding(f"deliveries of {workspace.name}", None, said)


def _workspaces(store: Store, settings: Settings) -> Finding:
    tenants = Tenants(store, root_key_of(settings), erasure_ledger_of(settings), elsewhere=KeptOfFeeds())
    try:
        names = [tenant.workspace.name for tenant in tenants.all()]
    except Misconfigured as error:
        return Finding("workspaces", False, str(error))
    none = "none yet: `incumbent keys create --workspace NAME --scope admin` makes one"
    return Finding("workspaces", True, f"{', '.join(names)}; the root key opens them" if names else none)


def _row_security(store: Store) -> Iterator[Finding]:
    """PostgreSQL only."""
    if store.sqlite:
        return
    with store.reading() as connection:
        unguarded_tables, role_bypasses = unguarded(connection, metadata.tables.values()), bypassed(connection)
    if unguarded_tables:
        yield Finding("row security", False, f"taken away from {', '.join(unguarded_tables)}: put it back")
    elif role_bypasses:
        yield Finding("row security", None, f"in vain: {BYPASSED}")
    else:
        yield Finding("row security", True, "each transaction reaches the rows of its own workspace only")


def _views(store: Store) -> Iterator[Finding]:
    live = builds.alias()
    its_build = (live.c.workspace == workspaces.c.id) & (live.c.state == "live")
    joined = workspaces.outerjoin(live, its_build)
    with store.reading() as connection:
        query = select(workspaces.c.name, newest(store.sqlite)[0], live.c.position, live.c.failed).select_from(joined)
        rows = connection.execute(query.order_by(workspaces.c.id)).all()
    for name, head, position, failed in rows:
        if failed:
            yield Finding(f"views of {name}", False, f"stopped: {failed}; `incumbent rebuild --workspace {name}`")
        elif (position or 0) < head:
            said = f"at position {position or 0:,} of {head:,}; whatever reads or serves next brings them up"
            yield Finding(f"views of {name}", None, said)
        else:
            yield Finding(f"views of {name}", True, f"at position {head:,}, where the log is")


def _leases(store: Store) -> Iterator[Finding]:
    with store.reading() as connection:
        now = database_now(connection)
        held = connection.execute(select(job_leases).where(job_leases.c.expires_at > now)).all()
    none = "no scheduler runs: `incumbent serve` on SQLite, `incumbent jobs` anywhere"
    yield Finding("jobs", True, f"run by {held[0].holder}") if held else Finding("jobs", None, none)


def _verification(store: Store) -> Iterator[Finding]:
    found = last_verify(store)
    if found is None:
        yield Finding("verify", None, "not run yet: `incumbent verify --workspace NAME`, or the nightly job")
    elif found["ok"]:
        yield Finding("verify", True, f"{found['compared']:,} compared by {found['at']}, none differs")
    elif not found["differing"]:
        yield Finding("verify", False, f"the last run failed at {found['at']}")
    for name, accounts in (found["differing"] if found else {}).items():
        said = f"in {name} differ {', '.join(accounts)}: `incumbent rebuild --workspace {name}`"
        yield Finding("verify", False, said)
