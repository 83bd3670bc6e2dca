"""A colleague's digest of a day: from alerts as they are read to a subject, plain text and HTML. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from .key_moments.found import SEVERITIES
from .language import after_colon, marked, plain, say, say_count, spoken, word, written

Json = dict[str, Any]
# So many alerts are told of one by one, of each heading this many at the least; the others are counted.
MOST, OF_EACH = 100, 20
# In this order; an alert stands where the most happened to it that day.
HEADINGS = {
    "alert_raised": marked("New"),
    "alert_reminded": marked("Due today"),
    "alert_revised": marked("Changed"),
    "alert_retracted": marked("Retracted"),
}


@dataclass(frozen=True)
class Digest:
    """`subject` names nobody; `alerts` are those told of one by one, in the order of the text; `more` counts the others
    by heading, rule and severity."""

    person: str
    day: str
    subject: str
    text: str
    html: str
    alerts: tuple[Json, ...]
    more: tuple[Json, ...] = ()


class Mark(NamedTuple):
    """Of an alert, before it is put into words, what decides where it stands and how it is counted."""

    heading: str
    severity: str
    day: str
    id: str
    rule: str

    @property
    def order(self) -> tuple[int, int, str, str]:
        severities = [str(one) for one in SEVERITIES]
        return [*HEADINGS.values()].index(self.heading), -severities.index(self.severity), self.day, self.id


@dataclass(frozen=True)
class Entry:
    """An alert as it is read, and the heading under which it stands."""

    heading: str
    alert: Json


def bounded(marks: Iterable[Mark]) -> tuple[list[Mark], list[Mark]]:
    """Those to tell of one by one, the worst of each heading, and the rest."""
    ordered = sorted(marks, key=lambda mark: mark.order)
    places: Counter[str] = Counter()
    first, others = list[Mark](), list[Mark]()
    for mark in ordered:
        (first if places[mark.heading] < OF_EACH else others).append(mark)
        places[mark.heading] += 1
    room = MOST - len(first)
    return [*first, *others[:room]], others[room:]


def composed(person: str, called: str, day: str, entries: Iterable[Entry], rest: Iterable[Mark] = ()) -> Digest:
    """Of any alerts, also none: then it says so. `called` is what the colleague is called; the `rest` is counted."""
    ordered, more = sorted(entries, key=_order), _counted(rest)
    total = len(ordered) + sum(one["count"] for one in more)
    subject = _subject(total, written(day))
    sections = [_section(heading, ordered, more) for heading in HEADINGS.values()]
    text, html = _text(called, subject, sections), _html(called, subject, sections)
    return Digest(person, day, subject, text, html, tuple(entry.alert for entry in ordered), more)


def _subject(total: int, day: str) -> str:
    if not total:
        return say("Incumbent: nothing new on {day}", day=day)
    return say_count("Incumbent: {count:,} alert on {day}", "Incumbent: {count:,} alerts on {day}", total, day=day)


def _counted(rest: Iterable[Mark]) -> tuple[Json, ...]:
    """The most first under each heading."""
    counts = Counter((mark.heading, mark.rule, mark.severity) for mark in rest)
    headings = [*HEADINGS.values()]
    ordered = sorted(counts.items(), key=lambda one: (headings.index(one[0][0]), -one[1], one[0]))
    return tuple(
        dict(zip(("heading", "rule", "severity", "count"), (*of, count), strict=True)) for of, count in ordered
    )


class _Section(NamedTuple):
    heading: str
    alerts: list[Json]
    more: str


def _section(heading: str, entries: Sequence[Entry], more: Sequence[Json]) -> _Section:
    mine = [one for one in more if one["heading"] == heading]
    groups = _listed(_group(one) for one in mine)
    said = say("And {count:,} more: {groups}", count=sum(one["count"] for one in mine), groups=groups) if mine else ""
    return _Section(heading, [entry.alert for entry in entries if entry.heading == heading], said)


def _group(one: Json) -> str:
    rule, severity = plain(_line(one["rule"])), word(one["severity"])
    return say("{count:,} {rule} ({severity})", count=one["count"], rule=rule, severity=severity)


def heading_of(happened: Iterable[str]) -> str:
    """The first of the headings of what happened to an alert; of what was raised and retracted, that it is gone."""
    types = set(happened)
    if "alert_retracted" in types:
        return HEADINGS["alert_retracted"]
    return next(heading for type, heading in HEADINGS.items() if type in types)


def _order(entry: Entry) -> tuple[int, int, str, str]:
    alert = entry.alert
    return Mark(entry.heading, alert["severity"], alert["day"], alert["id"], "").order


def _text(called: str, subject: str, sections: Iterable[_Section]) -> str:
    lines = [subject, say("For {name}", name=_line(called)), ""]
    for heading, alerts, more in sections:
        if alerts or more:
            lines += [say(heading), "-" * len(say(heading))]
            lines += [line for alert in alerts for line in told(alert)]
            lines += [*([more] if more else []), ""]
    return "\n".join(lines)


def told(alert: Json) -> list[str]:
    """An alert in lines of plain text."""
    day = written(_line(str(alert.get("starts") or alert["day"])))
    first = f"* [{word(alert['severity'])}] {_line(alert['reason'])} ({day})"
    gone = alert.get("state") == "retracted"
    return [first, *(f"  {line}" for line in ([] if gone else consequences(alert.get("effects", {}))))]


def _html(called: str, subject: str, sections: Iterable[_Section]) -> str:
    parts = [f"<h1>{escape(subject)}</h1>", f"<p>{escape(say('For {name}', name=_line(called)))}</p>"]
    for heading, alerts, more in sections:
        if alerts or more:
            rest = f"<p>{escape(more)}</p>" if more else ""
            parts += [f"<h2>{escape(say(heading))}</h2>", f"<ul>{''.join(map(_item, alerts))}</ul>{rest}"]
    head = f'<meta charset="utf-8"><title>{escape(subject)}</title>'
    return f'<!DOCTYPE html><html lang="{spoken()}"><head>{head}</head><body>{"".join(parts)}</body></html>'


def _item(alert: Json) -> str:
    first, *more = told(alert)
    rest = "".join(f"<br>{escape(line.strip())}" for line in more)
    return f"<li><strong>{escape(first.removeprefix('* '))}</strong>{rest}</li>"


def consequences(effects: Json) -> list[str]:
    """What a key moment does to us, a line for each kind."""
    steps = " ".join(_line(say(one["says"])) for one in effects.get("next_steps", ()))
    told = ((heading, _listed(map(tell, effects.get(name, ())))) for heading, name, tell in _CONSEQUENCES)
    return [f"{say(heading)}{after_colon(words)}" for heading, words in (*told, (marked("What to do"), steps)) if words]


def _sale(one: Json) -> str:
    amount = one.get("amount")
    if amount is None:
        return _called(one, "opportunity")
    worth = say("{amount:,.0f} {currency}", amount=amount, currency=one.get("currency", "")).strip()
    return f"{_called(one, 'opportunity')} ({worth})"


def _unplayed(one: Json) -> str:
    return say("{part} in {sale}", part=plain(one["buying_role"]), sale=_called(one, "opportunity"))


def _tie(one: Json) -> str:
    ours, other = _line(one.get("ours_name") or one["ours"]), _line(one.get("other_name") or one["other"])
    return say("{ours} with {other}", ours=ours, other=other)


def _actor(one: Json) -> str:
    return f"{_called(one, 'person')} ({plain(one['because'])})"


def _called(one: Json, field: str) -> str:
    return _line(one.get("name") or one[field])


def _listed(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _line(text: str) -> str:
    """On one line, whatever a name holds."""
    return " ".join(text.split())


# A heading, the field of the effects, and how one of them is told.
_CONSEQUENCES = (
    (marked("Opportunities"), "opportunities", _sale),
    (marked("Played by nobody now"), "empty_buying_roles", _unplayed),
    (marked("Links lost"), "links_lost", _tie),
    (marked("Links gained"), "links_gained", _tie),
    (marked("Who should act"), "act", _actor),
)
