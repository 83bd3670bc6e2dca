"""The handover brief of an account: what whoever takes it over has to know, as data and as text to read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from domain.analysis.parameters import Parameters
from domain.analysis.sections import SECTIONS, Section, in_order_of_worth

from ..account_maps import header
from ..action_reads import account_actions
from ..diffs import diff
from ..groups import reached
from ..moments import Moment
from ..once import told_once
from ..phrases import listed
from ..questionnaires import questionnaires
from ..teams import account_team
from ..tenants import Tenant
from .briefs import OPEN, action_told, covering, known_then, part
from .namesakes import told_apart
from .reading import account_analysis

Json = dict[str, Any]
# What of the analysis a brief tells, and under which heading.
_TELLING = {
    "capital": "How well we are linked",
    "influence": "Who counts here",
    "single_points": "What hangs on one person",
    "opportunities": "What we are selling",
    "completeness": "What is known, and what to ask next",
}
_MOST_CHANGES = 100


def handover(
    tenant: Tenant,
    account: str,
    moment: Moment,
    since: date,
    *,
    restricted: bool,
    why: bool = False,
    group: bool = False,
) -> Json:
    """What changed since a day (as it was known then), the team, what is to be done, and the analysis that matters.

    With `why` what is analyzed names the facts behind it. Without the scope `restricted` what follows from links and
    attitudes is left out. Of a `group` the organization is taken with all below it. Raises NotFound.
    """
    changes = told_once(diff(tenant, account, known_then(tenant, moment, since), moment, restricted, group=group))
    sections = [section for section in SECTIONS if section.name in _TELLING]
    asked = {"restricted": restricted, "why": why, "group": group}
    analysis = account_analysis(tenant, account, moment, sections, Parameters(), **asked)
    team = account_team(tenant, account, moment, **asked)
    actions = account_actions(tenant, account, moment, restricted=restricted, states=OPEN, group=group)["actions"]
    answer = {
        **header(moment, restricted),
        "since": since.isoformat(),
        "account": analysis["account"],
        "changes": [{name: change[name] for name in ("sentence", "because", "facts")} for change in changes],
        "coverage": team["coverage"],
        "team": team["team"],
        "missing": team["missing"],
        "actions": actions,
        **(_asked(tenant, account, moment, since, group) if restricted else {}),
        "analysis": {section.name: analysis[section.name] for section in sections if section.name in analysis},
    }
    apart = told_apart(tenant, reached(tenant, account, moment, group=group), moment, answer)
    return answer | {"text": "\n".join(_lines(apart, sections))}


def _asked(tenant: Tenant, account: str, moment: Moment, since: date, group: bool) -> Json:
    """What is to be asked anew of those who came since: what was known of their predecessors is no answer."""
    found = questionnaires(tenant, account, moment, since.isoformat(), group=group)["questionnaires"]
    return {"questionnaires": [one for one in found if one["open"]]}


def _lines(answer: Json, sections: Iterable[Section]) -> list[str]:
    """Markdown: a heading and a list for each part that has something to tell."""
    lines = [f"# {answer['account']['name'] or answer['account']['id']}, as of {answer['as_of']}"]
    told = [change["sentence"] for change in answer["changes"]]
    rest = [f"and {len(told) - _MOST_CHANGES} more changes"] if len(told) > _MOST_CHANGES else []
    lines += part(f"What changed since {answer['since']}", [*told[:_MOST_CHANGES], *rest])
    lines += part("Who of us is here", [*map(covering, answer["coverage"]), *_team(answer)])
    lines += part("What is to be done", map(action_told, answer["actions"]))
    lines += part("Whom to ask anew", map(_asking, answer.get("questionnaires", ())))
    for section in in_order_of_worth(sections):
        if section.name in answer["analysis"]:
            lines += part(_TELLING[section.name], section.tell(answer["analysis"][section.name]))
    return lines


def _team(answer: Json) -> list[str]:
    """What nobody plays is told where roles are played at all: elsewhere nobody works by them."""
    missing = [one["label"] for one in answer["missing"]] if answer["team"] else []
    return [*map(_playing, answer["team"]), *([f"Played by nobody: {', '.join(missing)}"] if missing else [])]


def _asking(one: Json) -> str:
    since = f" since {one['since']}" if one["since"] else ""
    came = f"{one['name'] or one['person']}, {one['title'] or one['role']}{since}"
    before = one["predecessor"] and (one["predecessor"]["name"] or one["predecessor"]["person"])
    after = f" after {before}" if before else ""
    return f"{came}{after}: {listed(name.replace('_', ' ') for name in one['open'])}"


def _playing(one: Json) -> str:
    return f"{one['name'] or one['person']}: {one['label']}"
