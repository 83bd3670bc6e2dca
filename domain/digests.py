"""A colleague's digest of a day: from alerts as they are read to a subject, plain text and HTML. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from .key_moments.found import SEVERITIES

Json = dict[str, Any]
# In this order; an alert stands where the most happened to it that day.
HEADINGS = {
    "alert_raised": "New",
    "alert_reminded": "Due today",
    "alert_revised": "Changed",
    "alert_retracted": "Retracted",
}


@dataclass(frozen=True)
class Digest:
    """`subject` names nobody; `alerts` are those told of, in the order of the text."""

    person: str
    day: str
    subject: str
    text: str
    html: str
    alerts: tuple[Json, ...]


@dataclass(frozen=True)
class Entry:
    """An alert as it is read, and the heading under which it stands."""

    heading: str
    alert: Json


def composed(person: str, called: str, day: str, entries: Iterable[Entry]) -> Digest:
    """Of any alerts, also none: then it says so. `called` is what the colleague is called."""
    ordered = sorted(entries, key=_order)
    counted = f"{len(ordered)} alert{'' if len(ordered) == 1 else 's'}" if ordered else "nothing new"
    subject = f"Incumbent: {counted} on {day}"
    text, html = _text(called, subject, ordered), _html(called, subject, ordered)
    return Digest(person, day, subject, text, html, tuple(entry.alert for entry in ordered))


def heading_of(happened: Iterable[str]) -> str:
    """The first of the headings of what happened to an alert; of what was raised and retracted, that it is gone."""
    types = set(happened)
    if "alert_retracted" in types:
        return HEADINGS["alert_retracted"]
    return next(heading for type, heading in HEADINGS.items() if type in types)


def _order(entry: Entry) -> tuple[int, int, str, str]:
    alert = entry.alert
    return ([*HEADINGS.values()].index(entry.heading), -SEVERITIES.index(alert["severity"]), alert["day"], alert["id"])


def _text(called: str, subject: str, entries: Sequence[Entry]) -> str:
    lines = [subject, f"For {_line(called)}", ""]
    for heading in dict.fromkeys(entry.heading for entry in entries):
        lines += [heading, "-" * len(heading)]
        lines += [line for entry in entries if entry.heading == heading for line in told(entry.alert)]
        lines += [""]
    return "\n".join(lines)


def told(alert: Json) -> list[str]:
    """An alert in lines of plain text."""
    first = f"* [{alert['severity']}] {_line(alert['reason'])} ({_line(str(alert.get('starts') or alert['day']))})"
    return [first, *(f"  {line}" for line in _consequences(alert))]


def _html(called: str, subject: str, entries: Sequence[Entry]) -> str:
    parts = [f"<h1>{escape(subject)}</h1>", f"<p>For {escape(_line(called))}</p>"]
    for heading in dict.fromkeys(entry.heading for entry in entries):
        items = "".join(_item(entry.alert) for entry in entries if entry.heading == heading)
        parts += [f"<h2>{escape(heading)}</h2>", f"<ul>{items}</ul>"]
    head = f'<meta charset="utf-8"><title>{escape(subject)}</title>'
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _item(alert: Json) -> str:
    first, *more = told(alert)
    rest = "".join(f"<br>{escape(line.strip())}" for line in more)
    return f"<li><strong>{escape(first.removeprefix('* '))}</strong>{rest}</li>"


def _consequences(alert: Json) -> list[str]:
    """What it does to us, a line for each kind."""
    effects = alert.get("effects", {})
    sales = _listed(_sale(one) for one in effects.get("opportunities", ()))
    roles = effects.get("empty_buying_roles", ())
    empty = _listed(f"{one['buying_role'].replace('_', ' ')} in {_called(one, 'opportunity')}" for one in roles)
    act = _listed(_called(one, "person") for one in effects.get("act", ()))
    steps = " ".join(_line(one["says"]) for one in effects.get("next_steps", ()))
    lines = (("Touches", sales), ("Nobody is now", empty), ("Should act", act), ("Next", steps))
    return [f"{heading}: {told}" for heading, told in lines if told]


def _sale(one: Json) -> str:
    amount = one.get("amount")
    worth = "" if amount is None else f" ({amount:,.0f} {one.get('currency', '')})".replace(" )", ")")
    return f"{_called(one, 'opportunity')}{worth}"


def _called(one: Json, field: str) -> str:
    return _line(one.get("name") or one[field])


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _line(text: str) -> str:
    """On one line, whatever a name holds."""
    return " ".join(text.split())
