"""Dates, fields and values in plain words: the small words that sentences about changes and facts are made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from domain.actions import blocked_by
from domain.key_moments.phrases import listed as listed
from domain.language import marked, plain, say, word, written

Call = Callable[[str, str], str]

LABELS = {"closes": "closing date", "dotted_to": "dotted lines"}
_DATED = frozenset(("closes", "since", "until", "day", "due", "planned", "on"))
_NAMING = {
    "reports_to": "role",
    "dotted_to": "role",
    "works_with": "role",
    "unit": "unit",
    "parent": "unit",
    **dict.fromkeys(("organization", "originals", "results", "of", "below"), "organization"),
    **dict.fromkeys(("by", "owner", "people"), "person"),
    "opportunity": "opportunity",
    "power_by": "person",
    "attitude_by": "person",
    **{name: name for name in ("attitude", "tone", "buying_role", "team_role", "relation", "level", "stage")},
}


def field(name: str) -> str:
    name = name.removeprefix("attributes.")
    return word(LABELS[name]) if name in LABELS else plain(name)


def be(name: str) -> str:
    """`are` after a field that is called by a word of several: priorities, goals; not status, success."""
    called = LABELS.get(name, name.removeprefix("attributes.").replace("_", " "))
    return "are" if called.endswith("s") and not called.endswith(("ss", "us", "is")) else "is"


def quoting(call: Call) -> Call:
    """Opportunities and actions are called by whole phrases, which want quotation marks."""
    return lambda kind, id: (
        say('"{phrase}"', phrase=call(kind, id)) if kind in ("opportunity", "action") else call(kind, id)
    )


def value(name: str, given: Any, call: Call) -> str:
    """A value as people write it, subjects by their names."""
    if given is None:
        return say("nothing")
    if isinstance(given, Mapping):
        return _object(given)
    if isinstance(given, list | tuple):
        return listed(value(name, one, call) for one in given) or say("nothing")
    if name == "blocked":
        return blocked_by(str(given))
    if name in _DATED:
        return written(str(given))
    kind = _NAMING.get(name)
    return _said(given) if kind is None else call(kind, str(given))


def _said(given: Any) -> str:
    return plain(given) if isinstance(given, str) else say("{value}", value=given)


def _object(given: Mapping[str, Any]) -> str:
    if given.keys() == {"amount", "currency"}:
        return say("{amount:,} {currency}", **given)
    return ", ".join(f"{field(key)} {_inner(one)}" for key, one in given.items())


def _inner(given: Any) -> str:
    return listed(map(_said, given)) if isinstance(given, list | tuple) else _said(given)


def naming(name: str) -> str | None:
    """The kind of subject, or the vocabulary, that a field's values are of."""
    return _NAMING.get(name)


def referred(name: str | None, given: Any) -> set[tuple[str, str]]:
    """(kind, id) of the subjects that a value names."""
    if isinstance(given, Mapping):
        return {subject for inner, one in given.items() for subject in referred(inner, one)}
    kind = _NAMING.get(name or "")
    ids = given if isinstance(given, list | tuple) else [given]
    return {(kind, id) for id in ids if isinstance(id, str)} if kind else set()


def differences(before: Mapping[str, Any], after: Mapping[str, Any], call: Call) -> str:
    """What differs between two entries: `weight from 2 to 3 and since 2024-03`."""
    names = [name for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name)]
    return listed(_difference(name, before.get(name), after.get(name), call) for name in names if name not in _UNTOLD)


def _difference(name: str, before: Any, after: Any, call: Call) -> str:
    if name in _MARKS:
        return say(_MARKS[name][after is None])
    if after is None:
        return say("{field} no longer stated", field=field(name))
    if before is None:
        return say("{field} {value}", field=field(name), value=value(name, after, call))
    words = {"before": value(name, before, call), "after": value(name, after, call)}
    return say("{field} from {before} to {after}", field=field(name), **words)


# Which fact it was, and what follows from other values.
_UNTOLD = ("took", "gap", "begun_by", "ended_by")
_MARKS = {
    "possible": (marked("now only possible"), marked("now sure")),
    "certainty": (marked("now only probable"), marked("now confirmed")),
    "opinions": (marked("other opinions"), marked("one opinion")),
}


def mixed(shares: Mapping[str, float]) -> str:
    """`60% bureaucratic and 40% collaborative`, the greatest first."""
    ordered = sorted((share, name) for name, share in shares.items() if share > 0)
    return listed(say("{share:.0%} {culture}", share=share, culture=plain(name)) for share, name in reversed(ordered))


def sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
