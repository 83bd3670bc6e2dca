"""What the demo shows of key moments, of our own side and of the analysis: a few lines each, the reasons with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import Console

from domain.actions import blocked_by
from domain.analysis.sections import SECTIONS
from projections.phrases import listed, mixed

from .rendering import print_list
from .wording import Json

_MOST = 5
_TELL = {section.name: section.tell for section in SECTIONS}


def render_key_moments(autumn: Json, friends: Json, console: Console) -> None:
    print_list(console, "Key moments of this autumn", [*map(_moment, autumn["key_moments"])] or ["none"])
    print_list(console, "Old friends who came to the account this year", map(_moment, friends["key_moments"]))


def _moment(one: Json) -> str:
    effects = one["effects"]
    sales = [sale["name"] for sale in effects["opportunities"]]
    act = [who["name"] for who in effects["act"][:1] if who["name"]]
    touching = f" Touches {', '.join(sales)}." if sales else ""
    return f"{one['day']} ({one['severity']}): {one['reason']}{touching}{f' {act[0]} should act.' if act else ''}"


def render_nominations(answer: Json, console: Console) -> None:
    print_list(console, "Waiting for somebody to look", [*map(_nomination, answer["nominations"])] or ["nothing"])


def _nomination(one: Json) -> str:
    what = f"{one['person_name']} as {one['role_title']} at {one['organization_name']}, from {one['starts']}"
    return f"{what}: “{one['excerpt']}”" if one.get("excerpt") else what


def render_team(team: Json, actions: Json, console: Console) -> None:
    playing = [f"{one['name']}: {one['label']}{_degree(one)}" for one in team["team"]]
    missing = ", ".join(one["label"] for one in team["missing"])
    print_list(console, "The team", [*playing, *([f"nobody: {missing}"] if missing else [])])
    rules = [f"{one['addressed']['name']} only through {one['name']}: {one['reason']}" for one in team["contact_rules"]]
    print_list(console, "Who speaks to whom", rules or ["anybody to anybody"])
    print_list(console, "Actions", map(_action, actions["actions"]))


def _degree(one: Json) -> str:
    return f", {one['degree']} of 10" if "degree" in one else ""


def _action(one: Json) -> str:
    blocked = f", {blocked_by(one['blocked'])}" if "blocked" in one else ""
    when = f"done {one['done']}" if one["state"] == "done" else f"{one['state']}, by {one.get('due', 'no date')}"
    observed = [f"Observed: {one['observed']}."] if "observed" in one else []
    told = f"{one['objective']} ({one.get('owner_name', 'nobody')}, {when}{blocked})"
    return " ".join([f"{told}." if observed else told, *observed, *_since_then(one)])


def _since_then(one: Json) -> Iterator[str]:
    """What our links to the person did afterwards."""
    for link in one.get("links", ()):
        before, now = ((link[side] or {}).get("strength") for side in ("before", "now"))
        if before != now:
            yield f"Our link with {one['person_name']} went from {before or 0} to {now or 0}."


def render_questionnaire(answer: Json, console: Console) -> None:
    asked = [line for one in answer["questionnaires"] for line in _asked(one)]
    print_list(console, "Questions for those who came", _shortened(asked) or ["nobody came"])


def _asked(one: Json) -> Iterator[str]:
    """Those that somebody answered, in the post or before."""
    for question in one["questions"]:
        answer, before = (question[side] and question[side]["value"] for side in ("answer", "predecessor_answer"))
        if before or answer:
            known = answer or "not asked yet"
            yield f"{question['question']} {known}{f' (the predecessor: {before})' if before else ''}"


def render_advice(answer: Json, console: Console) -> None:
    for sale in answer["opportunities"]:
        print_list(console, f"Needed for “{sale['name']}”", _needed(sale["needed_network"]))
    print_list(console, "Whom to strengthen first", _shortened(_TELL["strengthen"](answer["strengthen"])))
    print_list(console, "What to ask next", [one["question"] for one in answer["completeness"]["questions"]])


def _needed(network: Json) -> Iterator[str]:
    needed = [one for one in network["people"] if one["needed"]]
    unknown = [one["name"] for one in needed if not one["known_by"] and one["name"]]
    yield f"the culture there is {mixed(network['culture'])}: {len(needed)} people have a say"
    yield f"decides: {listed(one['name'] for one in network['deciders'])}"
    if unknown:
        more = " and others" if unknown[_MOST:] else ""
        yield f"nobody of us knows {len(unknown)} of them: {', '.join(unknown[:_MOST])}{more}"


def _shortened(lines: Iterable[str]) -> list[str]:
    told = list(lines)
    return told if len(told) <= _MOST + 1 else [*told[:_MOST], f"and {len(told) - _MOST} more"]
