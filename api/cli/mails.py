"""`incumbent mails`: who is mailed alerts or digests; added, listed, tried, replayed and removed."""

from __future__ import annotations

from typing import Annotated

import typer

from api.alerts.mail_subscriptions import Wanted
from api.alerts.outgoing import outputs_policy
from api.alerts.places import counts_of, mail_json, stated, wanted
from api.settings import read_settings
from jobs.outputs import registry
from jobs.outputs.policy import Kind

from . import sent
from .opening import opened_tenant
from .options import AsJson, Workspace
from .printing import out, plain_table, remark, say, say_json

app = typer.Typer(no_args_is_help=True, help="Mail subscriptions: who is mailed alerts at once, or a digest a day.")
KINDS: tuple[Kind, ...] = ("mail",)


@app.command("add")
def add(
    to: Annotated[str, typer.Argument(metavar="ADDRESS", help="One mail address.")],
    workspace: Workspace,
    digest_at: Annotated[
        str | None, typer.Option("--digest-at", metavar="HH:MM", help="A digest a day instead of each alert at once.")
    ] = None,
    person: Annotated[
        str | None, typer.Option("--person", metavar="ID", help="The colleague whose digest it is.")
    ] = None,
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
    """Mail somebody what is recorded from now on: each alert at once, or a colleague's digest of the day before."""
    said = {"to": to, "digest_at": digest_at, "person": person, "restricted": restricted, "id": id, "types": types}
    said |= {"language": language}
    form = sent.checked(
        said | {"rules": rules, "accounts": accounts, "severity": severity, "description": description}, Wanted
    )
    values = stated(form, "id", "description", "restricted", "person", "digest_at")
    values |= {"address": form.to, "wants": wanted(form), "names": True}
    policy = outputs_policy(read_settings())
    with opened_tenant(workspace) as tenant:
        made = registry.create(tenant, "mail", values, policy)
    if as_json:
        say_json(mail_json(made, {}))
        return
    say(f"Subscription {made.id} is made.")
    if policy.smtp is None:
        remark("Mails wait: INCUMBENT_SMTP_HOST is not set.")


@app.command("list")
def list_(workspace: Workspace, as_json: AsJson = False) -> None:
    """List who is mailed what."""
    with opened_tenant(workspace) as tenant:
        places, counts = registry.outlets_of(tenant.ledger), counts_of(tenant)
    shown = [mail_json(one, counts.get(one.id, {})) for one in places if one.kind == "mail"]
    if as_json:
        say_json({"mail_subscriptions": shown})
        return
    table = plain_table("id", "to", "state", "digest", "deliveries")
    for one in shown:
        digest = f"of {one['person']} at {one['digest_at']}" if one["digest_at"] else "-"
        table.add_row(one["id"], one["to"], one["state"], digest, sent.counted(one["deliveries"]))
    out.print(table)


sent.add_commands(
    app,
    KINDS,
    {
        "deliveries": "Mails that were handed over or wait to be, the newest first.",
        "replay": "Send again what is dead or held, or one mail; under the Message-ID they had.",
        "test": "Send a mail that says it is a test.",
        "pause": "Send nothing for a while; what is recorded meanwhile waits.",
        "resume": "Send again.",
        "remove": "End a subscription; its address is kept no longer.",
    },
)
