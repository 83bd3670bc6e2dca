"""The culture of an organization or a unit: as its assessors see it, else as that of what is above it."""

from typing import Any

from tests.oracle.assessments import assessed, assessed_by
from tests.oracle.days import Fact
from tests.oracle.existence import exists
from tests.oracle.standing import Known
from tests.oracle.values import value

KINDS = ("bureaucratic", "entrepreneurial", "consulting", "collaborative")
Subject = tuple[str, str]


def culture(known: Known, account: str, subject: Subject, day: int) -> dict[str, Any]:
    """Its own, or that of the nearest above that has one: of the units above that are on the map, then the account."""
    for above in [subject, *upwards(known, account, subject, day)]:
        if own := own_culture(known, above, day):
            return own if above == subject else {"culture": own["culture"], "culture_from": {above[0]: above[1]}}
    return {}


def own_culture(known: Known, subject: Subject, day: int) -> dict[str, Any]:
    about = [fact for fact in known.of("culture_assessed") if fact.get(subject[0]) == subject[1]]
    said = both(about, day)
    return {"culture": shares(said["mix"]), "culture_assessed": said} if "mix" in said else {}


def both(about: list[Fact], day: int) -> dict[str, Any]:
    """Mix and national culture, each of whoever said it last; `by` is who said the mix."""
    said = assessed(about, ("mix", "national"), day)
    return said | {"by": assessed_by(about, ("mix",), day).get("mix_by")}


def shares(mix: dict[str, float]) -> dict[str, float]:
    return {kind: mix[kind] / sum(mix.values()) for kind in KINDS if kind in mix}


def upwards(known: Known, account: str, subject: Subject, day: int) -> list[Subject]:
    if subject[0] != "unit":
        return []
    found: list[Subject] = []
    parent = value(known, "unit", subject[1], "parent", day)
    while parent and on_map(known, account, parent, day) and ("unit", parent) not in [subject, *found]:
        found.append(("unit", parent))
        parent = value(known, "unit", parent, "parent", day)
    return [*found, ("organization", account)]


def on_map(known: Known, account: str, unit: str, day: int) -> bool:
    return exists(known, "unit", unit, day) and value(known, "unit", unit, "organization", day) == account


def contested(entry: dict[str, Any]) -> bool:
    """Whether its assessors see different shares."""
    said = [shares(view["mix"]) for view in entry.get("culture_assessed", {}).get("opinions", []) if "mix" in view]
    return any(one != said[0] for one in said)
