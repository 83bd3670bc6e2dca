"""What changed of organizations and beside the map of an account, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.coverage import about_of
from domain.language import after_colon, plain, say, when, word, written

from .phrases import differences, listed
from .states import Change
from .tellings import Telling
from .wording_fields import field_told

Json = dict[str, Any]


def organization(change: Change, telling: Telling) -> str:
    if change.name == "closed":
        what = telling.call("organization", change.subject)
        return say("{what} was not closed" if change.after is None else "{what} was closed", what=what)
    return field_told(change, telling)


def subsidiary(change: Change, telling: Telling) -> str:
    if change.name is not None:
        return field_told(change, telling)
    what, above = (
        telling.call("organization", id) for id in (change.subject, (change.after or change.before)["below"])
    )
    if change.after is None:
        return telling.either(
            "{what} does not belong to the group, below {above}",
            "{what} belongs no longer to the group, below {above}",
            what=what, above=above,
        )  # fmt: skip
    return telling.either(
        "{what} belongs to the group, below {above}", "{what} came to the group, below {above}", what=what, above=above
    )


def restructuring(change: Change, telling: Telling) -> str:
    given = change.after or change.before
    one, other = (listed(telling.call("organization", id) for id in given[side]) for side in ("originals", "results"))
    words = {"one": one, "other": other, "kind": plain(given["kind"])}
    if change.after is None:
        return say("{one} did not become {other} by {kind}", **words)
    if change.before is not None:
        found = differences(change.before, change.after, telling.call)
        return say("{one} became {other} by {kind}: {differences}", **words, differences=found)
    if given["originals"] == given["results"] and given["kind"] == "renaming":
        return say("{one} was renamed{when}", one=one, when=when(given["since"]))
    return say("{one} became {other} by {kind}{when}", **words, when=when(given["since"]))


def relation(change: Change, telling: Telling) -> str:
    one, other = (telling.call("organization", id) for id in change.subject.split("|"))
    words = {"one": one, "other": other, "relation": telling.call("relation", change.name or "")}
    if change.before is None:
        return say("{other} is {relation} of {one}{since}", **words, since=_from(change.after))
    if change.after is None:
        words |= {"gone": telling.gone, "until": _until(change, telling)}
        return say("{other} is {gone} {relation} of {one}{until}", **words)
    found = differences(change.before, change.after, telling.call)
    return say("{other} is {relation} of {one}: {differences}", **words, differences=found)


def coverage(change: Change, telling: Telling) -> str:
    person, part = (change.name or "").split("|")
    who, what = telling.call("person", person), telling.call(*about_of(change.subject))
    words: Json = {"who": who, "what": what, "part": word(part)}
    if change.before is None:
        return say("{who} covers {what} ({part}){since}", **words, since=_from(change.after))
    if change.after is None and telling.along:
        return say("{what}, covered by {who} ({part}), is {gone} part of this account", **words, gone=telling.gone)
    if change.after is None:
        return say("{who} {lacks} {what} ({part}){until}", **words, **_lacking("cover", change, telling))
    found = differences(change.before, change.after, telling.call)
    return say("{who} covers {what} ({part}): {differences}", **words, differences=found)


def _lacking(verb: str, change: Change, telling: Telling) -> Json:
    return {"lacks": telling.lacks(verb), "gone": telling.gone, "until": _until(change, telling)}


def contact_rule(change: Change, telling: Telling) -> str:
    whom, through = telling.call(*about_of(change.subject)), telling.call("person", change.name or "")
    words: Json = {"whom": whom, "through": through, "gone": telling.gone}
    if change.before is None:
        words["only"] = say(" and nobody else") if change.after["exclusive"] else ""
        reason = after_colon(change.after["reason"]) if change.after.get("reason") else ""
        words |= {"since": _from(change.after), "reason": reason}
        return say("{whom} is to be addressed through {through}{only}{since}{reason}", **words)
    if change.after is None and telling.along:
        return say("{whom}, to be addressed through {through}, is {gone} part of this account", **words)
    if change.after is None:
        words["until"] = _until(change, telling)
        return say("{whom} is {gone} to be addressed through {through}{until}", **words)
    said = differences(change.before, change.after, telling.call)
    return say("{whom} is to be addressed through {through}: {differences}", **words, differences=said)


def team_role(change: Change, telling: Telling) -> str:
    person, _, role = (change.name or "").partition("|")
    who, team = telling.call("person", person), telling.call("organization", change.subject)
    words: Json = {"who": who, "part": telling.call("team_role", role), "team": team}
    if change.before is None:
        degree = say(", to a degree of {degree}", degree=change.after["degree"]) if "degree" in change.after else ""
        words |= {"since": _from(change.after), "degree": degree}
        return say("{who} plays {part} in our team at {team}{since}{degree}", **words)
    if change.after is None:
        words |= _lacking("play", change, telling)
        return say("{who} {lacks} {part} in our team at {team}{until}", **words)
    found = differences(change.before, change.after, telling.call)
    return say("{who} plays {part} in our team at {team}: {differences}", **words, differences=found)


def action(change: Change, telling: Telling) -> str:
    called = say("the action {action}", action=telling.call("action", change.subject))
    if change.name == "done":
        return _done(called, change, telling)
    if change.name is not None:
        return field_told(change, telling)
    if change.after is None:
        return telling.either(
            "{what} is not one of this account", "{what} is no longer one of this account", what=called
        )
    shown, done = change.after, change.after.get("done")
    told = _planned(called, shown, telling)
    if done is None:
        return told
    return told + say(" and done{when}{observed}", when=when(done["on"]), observed=_observed(done))


def _planned(called: str, shown: Json, telling: Telling) -> str:
    planned = when(shown.get("planned")) if telling.began(shown.get("planned")) else ""
    owner = say(" for {owner}", owner=telling.call("person", shown["owner"])) if "owner" in shown else ""
    due = say(", due{when}", when=when(shown["due"])) if "due" in shown else ""
    return say("{what} was planned{when}{owner}{due}", what=called, when=planned, owner=owner, due=due)


def _done(called: str, change: Change, telling: Telling) -> str:
    if change.after is None:
        return say("{what} is {gone} done", what=called, gone=telling.gone)
    if change.before is not None:
        found = differences(change.before, change.after, telling.call)
        return say("{what} is done: {differences}", what=called, differences=found)
    done = {"when": when(change.after["on"]), "observed": _observed(change.after)}
    return say("{what} was done{when}{observed}", what=called, **done)


def _observed(done: Json) -> str:
    return after_colon(done["observed"].rstrip(".")) if done.get("observed") else ""


def interaction(change: Change, telling: Telling) -> str:
    if change.name is not None:
        return field_told(change, telling)
    shown = change.after or change.before
    who = listed(telling.call("person", id) for id in shown["people"])
    topic = after_colon(shown["topic"].rstrip(".")) if "topic" in shown else ""
    words = {"who": who, "when": when(shown.get("day")), "channel": word(shown["channel"])}
    if change.after is None:
        return say("{who} did not meet at this account{when} ({channel})", **words)
    return say("{who} met{when} ({channel}){topic}", **words, topic=topic)


def _from(running: Json) -> str:
    return say(" since {since}", since=written(running["since"])) if running["since"] else ""


def _until(change: Change, telling: Telling) -> str:
    """Only what ended by itself has an end of its own."""
    told = when(change.before.get("until")) if not telling.stated else ""
    return say(", as ended{when}", when=told) if told else ""


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
