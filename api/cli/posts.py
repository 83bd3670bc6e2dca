"""`incumbent role`, `holders`, `questionnaire`: a post on a date, who held it, and what to ask new holders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import typer
from rich.table import Table

from api.pictures.stays import holders_svg
from projections.moments import moment_of
from projections.phrases import field, listed, value, when
from projections.questionnaires import questionnaires
from projections.role_reads import role as role_of
from projections.succession import holders as holders_of

from .drawing import Output, Picture, write_picture
from .opening import caught_up
from .options import Account, AsJson, AsOf, KnownAt, Position, Workspace
from .printing import out, say, say_json

Json = dict[str, Any]
Role = Annotated[str, typer.Argument(metavar="ROLE", help="The id of a role.")]
Why = Annotated[bool, typer.Option("--why", help="With --json: each value names the facts that it comes from.")]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Who came from this day on: a date, -90d; a year back if left out."),
]
_TOLD = ("reports_to", "dotted_to", "function", "level", "zone", "headcount", "requirements", "expectations",
         "procedures", "works_with", "attributes")  # fmt: skip


def role(
    id: Role,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    why: Why = False,
    as_json: AsJson = False,
) -> None:
    """Show a role on a date: what is asked of its holder, who that is, what they make of it, what it became."""
    with caught_up(workspace) as tenant:
        answer = role_of(tenant, id, moment_of(tenant.ledger, as_of, known_at, position), True, why)
    if as_json:
        say_json(answer)
        return
    where = listed(part for part in (answer.get("unit_name"), answer["organization_name"]) if part)
    say(f"{answer['title'] or id}{f' ({where})' if where else ''}, as of {answer['as_of']}: {answer['status'] or '?'}")
    for name in (name for name in _TOLD if answer.get(name)):
        say(f"  {field(name)}: {value('', answer[name], lambda _kind, id: id)}")
    for line in (*_holding(answer["holders"]), *_heirs(answer)):
        say(f"  {line}")


def _holding(holders: list[Json]) -> Iterator[str]:
    if not holders:
        yield "nobody holds it"
    for one in holders:
        power = f", power {one['power']}" if "power" in one else ""
        yield f"{one['name'] or one['person']} since {one['since'] or 'unknown'} ({one['tenure_kind']}){power}"
        for name, said in one.get("crafted", {}).items():
            if not name.endswith("_by") and name not in ("opinions", "probable"):
                yield f"  {field(name)}: {value('', said, lambda _kind, id: id)}"


def _heirs(answer: Json) -> Iterator[str]:
    for name, words in (("predecessors", "came from"), ("successors", "became")):
        if answer[name]:
            yield f"{words} {listed(one['title'] or one['role'] for one in answer[name])}"


def holders(
    id: Role,
    workspace: Workspace,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    picture: Picture = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Show who held a role, one after the other, with gaps and overlaps; with --format as a picture."""
    with caught_up(workspace) as tenant:
        answer = holders_of(tenant, id, moment_of(tenant.ledger, as_of, known_at, position), True)
    if picture is not None:
        write_picture(holders_svg(answer), picture, output)
        return
    if as_json:
        say_json(answer)
        return
    say(f"{answer['role'].get('title') or id}, as of {answer['as_of']}")
    table = Table("from", "until", "who", "how", box=None, pad_edge=False, header_style="dim")
    for since, *rest in sorted([*_stays(answer), *_between(answer)]):
        table.add_row(since or "unknown", *rest)
    out.print(table)


def _stays(answer: Json) -> Iterator[tuple[str, ...]]:
    for one in answer["holders"]:
        how = [*one["tenure_kinds"], *([one["reason"]] if one.get("reason") else [])]
        yield one["since"] or "", one.get("until") or "", one["name"] or one["person"], ", ".join(how)


def _between(answer: Json) -> Iterator[tuple[str, ...]]:
    for gap in answer["gaps"]:
        yield gap["from"] or "", gap["to"] or "", "nobody", "vacant"


def questionnaire(
    account: Account,
    workspace: Workspace,
    since: Since = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    position: Position = None,
    as_json: AsJson = False,
) -> None:
    """Show what to ask those who came lately, what they answered, and what whoever was before them said."""
    with caught_up(workspace) as tenant:
        answer = questionnaires(tenant, account, moment_of(tenant.ledger, as_of, known_at, position), since)
    if as_json:
        say_json(answer)
        return
    if not answer["questionnaires"]:
        say("Nobody came to a post in that time.")
    for one in answer["questionnaires"]:
        say(f"{one['name'] or one['person']}, {one['title'] or one['role']}{when(one['since'])}")
        for line in _questions(one["questions"]):
            say(f"  {line}")


def _questions(questions: Iterable[Json]) -> Iterator[str]:
    for one in questions:
        yield f"{one['question']} {_said(one['answer']) or 'Not asked yet.'}"
        if before := _said(one["predecessor_answer"]):
            yield f"  The predecessor: {before}"


def _said(answer: Json | None) -> str:
    if answer is None:
        return ""
    return f"{value('', answer['value'], lambda _kind, id: id)} (by {answer['by']}, {answer['since']})"
