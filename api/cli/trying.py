"""`incumbent what-if`: what an account would be if some facts were so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import partial
from typing import Any

from api.demo.rendering import print_list
from api.demo.wording import sentence_of
from domain.analysis.parameters import parameters_of
from domain.analysis.sections import Section, in_order_of_worth, sections_of
from domain.dates import resolve_as_of
from domain.log.ledger import Terms
from projections.analysis.what_if import Asked, what_if
from projections.facts_behind import facts_named

from .analyzing import Parameters, Sections
from .opening import caught_up
from .options import Account, AsJson, AsOf, By, Facts, Workspace
from .printing import out, say_json
from .reading import show_with_facts
from .recording import facts_in

Json = dict[str, Any]


def try_(
    account: Account,
    workspace: Workspace,
    as_of: AsOf = None,
    sections: Sections = None,
    parameters: Parameters = None,
    why: Facts = False,
    by: By = "cli",
    as_json: AsJson = False,
) -> None:
    """Try facts from standard input: what they would change of an account and its analysis. Nothing is recorded."""
    wanted, given = sections_of(sections), parameters_of(parameters)
    with caught_up(workspace) as tenant:
        day = None if as_of is None else resolve_as_of(as_of, tenant.ledger.today())
        asked = Asked(account, day, wanted, given, restricted=True, why=why)
        answer = what_if(tenant, asked, facts_in(sys.stdin.buffer.read()), Terms(by=by))
    say_json(answer) if as_json else show_with_facts(partial(_show, wanted), _shown(answer))


def _show(sections: Sequence[Section], answer: Json) -> None:
    list_of = partial(print_list, out)
    list_of(f"What would change as of {answer['as_of']}", list(map(sentence_of, answer["changes"])) or ["nothing"])
    before, after = answer["analysis"]["before"], answer["analysis"]["after"]
    for section in in_order_of_worth(sections):
        lines = _told_anew(section.tell(before[section.name]), section.tell(after[section.name]))
        if lines:
            list_of(section.name.replace("_", " ").capitalize(), lines)
    list_of("Not yet so on that day", [f"fact {one['index'] + 1}: {one['effective']}" for one in answer["later"]])


def _shown(answer: Json) -> Json:
    """The map is not printed, nor what is behind it alone."""
    named = {*facts_named([answer["changes"], answer["analysis"]])}
    return answer | {"facts_behind": [one for one in answer.get("facts_behind", ()) if one["id"] in named]}


def _told_anew(before: Sequence[str], after: Sequence[str]) -> list[str]:
    gone = [f"no longer: {line.strip()}" for line in before if line not in after]
    return gone + [f"now: {line.strip()}" for line in after if line not in before]
