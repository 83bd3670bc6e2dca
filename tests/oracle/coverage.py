"""Who of ours covers whom, and through whom somebody is to be addressed."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tests.oracle.days import Fact, grouped
from tests.oracle.existence import organization_of_role
from tests.oracle.periods import Line, line, marks
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import tenures
from tests.oracle.values import deciding, shown, value

Subject = tuple[str, str]
Key = tuple[str, ...]
FIELDS = {"organization": "organization", "unit": "unit", "person": "other"}


def covering(facts: Iterable[Fact], subject: Subject, as_of: date, position: int) -> list[dict[str, Any]]:
    """Everybody who covers it or what it is part of, in no order."""
    known, day = known_at(facts, position), as_of.toordinal()
    return [
        {"covered": about, "person": person, "part": part, **running(line, day)}
        for about in around(known, subject, day)
        for (person, part), line in lines(known, "coverage_assigned", "coverage_ended", about, who_covers).items()
        if line.running(day)
    ]


def contact_rules(facts: Iterable[Fact], subject: Subject, as_of: date, position: int) -> list[dict[str, Any]]:
    known, day = known_at(facts, position), as_of.toordinal()
    return [
        {"addressed": about, "through": through, **running(line, day), **stated(line, day)}
        for about in around(known, subject, day)
        for (through,), line in lines(known, "contact_rule_set", "contact_rule_ended", about, through_whom).items()
        if line.running(day)
    ]


def around(known: Known, subject: Subject, day: int) -> list[Subject]:
    """The subject, the units it is in and all above these, the organizations it belongs to."""
    kind, id = subject
    held = [role for (person, role), line in tenures(known).items() if person == id and line.running(day)]
    posts = held if kind == "person" else [id] if kind == "role" else []
    units = [value(known, "role", post, "unit", day) for post in posts] if kind != "unit" else [id]
    owners = {organization_of_role(known, post, day) for post in posts}
    owners |= {value(known, "unit", id, "organization", day)} if kind == "unit" else set()
    every = {("unit", unit) for unit in upwards(known, units, day)} | {("organization", one) for one in owners if one}
    return sorted(every | (set() if kind == "role" else {subject}))


def upwards(known: Known, units: Iterable[str | None], day: int) -> set[str]:
    found: set[str] = set()
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit is not None and unit not in found:
            found.add(unit)
            waiting.append(value(known, "unit", unit, "parent", day))
    return found


def lines(known: Known, begin: str, end: str, about: Subject, key: Callable[[Fact], Key]) -> dict[Key, Line]:
    field = FIELDS.get(about[0], "")
    begins = grouped([fact for fact in known.of(begin) if fact.get(field) == about[1]], key)
    ends = grouped([fact for fact in known.of(end) if fact.get(field) == about[1]], key)
    return {one: line(begins[one], ends.get(one, [])) for one in sorted(begins)}


def who_covers(fact: Fact) -> Key:
    return fact["person"], fact["part"]


def through_whom(fact: Fact) -> Key:
    return (fact["through"],)


def running(line: Line, day: int) -> dict[str, Any]:
    """Since it runs without a break, and until when; the marks where nothing is sure."""
    stay = line.stay_on(day)
    last = max(stay, key=lambda period: period.end_day)
    ended = {"until": last.end.fact["effective"], "ended_by": last.end.fact["id"]} if last.end else {}
    return {
        "since": stay[0].fact["effective"],
        "begun_by": stay[0].fact["id"],
        **ended,
        **marks(line.running(day), day),
    }


def stated(line: Line, day: int) -> dict[str, Any]:
    """A rule's values are of the stay in which they were stated."""
    facts = [period.fact for period in line.stay_on(day)]
    return {"exclusive": False} | shown({name: deciding(facts, name, day) for name in ("exclusive", "reason")})
