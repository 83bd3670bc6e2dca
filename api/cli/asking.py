"""`incumbent map`, `diff`, `career`: questions at two clocks, drawn for a terminal or as JSON."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

import msgspec
import typer

from api.demo.rendering import render_career, render_diff, render_map
from api.pictures.stays import career_svg
from domain.errors import InvalidRequest
from projections.account_maps import account_map, header
from projections.careers import career as career_of
from projections.diffs import diff as diff_of
from projections.groups import group_map
from projections.moments import Moment, moment_of
from projections.tenants import Tenant

from .drawing import Layers, Opportunity, Output, Picture, map_as, write_out, write_picture
from .opening import caught_up
from .options import Account, AsJson, AsOf, KnownAt, Position, Reach, Scope, Workspace
from .printing import out, say_json


class Format(StrEnum):
    TEXT = "text"
    JSON = "json"
    DOT = "dot"
    MERMAID = "mmd"
    GRAPHML = "graphml"
    CSV = "csv"
    LINKS_CSV = "links.csv"
    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


Json = dict[str, Any]
Person = Annotated[str, typer.Argument(metavar="PERSON", help="The id of a person.")]
Shape = Annotated[Format, typer.Option("--format", help="text draws it here; json is the answer over HTTP.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The world on this date, before.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The world on this date, after.")]
KnownFrom = Annotated[str | None, typer.Option("--known-from", metavar="INSTANT", help="As known by then, before.")]
KnownTo = Annotated[str | None, typer.Option("--known-to", metavar="INSTANT", help="As known by then, after.")]


def map_(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    shape: Shape = Format.TEXT,
    scope: Scope = Reach.ACCOUNT,
    layers: Layers = None,
    opportunity: Opportunity = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show an account, or a group, as it was on a date, as known by then or now; or write it for another program."""
    with caught_up(workspace) as tenant:
        moment = moment_of(tenant.ledger, as_of, known_at, position)
        if shape not in (Format.TEXT, Format.JSON) and not as_json:
            group = scope is Reach.GROUP
            write_out(map_as(tenant, account, moment, shape, layers, opportunity, group=group), output)
            return
        shown = group_map if scope is Reach.GROUP else _map_of_account
        answer = shown(tenant, account, moment, restricted=True)
    if as_json or shape is Format.JSON:
        say_json(answer)
    else:
        render_map(answer, out)


def _map_of_account(tenant: Tenant, account: str, moment: Moment, *, restricted: bool) -> Json:
    answer: Json = msgspec.json.decode(account_map(tenant, account, moment, restricted=restricted))
    return answer


def diff(
    account: Account,
    workspace: Workspace,
    from_: From = None,
    to: To = None,
    known_from: KnownFrom = None,
    known_to: KnownTo = None,
    scope: Scope = Reach.ACCOUNT,
    as_json: AsJson = False,
) -> None:
    """Show what changed between two moments: what happened, and what we learned."""
    with caught_up(workspace) as tenant:
        before, after = _end(tenant, "from", from_, known_from), _end(tenant, "to", to, known_to)
        changes = diff_of(tenant, account, before, after, restricted=True, group=scope is Reach.GROUP)
    answer = {"account": account, "from": _stamp(before), "to": _stamp(after), "changes": changes}
    if as_json:
        say_json(answer)
    else:
        render_diff(answer, out)


def career(
    person: Person,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    picture: Picture = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show every stay of a person, wherever it was; with --format as a picture."""
    with caught_up(workspace) as tenant:
        answer = career_of(tenant, person, moment_of(tenant.ledger, as_of, known_at, position), restricted=True)
    if picture is not None:
        write_picture(career_svg(answer), picture, output)
    elif as_json:
        say_json(answer)
    else:
        render_career(answer, out)


def _end(tenant: Tenant, name: str, as_of: str | None, known_at: str | None) -> Moment:
    """One end of a difference. Raises InvalidRequest naming the option as it is called here."""
    try:
        return moment_of(tenant.ledger, as_of, known_at)
    except InvalidRequest as refused:
        refused.field = {"as_of": name, "known_at": f"known-{name}"}.get(refused.field or "", refused.field)
        raise


def _stamp(moment: Moment) -> dict[str, Any]:
    return header(moment, restricted=True)
