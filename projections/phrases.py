"""Dates, fields and values in plain English: the small words that sentences about changes and facts are made of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from domain.actions import blocked_by

Call = Callable[[str, str], str]

_RANGE = re.compile(r"\[(.*)\.\.(.*)\]")
_LABELS = {"closes": "closing date", "dotted_to": "dotted lines"}
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


def when(date: str | None) -> str:
    """` on 2026-03-01`, ` in 2026-03`, ` by 2019`, ` between 2019-03 and 2019-06`; nothing for an unknown date."""
    if date is None:
        return ""
    if match := _RANGE.fullmatch(date):
        return f" between {match[1]} and {match[2]}" if match[1] else f" by {match[2]}"
    return f" on {date}" if len(date) == 10 else f" in {date}"


def field(name: str) -> str:
    name = name.removeprefix("attributes.")
    return _LABELS.get(name, name.replace("_", " "))


def be(name: str) -> str:
    """`are` after a field that is called by a word of several: priorities, goals; not status, success."""
    called = field(name)
    return "are" if called.endswith("s") and not called.endswith(("ss", "us", "is")) else "is"


def quoting(call: Call) -> Call:
    """Opportunities and actions are called by whole phrases, which want quotation marks."""
    return lambda kind, id: f'"{call(kind, id)}"' if kind in ("opportunity", "action") else call(kind, id)


def value(name: str, given: Any, call: Call) -> str:
    """A value as people write it, subjects by their names."""
    if given is None:
        return "nothing"
    if isinstance(given, Mapping):
        return _object(given)
    if isinstance(given, list | tuple):
        return listed(value(name, one, call) for one in given) or "nothing"
    if name == "blocked":
        return blocked_by(str(given))
    kind = _NAMING.get(name)
    return str(given).replace("_", " ") if kind is None else call(kind, str(given))


def _object(given: Mapping[str, Any]) -> str:
    if given.keys() == {"amount", "currency"}:
        return f"{given['amount']:,} {given['currency']}"
    return ", ".join(f"{field(key)} {_inner(one)}" for key, one in given.items())


def _inner(given: Any) -> str:
    return listed(map(str, given)) if isinstance(given, list | tuple) else str(given)


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


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`"""
    *first, last = [*parts] or [""]
    return f"{', '.join(first)} and {last}" if first else last


def differences(before: Mapping[str, Any], after: Mapping[str, Any], call: Call) -> str:
    """What differs between two entries: `weight from 2 to 3 and since 2024-03`."""
    names = [name for name in dict.fromkeys((*after, *before)) if before.get(name) != after.get(name)]
    return listed(_difference(name, before.get(name), after.get(name), call) for name in names if name not in _UNTOLD)


def _difference(name: str, before: Any, after: Any, call: Call) -> str:
    if name in _MARKS:
        return _MARKS[name][after is None]
    if before is None or after is None:
        return f"{field(name)} {'no longer stated' if after is None else value(name, after, call)}"
    return f"{field(name)} from {value(name, before, call)} to {value(name, after, call)}"


# Which fact it was, and what follows from other values.
_UNTOLD = ("took", "gap", "begun_by", "ended_by")
_MARKS = {
    "possible": ("now only possible", "now sure"),
    "certainty": ("now only probable", "now confirmed"),
    "opinions": ("other opinions", "one opinion"),
}


def mixed(shares: Mapping[str, float]) -> str:
    """`60% bureaucratic and 40% collaborative`, the greatest first."""
    ordered = sorted((share, name) for name, share in shares.items() if share > 0)
    return listed(f"{share:.0%} {name}" for share, name in reversed(ordered))


def sentence(clause: str) -> str:
    return f"{clause[:1].upper()}{clause[1:]}."
