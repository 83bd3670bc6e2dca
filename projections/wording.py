"""What changed on a map, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.language import after_colon, marked, plain, say, when, word

from .phrases import Call, differences, field, listed, sentence, value
from .states import Change
from .tellings import Telling
from .wording_beside import CLAUSES as BESIDE
from .wording_fields import field_told
from .wording_opinions import CLAUSES as OPINIONS

_NO_END = object()


def told(change: Change, telling: Telling, origin: str = "") -> str:
    """`Jane Roe became Chief Financial Officer on 2026-03-01 (source: feed, press release).`, or what we learned."""
    clause = _CLAUSES[change.kind](change, telling)
    clause += say(" (source: {origin})", origin=origin) if origin else ""
    return sentence(_seen(clause, telling))


def _seen(clause: str, telling: Telling) -> str:
    if telling.back:
        return say("as known before, {clause}" if telling.learned else "looking back, {clause}", clause=clause)
    return say("we learned that {clause}", clause=clause) if telling.learned else clause


def _tenure(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    if change.before is None:
        return _took(who, post, change.after, telling)
    if change.after is None:
        return _left(who, post, telling)
    return _held(who, post, change.before, change.after, telling.call)


def _took(who: str, post: str, tenure: dict[str, Any], telling: Telling) -> str:
    kind, since = tenure.get("tenure_kind", "permanent"), tenure.get("since")
    words = {"who": who, "perhaps": _perhaps(tenure), "when": when(since)}
    words["post"] = post if kind == "permanent" else f"{post} ({plain(kind)})"
    if telling.back:
        return say("{who} {perhaps}was {post}", **words)
    if not telling.began(since):
        return say("{who} {perhaps}came onto the map as {post}", **words)
    return say("{who} {perhaps}became {post}{when}", **words)


def _perhaps(tenure: dict[str, Any]) -> str:
    if tenure.get("certainty") == "probable":
        return say("probably ")
    return say("possibly ") if tenure.get("possible") else ""


def _left(who: str, post: str, telling: Telling) -> str:
    ended, words = telling.ended, {"who": who, "post": post}
    if ended is not None and ended.ended_by is not None:
        reason = f" ({word(ended.reason)})" if ended.reason else ""
        return say("{who} left as {post}{when}{reason}", **words, when=when(ended.until), reason=reason)
    if not telling.stated:
        return say("{who} is no longer on the map as {post}", **words)
    if ended is None:
        return say("{who} was not {post}", **words)
    return say("{who} is {post} at another time{when}", **words, when=when(ended.since))


def _held(who: str, post: str, before: dict[str, Any], after: dict[str, Any], call: Call) -> str:
    kinds = before.get("tenure_kind"), after.get("tenure_kind")
    rest = {name: after[name] for name in after if name not in ("tenure_kind", "until")}
    same = {name: before[name] for name in before if name not in ("tenure_kind", "until")}
    words, parts = {"who": who, "post": post}, list[str]()
    if kinds[0] != kinds[1]:
        kind, earlier = (plain(str(one)) for one in kinds[::-1])
        words_of_kind = {"kind": kind, "earlier": earlier}
        parts.append(say("the tenure of {who} as {post} is {kind}, no longer {earlier}", **words, **words_of_kind))
    if "until" in after and before.get("until", _NO_END) != after["until"]:
        on = when(after["until"]) or say(" on an unknown date")
        parts.append(say("{who} leaves as {post}{when}", **words, when=on))
    elif "until" in before and "until" not in after:
        parts.append(say("no end of {who} as {post} is known", **words))
    if found := differences(same, rest, call):
        parts.append(say("{who} as {post}: {differences}", **words, differences=found))
    return listed(parts) or say("{who} holds {post} by another appointment", **words)


def _entry(change: Change, telling: Telling) -> str:
    """A unit, role or opportunity that comes or goes, or one of its fields."""
    if change.name is not None:
        return field_told(change, telling)
    called = say(_KINDS[change.kind], subject=telling.call(change.kind, change.subject))
    if change.after is None:
        return _gone(called, telling)
    since, follows = change.after.get("since"), telling.with_roles(", succeeding {roles}", telling.follows)
    if telling.began(since) and not telling.stated:
        opened = change.kind == "opportunity"
        told = {"what": called, "when": when(since)}
        return say("{what} was opened{when}" if opened else "{what} was created{when}", **told) + follows
    return telling.either("{what} belongs to the account", "{what} came to the account", what=called) + follows


def _gone(called: str, telling: Telling) -> str:
    if telling.closed:
        return say("{what} was closed", what=called) + telling.with_roles(", succeeded by {roles}", telling.became)
    return telling.either("{what} does not belong to the account", "{what} left the account", what=called)


# What stands before the name of each.
_KINDS = {
    "unit": marked("the unit {subject}"),
    "role": marked("the role {subject}"),
    "opportunity": marked("the opportunity {subject}"),
}


def _person(change: Change, telling: Telling) -> str:
    who = telling.call("person", change.subject)
    if change.name is not None:
        return field_told(change, telling)
    if change.after is None:
        return telling.either("{who} does not belong on the map", "{who} is no longer on the map", who=who)
    return telling.either("{who} belongs on the map", "{who} is new on the map", who=who)


def _buying_role(change: Change, telling: Telling) -> str:
    who, sale = telling.call("person", change.people[0]), telling.call("opportunity", change.subject)
    part = telling.call("buying_role", (change.name or "").partition("|")[2])
    words = {"who": who, "part": part, "sale": sale}
    if telling.shown_along and change.before is None:
        return say("{who} came onto the map as {part} in {sale}", **words)
    if telling.shown_along and change.after is None:
        return say("{who} is no longer on the map as {part} in {sale}", **words)
    if change.before is None:
        return say("{who} became {part} in {sale}{when}", **words, when=when(change.after.get("since")))
    if change.after is None:
        return say("{who} is {gone} {part} in {sale}", **words, gone=telling.gone)
    found = differences(change.before, change.after, telling.call)
    return say("{who} as {part} in {sale}: {differences}", **words, differences=found)


def _link(change: Change, telling: Telling) -> str:
    one, other = (telling.call("person", id) for id in change.people)
    link = change.after or change.before
    directed = link.get("directed")
    what = say("link from {one} to {other}" if directed else "link between {one} and {other}", one=one, other=other)
    what += f" ({telling.call('link_kind', link['kind'])})" if link["kind"] else ""
    if change.before is None:
        return _came(what, telling) + _rated(change.after, telling)
    if change.after is None and telling.along:
        return telling.either("the {link} does not belong on the map", "the {link} is no longer on the map", link=what)
    if change.after is None:
        return telling.either("there is no {link}", "there is no longer a {link}", link=what)
    found = differences(change.before, change.after, telling.call)
    return say("the {link} changed: {differences}", link=what, differences=found)


def _came(link: str, telling: Telling) -> str:
    if telling.along:
        return telling.either("the {link} belongs on the map", "the {link} came onto the map", link=link)
    return telling.either("there is a {link}", "there is now a {link}", link=link)


def _rated(link: dict[str, Any], telling: Telling) -> str:
    rated = [name for name in ("tone", "strength") if name in link]
    said = [say("{field} {value}", field=field(name), value=value(name, link[name], telling.call)) for name in rated]
    return after_colon(listed(said)) if said else ""


_CLAUSES: dict[str, Callable[[Change, Telling], str]] = {
    "account": field_told,
    "unit": _entry,
    "role": _entry,
    "opportunity": _entry,
    "person": _person,
    "tenure": _tenure,
    "buying_role": _buying_role,
    "link": _link,
    **OPINIONS,
    **BESIDE,
}
