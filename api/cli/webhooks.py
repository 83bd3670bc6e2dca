"""`incumbent webhooks`: connected, listed, tried, replayed and removed."""

from __future__ import annotations

from typing import Annotated

import typer

from api.alerts.outgoing import outputs_policy
from api.alerts.places import counts_of, stated, wanted, webhook_json
from api.alerts.webhooks import Wanted
from api.settings import read_settings
from jobs.outputs import registry
from jobs.outputs.policy import Kind

from . import sent
from .opening import opened_tenant
from .options import AsJson, Workspace
from .printing import out, plain_table, remark, say, say_json

app = typer.Typer(no_args_is_help=True, help="Webhooks: programs and chats that alerts are sent to.")
KINDS: tuple[Kind, ...] = ("webhook", "chat")


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="https://…")],
    workspace: Workspace,
    chat: Annotated[bool, typer.Option("--chat", help='A chat: it is sent {"text": …}, unsigned.')] = False,
    names: Annotated[bool, typer.Option("--names", help="Tell the chat people's names.")] = False,
    types: sent.Types = None,
    rules: sent.Rules = None,
    accounts: sent.Accounts = None,
    severity: sent.Severity = None,
    language: sent.Language = "en",
    restricted: sent.Restricted = False,
    description: sent.Description = "",
    id: sent.OwnId = None,
    as_json: AsJson = False,
) -> None:
    """Connect a webhook: it is sent what is recorded from now on. Its secret is shown this once."""
    said: dict[str, object] = {
        "url": url,
        "kind": "chat" if chat else "webhook",
        "names": names,
        "restricted": restricted,
        "language": language,
        "id": id,
    }
    said |= {"types": types, "rules": rules, "accounts": accounts, "severity": severity, "description": description}
    form = sent.checked(said, Wanted)
    values = stated(form, "id", "description", "names", "restricted") | {"address": form.url, "wants": wanted(form)}
    with opened_tenant(workspace) as tenant:
        made = registry.create(tenant, form.kind, values, outputs_policy(read_settings()))
    if as_json:
        say_json(webhook_json(made, {}) | {"secret": made.secret})
        return
    say(made.secret or f"{made.id} is connected.")
    if made.secret:
        remark(f"The secret of {made.id}: what it is sent is signed with it. Keep it now: it is not shown again.")


@app.command("list")
def list_(workspace: Workspace, as_json: AsJson = False) -> None:
    """List the webhooks of a workspace: what they are sent, how they stand."""
    with opened_tenant(workspace) as tenant:
        places, counts = registry.outlets_of(tenant.ledger), counts_of(tenant)
    shown = [webhook_json(one, counts.get(one.id, {})) for one in places if one.kind in KINDS]
    if as_json:
        say_json({"webhooks": shown})
        return
    table = plain_table("id", "kind", "state", "url", "deliveries")
    for one in shown:
        table.add_row(one["id"], one["kind"], one["state"], one["url"], sent.counted(one["deliveries"]))
    out.print(table)


@app.command("rotate")
def rotate(id: sent.Id, workspace: Workspace, as_json: AsJson = False) -> None:
    """A new secret, shown this once; for a day the one before it signs as well."""
    with opened_tenant(workspace) as tenant:
        made = registry.rotate(tenant.ledger, id)
    if as_json:
        say_json(webhook_json(made, {}) | {"secret": made.secret})
    else:
        say(made.secret or "")


sent.add_commands(
    app,
    KINDS,
    {
        "deliveries": "What was sent there or waits to be, the newest first.",
        "replay": "Send again what is dead or held, or one delivery; under the ids they had.",
        "test": "Send test.ping there.",
        "pause": "Send nothing for a while; what is recorded meanwhile waits.",
        "resume": "Send again, also to one that said it was gone.",
        "remove": "Remove a webhook with what still waits for it.",
    },
)
