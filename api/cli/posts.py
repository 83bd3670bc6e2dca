"""`incumbent role`, `holders`, `questionnaire`: a post on a date, who held it, and what to ask new holders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Annotated, Any

import typer

from api.demo.wording import written_date
from api.pictures.dates import dates_told
from api.pictures.stays import holders_svg
from domain.dates import DAWN, span_of
from projections.phrases import field, listed, value
from projections.questionnaires import questionnaires
from projections.recency import recency_of
from projections.role_reads import role as role_of
from projections.succession import holders as holders_of

from .drawing import Output, Picture, drawn
from .options import Account, Reach, Role, Scope, Why
from .printing import out, plain_table, say
from .reading import Answer, Reading, in_lines, reads

Json = dict[str, Any]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help="Who came from this day on: a date, -90d; a year back if left out."),
]
_TOLD = ("reports_to", "dotted_to", "function", "level", "zone", "headcount", "requirements", "expectations",
         "procedures", "works_with", "attributes")  # fmt: skip


@reads
def role(at: Reading, id: Role, why: Why = False) -> Answer:
    """Show a role on a date: what is asked of its holder, who that is, what they make of it, what it became."""
    return role_of(at.tenant, id, at.moment, True, why), in_lines(partial(_role, id))


def _role(id: str, answer: Json) -> Iterator[str]:
    where = listed(part for part in (answer.get("unit_name"), answer["organization_name"]) if part)
    yield f"{answer['title'] or id}{f' ({where})' if where else ''}, as of {answer['as_of']}: {answer['status'] or '?'}"
    for name in (name for name in _TOLD if answer.get(name)):
        yield f"  {field(name)}: {value('', answer[name], lambda _kind, id: id)}"
    yield from (f"  {line}" for line in (*_holding(answer["holders"]), *_heirs(answer)))


def _holding(holders: list[Json]) -> Iterator[str]:
    if not holders:
        yield "nobody holds it"
    for one in holders:
        power = f", power {one['power']}" if "power" in one else ""
        yield f"{one['name'] or one['person']} since {written_date(one['since'])} ({one['tenure_kind']}){power}"
        for name, said in one.get("crafted", {}).items():
            if not name.endswith("_by") and name not in ("opinions", "probable"):
                yield f"  {field(name)}: {value('', said, lambda _kind, id: id)}"


def _heirs(answer: Json) -> Iterator[str]:
    for name, words in (("predecessors", "came from"), ("successors", "became")):
        if answer[name]:
            yield f"{words} {listed(one['title'] or one['role'] for one in answer[name])}"


@reads
def holders(at: Reading, id: Role, picture: Picture = None, output: Output = None) -> Answer:
    """Show who held a role, one after the other, with gaps and overlaps; with --format as a picture."""
    draw: Callable[[Json], None] = partial(_draw_holders, id)
    if picture is not None:
        dates = dates_told(at.moment, recency_of(*at, "role", id))
        draw = drawn(partial(holders_svg, dates=dates), picture, output)
    return holders_of(at.tenant, id, at.moment, True), draw


def _draw_holders(id: str, answer: Json) -> None:
    say(f"{answer['role'].get('title') or id}, as of {answer['as_of']}")
    table = plain_table("from", "until", "who", "how")
    for since, until, *rest in sorted([*_stays(answer), *_between(answer)], key=_first_day):
        table.add_row(written_date(since or None), until and written_date(until), *rest)
    out.print(table)


def _first_day(line: tuple[str, ...]) -> tuple[int, tuple[str, ...]]:
    return span_of(line[0]).first if line[0] else DAWN, line


def _stays(answer: Json) -> Iterator[tuple[str, ...]]:
    for one in answer["holders"]:
        how = [*one["tenure_kinds"], *([one["reason"]] if one.get("reason") else [])]
        yield one["since"] or "", one.get("until") or "", one["name"] or one["person"], ", ".join(how)


def _between(answer: Json) -> Iterator[tuple[str, ...]]:
    for gap in answer["gaps"]:
        yield gap["from"] or "", gap["to"] or "", "nobody", "vacant"


@reads
def questionnaire(at: Reading, account: Account, since: Since = None, scope: Scope = Reach.ACCOUNT) -> Answer:
    """Show what to ask those who came lately, what they answered, and what whoever was before them said."""
    found = questionnaires(at.tenant, account, at.moment, since, group=scope is Reach.GROUP)
    return found, in_lines(_questionnaires)


def _questionnaires(answer: Json) -> Iterator[str]:
    if not answer["questionnaires"]:
        yield "Nobody came to a role in that time."
    for one in answer["questionnaires"]:
        yield f"{one['name'] or one['person']}, {one['title'] or one['role']}{_since(one['since'])}{_after(one)}"
        yield from (f"  {line}" for line in _questions(one["questions"]))


def _since(date: str | None) -> str:
    return "" if date is None else f" since {written_date(date)}"


def _after(one: Json) -> str:
    before = one["predecessor"]
    return f", after {before['name'] or before['person']}" if before else ""


def _questions(questions: Iterable[Json]) -> Iterator[str]:
    for one in questions:
        yield f"{one['question']} {_said(one['answer']) or 'Not asked yet.'}"
        if before := _said(one["predecessor_answer"]):
            yield f"  The predecessor: {before}"


def _said(answer: Json | None) -> str:
    if answer is None:
        return ""
    return f"{value('', answer['value'], lambda _kind, id: id)} (by {answer['by']}, {answer['since']})"
