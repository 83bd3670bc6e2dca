"""What changed on a map, in one sentence each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from domain.dates import DAWN, span_of

from .phrases import Call, be, differences, field, listed, mixed, sentence, value, when
from .states import Change
from .wording_beside import CLAUSES as BESIDE

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
        return "not" if self.learned else "no longer"

    def lacks(self, verb: str) -> str:
        """Of what somebody did before, or did not do at all: `no longer reports`, `does not report`."""
        return f"does not {verb}" if self.learned else f"no longer {'has' if verb == 'have' else f'{verb}s'}"

    @property
    def no(self) -> str:
        return "no" if self.learned else "no longer a"

    def roles(self, words: str, ids: Sequence[str]) -> str:
        return f"{words}{listed(self.call('role', id) for id in ids)}" if ids else ""

    def began(self, since: str | None) -> bool:
        """Whether what holds since then can be told as its beginning."""
        return self.learned or (since is not None and span_of(since).first > max(self.after_day, DAWN))

    def field(self, change: Change) -> str:
        """One field of a subject."""
        return _field(change, self)


def told(change: Change, telling: Telling, origin: str = "") -> str:
    """`Jane Roe became Chief Financial Officer on 2026-03-01 (source: feed, press release).`, or what we learned."""
    clause = _CLAUSES[change.kind](change, telling)
    source = f" (source: {origin})" if origin else ""
    return sentence(f"we learned that {clause}{source}" if telling.learned else f"{clause}{source}")


def _tenure(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    if change.before is None:
        return _took(who, post, change.after, telling)
    if change.after is None:
        return _left(who, post, telling)
    return _held(who, post, change.before, change.after, telling.call)


def _took(who: str, post: str, tenure: dict[str, Any], telling: Telling) -> str:
    kind, since = tenure.get("tenure_kind", "permanent"), tenure.get("since")
    post += "" if kind == "permanent" else f" ({kind})"
    perhaps = "probably " if tenure.get("certainty") == "probable" else "possibly " if tenure.get("possible") else ""
    if not telling.began(since):
        return f"{who} {perhaps}came onto the map as {post}"
    return f"{who} {perhaps}became {post}{when(since)}"


def _left(who: str, post: str, telling: Telling) -> str:
    ended = telling.ended
    if ended is not None and ended.ended_by is not None:
        return f"{who} left as {post}{when(ended.until)}{f' ({ended.reason})' if ended.reason else ''}"
    if not telling.learned:
        return f"{who} is no longer on the map as {post}"
    return f"{who} was not {post}" if ended is None else f"{who} is {post} at another time{when(ended.since)}"


def _held(who: str, post: str, before: dict[str, Any], after: dict[str, Any], call: Call) -> str:
    kinds = before.get("tenure_kind"), after.get("tenure_kind")
    rest = {name: after[name] for name in after if name not in ("tenure_kind", "until")}
    same = {name: before[name] for name in before if name not in ("tenure_kind", "until")}
    parts = [f"the tenure of {who} as {post} is {kinds[1]}, no longer {kinds[0]}"] if kinds[0] != kinds[1] else []
    if "until" in after and before.get("until", _NO_END) != after["until"]:
        parts.append(f"{who} leaves as {post}{when(after['until']) or ' on an unknown date'}")
    elif "until" in before and "until" not in after:
        parts.append(f"no end of {who} as {post} is known")
    if found := differences(same, rest, call):
        parts.append(f"{who} as {post}: {found}")
    return listed(parts) or f"{who} holds {post} by another appointment"


def _entry(change: Change, telling: Telling) -> str:
    """A unit, role or opportunity that comes or goes, or one of its fields."""
    called = f"the {change.kind} {telling.call(change.kind, change.subject)}"
    if change.name is not None:
        return _field(change, telling)
    if change.after is None:
        gone = "does not belong to" if telling.learned else "left"
        closed = f"was closed{telling.roles(', succeeded by ', telling.became)}"
        return f"{called} {closed if telling.closed else f'{gone} the account'}"
    since, follows = change.after.get("since"), telling.roles(", succeeding ", telling.follows)
    if telling.began(since) and not telling.learned:
        return f"{called} was {'opened' if change.kind == 'opportunity' else 'created'}{when(since)}{follows}"
    return f"{called} {'belongs' if telling.learned else 'came'} to the account{follows}"


def _field(change: Change, telling: Telling) -> str:
    subject, name = telling.call(change.kind, change.subject), change.name or ""
    lacks = {verb: telling.lacks(verb) for verb in ("have", "report", "belong")}
    words: dict[str, Any] = {"subject": subject, "field": field(name), "gone": telling.gone, "lacks": lacks}
    words |= {"kind": change.kind, "be": be(name)}
    words |= {"before": value(name, change.before, telling.call), "after": value(name, change.after, telling.call)}
    if name in _MARKS:
        return _MARKS[name][change.after is None].format(**words)
    template = _FIELDS.get(name, _ANY)
    return template[0 if _empty(change.before) else 2 if _empty(change.after) else 1].format(**words)


def _empty(given: Any) -> bool:
    return given is None or given == []


# Of a value that is new, of one that is another, of one that is no longer stated.
_ANY = (
    "the {field} of {subject} {be} {after}",
    "the {field} of {subject} {be} {after}, {gone} {before}",
    "the {field} of {subject} {be} {gone} {before}",
)
_CALLED = ("{subject} is called {after}", "{before} is called {after}", "{subject} is {gone} called {before}")
_FIELDS = {
    "title": _CALLED,
    "name": _CALLED,
    "reports_to": (
        "{subject} reports to {after}",
        "{subject} reports to {after}, {gone} to {before}",
        "{subject} {lacks[report]} to {before}",
    ),
    "external": (
        "{subject} {lacks[have]} a role here",
        "{subject} {lacks[have]} a role here",
        "{subject} is {gone} without a role here",
    ),
    "of": (
        "{subject} belongs to {after}",
        "{subject} belongs to {after}, {gone} to {before}",
        "{subject} {lacks[belong]} to {before}",
    ),
    "below": (
        "{subject} is below {after}",
        "{subject} is below {after}, {gone} below {before}",
        "{subject} is {gone} below {before}",
    ),
    "blocked": (
        "{subject} is {after}",
        "{subject} is {after}, {gone} {before}",
        "{subject} is {gone} blocked",
    ),
    "outcome": ("{subject} was {after}", "{subject} was {after}, not {before}", "{subject} was not {before}"),
    "since": (
        "{subject} is there since {after}",
        "{subject} is there since {after}, not since {before}",
        "it is not known since when {subject} is there",
    ),
    "status": (
        "{subject} is {after} as an account",
        "{subject} is {after} as an account",
        "{subject} is {gone} an account",
    ),
}
_MARKS = {
    "possible": ("the {kind} {subject} possibly exists", "the {kind} {subject} surely exists"),
    "certainty": ("the {kind} {subject} probably exists", "the {kind} {subject} is confirmed"),
    "probable": (
        "only probable of {subject}: {after}",
        "what was only probable of {subject} is confirmed or restated: {before}",
    ),
}


def _person(change: Change, telling: Telling) -> str:
    who = telling.call("person", change.subject)
    if change.name is not None:
        return _field(change, telling)
    if change.after is None:
        return f"{who} {'does not belong' if telling.learned else 'is no longer'} on the map"
    return f"{who} {'belongs' if telling.learned else 'is new'} on the map"


def _power(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    said = _assessed(f"the power of {who} as {post}", "power", change, telling)
    rests = (change.after or {}).get("power_sources")
    return f"{said}; it rests on {listed(rests)}" if rests else said


def _crafted(change: Change, telling: Telling) -> str:
    who, post = telling.call("person", change.people[0]), telling.call("role", change.subject)
    name = (change.name or "").partition("|")[2]
    said = [value(name, side[name], telling.call) for side in (change.before, change.after) if side is not None]
    if change.after is None:
        no = "nothing is" if telling.learned else "nothing more is"
        return f"{no} said of the {field(name)} of {who} as {post} ({said[0]})"
    by = telling.call("person", change.after[f"{name}_by"])
    rest = "" if len(set(said)) == 1 else f", {telling.gone} {said[0]}"
    return f"{by} says of {who} as {post}: {field(name)} {said[-1]}{rest}"


def _attitude(change: Change, telling: Telling) -> str:
    who, sale = telling.call("person", change.people[0]), telling.call("opportunity", change.subject)
    return _assessed(f"the attitude of {who} to {sale}", "attitude", change, telling)


def _assessed(what: str, name: str, change: Change, telling: Telling) -> str:
    if change.after is None:
        return f"{what} is {telling.gone} assessed (it was {value(name, change.before[name], telling.call)})"
    by = telling.call("person", str(change.after.get(f"{name}_by")))
    earlier = None if change.before is None else change.before[name]
    rest = "" if earlier in (None, change.after[name]) else f" after {value(name, earlier, telling.call)}"
    return f"{what} is assessed by {by} at {value(name, change.after[name], telling.call)}{rest}"


def _culture(change: Change, telling: Telling) -> str:
    what = telling.call("account" if change.name == "organization" else "unit", change.subject)
    if change.after is None:
        return f"no culture of {what} is known{'' if telling.learned else ' any more'}"
    earlier = {} if change.before is None else change.before["culture"]
    rest = f", after {mixed(earlier)}" if earlier not in ({}, change.after["culture"]) else ""
    if source := change.after.get("culture_from"):
        ((kind, id),) = source.items()
        return f"{what} has the culture of {telling.call(kind, id)}: {mixed(change.after['culture'])}{rest}"
    told = change.after["culture_assessed"]
    national = f" (national culture: {value('national', told['national'], telling.call)})" if "national" in told else ""
    by = telling.call("person", told["by"])
    return f"the culture of {what} is assessed by {by} as {mixed(change.after['culture'])}{national}{rest}"


def _buying_role(change: Change, telling: Telling) -> str:
    who, sale = telling.call("person", change.people[0]), telling.call("opportunity", change.subject)
    part = telling.call("buying_role", (change.name or "").partition("|")[2])
    if change.before is None:
        return f"{who} became {part} in {sale}{when(change.after.get('since'))}"
    if change.after is None:
        return f"{who} is {telling.gone} {part} in {sale}"
    return f"{who} as {part} in {sale}: {differences(change.before, change.after, telling.call)}"


def _link(change: Change, telling: Telling) -> str:
    one, other = (telling.call("person", id) for id in change.people)
    link = change.after or change.before
    ends = f"link from {one} to {other}" if link.get("directed") else f"link between {one} and {other}"
    what = f"{ends} ({telling.call('link_kind', link['kind'])})" if link["kind"] else ends
    if change.before is None:
        rated = [name for name in ("tone", "strength") if name in change.after]
        said = [f"{name} {value(name, change.after[name], telling.call)}" for name in rated]
        return f"there is {'a' if telling.learned else 'now a'} {what}{': ' if said else ''}{listed(said)}"
    if change.after is None:
        return f"there is {telling.no} {what}"
    return f"the {what} changed: {differences(change.before, change.after, telling.call)}"


_CLAUSES: dict[str, Callable[[Change, Telling], str]] = {
    "account": _field,
    "unit": _entry,
    "culture": _culture,
    "role": _entry,
    "opportunity": _entry,
    "person": _person,
    "tenure": _tenure,
    "power": _power,
    "crafted_job": _crafted,
    "buying_role": _buying_role,
    "attitude": _attitude,
    "link": _link,
    **BESIDE,
}
