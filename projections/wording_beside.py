"""What changed of organizations and beside the map of an account, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from domain.coverage import about_of

from .phrases import differences, listed, when
from .states import Change

if TYPE_CHECKING:
    from .wording import Telling  # which tells of these among others

Json = dict[str, Any]


def organization(change: Change, telling: Telling) -> str:
    if change.name == "closed":
        what = telling.call("organization", change.subject)
        return f"{what} was {'not ' if change.after is None else ''}closed"
    return telling.field(change)


def subsidiary(change: Change, telling: Telling) -> str:
    if change.name is not None:
        return telling.field(change)
    what, above = (
        telling.call("organization", id) for id in (change.subject, (change.after or change.before)["below"])
    )
    if change.after is None:
        return f"{what} {'does not belong' if telling.learned else 'belongs no longer'} to the group, below {above}"
    return f"{what} {'belongs' if telling.learned else 'came'} to the group, below {above}"


def restructuring(change: Change, telling: Telling) -> str:
    given = change.after or change.before
    one, other = (listed(telling.call("organization", id) for id in given[side]) for side in ("originals", "results"))
    if change.after is None:
        return f"{one} did not become {other} by {given['kind']}"
    if change.before is not None:
        return f"{one} became {other} by {given['kind']}: {differences(change.before, change.after, telling.call)}"
    if given["originals"] == given["results"] and given["kind"] == "renaming":
        return f"{one} was renamed{when(given['since'])}"
    return f"{one} became {other} by {given['kind']}{when(given['since'])}"


def relation(change: Change, telling: Telling) -> str:
    one, other = (telling.call("organization", id) for id in change.subject.split("|"))
    what = f"{telling.call('relation', change.name or '')} of {one}"
    if change.before is None:
        return f"{other} is {what}{_from(change.after)}"
    if change.after is None:
        return f"{other} is {telling.gone} {what}{_until(change, telling)}"
    return f"{other} is {what}: {differences(change.before, change.after, telling.call)}"


def coverage(change: Change, telling: Telling) -> str:
    person, part = (change.name or "").split("|")
    who, what = telling.call("person", person), telling.call(*about_of(change.subject))
    if change.before is None:
        return f"{who} covers {what} ({part}){_from(change.after)}"
    if change.after is None:
        return f"{who} {telling.lacks('cover')} {what} ({part}){_until(change, telling)}"
    return f"{who} covers {what} ({part}): {differences(change.before, change.after, telling.call)}"


def contact_rule(change: Change, telling: Telling) -> str:
    whom, through = telling.call(*about_of(change.subject)), telling.call("person", change.name or "")
    if change.before is None:
        only = " and nobody else" if change.after["exclusive"] else ""
        reason = f": {change.after['reason']}" if change.after.get("reason") else ""
        return f"{whom} is to be addressed through {through}{only}{_from(change.after)}{reason}"
    if change.after is None:
        return f"{whom} is {telling.gone} to be addressed through {through}{_until(change, telling)}"
    said = differences(change.before, change.after, telling.call)
    return f"{whom} is to be addressed through {through}: {said}"


def team_role(change: Change, telling: Telling) -> str:
    person, _, word = (change.name or "").partition("|")
    who, team = telling.call("person", person), telling.call("organization", change.subject)
    part = telling.call("team_role", word)
    if change.before is None:
        degree = f", to a degree of {change.after['degree']}" if "degree" in change.after else ""
        return f"{who} plays {part} in our team at {team}{_from(change.after)}{degree}"
    if change.after is None:
        return f"{who} {telling.lacks('play')} {part} in our team at {team}{_until(change, telling)}"
    return f"{who} plays {part} in our team at {team}: {differences(change.before, change.after, telling.call)}"


def action(change: Change, telling: Telling) -> str:
    called = f"the action {telling.call('action', change.subject)}"
    if change.name == "done":
        return _done(called, change, telling)
    if change.name is not None:
        return telling.field(change)
    if change.after is None:
        return f"{called} {'is not one of' if telling.learned else 'is no longer one of'} this account"
    shown = change.after
    planned = when(shown.get("planned")) if telling.began(shown.get("planned")) else ""
    due = f", due{when(shown['due'])}" if "due" in shown else ""
    told = f"{called} was planned{planned}{_named(' for ', shown, 'owner', telling)}{due}"
    return f"{told} and done{when(shown['done']['on'])}{_observed(shown['done'])}" if "done" in shown else told


def _done(called: str, change: Change, telling: Telling) -> str:
    if change.after is None:
        return f"{called} is {telling.gone} done"
    if change.before is not None:
        return f"{called} is done: {differences(change.before, change.after, telling.call)}"
    return f"{called} was done{when(change.after['on'])}{_observed(change.after)}"


def _observed(done: Json) -> str:
    return f": {done['observed'].rstrip('.')}" if done.get("observed") else ""


def interaction(change: Change, telling: Telling) -> str:
    if change.name is not None:
        return telling.field(change)
    shown = change.after or change.before
    who = listed(telling.call("person", id) for id in shown["people"])
    topic = f": {shown['topic'].rstrip('.')}" if "topic" in shown else ""
    if change.after is None:
        return f"{who} did not meet at this account{when(shown.get('day'))} ({shown['channel']})"
    return f"{who} met{when(shown.get('day'))} ({shown['channel']}){topic}"


def _named(words: str, shown: Json, name: str, telling: Telling) -> str:
    return f"{words}{telling.call('person', shown[name])}" if name in shown else ""


def _from(running: Json) -> str:
    return f" since {running['since']}" if running["since"] else ""


def _until(change: Change, telling: Telling) -> str:
    """Only what ended by itself has an end of its own."""
    told = when(change.before.get("until")) if not telling.learned else ""
    return f", as ended{told}" if told else ""


CLAUSES: dict[str, Callable[[Change, Telling], str]] = {
    "organization": organization,
    "subsidiary": subsidiary,
    "restructuring": restructuring,
    "relation": relation,
    "coverage": coverage,
    "contact_rule": contact_rule,
    "team_role": team_role,
    "action": action,
    "interaction": interaction,
}
