"""What changed on a map, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from domain.dates import DAWN, span_of
from domain.language import after_colon, marked, plain, say, word

from .phrases import Call, be, differences, field, listed, sentence, value, when
from .states import Change
from .wording_beside import CLAUSES as BESIDE
from .wording_opinions import CLAUSES as OPINIONS

HAPPENED, LEARNED = "happened", "learned"
_NO_END = object()


class Telling(NamedTuple):
    """Why something changed, after which day, and what subjects are called.

    `ended` is what is known of a tenure that is gone, `closed` whether a role or a unit that is gone was closed;
    `became` are the successors of a closed role, `follows` the roles of which one that came is a successor.
    """

    because: str
    after_day: int
    call: Call
    ended: Any = None
    closed: bool = False
    became: Sequence[str] = ()
    follows: Sequence[str] = ()

    @property
    def learned(self) -> bool:
        return self.because == LEARNED

    @property
    def gone(self) -> str:
        return say("not") if self.learned else say("no longer")

    def lacks(self, verb: str) -> str:
        """Of what somebody did before, or did not do at all: `no longer reports`, `does not report`. For English alone:
        other languages say it with `gone`."""
        return f"does not {verb}" if self.learned else f"no longer {'has' if verb == 'have' else f'{verb}s'}"

    def with_roles(self, template: str, ids: Sequence[str]) -> str:
        return say(template, roles=listed(self.call("role", id) for id in ids)) if ids else ""

    def either(self, learned: str, happened: str, **values: Any) -> str:
        """What is told of what we learned, or of what happened."""
        return say(learned if self.learned else happened, **values)

    def began(self, since: str | None) -> bool:
        """Whether what holds since then can be told as its beginning."""
        return self.learned or (since is not None and span_of(since).first > max(self.after_day, DAWN))

    def field(self, change: Change) -> str:
        """One field of a subject."""
        return _field(change, self)


def told(change: Change, telling: Telling, origin: str = "") -> str:
    """`Jane Roe became Chief Financial Officer on 2026-03-01 (source: feed, press release).`, or what we learned."""
    clause = _CLAUSES[change.kind](change, telling)
    clause += say(" (source: {origin})", origin=origin) if origin else ""
    return sentence(say("we learned that {clause}", clause=clause) if telling.learned else clause)


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
    if not telling.learned:
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
        return _field(change, telling)
    called = say(_KINDS[change.kind], subject=telling.call(change.kind, change.subject))
    if change.after is None:
        return _gone(called, telling)
    since, follows = change.after.get("since"), telling.with_roles(", succeeding {roles}", telling.follows)
    if telling.began(since) and not telling.learned:
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


def _field(change: Change, telling: Telling) -> str:
    subject, name = telling.call(change.kind, change.subject), change.name or ""
    lacks = {verb: telling.lacks(verb) for verb in ("have", "report", "belong")}
    words: dict[str, Any] = {"subject": subject, "field": field(name), "gone": telling.gone, "lacks": lacks}
    words |= {"kind": plain(change.kind), "be": be(name)}
    words |= {"before": value(name, change.before, telling.call), "after": value(name, change.after, telling.call)}
    if name in _MARKS:
        return say(_MARKS[name][change.after is None], **words)
    template = _FIELDS.get(name, _ANY)
    return say(template[0 if _empty(change.before) else 2 if _empty(change.after) else 1], **words)


def _empty(given: Any) -> bool:
    return given is None or given == []


# Of a value that is new, of one that is another, of one that is no longer stated.
_ANY = (
    marked("the {field} of {subject} {be} {after}"),
    marked("the {field} of {subject} {be} {after}, {gone} {before}"),
    marked("the {field} of {subject} {be} {gone} {before}"),
)
_CALLED = (
    marked("{subject} is called {after}"),
    marked("{before} is called {after}"),
    marked("{subject} is {gone} called {before}"),
)
_FIELDS = {
    "title": _CALLED,
    "name": _CALLED,
    "reports_to": (
        marked("{subject} reports to {after}"),
        marked("{subject} reports to {after}, {gone} to {before}"),
        marked("{subject} {lacks[report]} to {before}"),
    ),
    "external": (
        marked("{subject} {lacks[have]} a role here"),
        marked("{subject} {lacks[have]} a role here"),
        marked("{subject} is {gone} without a role here"),
    ),
    "of": (
        marked("{subject} belongs to {after}"),
        marked("{subject} belongs to {after}, {gone} to {before}"),
        marked("{subject} {lacks[belong]} to {before}"),
    ),
    "below": (
        marked("{subject} is below {after}"),
        marked("{subject} is below {after}, {gone} below {before}"),
        marked("{subject} is {gone} below {before}"),
    ),
    "blocked": (
        marked("{subject} is {after}"),
        marked("{subject} is {after}, {gone} {before}"),
        marked("{subject} is {gone} blocked"),
    ),
    "outcome": (
        marked("{subject} was {after}"),
        marked("{subject} was {after}, not {before}"),
        marked("{subject} was not {before}"),
    ),
    "since": (
        marked("{subject} is there since {after}"),
        marked("{subject} is there since {after}, not since {before}"),
        marked("it is not known since when {subject} is there"),
    ),
    "status": (
        marked("{subject} is {after} as an account"),
        marked("{subject} is {after} as an account"),
        marked("{subject} is {gone} an account"),
    ),
}
_MARKS = {
    "possible": (marked("the {kind} {subject} possibly exists"), marked("the {kind} {subject} surely exists")),
    "certainty": (marked("the {kind} {subject} probably exists"), marked("the {kind} {subject} is confirmed")),
    "probable": (
        marked("only probable of {subject}: {after}"),
        marked("what was only probable of {subject} is confirmed or restated: {before}"),
    ),
}


def _person(change: Change, telling: Telling) -> str:
    who = telling.call("person", change.subject)
    if change.name is not None:
        return _field(change, telling)
    if change.after is None:
        return telling.either("{who} does not belong on the map", "{who} is no longer on the map", who=who)
    return telling.either("{who} belongs on the map", "{who} is new on the map", who=who)


def _buying_role(change: Change, telling: Telling) -> str:
    who, sale = telling.call("person", change.people[0]), telling.call("opportunity", change.subject)
    part = telling.call("buying_role", (change.name or "").partition("|")[2])
    words = {"who": who, "part": part, "sale": sale}
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
        return telling.either("there is a {link}", "there is now a {link}", link=what) + _rated(change.after, telling)
    if change.after is None:
        return telling.either("there is no {link}", "there is no longer a {link}", link=what)
    found = differences(change.before, change.after, telling.call)
    return say("the {link} changed: {differences}", link=what, differences=found)


def _rated(link: dict[str, Any], telling: Telling) -> str:
    rated = [name for name in ("tone", "strength") if name in link]
    said = [say("{field} {value}", field=field(name), value=value(name, link[name], telling.call)) for name in rated]
    return after_colon(listed(said)) if said else ""


_CLAUSES: dict[str, Callable[[Change, Telling], str]] = {
    "account": _field,
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
