"""`incumbent feeds`: connected, listed, pulled, reviewed and removed."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
import typer
from rich.table import Table

from api.feeds.feeding import feeds_policy, puller
from api.feeds.feeds import Reading, feed_json, rematch_json, run_json
from api.http.instants import instant_text
from api.settings import read_settings
from domain.acceptance import CREATE
from domain.errors import InvalidRequest
from domain.forms import invalid_request
from domain.matching.verdicts import INTRODUCED
from domain.readable import readable
from domain.unsure import Unsure, sentence
from jobs.feeds import registry
from jobs.feeds.policy import KINDS, Feed
from jobs.feeds.rematching import match_again
from jobs.sources.entries import Options

from .opening import opened_tenant
from .options import AsJson, Workspace, name
from .printing import out, plain_table, remark, say, say_json
from .refusals import REFUSED

app = typer.Typer(no_args_is_help=True, help="Feeds that announce who comes and who goes.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a feed.")]
Kind = Annotated[str, typer.Option("--kind", metavar="KIND", help=f"One of {', '.join(KINDS)}.")]
Name = Annotated[str | None, typer.Option("--name", metavar="TEXT", parser=name, help="What to call it.")]
Every = Annotated[int, typer.Option("--every-minutes", min=1, max=10_080, metavar="N", help="How often to ask.")]
Said = Annotated[str | None, typer.Option("--options", metavar="JSON", help="How it is read: see docs/feeds.md.")]
Accepts = Annotated[
    bool | None,
    typer.Option("--accepts/--reviewed", help="Whether what is sure is accepted at once, or all is reviewed."),
]
Introduces = Annotated[
    list[str] | None,
    typer.Option("--introduces", metavar="KIND", help="person, organization or role; several may be given."),
]
OwnId = Annotated[str | None, typer.Option("--id", metavar="ID", help="Its id; made if left out.")]


@app.command("add")
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="https://, http:// or folder:NAME.")],
    workspace: Workspace,
    kind: Kind,
    name: Name = None,
    every_minutes: Every = 60,
    options: Said = None,
    id: OwnId = None,
    accepts: Accepts = None,
    introduces: Introduces = None,
    as_json: AsJson = False,
) -> None:
    """Connect a feed; it is asked for the first time at once, by whichever process runs the jobs."""
    said: dict[str, Any] = {"name": name, "kind": kind, "url": url, "every_minutes": every_minutes, "id": id}
    said |= {"options": _options(options), **_accepting(accepts, introduces)}
    with opened_tenant(workspace) as tenant:
        feed = registry.create(tenant.ledger.store, tenant.workspace.id, said, feeds_policy(read_settings()))
    _show(feed, as_json, f"Feed {feed.id} is connected.")


@app.command("list")
def list_(workspace: Workspace, as_json: AsJson = False) -> None:
    """List the feeds of a workspace: how they stand, and when they are asked next."""
    with opened_tenant(workspace) as tenant:
        feeds = registry.feeds_of(tenant.ledger.store, tenant.workspace.id)
    if as_json:
        say_json({"feeds": [feed_json(feed) for feed in feeds]})
        return
    table = plain_table("id", "name", "kind", "state", "next", "reason")
    for column in (0, 3, 4):
        table.columns[column].no_wrap = True
    for feed in feeds:
        due = instant_text(feed.due_at)[:16] if feed.state == "active" else "-"
        table.add_row(feed.id, feed.name, feed.kind, feed.state, due, feed.reason or "")
    out.print(table)


@app.command("runs")
def runs(
    id: Id,
    workspace: Workspace,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000, metavar="N", help="How many at most.")] = 20,
    as_json: AsJson = False,
) -> None:
    """The last pulls of a feed, the newest first."""
    with opened_tenant(workspace) as tenant:
        found = registry.runs_of(tenant.ledger.store, tenant.workspace.id, id, limit)
    if as_json:
        say_json({"runs": [run_json(run) for run in found]})
        return
    heads = ("began", "outcome", "entries", "new", "announced", "passed over", "problems")
    table = Table(*heads, box=None, pad_edge=False)
    for run in found:
        counts = (str(number) for number in (run.entries, run.fresh, run.announced, run.passed_over))
        table.add_row(instant_text(run.started_at)[:19], run.outcome, *counts, "; ".join(run.problems))
    out.print(table)


@app.command("pull")
def pull(id: Id, workspace: Workspace, as_json: AsJson = False) -> None:
    """Ask for a feed now, in this process; exit 1 when that fails or has to be reviewed."""
    settings = read_settings()
    with opened_tenant(workspace) as tenant:
        registry.pull_now(tenant.ledger.store, tenant.workspace.id, id)
        result = puller(settings).pull(tenant, id)
    if as_json:
        say_json(msgspec.to_builtins(result))
    else:
        over = f", {result.passed_over} passed over" if result.passed_over else ""
        say(f"{result.outcome}: {result.entries} entries, {result.fresh} new, {result.announced} announced{over}")
    for problem in () if as_json else result.problems:
        remark(problem)
    if result.outcome not in ("done", "unchanged"):
        raise typer.Exit(REFUSED)


@app.command("reread")
def reread(id: Id, workspace: Workspace, as_json: AsJson = False) -> None:
    """Read again what was kept of earlier pulls; what now says something else is announced."""
    settings = read_settings()
    with opened_tenant(workspace) as tenant:
        result = puller(settings).reread(tenant, id)
    if as_json:
        say_json(msgspec.to_builtins(result))
        return
    say(f"{result.outcome}: {result.entries} entries, {result.fresh} that say something else")


@app.command("rematch")
def rematch(
    id: Id,
    workspace: Workspace,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would be accepted; record nothing.")] = False,
    as_json: AsJson = False,
) -> None:
    """Match again what a feed left open; what is sure now is accepted, where the feed may accept by itself."""
    with opened_tenant(workspace) as tenant:
        found = match_again(tenant, id, dry_run=dry_run)
    if as_json:
        say_json(rematch_json(found, dry_run=dry_run))
        return
    for each in found.accepted:
        say(f"{each['nomination']}  {_announced(each)}")
    verb = "would be accepted" if dry_run else "accepted"
    anew = f", of {found.told_anew} it is said anew why" if found.told_anew and not dry_run else ""
    say(f"{len(found.accepted)} of {found.looked_at} {verb}; {found.open} stay open{anew}")
    if found.reviewed is not None:
        remark(sentence(Unsure(kind=found.reviewed)))


def _announced(said: dict[str, Any]) -> str:
    """`Jane Roe (new): joined, Finance Director at Acme, 2024-03-01`"""
    what = {
        name: f"{said[text]}{' (new)' if said.get(name) == CREATE else ''}"
        for name, text in (("person", "person_name"), ("role", "role_title"), ("organization", "organization_name"))
        if text in said
    }
    where = f" at {what['organization']}" if "organization" in what else ""
    return f"{what.get('person')}: {said['kind']}, {what.get('role')}{where}, {said.get('starts')}"


@app.command("pause")
def pause(id: Id, workspace: Workspace, as_json: AsJson = False) -> None:
    """Ask for a feed no more, until it is resumed."""
    _show(_changed(id, workspace, {"state": "paused"}), as_json, f"Feed {id} is paused.")


@app.command("resume")
def resume(
    id: Id,
    workspace: Workspace,
    drop: Annotated[bool, typer.Option("--drop", help="Let go of what is held instead of accepting it.")] = False,
    as_json: AsJson = False,
) -> None:
    """Ask for a feed again; what is held for review is accepted, or dropped."""
    if drop:
        with opened_tenant(workspace) as tenant:
            registry.drop_held(tenant.ledger.store, tenant.workspace.id, id)
    _show(_changed(id, workspace, {"state": "active"}), as_json, f"Feed {id} is active.")


@app.command("accept")
def accept(id: Id, workspace: Workspace, accepts: Accepts = True, introduces: Introduces = None) -> None:
    """Let a feed accept what is sure by itself, from the next pull on; --reviewed ends that.

    What it left open before is looked at again by `feeds rematch`.
    """
    feed = _changed(id, workspace, _accepting(accepts, introduces))
    told = f"accepts what is sure, and introduces {', '.join(feed.introduces) or 'nobody'}"
    say(f"Feed {id} {told if feed.accepts else 'accepts nothing by itself'}.")
    if feed.accepts:
        remark(f"What waits already: `incumbent feeds rematch {id} --dry-run` tells what of it would be accepted now.")


@app.command("remove")
def remove(id: Id, workspace: Workspace) -> None:
    """Remove a feed with what was kept for it; what it announced stays."""
    with opened_tenant(workspace) as tenant:
        registry.remove(tenant.ledger.store, tenant.workspace.id, id)
    say(f"Feed {id} is removed.")


def _changed(id: str, workspace: str, said: dict[str, Any]) -> Feed:
    with opened_tenant(workspace) as tenant:
        policy = feeds_policy(read_settings())
        return registry.change(tenant.ledger.store, tenant.workspace.id, id, said, policy)


def _show(feed: Feed, as_json: bool, words: str) -> None:
    if as_json:
        say_json(feed_json(feed))
    else:
        say(words)


def _accepting(accepts: bool | None, introduces: list[str] | None) -> dict[str, Any]:
    """What was said of it. Raises InvalidRequest."""
    if introduces is not None and not set(introduces) <= set(INTRODUCED):
        raise InvalidRequest(f"expected kinds among {', '.join(INTRODUCED)}", field="introduces")
    told = {"accepts": accepts, "introduces": None if introduces is None else tuple(introduces)}
    return {name: value for name, value in told.items() if value is not None}


def _options(said: str | None) -> Options:
    """Raises InvalidRequest naming the field."""
    try:
        reading = msgspec.json.decode(said or "{}", type=readable(Reading))
    except msgspec.ValidationError as error:
        raise invalid_request(error, Reading, "options") from None
    except msgspec.DecodeError:
        raise InvalidRequest("expected a JSON object", field="options") from None
    return Options(**msgspec.structs.asdict(reading))
