"""Organizations and people by themselves on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from tests.oracle.days import Fact, grouped, value_day, when
from tests.oracle.existence import exists
from tests.oracle.periods import Line, line, marks
from tests.oracle.standing import Known, known_at
from tests.oracle.tenures import holder, tenures
from tests.oracle.values import value, values_of

Relation = tuple[str, str]


def organization(facts: Iterable[Fact], subject: str, as_of: date, position: int) -> dict[str, Any]:
    known, day = known_at(facts, position), as_of.toordinal()
    subject = known.answering("organization", subject)
    return {
        "id": subject,
        "name": None,
        **values_of(known, "organization", subject, day),
        "exists": exists(known, "organization", subject, day),
        "account": exists(known, "account", subject, day),
        "relations": relations(known, subject, day),
    }


def relations(known: Known, subject: str, day: int) -> list[dict[str, Any]]:
    return [
        {"other": other, "relation": relation, **related_since(related, day)}
        for (other, relation), related in relation_lines(known, subject).items()
        if related.running(day)
    ]


def related_since(related: Line, day: int) -> dict[str, Any]:
    return {"since": related.stay_on(day)[0].fact["effective"], **marks(related.running(day), day)}


def relation_lines(known: Known, subject: str) -> dict[Relation, Line]:
    begins = grouped(about(known, "organizations_related", subject), other_and_relation)
    ends = grouped(about(known, "organizations_unrelated", subject), other_and_relation)
    return {key: line(begins[key], ends.get(key, [])) for key in sorted(begins)}


def about(known: Known, fact_type: str, subject: str) -> list[Fact]:
    return [fact for fact in known.of(fact_type) if fact["organization"] == subject]


def other_and_relation(fact: Fact) -> Relation:
    return fact["other"], fact["relation"]


def person(facts: Iterable[Fact], subject: str, as_of: date, position: int) -> dict[str, Any]:
    known, day = known_at(facts, position), as_of.toordinal()
    subject = known.answering("person", subject)
    return {
        "id": subject,
        "name": None,
        **merged(known, subject),
        **values_of(known, "person", subject, day),
        **aliases(known, "person", subject, day),
        "roles": roles_held(known, subject, day),
    }


def merged(known: Known, person: str) -> dict[str, Any]:
    """The records that answer as this one."""
    found = sorted(id for (kind, id), kept in known.kept.items() if (kind, kept) == ("person", person))
    return {"merged": found} if found else {}


def aliases(known: Known, kind: str, subject: str, day: int) -> dict[str, Any]:
    """Each once, in the order of the days from which they hold."""
    recorded = sorted((fact for fact in known.of("alias_recorded") if fact.get(kind) == subject), key=when)
    called = dict.fromkeys(fact["alias"] for fact in recorded if value_day(fact) <= day)
    return {"aliases": list(called)} if called else {}


def roles_held(known: Known, subject: str, day: int) -> list[dict[str, Any]]:
    return [
        {"role": role, "title": value(known, "role", role, "title", day)} | holder(known, subject, role, tenure, day)
        for (taker, role), tenure in tenures(known).items()
        if taker == subject and tenure.running(day)
    ]
