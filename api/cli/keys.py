"""`incumbent keys`: API keys made, listed and revoked."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

import typer

from api.http.instants import instant_text
from domain.log.api_keys import ApiKey, create_key, keys_of, revoke_key
from domain.log.store import now_us

from .opening import opened, opened_tenant
from .options import AsJson, Workspace, name
from .printing import out, plain_table, remark, say, say_json

app = typer.Typer(no_args_is_help=True, help="API keys: made, listed, revoked.")

Scopes = Annotated[
    list[str],
    typer.Option("--scope", metavar="SCOPE", help="read, write, restricted or admin; several may be given."),
]
ExpiresDays = Annotated[
    int | None,
    typer.Option("--expires-days", min=1, max=36_500, metavar="N", help="Days until it expires; a year if left out."),
]
Label = Annotated[str | None, typer.Option("--label", metavar="TEXT", parser=name, help="What the key is for.")]


@app.command("create")
def create(
    workspace: Workspace,
    scope: Scopes,
    expires_days: ExpiresDays = None,
    label: Label = None,
    as_json: AsJson = False,
) -> None:
    """Make a key, and the workspace if it is new. The key is shown this once and kept nowhere."""
    now = now_us()
    expires_at = None if expires_days is None else now + timedelta(days=expires_days) // timedelta(microseconds=1)
    with opened() as tenants:
        number = tenants.make(workspace).workspace.id
        key, text = create_key(tenants.store, number, scope, now=now, label=label, expires_at=expires_at)
    if as_json:
        say_json({"id": key.id, "key": text})
        return
    say(text)
    remark(f"Key {key.id} for workspace {workspace}, {_until(key)}. Keep it now: it is not shown again.")


@app.command("list")
def list_(workspace: Workspace, as_json: AsJson = False) -> None:
    """List the keys of a workspace; their texts are kept nowhere."""
    with opened_tenant(workspace) as tenant:
        keys = keys_of(tenant.ledger.store, tenant.workspace.id)
    if as_json:
        say_json({"keys": [_as_json(key) for key in keys]})
        return
    table = plain_table("id", "scopes", "created", "ends", "label")
    for key in keys:
        table.add_row(key.id, " ".join(sorted(key.scopes)), _day(key.created_at), _until(key), key.label or "")
    out.print(table)


@app.command("revoke")
def revoke(id: Annotated[str, typer.Argument(metavar="ID")], workspace: Workspace, as_json: AsJson = False) -> None:
    """Revoke a key: requests that carry it are refused from now on."""
    with opened_tenant(workspace) as tenant:
        key = revoke_key(tenant.ledger.store, tenant.workspace.id, id, now_us())
    if as_json:
        say_json(_as_json(key))
        return
    say(f"Key {key.id} is revoked; a server that just saw it lets it pass for a few seconds more.")


def _as_json(key: ApiKey) -> dict[str, Any]:
    instants = {name: getattr(key, name) for name in ("created_at", "expires_at", "revoked_at")}
    dated = {name: None if instant is None else instant_text(instant) for name, instant in instants.items()}
    return {"id": key.id, "scopes": sorted(key.scopes), "label": key.label, **dated}


def _until(key: ApiKey) -> str:
    if key.revoked_at is not None:
        return f"revoked {_day(key.revoked_at)}"
    return "never expires" if key.expires_at is None else f"expires {_day(key.expires_at)}"


def _day(instant: int) -> str:
    return instant_text(instant)[:10]
