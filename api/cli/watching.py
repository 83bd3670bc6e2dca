"""`incumbent watches`: what somebody watches, listed, added and removed."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer

from api.feeds.watches import Wanted, told, watched_by
from api.http.bodies import decoded
from projections.watch_list import remove_watch, watches_of

from .opening import opened_tenant
from .options import AsJson, Workspace
from .printing import out, plain_table, say, say_json

app = typer.Typer(no_args_is_help=True, help="What people watch: feeds may keep only that.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a watch.")]
OfAccount = Annotated[str | None, typer.Option("--account", metavar="ID", help="Watch an account.")]
OfPerson = Annotated[str | None, typer.Option("--person", metavar="ID", help="Watch a person.")]
OfRole = Annotated[str | None, typer.Option("--role", metavar="ID", help="Watch a role.")]
OfLevel = Annotated[
    str | None, typer.Option("--level", metavar="LEVEL", help="Watch roles as high as this: a number, or a word.")
]
By = Annotated[str | None, typer.Option("--by", metavar="ID", help="The id of the colleague who watches.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="What to remember about it.")]
_RECORDER = "cli"


@app.command("add")
def add(
    workspace: Workspace,
    account: OfAccount = None,
    person: OfPerson = None,
    role: OfRole = None,
    level: OfLevel = None,
    by: By = None,
    note: Note = None,
    as_json: AsJson = False,
) -> None:
    """Watch an account, a person, a role or a level."""
    said = {"account": account, "person": person, "role": role, "level": level, "by": by, "note": note}
    wanted = decoded(msgspec.json.encode({name: value for name, value in said.items() if value is not None}), Wanted)
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        (shown,) = told(tenant, [watched_by(tenant, wanted, _RECORDER)])
    _show(shown, as_json, "is watched")


@app.command("list")
def list_(workspace: Workspace, by: By = None, as_json: AsJson = False) -> None:
    """List what is watched, and by whom."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        found = told(tenant, [one for one in watches_of(tenant) if by in (None, one.by)])
    if as_json:
        say_json({"watches": found})
        return
    table = plain_table("id", "what", "name", "by", "note")
    for one in found:
        table.add_row(
            one["id"], one["kind"], one["name"] or one["subject"], one["by_name"] or one["by"], one["note"] or ""
        )
    out.print(table)


@app.command("remove")
def remove(id: Id, workspace: Workspace, as_json: AsJson = False) -> None:
    """Watch it no more."""
    with opened_tenant(workspace) as tenant:
        tenant.catch_up()
        (shown,) = told(tenant, [remove_watch(tenant, id)])
    _show(shown, as_json, "is watched no more")


def _show(shown: dict[str, Any], as_json: bool, words: str) -> None:
    if as_json:
        say_json(shown)
    else:
        say(f"{shown['name'] or shown['subject']} {words} ({shown['id']}).")
