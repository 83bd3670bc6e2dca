"""Opportunities with their buying center and its attitudes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.assessments import assessed_by
from tests.oracle.days import Fact, grouped, place
from tests.oracle.existence import defined, life
from tests.oracle.periods import Line, ended, line, marks
from tests.oracle.standing import Known, known_at
from tests.oracle.values import deciding, joined, shown, value, values_of

Member = tuple[str, str]


def opportunity(facts: Iterable[Fact], subject: str, as_of: date, position: int) -> dict[str, Any] | None:
    """The opportunity as the map lists it, and whose it is; nothing before it was opened."""
    known, day = known_at(facts, position), as_of.toordinal()
    if not was_opened(known, subject, day):
        return None
    return entry(known, subject, day) | {"organization": value(known, "opportunity", subject, "organization", day)}


def was_opened(known: Known, subject: str, day: int) -> bool:
    """Once opened it stays listed, also when closed."""
    return any(period.first <= day for period in life(known, "opportunity", subject).periods)


def opportunities_on_map(known: Known, account: str, day: int) -> list[str]:
    return [
        subject
        for subject in defined(known, "opportunity")
        if was_opened(known, subject, day) and value(known, "opportunity", subject, "organization", day) == account
    ]


def entry(known: Known, subject: str, day: int) -> dict[str, Any]:
    return {
        "id": subject,
        **joined(values_of(known, "opportunity", subject, day), lifetime(known, subject, day)),
        "buying_center": buying_center(known, subject, day),
        **others(known, subject, day),
    }


def lifetime(known: Known, subject: str, day: int) -> dict[str, Any]:
    whole = life(known, "opportunity", subject)
    if stay := whole.stay_on(day):
        return {"since": stay[0].fact["effective"]} | marks(whole.running(day), day)
    last = max((period for period in whole.periods if period.first <= day), key=lambda period: period.begun)
    return {"since": last.fact["effective"]} | outcome(known, subject, day)


def outcome(known: Known, subject: str, day: int) -> dict[str, Any]:
    """Of several closings that count by the day the latest says how it came out, and why."""
    closings = [ended(fact) for fact in known.of("opportunity_closed") if fact["opportunity"] == subject]
    counted = [end for end in closings if end.day <= day]
    latest = max(counted, key=lambda end: (end.day, place(end.fact))).fact
    return shown({name: latest if latest.get(name) is not None else None for name in ("outcome", "reason")})


def buying_roles(known: Known, subject: str) -> dict[Member, Line]:
    ends = grouped(about(known, "buying_role_ended", subject), person_and_buying_role)
    begins = grouped(about(known, "buying_role_assigned", subject), person_and_buying_role)
    return {key: line(begins.get(key, []), ends.get(key, [])) for key in sorted(begins.keys() | ends.keys())}


def about(known: Known, fact_type: str, subject: str) -> list[Fact]:
    return [fact for fact in known.of(fact_type) if fact["opportunity"] == subject]


def person_and_buying_role(fact: Fact) -> Member:
    return fact["person"], fact["buying_role"]


def buying_center(known: Known, subject: str, day: int) -> list[dict[str, Any]]:
    return [
        {"person": person, "buying_role": buying_role}
        | joined(member(assignments, day), attitude(known, person, subject, day))
        for (person, buying_role), assignments in buying_roles(known, subject).items()
        if assignments.running(day)
    ]


def others(known: Known, subject: str, day: int) -> dict[str, Any]:
    """Where those stand who play no part in it."""
    playing = {person for (person, _), line in buying_roles(known, subject).items() if line.running(day)}
    people = sorted({fact["person"] for fact in about(known, "attitude_changed", subject)} - playing)
    told = [{"person": person, **attitude(known, person, subject, day)} for person in people]
    standing = [one for one in told if "attitude" in one]
    return {"attitudes": standing} if standing else {}


def member(assignments: Line, day: int) -> dict[str, Any]:
    """The weight is a value of the stay it was stated in."""
    stay = assignments.stay_on(day)
    return {
        "since": stay[0].fact["effective"],
        **marks(assignments.running(day), day),
        **shown({"weight": deciding([period.fact for period in stay], "weight", day)}),
    }


def attitude(known: Known, person: str, subject: str, day: int) -> dict[str, Any]:
    """Attitudes are of a person to one opportunity, whatever the buying role."""
    facts = [fact for fact in about(known, "attitude_changed", subject) if fact["person"] == person]
    return assessed_by(facts, ("attitude",), day)
