"""Assessments hold per assessor: the latest is shown, with everybody's where several have one."""

from typing import Any

from tests.oracle.days import Fact, when
from tests.oracle.values import deciding, shown

Views = dict[str, dict[str, Fact | None]]


def assessor(fact: Fact) -> str:
    """Who does not say so assesses himself."""
    return str(fact.get("by") or fact.get("recorded_by") or "")


def views(facts: list[Fact], names: tuple[str, ...], day: int) -> Views:
    """What each assessor holds on the day, cleared values left out."""
    by_assessor = {
        by: held({name: deciding([fact for fact in facts if assessor(fact) == by], name, day) for name in names})
        for by in sorted({assessor(fact) for fact in facts})
    }
    return {by: view for by, view in by_assessor.items() if view}


def held(deciders: dict[str, Fact | None]) -> dict[str, Fact | None]:
    return {name: fact for name, fact in deciders.items() if fact and fact[name] is not None}


def latest(current: Views, name: str) -> Fact | None:
    """The assessor who spoke last is shown."""
    return max((fact for view in current.values() if (fact := view.get(name))), key=when, default=None)


def assessed(facts: list[Fact], names: tuple[str, ...], day: int) -> dict[str, Any]:
    """The latest value of each property; `opinions` where more than one assessor has a view."""
    current = views(facts, names, day)
    result = shown({name: latest(current, name) for name in names})
    if len(current) > 1:
        result["opinions"] = [{"by": by} | opinion(view) for by, view in current.items()]
    return result


def opinion(view: dict[str, Fact | None]) -> dict[str, Any]:
    return {name: fact[name] for name, fact in view.items() if fact}


def assessed_by(facts: list[Fact], names: tuple[str, ...], day: int) -> dict[str, Any]:
    """As `assessed`, with the assessor who is shown of each property."""
    shown_by = {name: latest(views(facts, names, day), name) for name in names}
    return assessed(facts, names, day) | {f"{name}_by": assessor(fact) for name, fact in shown_by.items() if fact}


def differing(entry: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """The properties on which assessors disagree."""
    opinions = entry.get("opinions", [])
    stated = {name: [view[name] for view in opinions if name in view] for name in names}
    return [name for name, values in stated.items() if any(value != values[0] for value in values)]
