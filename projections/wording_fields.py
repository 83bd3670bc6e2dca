"""What changed of one field of a subject, in one sentence each."""

from __future__ import annotations

from typing import Any

from domain.language import marked, plain, say

from .phrases import be, field, value
from .states import Change
from .tellings import Telling


def field_told(change: Change, telling: Telling) -> str:
    subject, name = telling.call(change.kind, change.subject), change.name or ""
    lacks = {verb: telling.lacks(verb) for verb in ("have", "report", "work")}
    words: dict[str, Any] = {"subject": subject, "field": field(name), "gone": telling.gone, "lacks": lacks}
    words |= {"kind": plain(change.kind), "be": be(name)}
    words |= {"before": value(name, change.before, telling.call), "after": value(name, change.after, telling.call)}
    if change.after == change.subject:
        words["after"] = say("itself")
    if name == "of" and telling.along:
        return say("{subject} is {gone} shown as working at {before}", **words)
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
        marked("{subject} has a role here"),
    ),
    "of": (
        marked("{subject} works at {after}"),
        marked("{subject} works at {after}, {gone} at {before}"),
        marked("{subject} {lacks[work]} at {before}"),
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
