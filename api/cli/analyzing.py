"""`incumbent analysis`: what an account's facts amount to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Annotated, Any

import typer

from domain.analysis.parameters import parameters_of
from domain.analysis.sections import NAMES, Section, in_order_of_worth, sections_of
from projections.analysis.namesakes import told_apart
from projections.analysis.reading import account_analysis
from projections.groups import reached

from .options import Account, Facts, Reach, Scope
from .printing import say
from .reading import Answer, Reading, reads, with_facts

Json = dict[str, Any]
Sections = Annotated[str | None, typer.Option(help=f"Only these, with commas between: {', '.join(NAMES)}.")]
Parameters = Annotated[str | None, typer.Option(help='What it takes for granted: {"coverage": {"known_from": 3}}.')]


@reads
def analysis(
    at: Reading,
    account: Account,
    sections: Sections = None,
    parameters: Parameters = None,
    why: Facts = False,
    scope: Scope = Reach.ACCOUNT,
) -> Answer:
    """Show what an account's facts amount to on a date, section by section."""
    wanted, given = sections_of(sections), parameters_of(parameters)
    group = scope is Reach.GROUP
    answer = account_analysis(at.tenant, account, at.moment, wanted, given, restricted=True, why=why, group=group)
    apart = told_apart(at.tenant, reached(at.tenant, account, at.moment, group=group), at.moment, answer)
    return with_facts(at, answer, partial(_show, wanted, apart), why=why)


def _show(wanted: Sequence[Section], answer: Json, _given: Json) -> None:
    for section in in_order_of_worth(wanted):
        lines = section.tell(answer[section.name]) or ["nothing"]
        heading = section.name.replace("_", " ").capitalize()
        say("\n".join([f"\n{heading}", *(f"  {line}" for line in lines)]))
