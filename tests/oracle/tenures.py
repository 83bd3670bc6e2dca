"""Who holds which role: tenures, holders on a day, careers and successions."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.assessments import assessed_by, latest, views
from tests.oracle.days import Fact, grouped, value_day
from tests.oracle.periods import End, Line, Period, line, marks
from tests.oracle.standing import Known, known_at

CRAFTED = ("priorities", "criteria", "partner_preferences", "quantity", "relations", "perception", "engagement")
Lines = dict[tuple[str, str], Line]


def tenures(known: Known) -> Lines:
    """The tenures by person and role. Closing a role ends everybody's in it, taking one ends those left for it."""
    lefts = [*known.of("person_left_role"), *left_for_others(known)]
    begins = grouped(known.of("person_took_role"), person_and_role)
    named = grouped((fact for fact in lefts if fact.get("took")), lambda fact: str(fact["took"]))
    unnamed = grouped((fact for fact in lefts if not fact.get("took")), person_and_role)
    closings = grouped(known.of("role_closed"), lambda fact: str(fact["role"]))
    return {
        key: line(
            begins.get(key, []),
            unnamed.get(key, []) + closings.get(key[1], []),
            [left for took in begins.get(key, []) for left in named.get(took["id"], [])],
        )
        for key in sorted(begins.keys() | unnamed.keys())
    }


def left_for_others(known: Known) -> list[Fact]:
    """The ends of what was left for another role, each as if it were told by itself."""
    return [
        {**took, "type": "person_left_role", "role": role}
        for took in known.of("person_took_role")
        for role in sorted(set(took.get("leaves") or ()) - {took["role"]})
    ]


def person_and_role(fact: Fact) -> tuple[str, str]:
    return fact["person"], fact["role"]


def lefts_of_nobody(tenure: Line) -> list[End]:
    """A role closed without anybody in it is nothing strange, a departure without arrival is."""
    return [end for end in tenure.unmatched if end.fact["type"] == "person_left_role"]


def current(tenure: Line, day: int) -> Period | None:
    """Several running tenures are one holder entry: that of the tenure begun last."""
    running = tenure.running(day)
    return running[-1] if running else None


def holding(lines: Lines, day: int) -> list[tuple[str, str]]:
    """The roles and their holders on a day."""
    return sorted((role, person) for (person, role), tenure in lines.items() if tenure.running(day))


def holders(facts: Iterable[Fact], as_of: date, position: int) -> set[tuple[str, str]]:
    """(role, person) of everybody in office: the light form of the maps of all accounts."""
    return set(holding(tenures(known_at(facts, position)), as_of.toordinal()))


def tenure_kind(period: Period) -> str:
    return period.fact.get("tenure_kind") or "permanent"


def holder(known: Known, person: str, role: str, tenure: Line, day: int) -> dict[str, Any]:
    """What the tenure says of itself, and the power that belongs to the stay."""
    entry = current(tenure, day)
    assert entry
    return {
        "person": person,
        "since": entry.fact["effective"],
        "tenure_kind": tenure_kind(entry),
        **({"until": entry.end.fact["effective"]} if entry.end else {}),
        "took": entry.fact["id"],
        **marks([entry], day),
        **power(known, person, role, tenure.stay_on(day), day),
        **crafted(known, person, role, tenure.stay_on(day), day),
    }


def power(known: Known, person: str, role: str, stay: list[Period], day: int) -> dict[str, Any]:
    """Power is of the stay it was assessed in: it ends with it, a return starts blank."""
    said = said_in(known, "power_assessed", person, role, stay)
    shown = latest(views(said, ("power",), day), "power")
    sources = shown and shown.get("sources")
    return assessed_by(said, ("power",), day) | ({"power_sources": sources} if sources else {})


def crafted(known: Known, person: str, role: str, stay: list[Period], day: int) -> dict[str, Any]:
    """So is what they make of the post; nothing is said where nobody says anything."""
    found = assessed_by(said_in(known, "job_crafted", person, role, stay), CRAFTED, day)
    return {"crafted": found} if found else {}


def said_in(known: Known, type: str, person: str, role: str, stay: list[Period]) -> list[Fact]:
    return [
        fact
        for fact in known.of(type)
        if person_and_role(fact) == (person, role) and any(period.runs_on(value_day(fact)) for period in stay)
    ]
