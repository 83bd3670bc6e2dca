"""The values of what stands beside a map: of organizations described, and of what begins and ends beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
Key = tuple[str, str, str]

# Of what begins and ends: the section, its field that is the subject, and those that are the property.
_RUNNING = {
    "relation": ("relations", "between", ("relation",)),
    "coverage": ("coverage", "covered", ("person", "part")),
    "contact_rule": ("contact_rules", "addressed", ("through",)),
    "team_role": ("team", "organization", ("person", "team_role")),
}


def values_beside(answer: Json) -> Iterator[tuple[Key, Any]]:
    """Nothing of a map alone."""
    for one in answer.get("described", ()):
        yield from _described(one)
    for kind, (section, subject, names) in _RUNNING.items():
        for entry in answer.get(section, ()):
            said = {name: value for name, value in entry.items() if name != subject and name not in names}
            yield (kind, entry[subject], "|".join(entry[name] for name in names)), said


def _described(one: Json) -> Iterator[tuple[Key, Any]]:
    for name, value in one["values"].items():
        if name == "attributes":
            yield from ((("organization", one["id"], f"attributes.{key}"), each) for key, each in value.items())
        else:
            yield ("organization", one["id"], name), value
