"""Values of subjects on a day: the latest effective statement at or before it holds."""

from collections.abc import Callable, Iterable
from typing import Any

from tests.oracle.days import Fact, value_day, when
from tests.oracle.standing import Known

STATED_BY = {
    "organization": ("organization_registered", "organization_described", "account_assessed"),
    "unit": ("unit_defined", "unit_restructured"),
    "role": ("role_defined", "role_restructured"),
    "person": ("person_introduced", "person_described"),
    "opportunity": ("opportunity_opened", "opportunity_changed"),
}
# What a read shows; where a subject belongs (its organization) is said by the map it is on.
PROPERTIES = {
    "organization": "name identifiers kind domain country objectives size identity reputation ethics "
    "potential revenue goals",
    "unit": "name parent",
    "role": "title unit reports_to dotted_to function level zone headcount requirements expectations "
    "procedures works_with",
    "person": "name names identifiers emails phones ours preferences priorities pain_points motivations opinions "
    "drivers competences country",
    "opportunity": "name unit problem solution value stage closes purchase_scope qualification",
}


def history(known: Known, kind: str, subject: str) -> list[Fact]:
    """What was stated about the subject, in the order in which statements follow each other."""
    return sorted((fact for fact in known.of(*STATED_BY[kind]) if fact[kind] == subject), key=when)


def deciding(statements: Iterable[Fact], name: str, day: int) -> Fact | None:
    """The latest statement of the property by the day; a fact that omits it states nothing."""
    stated = [fact for fact in statements if name in fact and value_day(fact) <= day]
    return max(stated, key=when, default=None)


def value(known: Known, kind: str, subject: str, name: str, day: int) -> Any:
    fact = deciding(history(known, kind, subject), name, day)
    return fact[name] if fact else None


def naming(statements: list[Fact], day: int) -> Fact | None:
    """A name before its first date is the first known name."""
    named = sorted((fact for fact in statements if fact.get("name") is not None), key=when)
    return deciding(statements, "name", day) or (named[0] if named else None)


def name_of(known: Known, kind: str, subject: str, day: int) -> Any:
    fact = naming(history(known, kind, subject), day)
    return fact["name"] if fact else None


def values_of(known: Known, kind: str, subject: str, day: int) -> dict[str, Any]:
    """Every property that holds on the day, `attributes` key by key, and which of them are only probable."""
    statements = history(known, kind, subject)
    deciders = {name: deciding(statements, name, day) for name in PROPERTIES[kind].split()}
    if "name" in deciders:
        deciders["name"] = naming(statements, day)
    return joined(shown(deciders), attributes_of(statements, day))


def shown(deciders: dict[str, Fact | None], read: Callable[[Fact, str], Any] = dict.__getitem__) -> dict[str, Any]:
    """The values that were not cleared; `probable` names those that only a probable fact states."""
    holding = {name: fact for name, fact in deciders.items() if fact and read(fact, name) is not None}
    probable = sorted(name for name, fact in holding.items() if fact["certainty"] == "probable")
    values = {name: read(fact, name) for name, fact in holding.items()}
    return values | ({"probable": probable} if probable else {})


def joined(*parts: dict[str, Any]) -> dict[str, Any]:
    """One entry from several, the marks of all of them kept."""
    probable = sorted(name for part in parts for name in part.get("probable", []))
    entry = {name: value for part in parts for name, value in part.items()}
    return entry | ({"probable": probable} if probable else {})


def attributes_of(statements: list[Fact], day: int) -> dict[str, Any]:
    """Each key of `attributes` is a value of its own."""
    stating = [fact for fact in statements if fact.get("attributes")]
    stated = {key: attribute(stating, key, day) for fact in stating for key in fact["attributes"]}
    held = {key: fact for key, fact in stated.items() if fact and fact["attributes"][key] is not None}
    probable = sorted(f"attributes.{key}" for key, fact in held.items() if fact["certainty"] == "probable")
    present = {"attributes": {key: held[key]["attributes"][key] for key in sorted(held)}} if held else {}
    return present | ({"probable": probable} if probable else {})


def attribute(stating: list[Fact], key: str, day: int) -> Fact | None:
    facts = [fact for fact in stating if key in fact["attributes"] and value_day(fact) <= day]
    return max(facts, key=when, default=None)
