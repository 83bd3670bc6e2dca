"""What changed of what somebody thinks of people and places, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.language import say, word

from .phrases import field, listed, mixed, value
from .states import Change
from .tellings import Telling


def power(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    if _left(change, telling):
        before = value("power", change.before["power"], telling.call)
        return say("{who} is no longer {post} here; their power there was {before}", who=who, post=post, before=before)
    said = _assessed(say("the power of {who} as {post}", who=who, post=post), "power", change, telling)
    rests = (change.after or {}).get("power_sources")
    return say("{said}; it rests on {sources}", said=said, sources=listed(map(word, rests))) if rests else said


def crafted(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    name = (change.name or "").partition("|")[2]
    said = [value(name, side[name], telling.call) for side in (change.before, change.after) if side is not None]
    if _left(change, telling):
        words = {"who": who, "post": post, "field": field(name), "before": said[0]}
        return say("{who} is no longer {post} here; of their {field} there was said: {before}", **words)
    if change.after is None:
        return telling.either(
            "nothing is said of the {field} of {who} as {post} ({before})",
            "nothing more is said of the {field} of {who} as {post} ({before})",
            field=field(name), who=who, post=post, before=said[0],
        )  # fmt: skip
    by = telling.call("person", change.after[f"{name}_by"])
    told = say(
        "{by} says of {who} as {post}: {field} {after}", by=by, who=who, post=post, field=field(name), after=said[-1]
    )
    rest = "" if len(set(said)) == 1 else say(", {gone} {before}", gone=telling.gone, before=said[0])
    return told + rest


def _left(change: Change, telling: Telling) -> bool:
    """Whether it left the map only with the tenure or the opportunity to which it belongs."""
    return change.after is None and telling.shown_along


def attitude(change: Change, telling: Telling) -> str:
    who, sale = telling.call("person", change.people[0]), telling.call("opportunity", change.subject)
    if _left(change, telling):
        before = value("attitude", change.before["attitude"], telling.call)
        words = {"who": who, "sale": sale, "before": before}
        return say("the attitude of {who} to {sale} ({before}) is no longer on the map", **words)
    return _assessed(say("the attitude of {who} to {sale}", who=who, sale=sale), "attitude", change, telling)


def _assessed(what: str, name: str, change: Change, telling: Telling) -> str:
    if change.after is None:
        before = value(name, change.before[name], telling.call)
        return say("{what} is {gone} assessed (it was {before})", what=what, gone=telling.gone, before=before)
    by = telling.call("person", str(change.after.get(f"{name}_by")))
    earlier = None if change.before is None else change.before[name]
    after = value(name, change.after[name], telling.call)
    told = say("{what} is assessed by {by} at {after}", what=what, by=by, after=after)
    if earlier in (None, change.after[name]):
        return told
    return told + _earlier(value(name, earlier, telling.call), telling)


def _earlier(before: str, telling: Telling) -> str:
    return say(", not {before}" if telling.back else ", after {before}", before=before)


def culture(change: Change, telling: Telling) -> str:
    what = telling.call("account" if change.name == "organization" else "unit", change.subject)
    if change.after is None:
        return telling.either("no culture of {what} is known", "no culture of {what} is known any more", what=what)
    earlier = {} if change.before is None else change.before["culture"]
    rest = _earlier(mixed(earlier), telling) if earlier not in ({}, change.after["culture"]) else ""
    mix = mixed(change.after["culture"])
    if source := change.after.get("culture_from"):
        ((kind, id),) = source.items()
        return say("{what} has the culture of {above}: {mix}", what=what, above=telling.call(kind, id), mix=mix) + rest
    told = change.after["culture_assessed"]
    assessed = {"what": what, "by": telling.call("person", told["by"]), "mix": mix}
    return say("the culture of {what} is assessed by {by} as {mix}", **assessed) + _national(told, telling) + rest


def _national(told: dict[str, Any], telling: Telling) -> str:
    if "national" not in told:
        return ""
    return say(" (national culture: {culture})", culture=value("national", told["national"], telling.call))


CLAUSES: dict[str, Callable[[Change, Telling], str]] = {
    "culture": culture,
    "power": power,
    "crafted_job": crafted,
    "attitude": attitude,
}
