"""`incumbent map`, `diff`, `career`: questions at two clocks, drawn for a terminal or as JSON."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Annotated, Any

import msgspec
import typer

from api.demo.rendering import render_career, render_diff, render_map
from api.pictures.dates import dates_told
from api.pictures.stays import career_svg
from domain.errors import InvalidRequest
from projections.account_maps import account_map, header
from projections.careers import career as career_of
from projections.diffs import diff as diff_of
from projections.groups import group_map
from projections.moments import Moment, moment_of
from projections.names import Names
from projections.recency import recency_of
from projections.snapshots import snapshot
from projections.tenants import Tenant

from .drawing import (
    Collapse,
    Detail,
    Layers,
    Opportunity,
    Output,
    Picture,
    Reasons,
    Wanted,
    diff_as,
    drawn,
    map_as,
    written,
)
from .opening import caught_up
from .options import Account, AsJson, Person, Reach, Scope, Workspace
from .printing import out, say_json
from .reading import Answer, Reading, reads


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
Shape = Annotated[Format, typer.Option("--format", help="text draws it here; json is the answer over HTTP.")]
From = Annotated[str | None, typer.Option("--from", metavar="DATE", help="The world on this date, before.")]
To = Annotated[str | None, typer.Option("--to", metavar="DATE", help="The world on this date, after.")]
KnownFrom = Annotated[str | None, typer.Option("--known-from", metavar="INSTANT", help="As known by then, before.")]
KnownTo = Annotated[str | None, typer.Option("--known-to", metavar="INSTANT", help="As known by then, after.")]


@reads
def map_(
    at: Reading,
    account: Account,
    shape: Shape = Format.TEXT,
    scope: Scope = Reach.ACCOUNT,
    layers: Layers = None,
    opportunity: Opportunity = None,
    collapse: Collapse = None,
    detail: Detail = "auto",
    why: Reasons = False,
    output: Output = None,
) -> Answer:
    """Show an account, or a group, as it was on a date, as known by then or now; or write it for another program."""
    group = scope is Reach.GROUP
    answer = (group_map if group else _map_of_account)(at.tenant, account, at.moment, restricted=True)
    if shape is Format.TEXT:
        shown = {"titles_elsewhere": _titles_elsewhere(at, answer)}
        return answer, lambda answer: render_map(answer | shown, out)
    if shape is Format.JSON:
        return answer, say_json
    wanted = Wanted(layers, opportunity, collapse, detail, group, why)
    return answer, written(map_as(*at, account, shape, wanted), output)


def _titles_elsewhere(at: Reading, answer: Json) -> dict[str, str]:
    """What the posts are called that others report to without their being on the map."""
    above = {one["reports_to"] for one in answer["findings"] if "reports_to" in one}
    with snapshot(at.tenant, at.moment) as read:
        names = Names(read)
        names.learn("role", above)
        return {id: names.of("role", id) or id for id in above}


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
    picture: Picture = None,
    collapse: Collapse = None,
    detail: Detail = "auto",
    why: Reasons = False,
    output: Output = None,
) -> None:
    """Show what changed between two moments: what happened, and what we learned; with --format as a picture."""
    with caught_up(workspace) as tenant:
        before, after = _end(tenant, "from", from_, known_from), _end(tenant, "to", to, known_to)
        group = scope is Reach.GROUP
        show: Callable[[Json], None] = partial(render_diff, console=out)
        changes = diff_of(tenant, account, before, after, restricted=True, group=group)
        if picture is not None:
            wanted = Wanted(None, None, collapse, detail, group, why)
            show = written(diff_as(tenant, account, before, after, picture, wanted), output)
    answer = {"account": account, "from": _stamp(before), "to": _stamp(after), "changes": changes}
    say_json(answer) if as_json else show(answer)


@reads
def career(at: Reading, person: Person, picture: Picture = None, output: Output = None) -> Answer:
    """Show every stay of a person, wherever it was; with --format as a picture."""
    draw: Callable[[Json], None] = partial(render_career, console=out)
    if picture is not None:
        dates = dates_told(at.moment, recency_of(*at, "person", person))
        draw = drawn(partial(career_svg, dates=dates), picture, output)
    return career_of(at.tenant, person, at.moment, restricted=True), draw


def _end(tenant: Tenant, name: str, as_of: str | None, known_at: str | None) -> Moment:
    """One end of a difference. Raises InvalidRequest naming the option as it is called here."""
    try:
        return moment_of(tenant.ledger, as_of, known_at)
    except InvalidRequest as refused:
        refused.field = {"as_of": name, "known_at": f"known-{name}"}.get(refused.field or "", refused.field)
        raise


def _stamp(moment: Moment) -> dict[str, Any]:
    return header(moment, restricted=True)
