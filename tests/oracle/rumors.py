"""Rumors decide nothing: they are listed, each as its fact says it."""

from typing import Any

from tests.oracle.days import Fact, place, recorded_day, span
from tests.oracle.merging import MERGES
from tests.oracle.standing import Known

ENVELOPE = {"type", "id", "effective", "certainty", "source", "mentions"}
ADDED_BY_THE_LOG = {"position", "recorded_at", "recorded_by", "caused_by"}
Subjects = set[tuple[str, str]]


def rumors(known: Known, answer: dict[str, Any], core: set[str], day: int) -> list[dict[str, Any]]:
    """Those about a subject of the map that were heard, or said to hold, by then, in recorded order."""
    shown = subjects_of_map(answer, core)
    told = [fact for fact in known.rumors if first_day(fact) <= day and subjects(fact) & shown]
    return [rumor(fact) for fact in sorted(told, key=place)]


def first_day(fact: Fact) -> int:
    """The day it was heard, or its own date if that is earlier."""
    heard = recorded_day(fact)
    return heard if fact["effective"] is None else min(heard, span(fact["effective"])[0])


def rumor(fact: Fact) -> dict[str, Any]:
    content = {name: value for name, value in fact.items() if name not in ENVELOPE | ADDED_BY_THE_LOG}
    dated = {} if fact["type"] in MERGES else {"effective": fact["effective"]}
    return {"fact": fact["id"], "type": fact["type"]} | dated | content


def subjects_of_map(answer: dict[str, Any], core: set[str]) -> Subjects:
    return {
        ("organization", answer["account"]["id"]),
        *(("unit", unit["id"]) for unit in answer["units"]),
        *(("role", role["id"]) for role in answer["roles"]),
        *(("opportunity", sale["id"]) for sale in answer["opportunities"]),
        *(("person", person) for person in core),
    }


def subjects(fact: Fact) -> Subjects:
    """Everything that the fact names by its kind: a role said to be created counts to its organization."""
    other = "organization" if fact["type"].startswith("organizations_") else "person"
    kinds = {kind: kind for kind in ("organization", "unit", "role", "person", "opportunity")} | {"other": other}
    if fact["type"] in MERGES:
        return {(MERGES[fact["type"]][0], fact[field]) for field in ("kept", "duplicate")}
    told = {(kind, str(fact[field])) for field, kind in kinds.items() if fact.get(field)}
    return told | set((fact.get("about") or {}).items())
